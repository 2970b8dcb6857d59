import { expect, test } from "vitest";
import { differenceColours, differenceLevel, NO_DIFFERENCE } from "./difference.ts";

/** The ramp of the style: blue less, brown more. */
const RAMP = ["#1F5FE6", "#9DBCF5", "#E9EBED", "#E8B98E", "#A8541A"];

test("a street that is faster than in the other run is blue, a slower one brown, and a like one has no colour", () => {
  const colours = differenceColours({ difference: RAMP });
  const of = (ownP: number, otherP: number) => colours[differenceLevel(ownP, otherP)];
  expect(of(1, 0)).toEqual([0x1f, 0x5f, 0xe6, 225]);
  expect(of(0, 1)).toEqual([0xa8, 0x54, 0x1a, 225]);
  expect(differenceLevel(0.5, 0.55)).toBe(NO_DIFFERENCE);
});

test("the levels are even on both sides and grow with the difference", () => {
  const sizes = [0.02, 0.1, 0.25, 0.4, 0.9];
  const less = sizes.map((sizeP) => NO_DIFFERENCE - differenceLevel(0.95, 0.95 - sizeP));
  const more = sizes.map((sizeP) => differenceLevel(0.95 - sizeP, 0.95) - NO_DIFFERENCE);
  expect(less).toEqual(more);
  expect(more).toEqual([...more].sort((a, b) => a - b));
  expect(new Set(more).size).toBeGreaterThan(3);
});
