import fc from "fast-check";
import { expect, it } from "vitest";
import { PlainCalendar } from "./plain-calendar.ts";

it("hands out events by time, equal times in the order in which they came", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(9)), { maxLength: 300 }), (steps) => {
      const calendar = new PlainCalendar();
      let list: { atMs: number; what: number }[] = [];
      for (const [what, afterMs] of steps.entries()) {
        if (afterMs !== null) {
          const atMs = calendar.nowMs + afterMs;
          calendar.add(atMs, what);
          list = [...list, { atMs, what }].toSorted((a, b) => a.atMs - b.atMs || a.what - b.what);
        } else if (list.length > 0) {
          const first = list.shift();
          expect({ what: calendar.take(), atMs: calendar.nowMs }).toEqual(first);
        }
      }
    }),
    { seed: 4 },
  );
});

it("says so when nothing is going to happen any more", () => {
  expect(() => new PlainCalendar().take()).toThrow("nothing is going to happen");
});
