import { expect, test } from "vitest";
import { daysAgo } from "./days-ago.ts";

const at = (year: number, month: number, day: number, hour: number): number => new Date(year, month - 1, day, hour).getTime();

test("days count from midnight to midnight, not in 24 hours", () => {
  const now = at(2026, 11, 27, 1);
  expect([
    daysAgo(at(2026, 11, 27, 0), now, "ko"),
    daysAgo(at(2026, 11, 26, 23), now, "ko"),
    daysAgo(at(2026, 11, 25, 23), now, "ko"),
    daysAgo(at(2026, 3, 4, 12), now, "en"),
    daysAgo(at(2025, 3, 4, 12), now, "ko"),
  ]).toEqual(["오늘", "어제", "11월 25일", "4 Mar", "2025. 3. 4."]);
});
