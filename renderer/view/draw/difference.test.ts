import { expect, test } from "vitest";
import { differenceColours, differenceLevel, NO_DIFFERENCE } from "./difference.ts";

/** The ramp of the style: blue less, brown more. */
const RAMP = ["#1F5FE6", "#9DBCF5", "#E9EBED", "#E8B98E", "#A8541A"];

test("a minute less than in the other run is the blue end of the ramp, a minute more the brown end, and four seconds have no colour", () => {
  const colours = differenceColours({ difference: RAMP });
  expect(colours[differenceLevel(-60)]).toEqual([0x1f, 0x5f, 0xe6, 235]);
  expect(colours[differenceLevel(60)]).toEqual([0xa8, 0x54, 0x1a, 235]);
  // Two fifths of the way from the middle to the end: a fifth of the middle and four of the stop beside it.
  expect(colours[differenceLevel(-5)]).toEqual([172, 197, 243, 235]);
  expect([4, 0, -4.9].map(differenceLevel)).toEqual([NO_DIFFERENCE, NO_DIFFERENCE, NO_DIFFERENCE]);
});

test("the levels begin at 5, 15, 30 and 60 seconds, evenly on both sides", () => {
  expect([5, 14, 15, 29, 30, 59, 60, 300].map((s) => differenceLevel(s) - NO_DIFFERENCE)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  expect([5, 14, 15, 29, 30, 59, 60, 300].map((s) => NO_DIFFERENCE - differenceLevel(-s))).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
});
