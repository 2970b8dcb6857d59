import { expect, test } from "vitest";
import { cutEdge, edgeAfter } from "./edge.ts";

test("arrows move the edge by a fiftieth, with shift by a tenth, and other keys do not", () => {
  expect(edgeAfter(0.5, "ArrowLeft", false)).toBeCloseTo(0.48);
  expect(edgeAfter(0.5, "ArrowRight", true)).toBeCloseTo(0.6);
  expect(edgeAfter(0.5, "ArrowUp", false)).toBeUndefined();
});

test("the handle never leaves the picture", () => {
  expect([edgeAfter(0.5, "Home", false), edgeAfter(0.5, "End", false)]).toEqual([cutEdge(-3), cutEdge(7)]);
  expect(cutEdge(-3)).toBeGreaterThan(0);
  expect(cutEdge(7)).toBeLessThan(1);
  expect(cutEdge(Number.NaN)).toBe(0.5);
});
