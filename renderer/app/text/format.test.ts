import { expect, test } from "vitest";
import { countText, kpiDifference, kpiTarget, kpiValue, minutesSeconds, sinceCall, speedText, timeOfDay } from "./format.ts";

test("moments are said as since the call and as the district's own time of day", () => {
  expect([sinceCall(278_000), sinceCall(-5_000), minutesSeconds(420_000), minutesSeconds(-400)]).toEqual([
    "+4:38",
    "−0:05",
    "7:00",
    "0:00",
  ]);
  expect([timeOfDay("2026-03-02T08:00:00+09:00", 278_500), timeOfDay("2026-03-02T23:59:00+09:00", 61_000)]).toEqual([
    "08:04:38",
    "00:00:01",
  ]);
});

test("measures are said in the unit a planner uses, differences with their sign", () => {
  const share = { unit: "share" };
  const seconds = { unit: "s" };
  expect([
    kpiValue(0.8104, share, "ko"),
    kpiValue(346, seconds, "en"),
    kpiValue(42.04, seconds, "ko"),
    kpiValue(null, seconds, "ko"),
  ]).toEqual(["81.0%", "5:46", "42.0초", "–"]);
  expect([kpiDifference(0.175, share, "en"), kpiDifference(-52.31, seconds, "en"), kpiDifference(-0.01, seconds, "ko")]).toEqual([
    "+17.5%p",
    "−52.3 s",
    "0.0초",
  ]);
});

test("targets are round and counts are grouped", () => {
  expect([kpiTarget(0.8, { unit: "share" }, "ko"), countText(166143), countText(80)]).toEqual(["80%", "166,143", "80"]);
});

test("units follow what a person chose", () => {
  expect([kpiValue(346, { unit: "s" }, "en", "seconds"), kpiValue(346, { unit: "s" }, "ko", "minutes")]).toEqual(["346.0 s", "5:46"]);
  expect([speedText(13_889, "kmh"), speedText(13_889, "mps")]).toEqual(["50 km/h", "13.9 m/s"]);
});
