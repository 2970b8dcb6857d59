import { expect, test } from "vitest";
import { lineLength, offsetLine, roundLine } from "./polyline.ts";

test("a line moved to its left keeps its distance on the straight and at a right angle", () => {
  expect(offsetLine([0, 0, 100, 0], 10)).toEqual([0, 10, 100, 10]);
  expect(offsetLine([0, 0, 100, 0], -10)).toEqual([0, -10, 100, -10]);
  expect(offsetLine([0, 0, 100, 0, 100, 100], 10).map(Math.round)).toEqual([0, 10, 90, 10, 90, 100]);
});

test("a line that turns back on itself does not fly away", () => {
  for (const value of offsetLine([0, 0, 100, 0, 0, 1], 10)) expect(Math.abs(value)).toBeLessThan(125);
});

test("lengths add up, and rounding leaves at least two different points", () => {
  expect(lineLength([0, 0, 3, 4, 3, 10])).toBe(11);
  expect(roundLine([0.2, 0.2, 0.3, 0.3, 5.4, 0])).toEqual([0, 0, 5, 0]);
  expect(roundLine([0.2, 0.2, 0.3, 0.3])).toEqual([0, 0, 1, 0]);
});
