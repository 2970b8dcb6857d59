import { expect, test } from "vitest";
import type { Looked } from "../../../sim-core/contract/closer-look.ts";
import type { UnitState, VehicleWhy } from "../../../sim-core/contract/commands.ts";
import { isStanding, whyText } from "./why.ts";

const NAMES = {
  street: (link: number) => ({ ko: `거리${link}`, en: `Street ${link}` }),
  signal: (position: number) => ({ ko: `사거리${position}`, en: `Crossing ${position}` }),
  unit: (unit: number) => ({ ko: `펌프차${unit}`, en: `Engine ${unit}` }),
};

const RUNNING: Extract<VehicleWhy, { state: "running" }> = {
  state: "running",
  link: 2,
  toLineMm: 15_200,
  speedMmPerS: 0,
  lostMs: 4000,
  ahead: 0,
  standingAhead: 0,
  ends: false,
  cause: "none",
  unit: -1,
  beyond: -1,
  signal: 3,
  greenInMs: -1,
  headWaitsMs: 11_600,
  openLanes: 1,
};

const vehicle = (change: Partial<typeof RUNNING>): Looked => ({ kind: "vehicle", atMs: 60_000, why: { ...RUNNING, ...change } });
const unit = (change: Partial<UnitState>): Looked => ({
  kind: "unit",
  atMs: 60_000,
  state: {
    link: 2,
    offsetMm: 0,
    driving: true,
    route: [],
    goalLink: -1,
    goalOffsetMm: -1,
    blockedBy: -1,
    phase: "moving",
    sinceMs: 52_000,
    speedMmPerS: 10_000,
    freeMmPerS: 10_000,
    signal: -1,
    greenInMs: -1,
    ...change,
  },
});
const en = (looked: Looked): string | undefined => whyText(looked, "driving", NAMES)?.en;
const ko = (looked: Looked): string | undefined => whyText(looked, "driving", NAMES)?.ko;

test("the first car at a red light says where, since when, and when it will be green", () => {
  expect(en(vehicle({ cause: "red", greenInMs: 7400 }))).toBe("Red light at Crossing 3, for 12 s now. Green in 7 s.");
  expect(ko(vehicle({ cause: "red", greenInMs: 7400 }))).toBe("사거리3에서 적신호를 12초째 기다립니다. 7초 뒤 녹색입니다.");
  expect(en(vehicle({ cause: "red" }))).toBe("Red light at Crossing 3, for 12 s now.");
});

test("a car in a queue says how many stand before it, how far the line is, and what holds the first", () => {
  expect(en(vehicle({ ahead: 2, cause: "red" }))).toBe(
    "2 vehicles before it, 15 m to the stop line. Red light at Crossing 3, for 12 s now.",
  );
  expect(en(vehicle({ ahead: 2 }))).toMatch(/^2 vehicles before it, 15 m to the stop line\. The head of the queue moves/);
});

test("every cause has its sentence, with whom or what it is about", () => {
  expect(en(vehicle({ cause: "preempted", unit: 4 }))).toBe(
    "Red light at Crossing 3, for 12 s now. The signal serves Engine 4 first at this moment.",
  );
  expect(en(vehicle({ cause: "held", unit: -1 }))).toBe("Gives way while an emergency vehicle crosses the junction on red.");
  expect(en(vehicle({ cause: "no-room", beyond: 9 }))).toBe("No room beyond the junction on Street 9, for 12 s now.");
  expect(en(vehicle({ cause: "closed", beyond: 9 }))).toBe("Street 9 beyond the junction is closed.");
  expect(en(vehicle({ cause: "gap" }))).toMatch(/^Gives way; waits for a gap/);
  expect(en(vehicle({ cause: "stop-first" }))).toMatch(/stop sign/);
  expect(en(vehicle({ cause: "ends" }))).toBe("It is at its destination.");
});

test("where the rules know no reason, the sentence says so; who moves is not asked why", () => {
  expect(en(vehicle({}))).toMatch(/No reason is known/);
  expect(en(vehicle({ speedMmPerS: 9000, cause: "red" }))).toBe("Moving along Street 2.");
  expect([vehicle({}), vehicle({ speedMmPerS: 9000 })].map(isStanding)).toEqual([true, false]);
});

test("a vehicle on no street says where it is instead", () => {
  const of = (why: VehicleWhy): Looked => ({ kind: "vehicle", atMs: 0, why });
  expect(en(of({ state: "waiting", link: 5 }))).toBe("Waits for room on Street 5; it has not entered the streets yet.");
  expect(en(of({ state: "arrived", link: -1 }))).toBe("It has arrived.");
  expect(isStanding(of({ state: "waiting", link: 5 }))).toBe(true);
  expect(isStanding(of({ state: "arrived", link: -1 }))).toBe(false);
});

test("a unit says what stops it, or how it gets on", () => {
  expect(en(unit({ phase: "blocked", blockedBy: 1 }))).toBe("Stopped by a parked car on Street 2, for 8 s now.");
  expect(en(unit({ phase: "waiting", signal: 3, greenInMs: 5000 }))).toBe("Red light at Crossing 3, for 8 s now. Green in 5 s.");
  expect(en(unit({ phase: "waiting" }))).toBe("Waits for the way to clear, for 8 s now.");
  expect(en(unit({ speedMmPerS: 3000 }))).toBe("Passing the queue on Street 2 slowly.");
  expect(en(unit({}))).toBe("Driving freely along Street 2.");
  expect(en(unit({ phase: "crossing" }))).toBe("Crossing a junction.");
});

test("a street and a signal wait for nothing", () => {
  expect(en({ kind: "link", atMs: 0, state: { vehicles: 1, queued: 0, liveMs: 1, freeMs: 1, openLanes: 1, standing: [] } })).toBe(
    undefined,
  );
});
