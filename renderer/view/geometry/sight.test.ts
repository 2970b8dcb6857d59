import { expect, test } from "vitest";
import type { Asset, City } from "../../../sim-core/model/city.ts";
import { inside } from "./polygon.ts";
import { makeSights } from "./sight.ts";

/** A camera at the origin that looks east over 80 m with a field of a right angle. */
const camera: Asset = { id: "c", kind: "camera", xyMm: [0, 0], attributes: { headingMrad: 0, fovMrad: 1571, rangeMm: 80_000 } };

/** A wall of 10 m across its view, 30 m away, and a house behind that reaches further to the side. */
const cityOf = (...rings: readonly (readonly number[])[]): City =>
  ({ buildings: rings.map((ringMm, at) => ({ id: `b${at}`, ringMm })) }) as unknown as City;
const WALL = [30_000, -5_000, 31_000, -5_000, 31_000, 5_000, 30_000, 5_000];

const sees = (city: City, x: number, y: number, headingRad?: number): boolean => inside(makeSights(city).of(camera, headingRad), x, y);

test("an open view reaches to the range and no further, and not beyond its field", () => {
  const open = cityOf();
  expect([sees(open, 79, 0), sees(open, 81, 0), sees(open, 30, 28), sees(open, 30, 32), sees(open, -10, 0)]).toEqual([
    true,
    false,
    true,
    false,
    false,
  ]);
});

test("a wall hides what is behind it and nothing beside it", () => {
  const city = cityOf(WALL);
  // The shadow's edge runs through (30, 5): at 60 m it is 10 m off the axis.
  expect([sees(city, 29, 0), sees(city, 32, 0), sees(city, 60, 8), sees(city, 60, 13)]).toEqual([true, false, false, true]);
});

test("the house that it hangs on hides nothing", () => {
  expect(sees(cityOf([-2_000, -2_000, 2_000, -2_000, 2_000, 2_000, -2_000, 2_000]), 50, 0)).toBe(true);
});

test("a camera that is turned looks there", () => {
  expect([sees(cityOf(), 0, 50, Math.PI / 2), sees(cityOf(), 50, 0, Math.PI / 2)]).toEqual([true, false]);
});
