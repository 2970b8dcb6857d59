import { expect, test } from "vitest";
import { partsOf } from "./step-rows.ts";

const none = { id: "green", done: 0, blocked: 0, refused: 0, timedOut: 0, failed: 0, calledOff: 0, open: 0 };

test("the shares of a bar are those of all times the step came up, the five outcomes first, and only what occurred", () => {
  expect(partsOf({ ...none, done: 6, timedOut: 2, failed: 1, calledOff: 1 })).toEqual({
    asked: 10,
    parts: [
      { outcome: "done", count: 6, shareP: 0.6 },
      { outcome: "timed-out", count: 2, shareP: 0.2 },
      { outcome: "failed", count: 1, shareP: 0.1 },
      { outcome: "cancelled", count: 1, shareP: 0.1 },
    ],
  });
});

test("a step that never came up has no bar, rather than a bar of nothing", () => {
  expect(partsOf(none)).toEqual({ asked: 0, parts: [] });
});
