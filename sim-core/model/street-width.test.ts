import { expect, test } from "vitest";
import type { City, Link, ParkedCar } from "./city.ts";
import { crossroadsCity } from "./crossroads-city.ts";
import { streetWidth } from "./street-width.ts";

const link = (id: string, from: string, to: string, shapeMm: readonly number[], laneWidthMm: number): Link => ({
  id,
  from,
  to,
  shapeMm,
  lengthMm: 100_000,
  laneCount: 1,
  laneWidthMm,
  speedMmPerS: 8_333,
  roadClass: "alley",
});
/** Two alleys between the same two nodes, one two-way and 6 m wide, one bent and one-way. */
const alleys = [
  link("a>b", "a", "b", [0, 0, 100_000, 0], 3_000),
  link("b>a", "b", "a", [100_000, 0, 0, 0], 3_000),
  link("bent", "a", "b", [0, 0, 50_000, 20_000, 100_000, 0], 4_000),
];
const leftBy = (...parkedCars: readonly ParkedCar[]): readonly number[] => {
  const city: City = { ...crossroadsCity, links: alleys, parkedCars };
  const { leftByMm } = streetWidth(city);
  return parkedCars.map((_, car) => leftByMm(car));
};

test("a street is as wide as both its directions, a one-way street as its own lanes", () => {
  const { widthMm } = streetWidth({ ...crossroadsCity, links: alleys });
  expect([widthMm("a>b"), widthMm("b>a"), widthMm("bent"), widthMm("nowhere")]).toEqual([6_000, 6_000, 4_000, 0]);
});

test("a car leaves what it does not take, and two opposite each other leave less", () => {
  expect(leftBy({ link: "a>b", offsetMm: 50_000, side: "right" })).toEqual([4_100]);
  expect(leftBy({ link: "bent", offsetMm: 50_000, side: "left", takesMm: 1_500 })).toEqual([2_500]);
  const pair = [
    { link: "a>b", offsetMm: 50_000, side: "right" },
    { link: "a>b", offsetMm: 53_000, side: "left" },
  ] as const;
  expect(leftBy(...pair)).toEqual([2_200, 2_200]);
});

test("the kerb opposite is the same kerb, whichever direction of the street names it", () => {
  const first = { link: "a>b", offsetMm: 30_000, side: "right" } as const;
  expect(leftBy(first, { link: "b>a", offsetMm: 70_000, side: "right" })).toEqual([2_200, 2_200]);
  expect(leftBy(first, { link: "b>a", offsetMm: 70_000, side: "left" })).toEqual([4_100, 4_100]);
  expect(leftBy(first, { link: "b>a", offsetMm: 30_000, side: "right" })).toEqual([4_100, 4_100]);
});

test("cars a length apart stand one behind the other", () => {
  const pair = [
    { link: "a>b", offsetMm: 50_000, side: "right" },
    { link: "a>b", offsetMm: 54_700, side: "left" },
  ] as const;
  expect(leftBy(...pair)).toEqual([4_100, 4_100]);
});

const blocking = (...parkedCars: readonly ParkedCar[]) => streetWidth({ ...crossroadsCity, links: alleys, parkedCars }).blockingCars();

test("a car that alone leaves less than 2.5 m blocks a fire engine, from every direction of its street", () => {
  // 4.0 m - 1.9 m = 2.1 m; the engine stops half a car's length and a metre before the car's middle.
  expect(blocking({ link: "bent", offsetMm: 50_000, side: "right" })).toEqual([
    { car: 0, freeWidthMm: 2_100, places: [{ link: 2, offsetMm: 46_650 }] },
  ]);
  expect(blocking({ link: "bent", offsetMm: 50_000, side: "right", takesMm: 1_500 })).toEqual([]);
  expect(blocking({ link: "b>a", offsetMm: 20_000, side: "right", takesMm: 3_600 })).toEqual([
    {
      car: 0,
      freeWidthMm: 2_400,
      places: [
        { link: 0, offsetMm: 76_650 },
        { link: 1, offsetMm: 16_650 },
      ],
    },
  ]);
});

test("of a row and one car opposite it, the one car has to leave", () => {
  const row = [44_000, 50_000, 56_000].map((offsetMm): ParkedCar => ({ link: "a>b", offsetMm, side: "right" }));
  expect(blocking(...row)).toEqual([]);
  const opposite: ParkedCar = { link: "b>a", offsetMm: 47_000, side: "right" };
  // It stands opposite the middle of the row and the last car of it: 6.0 m - 1.9 m - 1.9 m = 2.2 m.
  expect(blocking(...row, opposite).map(({ car, freeWidthMm }) => [car, freeWidthMm])).toEqual([[3, 2_200]]);
  expect(blocking(opposite, ...row).map(({ car }) => car)).toEqual([0]);
});

test("of two cars opposite each other the left one has to leave, and one is enough", () => {
  const right: ParkedCar = { link: "a>b", offsetMm: 50_000, side: "right" };
  const left: ParkedCar = { link: "a>b", offsetMm: 51_000, side: "left" };
  expect(blocking(right, left).map(({ car }) => car)).toEqual([1]);
  expect(blocking(left, right).map(({ car }) => car)).toEqual([0]);
});

test("a car at the very start of a street is met at its start", () => {
  const [found] = blocking({ link: "bent", offsetMm: 2_000, side: "right" });
  expect(found?.places).toEqual([{ link: 2, offsetMm: 0 }]);
});
