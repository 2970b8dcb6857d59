import { expect, test } from "vitest";
import { placeAfter } from "./step-focus.ts";

test("up and down stop at the ends of a list, home and end lead there, other keys nowhere", () => {
  expect(["ArrowDown", "ArrowUp", "Home", "End", "ArrowRight"].map((key) => placeAfter(key, 1, 3))).toEqual([2, 0, 0, 2, undefined]);
  expect([placeAfter("ArrowDown", 2, 3), placeAfter("ArrowUp", 0, 3)]).toEqual([2, 0]);
});
