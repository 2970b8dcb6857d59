import { expect, test } from "vitest";
import type { Crossing, TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { type Phase, phasesOf } from "./phases.ts";
import { incidentsOf } from "./timeline-model.ts";

const S = 1000;

const item = (kind: TimelineItem["kind"], fromS: number, toS: number | undefined, more: Partial<TimelineItem> = {}): TimelineItem => ({
  kind,
  id: kind,
  incident: 0,
  agency: "fire",
  title: { ko: kind, en: kind },
  startMs: fromS * S,
  ...(toS === undefined ? {} : { endMs: toS * S }),
  outcome: toS === undefined ? "running" : "done",
  ...more,
});
const crossing = (atS: number, lostS: number, more: Partial<Crossing> = {}): Crossing => ({
  unit: 0,
  atMs: atS * S,
  link: 4,
  signal: 2,
  lostMs: lostS * S,
  preemption: "none",
  ...more,
});

const CALL = item("incident", 1000, undefined, { agency: "" });
const TURNOUT = item("turnout", 1060, 1120, { unit: 0 });
const DRIVE = item("drive", 1120, 1400, { unit: 0, leg: "scene" });
const WORK = item("on-scene", 1400, 1900, { unit: 0 });
const RUN = [CALL, TURNOUT, DRIVE, WORK];

const phases = (items: readonly TimelineItem[], crossings: readonly Crossing[] = []): readonly Phase[] => {
  const [incident] = incidentsOf(items);
  if (incident === undefined) throw new Error("no call");
  return phasesOf(items, crossings, incident);
};
const told = (found: readonly Phase[]): readonly string[] =>
  found.map(({ kind, fromMs, toMs }) => `${kind} ${fromMs / S}-${toMs === undefined ? "" : toMs / S}`);

test("from the call to the work on the scene, each stretch begins where the one before ends", () => {
  const found = phases(RUN, [crossing(1200, 40), crossing(1300, 2)]);
  expect(told(found)).toEqual([
    "dispatch 1000-1060",
    "turnout 1060-1120",
    "drive 1120-1160",
    "junction 1160-1200",
    "drive 1200-1400",
    "on-scene 1400-1900",
  ]);
});

test("the stretches before the scene add up to the response time, whatever stood in the way", () => {
  const car = item("obstruction", 1290, 1330, { unit: 0, car: 3 });
  const found = phases([...RUN, car], [crossing(1150, 29), crossing(1180, 25), crossing(1335, 60), crossing(1399, 70)]);
  const until = found.filter(({ kind }) => kind !== "on-scene");
  expect(until.reduce((sum, { fromMs, toMs }) => sum + (toMs ?? 0) - fromMs, 0)).toBe(400 * S);
  expect(until.every(({ fromMs }, at) => at === 0 || fromMs === until[at - 1]?.toMs)).toBe(true);
});

test("standing before a parked car is not told again as waiting at the next junction", () => {
  const car = item("obstruction", 1210, 1250, { unit: 0, car: 3 });
  // 55 s lost up to the line, 40 of them before the car.
  const found = phases([...RUN, car], [crossing(1300, 55)]);
  expect(told(found).slice(2, 7)).toEqual([
    "drive 1120-1210",
    "obstruction 1210-1250",
    "drive 1250-1285",
    "junction 1285-1300",
    "drive 1300-1400",
  ]);
  expect(found.find(({ kind }) => kind === "junction")?.lostMs).toBe(15 * S);
});

test("losses too short to see stay part of the drive", () => {
  expect(told(phases(RUN, [crossing(1200, 2.9)]))).toContain("drive 1120-1400");
});

test("the unit that arrived first counts, with its own crossings and its last order", () => {
  const items = [
    CALL,
    item("turnout", 1010, 1030, { unit: 1, outcome: "cancelled" }),
    item("drive", 1030, 1050, { unit: 1, leg: "scene", outcome: "cancelled" }),
    item("turnout", 1060, 1100, { unit: 0 }),
    item("turnout", 1070, 1110, { unit: 2 }),
    item("drive", 1100, 1500, { unit: 0, leg: "scene" }),
    item("drive", 1110, 1350, { unit: 2, leg: "scene" }),
  ];
  expect(told(phases(items, [crossing(1200, 50), crossing(1300, 20, { unit: 2 })]))).toEqual([
    "dispatch 1000-1070",
    "turnout 1070-1110",
    "drive 1110-1280",
    "junction 1280-1300",
    "drive 1300-1350",
  ]);
});

test("a unit that is sent while it is on the road has no turnout", () => {
  const items = [CALL, item("turnout", 1060, 1060, { unit: 0 }), item("drive", 1060, 1400, { unit: 0, leg: "scene" })];
  expect(told(phases(items))).toEqual(["dispatch 1000-1060", "drive 1060-1400"]);
});

test("a drive knows whether signals gave way meanwhile", () => {
  const green = item("preemption", 1130, 1170, { unit: 0 });
  const refused = item("preemption", 1250, 1250, { unit: 0, outcome: "failed" });
  const found = phases([...RUN, green, refused], [crossing(1200, 10)]);
  expect(found.filter(({ kind }) => kind === "drive").map(({ isPreempted }) => isPreempted)).toEqual([true, false]);
});

test("what is not computed yet stays open", () => {
  expect(told(phases([CALL]))).toEqual(["dispatch 1000-"]);
  expect(told(phases([CALL, item("turnout", 1060, undefined, { unit: 0 })]))).toEqual(["dispatch 1000-1060", "turnout 1060-"]);
  const rolling = item("drive", 1120, undefined, { unit: 0, leg: "scene" });
  const car = item("obstruction", 1300, undefined, { unit: 0 });
  expect(told(phases([CALL, TURNOUT, rolling])).at(-1)).toBe("drive 1120-");
  expect(told(phases([CALL, TURNOUT, rolling, car])).slice(-2)).toEqual(["drive 1120-1300", "obstruction 1300-"]);
});
