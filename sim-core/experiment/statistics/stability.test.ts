import { describe, expect, test } from "vitest";
import { longWaitShare, lossShare, meanLine, meanWait, waitShare } from "./erlang.ts";
import { stabilityOf } from "./stability.ts";

describe("a desk without a steady state", () => {
  const flat = Array.from({ length: 16 }, () => 3);
  const growing = Array.from({ length: 16 }, (_, part) => 3 * part);

  test("is busy more than nine tenths of the time", () => {
    expect(stabilityOf({ utilisationP: 0.9, seats: 4, lineOverTime: flat })).toEqual({ kind: "steady", utilisationP: 0.9 });
    expect(stabilityOf({ utilisationP: 0.91, seats: 4, lineOverTime: flat })).toMatchObject({ kind: "unstable", because: "utilisation" });
  });

  test("or has a line that grows over the second half, by at least its seats and beyond all that was before", () => {
    const of = (lineOverTime: readonly number[], seats = 4): string => stabilityOf({ utilisationP: 0.7, seats, lineOverTime }).kind;
    expect(of(growing)).toBe("unstable");
    expect(of(growing.toReversed())).toBe("steady");
    expect(of(growing, 40)).toBe("steady");
    expect(of([99, ...growing.slice(1)])).toBe("steady");
    expect(of([0, 5])).toBe("steady");
    expect(of([])).toBe("steady");
  });
});

test("at and beyond saturation everybody waits for ever, but calls that may not wait still get through", () => {
  expect([waitShare(3, 3), meanWait(3, 4), meanLine(3, 3), longWaitShare(3, 5, 9)]).toEqual([1, Infinity, Infinity, 1]);
  // one seat, load 1: half of the calls find it taken
  expect(lossShare(1, 1)).toBe(0.5);
  expect(lossShare(0, 1)).toBe(1);
});
