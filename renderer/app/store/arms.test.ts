import { expect, test } from "vitest";
import { sameInBoth } from "../text/messages.ts";
import { armLook, armTitle, besideOf, isThere, listedRuns, todayOf, todayOrBack } from "./arms.ts";

const arm = (id: string) => ({ id, title: sameInBoth(id) });
const PROJECT = { arms: [arm("today"), arm("plan"), arm("drones")], baseline: "today" };

test("one key shows today, and the same key brings back what was on stage", () => {
  expect(todayOrBack(PROJECT, "drones", "plan")).toBe("today");
  expect(todayOrBack(PROJECT, "today", "drones")).toBe("drones");
});

test("from today without a before, or with one of another project, it leads to the plan", () => {
  expect(todayOrBack(PROJECT, "today", undefined)).toBe("plan");
  expect(todayOrBack(PROJECT, "today", "an arm of another scenario")).toBe("plan");
});

test("where today is the only arm there is nowhere to go back to", () => {
  expect(todayOrBack({ arms: [arm("today")], baseline: "today" }, "today", undefined)).toBeUndefined();
});

test("an arm is laid beside today, and today beside the plan", () => {
  expect([besideOf(PROJECT, "drones"), besideOf(PROJECT, "today")]).toEqual(["today", "plan"]);
  expect(besideOf({ arms: [arm("today")], baseline: "today" }, "today")).toBeUndefined();
});

const FIRST = "today>1138000>plan";
const SECOND = "today>1138000>plan>2000000>today";
const BRANCHED = { ...PROJECT, branches: [FIRST, SECOND, "plan>5000>today#7"], startsAt: "2026-03-02T08:00:00+09:00" };

test("branches stand under the run that they left, one of another morning at the end", () => {
  expect(listedRuns(BRANCHED)).toEqual([
    { run: "today", depth: 0 },
    { run: FIRST, depth: 1 },
    { run: SECOND, depth: 2 },
    { run: "plan", depth: 0 },
    { run: "drones", depth: 0 },
    { run: "plan>5000>today#7", depth: 1 },
  ]);
});

test("a branch says which it is, since when and as in which arm; another morning says which", () => {
  expect([FIRST, SECOND, "plan#7"].map((run) => armTitle(BRANCHED, run).ko)).toEqual([
    "갈래 1 · 08:18:58부터 plan처럼",
    "갈래 2 · 08:33:20부터 today처럼",
    "복제 7 · plan",
  ]);
  expect(armTitle(BRANCHED, "plan>5000>today#7").en).toBe("Replication 7 · Branch 3 · from 08:00:05 as in today");
});

test("branches have lines of their own by turns; an arm of another morning keeps its own", () => {
  expect([FIRST, SECOND, "plan>5000>today#7", "today#7", "plan#7", "drones"].map((run) => armLook(BRANCHED, run))).toEqual([
    "alt1",
    "alt2",
    "alt1",
    "today",
    "plan",
    "alt1",
  ]);
});

test("what a run is compared with is of its own morning, and a branch is laid beside what it left", () => {
  expect([todayOf(PROJECT, "plan#7"), todayOrBack(PROJECT, "plan#7", undefined), todayOrBack(PROJECT, "today#7", undefined)]).toEqual([
    "today#7",
    "today#7",
    "plan#7",
  ]);
  expect([besideOf(PROJECT, SECOND), besideOf(PROJECT, "plan#7"), besideOf(PROJECT, "today#7")]).toEqual([FIRST, "today#7", "plan#7"]);
});

test("a run can be put on stage where its arms are known, a branch where it was made", () => {
  expect(["plan", "plan#7", FIRST, "today>1>plan", "jets"].map((run) => isThere(BRANCHED, run))).toEqual([true, true, true, false, false]);
});
