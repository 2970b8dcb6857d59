import { array, assert, integer, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { cameraSight, coverage, type SightOptions } from "./camera-sight.ts";
import type { Asset, Building, City, ServiceClass } from "./city.ts";
import { crossroadsCity } from "./crossroads-city.ts";

const ONE: SightOptions = { nearest: 1 };

const camera = (id: string, xyMm: readonly [number, number], attributes: Asset["attributes"], serviceClass?: ServiceClass): Asset => ({
  id,
  kind: "camera",
  xyMm,
  ...(serviceClass === undefined ? {} : { class: serviceClass }),
  attributes,
});
/** A wall or house between two corners. */
const box = (id: string, x0: number, y0: number, x1: number, y1: number): Building => ({
  id,
  ringMm: [x0, y0, x1, y0, x1, y1, x0, y1],
  heightMm: 9_000,
  storeys: 3,
  use: "villa",
  floorAreaM2: 100,
});
const cityOf = (assets: readonly Asset[], buildings: readonly Building[] = []): City => ({ ...crossroadsCity, assets, buildings });
const sees = (city: City, point: readonly [number, number], options: SightOptions = ONE): readonly boolean[] =>
  cameraSight(city)
    .seenBy(point, options)
    .map((sight) => sight.sees);

describe("a camera that looks east, 60 m far, in a cone of 60 degrees", () => {
  // 60 degrees are 1,047.2 mrad; its rim runs through (cos 30, sin 30) = (0.8660, 0.5).
  const eastward = camera("c", [0, 0], { headingMrad: 0, fovMrad: 1_047, rangeMm: 60_000 });
  const open = cityOf([eastward]);

  it("sees what lies inside its cone and not what lies beside it", () => {
    expect(sees(open, [50_000, 0])).toEqual([true]);
    expect(sees(open, [43_301, 24_900])).toEqual([true]);
    expect(sees(open, [43_301, 25_100])).toEqual([false]);
    expect(sees(open, [43_301, -24_900])).toEqual([true]);
    expect(sees(open, [43_301, -25_100])).toEqual([false]);
    expect(sees(open, [-50_000, 0])).toEqual([false]);
  });

  it("sees as far as its range and no millimetre further", () => {
    expect(sees(open, [60_000, 0])).toEqual([true]);
    expect(sees(open, [60_001, 0])).toEqual([false]);
  });

  it("does not see behind a wall, and does not mind a wall behind the place", () => {
    expect(sees(cityOf([eastward], [box("between", 20_000, -5_000, 21_000, 5_000)]), [50_000, 0])).toEqual([false]);
    expect(sees(cityOf([eastward], [box("behind", 51_000, -5_000, 52_000, 5_000)]), [50_000, 0])).toEqual([true]);
    expect(sees(cityOf([eastward], [box("beside", 20_000, 1, 21_000, 5_000)]), [50_000, 0])).toEqual([true]);
  });

  it("sees a place in a house only where the house is the place's own", () => {
    const house = cityOf([eastward], [box("house", 45_000, -5_000, 55_000, 5_000)]);
    expect(sees(house, [50_000, 0])).toEqual([false]);
    expect(sees(house, [50_000, 0], { ...ONE, building: "house" })).toEqual([true]);
  });

  it("looks past the house that it hangs on", () => {
    expect(sees(cityOf([eastward], [box("pole", -2_000, -2_000, 2_000, 2_000)]), [50_000, 0])).toEqual([true]);
  });

  it("passes the corner of a wall that its line of sight only touches", () => {
    // The line to (40, 10) m runs through (20, 5) m: a corner of two of these boxes, the inside of the third.
    expect(sees(cityOf([eastward], [box("below", 20_000, 0, 24_000, 5_000)]), [40_000, 10_000])).toEqual([true]);
    expect(sees(cityOf([eastward], [box("above", 16_000, 5_000, 20_000, 9_000)]), [40_000, 10_000])).toEqual([true]);
    expect(sees(cityOf([eastward], [box("across", 19_900, 0, 24_000, 5_000)]), [40_000, 10_000])).toEqual([false]);
  });
});

describe("other cameras", () => {
  it("look all round where an operator can turn them, or where nobody wrote down their direction", () => {
    expect(sees(cityOf([camera("c", [0, 0], { headingMrad: 0, fovMrad: 500, rangeMm: 60_000, steerable: 1 })]), [-50_000, 0])).toEqual([
      true,
    ]);
    expect(sees(cityOf([camera("c", [0, 0], { rangeMm: 60_000 })]), [-50_000, 0])).toEqual([true]);
    expect(sees(cityOf([camera("c", [0, 0], { headingMrad: 0, fovMrad: 500, steerable: 0 })]), [-50_000, 0])).toEqual([false]);
  });

  it("look north at 1,571 mrad", () => {
    const north = cityOf([camera("c", [0, 0], { headingMrad: 1_571, fovMrad: 200, rangeMm: 60_000 })]);
    expect([sees(north, [0, 50_000]), sees(north, [50_000, 0]), sees(north, [0, -50_000])]).toEqual([[true], [false], [false]]);
  });
});

describe("the nearest cameras", () => {
  const four = cityOf([
    camera("far", [300_000, 0], {}),
    camera("b", [0, 20_000], {}, "crime-prevention"),
    camera("traffic", [10_000, 0], {}, "traffic"),
    camera("a", [0, -20_000], {}, "crime-prevention"),
  ]);
  const idsAt = (options: SightOptions) =>
    cameraSight(four)
      .seenBy([0, 0], options)
      .map(({ camera: position, distanceMm }) => [four.assets[position]?.id, distanceMm]);

  it("come nearest first, equal distances in order of id", () => {
    expect(idsAt({ nearest: 3 })).toEqual([
      ["traffic", 10_000],
      ["a", 20_000],
      ["b", 20_000],
    ]);
    expect(idsAt({ nearest: 9 }).length).toBe(4);
  });

  it("can be asked for by class and distance; a camera without a class watches for crime prevention", () => {
    expect(idsAt({ nearest: 9, class: "crime-prevention" }).map(([id]) => id)).toEqual(["a", "b", "far"]);
    expect(idsAt({ nearest: 9, class: "crime-prevention", withinMm: 20_000 }).map(([id]) => id)).toEqual(["a", "b"]);
    expect(idsAt({ nearest: 9, class: "traffic", withinMm: 9_999 })).toEqual([]);
    expect(idsAt({ nearest: 0 })).toEqual([]);
  });

  it("are those that a look at every camera finds, in the same order", () => {
    const place = tuple(integer({ min: -400_000, max: 400_000 }), integer({ min: -400_000, max: 400_000 }));
    void assert(
      property(array(place, { maxLength: 30 }), place, integer({ min: 1, max: 6 }), (places, point, count) => {
        const assets = places.map((xyMm, index) => camera(`c${String(index).padStart(2, "0")}`, xyMm, {}));
        const expected = places
          .map(([x, y], index) => ({ index, mm: Math.hypot(x - point[0], y - point[1]) }))
          .sort((a, b) => a.mm - b.mm || a.index - b.index)
          .slice(0, count);
        const found = cameraSight(cityOf(assets)).seenBy(point, { nearest: count });
        expect(found.map(({ camera: position }) => position)).toEqual(expected.map(({ index }) => index));
      }),
    );
  });
});

describe("coverage", () => {
  // The crossroads' streets run along the axes; the house's front is the foot of its middle on the nearer street.
  const house = box("house", 40_000, 10_000, 50_000, 18_000);
  const other = box("other", -50_000, 10_000, -40_000, 18_000);

  it("counts the buildings whose front a crime-prevention camera sees", () => {
    const eastward = camera("c", [20_000, 0], { headingMrad: 0, fovMrad: 1_000, rangeMm: 50_000 });
    expect(coverage(cityOf([eastward], [house, other]))).toEqual({ buildings: 2, seen: 1, seenP: 0.5 });
    expect(coverage(cityOf([{ ...eastward, class: "traffic" }], [house, other])).seen).toBe(0);
    expect(coverage(cityOf([], [house])).seenP).toBe(0);
  });

  it("is lost behind a wall", () => {
    const eastward = camera("c", [20_000, 0], { headingMrad: 0, fovMrad: 1_000, rangeMm: 50_000 });
    // The wall's own front, 30 m east, is seen; the house's, 45 m east, is not.
    expect(coverage(cityOf([eastward], [house, box("wall", 30_000, -3_000, 31_000, 3_000)]))).toEqual({
      buildings: 2,
      seen: 1,
      seenP: 0.5,
    });
  });
});

/** Liang and Barsky (1984): whether the way from p to q has a piece inside an upright box. */
const runsThroughBox = (p: readonly [number, number], q: readonly [number, number], [x0, y0, x1, y1]: readonly number[]): boolean => {
  let [enters, leaves] = [0, 1];
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
  for (const [speed, room] of [
    [-dx, p[0] - (x0 ?? 0)],
    [dx, (x1 ?? 0) - p[0]],
    [-dy, p[1] - (y0 ?? 0)],
    [dy, (y1 ?? 0) - p[1]],
  ] as const) {
    if (speed === 0 && room < 0) return false;
    if (speed < 0) enters = Math.max(enters, room / speed);
    if (speed > 0) leaves = Math.min(leaves, room / speed);
  }
  return leaves - enters > 1e-9;
};

it("sees among 5,000 houses and 1,000 cameras what a look past every house says, for 10,000 places", () => {
  const corner = (i: number): readonly [number, number] => [(i % 71) * 30_000 + (i % 7) * 531, Math.floor(i / 71) * 30_000 + (i % 5) * 733];
  const buildings = Array.from({ length: 5_000 }, (_, i) => {
    const [x, y] = corner(i);
    return box(`b${i}`, x, y, x + 12_000, y + 12_000);
  });
  const assets = Array.from({ length: 1_000 }, (_, i) => {
    const [x, y] = corner((i * 37) % 5_000);
    return camera(`c${i}`, [x + 20_011, y + 20_017], { headingMrad: (i * 97) % 6_283, fovMrad: 1_500, rangeMm: 70_000 });
  });
  const sight = cameraSight(cityOf(assets, buildings));
  const tally = { seen: 0, hidden: 0, differs: 0 };
  for (let i = 0; i < 10_000; i++) {
    const point = [(i * 211_003) % 2_100_000, (i * 499_007) % 2_100_000] as const;
    const [nearest] = sight.seenBy(point, { nearest: 1 });
    const asset = assets[nearest?.camera ?? -1];
    if (nearest === undefined || asset === undefined) throw new Error("there is a nearest camera");
    const [dx, dy] = [point[0] - asset.xyMm[0], point[1] - asset.xyMm[1]];
    const heading = (asset.attributes["headingMrad"] ?? 0) / 1000;
    const off = Math.abs(Math.atan2(Math.sin(Math.atan2(dy, dx) - heading), Math.cos(Math.atan2(dy, dx) - heading)));
    const inCone = off <= 0.75 && Math.hypot(dx, dy) <= 70_000;
    // Only a sample is looked at house by house: the others show that the index is fast enough for all.
    if (i % 10 !== 0) continue;
    const free = !buildings.some(({ ringMm }) =>
      runsThroughBox(
        asset.xyMm,
        point,
        [0, 1, 4, 5].map((at) => ringMm[at] ?? 0),
      ),
    );
    if (nearest.sees !== (inCone && free)) tally.differs += 1;
    if (nearest.sees) tally.seen += 1;
    else if (inCone) tally.hidden += 1;
  }
  expect(tally.differs).toBe(0);
  expect([tally.seen > 50, tally.hidden > 50]).toEqual([true, true]);
});
