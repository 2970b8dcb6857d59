import { expect, test } from "vitest";
import { dayMomentOf } from "./daylight.ts";

test("a simulated moment is a day and a minute of the scenario's own clock, whatever its offset", () => {
  expect(dayMomentOf("2026-03-02T08:00:00+09:00", 0)).toEqual({ dayOfYear: 61, minuteOfDay: 480 });
  expect(dayMomentOf("2026-03-02T08:00:00+09:00", 90 * 60_000)).toEqual({ dayOfYear: 61, minuteOfDay: 570 });
  expect(dayMomentOf("2026-12-31T23:30:00-05:00", 60 * 60_000)).toEqual({ dayOfYear: 1, minuteOfDay: 30 });
  expect(dayMomentOf("soon", 0)).toBeUndefined();
});
