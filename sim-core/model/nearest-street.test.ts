import { array, assert, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import type { Link } from "./city.ts";
import { makeSnap } from "./nearest-street.ts";

const street = (id: string, shapeMm: readonly number[], more: Partial<Link> = {}): Link => ({
  id,
  from: `${id}-a`,
  to: `${id}-b`,
  shapeMm,
  lengthMm: 100_000,
  laneCount: 1,
  laneWidthMm: 3000,
  speedMmPerS: 8333,
  roadClass: "local",
  ...more,
});

test("a station meets its street at the foot of the perpendicular, measured along the drivable length", () => {
  const snap = makeSnap([street("far", [0, 900_000, 200_000, 900_000]), street("near", [0, 0, 200_000, 0])]);
  expect(snap([50_000, 30_000])).toEqual({ link: "near", offsetMm: 25_000, distanceMm: 30_000, xyMm: [50_000, 0] });
});

test("motorways, bridges and tunnels have no doors", () => {
  const links = [
    street("bridge", [0, 0, 200_000, 0], { bridge: true }),
    street("tunnel", [0, 1, 200_000, 1], { tunnel: true }),
    street("motorway", [0, 2, 200_000, 2], { roadClass: "motorway" }),
    street("street", [0, 500_000, 200_000, 500_000]),
  ];
  expect(makeSnap(links)([50_000, 0])?.link).toBe("street");
  expect(makeSnap(links.slice(0, 3))([50_000, 0])).toBeUndefined();
});

test("the nearest street is the nearest of all, wherever it lies in the grid of cells", () => {
  const coordinate = integer({ min: -900_000, max: 900_000 });
  const line = tuple(coordinate, coordinate, coordinate, coordinate);
  void assert(
    property(array(line, { minLength: 1, maxLength: 12 }), coordinate, coordinate, (lines, x, y) => {
      const links = lines.map((shape, index) => street(`${index}`, shape));
      const distances = lines.map(([ax, ay, bx, by]) => {
        const [dx, dy] = [bx - ax, by - ay];
        const square = dx * dx + dy * dy;
        const share = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
        return Math.hypot(x - ax - share * dx, y - ay - share * dy);
      });
      expect(makeSnap(links)([x, y])?.distanceMm).toBeCloseTo(Math.min(...distances), 3);
    }),
  );
});
