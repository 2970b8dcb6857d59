import { describe, expect, test } from "vitest";
import type { RunSummary, TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { Project } from "../store/app-store.ts";
import { doingOf, firstUnit, leadM, toGoM } from "./doing.ts";

/** Three streets of 100, 200 and 400 m in a row, a signal at the end of the first. */
const PROJECT = {
  city: {
    links: [100_000, 200_000, 400_000].map((lengthMm, at) => ({ id: `l${at}`, from: `n${at}`, to: `n${at + 1}`, lengthMm })),
    signals: [{ id: "s0", nodes: ["n1"], name: { ko: "역앞", en: "Station Square" } }],
  },
  signalIds: ["s0"],
} as unknown as Project;

const item = (change: Partial<TimelineItem>): TimelineItem => ({
  kind: "drive",
  id: "",
  incident: 0,
  agency: "fire",
  title: { ko: "", en: "" },
  startMs: 0,
  outcome: "done",
  fleet: "fire-engine",
  ...change,
});

const CALL_MS = 60_000;
const CALL = item({ kind: "incident", startMs: CALL_MS, outcome: "running" });
/** Unit 0 is ordered first and comes second, unit 1 the other way round; an ambulance is there before both. */
const TIMELINE: readonly TimelineItem[] = [
  CALL,
  item({ kind: "turnout", unit: 0, startMs: 80_000, endMs: 100_000 }),
  item({ leg: "scene", unit: 0, startMs: 100_000, endMs: 300_000 }),
  item({ kind: "turnout", unit: 1, startMs: 90_000, endMs: 110_000 }),
  item({ leg: "scene", unit: 1, startMs: 110_000, endMs: 240_000 }),
  item({ leg: "scene", unit: 2, fleet: "ambulance", startMs: 80_000, endMs: 120_000 }),
];

type Unit = RunSummary["units"][number];
const unit = (change: Partial<Unit>): Unit => ({
  unit: 1,
  name: { ko: "1호차", en: "Engine 1" },
  driving: true,
  link: 0,
  offsetMm: 30_000,
  route: [0, 1, 2],
  goalLink: 2,
  goalOffsetMm: 250_000,
  incident: 0,
  state: "driving",
  phase: "moving",
  speedMmPerS: 14_000,
  freeMmPerS: 14_000,
  signal: -1,
  ...change,
});
const at = (atMs: number, change: Partial<Unit> = {}) => ({ atMs, timeline: TIMELINE, units: [unit(change)] });

describe("the unit that golden time is counted by", () => {
  test("is the fire engine that arrives first, among those ordered so far", () => {
    expect([70_000, 85_000, 95_000, 290_000].map((atMs) => firstUnit(at(atMs), 0))).toEqual([undefined, 0, 1, 1]);
  });

  test("is the first ambulance where no fire engine is sent", () => {
    const timeline = TIMELINE.filter(({ fleet, kind }) => kind === "incident" || fleet === "ambulance");
    expect(firstUnit({ ...at(200_000), timeline }, 0)).toBe(2);
  });
});

describe("the way to go", () => {
  test("is the rest of its street, the streets between and the last up to the scene", () => {
    // 70 m left of the first, 200 m, and 250 m into the third
    expect(toGoM(PROJECT, unit({}))).toBe(520);
    expect(toGoM(PROJECT, unit({ link: 2, offsetMm: 200_000, route: [2] }))).toBe(50);
    expect(toGoM(PROJECT, unit({ link: 2, offsetMm: 260_000, route: [2] }))).toBe(0);
    expect(toGoM(PROJECT, unit({ link: 2, offsetMm: 200_000, route: [] }))).toBe(50);
  });

  test("tells who is ahead and by how much, in tens of metres; a length of a truck is no lead", () => {
    const behind = doingOf(PROJECT, at(150_000), 0);
    const ahead = doingOf(PROJECT, at(150_000, { link: 1, offsetMm: 63_000, route: [1, 2] }), 0);
    // 137 m + 250 m to go against 520 m
    expect([leadM(ahead, behind), leadM(behind, ahead)]).toEqual([130, undefined]);
    expect(leadM(doingOf(PROJECT, at(150_000, { offsetMm: 40_000 }), 0), behind)).toBeUndefined();
    expect(leadM(ahead, undefined)).toBeUndefined();
  });
});

describe("in words", () => {
  const words = (atMs: number, change: Partial<Unit> = {}) => doingOf(PROJECT, at(atMs, change), 0)?.words.en;

  test("from the call to the arrival", () => {
    expect(words(50_000)).toBe("before the call");
    expect(words(70_000)).toBe("call taken, no unit ordered yet");
    expect(words(95_000, { state: "turning-out" })).toBe("turning out");
    expect(words(250_000, { state: "on-scene" })).toBe("arrived 3:00 after the call");
  });

  test("on its way: what holds it up", () => {
    const drives = (change: Partial<Unit>) => words(150_000, { signal: 0, freeMmPerS: 14_000, ...change });
    expect(drives({ phase: "waiting", speedMmPerS: 0 })).toBe("waits at Station Square");
    expect(drives({ phase: "moving", speedMmPerS: 4_000 })).toBe("passes the queue at Station Square");
    expect(drives({ phase: "moving", speedMmPerS: 14_000 })).toBe("drives towards Station Square");
    expect(drives({ phase: "moving", speedMmPerS: 14_000, signal: -1 })).toBe("drives freely");
    expect(drives({ phase: "crossing", speedMmPerS: 0 })).toBe("crosses Station Square");
    expect(drives({ phase: "crossing", speedMmPerS: 0, signal: -1 })).toBe("crosses a junction");
    expect(doingOf(PROJECT, at(150_000, { phase: "crossing", speedMmPerS: 0 }), 0)?.drive?.speedMmPerS).toBeUndefined();
    expect(drives({ phase: "blocked", speedMmPerS: 0 })).toBe("stopped by a parked car");
  });

  test("of an incident that this run does not know there is nothing to say", () => {
    expect(doingOf(PROJECT, at(150_000), 7)).toBeUndefined();
  });
});
