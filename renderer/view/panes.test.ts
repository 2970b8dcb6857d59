import { expect, test } from "vitest";
import { boxOf, isSameSplit, panesOf } from "./panes.ts";

test("one run has the whole picture, and two that are swiped share one camera's picture", () => {
  expect(boxOf(panesOf(undefined).main, 881)).toEqual({ x: 0, width: 881 });
  const { main, other } = panesOf({ mode: "swipe", edgeP: 0.3 });
  expect([other, main]).toEqual([
    { fromP: 0, toP: 0.3, isOwn: false },
    { fromP: 0.3, toP: 1, isOwn: false },
  ]);
  expect(boxOf(main, 881)).toEqual({ x: 0, width: 881 });
});

test("two runs side by side have halves of the same whole number of pixels, the last one ending at the edge", () => {
  const { main, other } = panesOf({ mode: "side" });
  if (other === undefined) throw new Error("no other half");
  expect([boxOf(other, 881), boxOf(main, 881)]).toEqual([
    { x: 0, width: 440 },
    { x: 441, width: 440 },
  ]);
  expect([boxOf(other, 880), boxOf(main, 880)]).toEqual([
    { x: 0, width: 440 },
    { x: 440, width: 440 },
  ]);
});

test("the same way to share is no change", () => {
  expect(isSameSplit({ mode: "side" }, { mode: "side" })).toBe(true);
  expect(isSameSplit({ mode: "swipe", edgeP: 0.5 }, { mode: "swipe", edgeP: 0.6 })).toBe(false);
  expect(isSameSplit(undefined, { mode: "side" })).toBe(false);
  expect(isSameSplit(undefined, undefined)).toBe(true);
});
