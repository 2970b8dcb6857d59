import { expect, test } from "vitest";
import type { Crossing, TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { counterpartOf, type Drive, driveOf } from "./drives.ts";
import { lostRows, worstStep } from "./lost-rows.ts";

const none = { ko: "", en: "" };
const item = (change: Partial<TimelineItem>): TimelineItem => ({
  kind: "drive",
  id: "",
  incident: 4,
  agency: "fire",
  title: none,
  startMs: 0,
  outcome: "done",
  ...change,
});
const drive = (unit: number, startMs: number, endMs: number, change: Partial<TimelineItem> = {}): Drive =>
  ({ ...item({ leg: "scene", fleet: "fire-engine", unit, startMs, endMs, ...change }), unit }) as Drive;
const crossing = (unit: number, atMs: number, signal: number, lostMs: number, preemption: Crossing["preemption"] = "none"): Crossing => ({
  unit,
  atMs,
  link: 0,
  signal,
  lostMs,
  preemption,
});

test("every junction on the way is told with what it cost today, those ahead without a figure of their own", () => {
  const own = {
    timeline: [],
    crossings: [
      crossing(1, 100, 5, 14_000, "failed"),
      crossing(1, 200, 6, 0, "granted"),
      crossing(1, 300, 7, 3000),
      crossing(1, 900, 8, 1),
    ],
  };
  const told = { timeline: [], crossings: [crossing(1, 150, 5, 31_000), crossing(1, 350, 7, 22_000), crossing(2, 160, 6, 99)] };
  const rows = lostRows(own, drive(1, 50, 400), { told, drive: drive(1, 50, 500) }, 250);
  expect(rows.map(({ place, atMs, ownMs, todayMs, outcome }) => [place, atMs, ownMs, todayMs, outcome])).toEqual([
    [{ kind: "signal", signal: 5 }, 100, 14_000, 31_000, "failed"],
    [{ kind: "signal", signal: 6 }, 200, 0, undefined, "done"],
    [{ kind: "signal", signal: 7 }, undefined, undefined, 22_000, "planned"],
  ]);
});

test("a car in the way is told for both runs, for the one on stage until now", () => {
  const stop = (startMs: number, endMs: number, outcome: TimelineItem["outcome"] = "done") =>
    item({ kind: "obstruction", unit: 1, car: 3, startMs, endMs, outcome });
  const own = { crossings: [], timeline: [stop(200, 300)] };
  const told = { crossings: [], timeline: [stop(210, 610, "failed")] };
  const at = (atMs: number) => lostRows(own, drive(1, 50, 400), { told, drive: drive(1, 50, 700) }, atMs)[0];
  expect(at(100)).toMatchObject({ ownMs: undefined, todayMs: 400, outcome: "planned" });
  expect(at(240)).toMatchObject({ ownMs: 40, todayMs: 400, outcome: "running" });
  expect(at(900)).toMatchObject({ atMs: 200, ownMs: 100, todayMs: 400, outcome: "done" });
});

test("the other run's drive is the same unit's, else that of the first engine to be there", () => {
  const items = [drive(2, 10, 90), drive(3, 10, 80), drive(9, 10, 40, { fleet: "ambulance" }), drive(1, 0, 5, { incident: 6 })];
  expect(counterpartOf([...items, drive(1, 20, 100)], drive(1, 0, 70))?.unit).toBe(1);
  expect(counterpartOf(items, drive(1, 0, 70))?.unit).toBe(3);
  expect(counterpartOf([], drive(1, 0, 70))).toBe(undefined);
  expect(driveOf([drive(1, 0, 5), drive(1, 10, 50)], 1, 4)?.startMs).toBe(10);
});

test("what explains a loss is the worst that a step met up to now", () => {
  const step = (outcome: TimelineItem["outcome"], endMs: number) => item({ kind: "step", outcome, endMs, id: outcome });
  const items = [step("failed", 100), step("blocked", 300), step("done", 10)];
  expect([50, 200, 400].map((atMs) => worstStep(items, 4, atMs)?.id)).toEqual([undefined, "failed", "blocked"]);
  expect(worstStep(items, 5, 400)).toBe(undefined);
});
