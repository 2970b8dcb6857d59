import { expect, test } from "vitest";
import { minutesTenths, spanText, ticksOf } from "./ruler-ticks.ts";

const STARTS_AT = "2026-03-02T08:00:00+09:00";
const labels = (fromMs: number, toMs: number, originMs: number | undefined): readonly string[] =>
  ticksOf({ fromMs, toMs }, originMs, STARTS_AT).flatMap(({ label }) => label ?? []);

test("the ruler counts from the call", () => {
  expect(labels(970_000, 1_540_000, 1_000_000)).toEqual([
    "0:00",
    "+1:00",
    "+2:00",
    "+3:00",
    "+4:00",
    "+5:00",
    "+6:00",
    "+7:00",
    "+8:00",
    "+9:00",
  ]);
});

test("a window of one second has a label every tenth, before the call too", () => {
  expect(labels(999_700, 1_000_700, 1_000_000)).toEqual([
    "−0:00.3",
    "−0:00.2",
    "−0:00.1",
    "0:00",
    "+0:00.1",
    "+0:00.2",
    "+0:00.3",
    "+0:00.4",
    "+0:00.5",
    "+0:00.6",
    "+0:00.7",
  ]);
});

test("the whole run is told by the clock on the wall, with seconds and tenths as they get room", () => {
  expect(labels(0, 5_400_000, undefined)).toEqual([
    "08:00",
    "08:10",
    "08:20",
    "08:30",
    "08:40",
    "08:50",
    "09:00",
    "09:10",
    "09:20",
    "09:30",
  ]);
  expect(labels(600_000, 660_000, undefined)).toEqual(["08:10:00", "08:10:10", "08:10:20", "08:10:30", "08:10:40", "08:10:50", "08:11:00"]);
  expect(labels(600_000, 601_000, undefined)).toEqual(["08:10:00.0", "08:10:00.2", "08:10:00.4", "08:10:00.6", "08:10:00.8", "08:10:01.0"]);
});

test("however far it is zoomed there are some labels and never so many that they would run into each other", () => {
  for (let spanMs = 1000; spanMs < 90_000_000; spanMs *= 1.13) {
    for (const originMs of [1_000_000, undefined]) {
      const count = labels(1_000_000, Math.round(1_000_000 + spanMs), originMs).length;
      expect(count).toBeGreaterThan(2);
      expect(count).toBeLessThanOrEqual(13);
    }
  }
});

test("tenths and lengths", () => {
  expect([278_200, -300, -61_500, 0].map(minutesTenths)).toEqual(["4:38.2", "−0:00.3", "−1:01.5", "0:00.0"]);
  expect([1000, 45_400, 570_000].map(spanText)).toEqual([
    { isSeconds: true, figures: "1.0" },
    { isSeconds: true, figures: "45" },
    { isSeconds: false, figures: "9:30" },
  ]);
});
