import { expect, test } from "vitest";
import { isIn, pageAfter, panned, SHORTEST_WINDOW_MS, spanOf, windowAround, zoomed } from "./zoom.ts";

const RUN_MS = 5_400_000;
const WINDOW = { fromMs: 970_000, toMs: 1_540_000 };

test("zooming keeps the moment under the pointer where it is", () => {
  for (const aboutP of [0, 0.25, 0.8, 1]) {
    const near = zoomed(WINDOW, 0.5, aboutP, RUN_MS);
    const momentMs = WINDOW.fromMs + aboutP * spanOf(WINDOW);
    expect(spanOf(near)).toBe(285_000);
    expect((momentMs - near.fromMs) / spanOf(near)).toBeCloseTo(aboutP, 5);
  }
});

test("it goes from the whole run down to one second and back again, never beyond the run", () => {
  let window = { fromMs: 0, toMs: RUN_MS };
  for (let n = 0; n < 60; n++) window = zoomed(window, 0.8, 0.37, RUN_MS);
  expect(spanOf(window)).toBe(SHORTEST_WINDOW_MS);
  expect(isIn(0.37 * RUN_MS, window)).toBe(true);
  for (let n = 0; n < 60; n++) window = zoomed(window, 1.25, 0.9, RUN_MS);
  expect(window).toEqual({ fromMs: 0, toMs: RUN_MS });
});

test("near an end of the run the window stops there and keeps its length", () => {
  expect(panned({ fromMs: 1000, toMs: 61_000 }, -0.5, RUN_MS)).toEqual({ fromMs: 0, toMs: 60_000 });
  expect(panned({ fromMs: RUN_MS - 61_000, toMs: RUN_MS - 1000 }, 4, RUN_MS)).toEqual({ fromMs: RUN_MS - 60_000, toMs: RUN_MS });
  expect(panned(WINDOW, 0.1, RUN_MS)).toEqual({ fromMs: 1_027_000, toMs: 1_597_000 });
});

test("windows are whole milliseconds, whatever they were zoomed by", () => {
  let window = WINDOW;
  for (const factor of [0.77, 0.313, 1.01, 0.99]) {
    window = zoomed(window, factor, 0.123, RUN_MS);
    expect([window.fromMs, window.toMs].every(Number.isInteger)).toBe(true);
  }
});

test("a run shorter than a second is shown whole", () => {
  expect(zoomed({ fromMs: 0, toMs: 400 }, 0.5, 0.5, 400)).toEqual({ fromMs: 0, toMs: 400 });
});

test("the page turns when the playhead runs out, forwards and backwards, with a tenth of the page before", () => {
  expect(pageAfter(WINDOW, 1_539_990, 1_540_006, RUN_MS)).toEqual({ fromMs: 1_483_006, toMs: 2_053_006 });
  expect(pageAfter(WINDOW, 970_010, 969_000, RUN_MS)).toEqual({ fromMs: 456_000, toMs: 1_026_000 });
  expect(pageAfter(WINDOW, 1_000_000, 1_000_016, RUN_MS)).toBeUndefined();
});

test("whoever has moved away from the playhead is left alone, and the end of the run turns no page", () => {
  expect(pageAfter(WINDOW, 2_000_000, 2_000_016, RUN_MS)).toBeUndefined();
  expect(pageAfter({ fromMs: 0, toMs: RUN_MS }, RUN_MS - 1, RUN_MS, RUN_MS)).toBeUndefined();
});

test("a moment that is asked for comes to the middle, unless it is in the window already", () => {
  expect(windowAround(WINDOW, 3_000_000, RUN_MS)).toEqual({ fromMs: 2_715_000, toMs: 3_285_000 });
  expect(windowAround(WINDOW, 1_000_000, RUN_MS)).toBeUndefined();
  expect(windowAround({ fromMs: 100_000, toMs: 160_000 }, 5000, RUN_MS)).toEqual({ fromMs: 0, toMs: 60_000 });
});
