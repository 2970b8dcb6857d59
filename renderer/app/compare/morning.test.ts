import { expect, test } from "vitest";
import type { Crossing, TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { meanArrivalMs, morningOf } from "./morning.ts";

const item = (change: Partial<TimelineItem>): TimelineItem => ({
  kind: "drive",
  id: "",
  incident: 0,
  agency: "fire",
  title: { ko: "", en: "" },
  startMs: 0,
  outcome: "done",
  ...change,
});
const crossing = (unit: number, atMs: number, lostMs: number, signal = 0): Crossing => ({
  unit,
  atMs,
  link: 0,
  signal,
  lostMs,
  preemption: "none",
});

const call = (incident: number, startMs: number): TimelineItem => item({ kind: "incident", incident, startMs });
const drive = (incident: number, unit: number, startMs: number, endMs: number): TimelineItem =>
  item({ leg: "scene", incident, unit, startMs, endMs });

const TODAY = {
  timeline: [call(0, 100_000), drive(0, 1, 160_000, 500_000), call(1, 200_000), drive(1, 2, 250_000, 440_000), call(2, 300_000)],
  crossings: [
    crossing(1, 150_000, 9_000), // before this drive
    crossing(1, 200_000, 20_000),
    crossing(2, 260_000, 5_000), // another truck
    crossing(1, 400_000, 31_000),
    crossing(1, 450_000, 4_000, -1), // no signal there
    crossing(1, 510_000, 7_000), // on its way home
  ],
};
const PLAN = {
  timeline: [call(0, 100_000), drive(0, 1, 160_000, 430_000), call(1, 200_000), drive(1, 2, 250_000, 420_000), call(2, 300_000)],
  crossings: [crossing(1, 190_000, 3_000)],
};

test("one morning: the incident in focus in both runs, what its truck lost at signals, and the mean of those reached in both", () => {
  expect(morningOf(TODAY, PLAN, 0)).toEqual({
    arrivalMs: { a: 400_000, b: 330_000 },
    lostMs: { a: 51_000, b: 3_000 },
    meanMs: { a: (400_000 + 240_000) / 2, b: (330_000 + 220_000) / 2 },
    reachedInBoth: 2,
  });
});

test("another morning has other incidents: each run has the mean of its own", () => {
  const evening = { timeline: [call(5, 0), drive(5, 1, 60_000, 180_000)] };
  expect([meanArrivalMs(TODAY), meanArrivalMs(evening), meanArrivalMs({ timeline: [] })]).toEqual([320_000, 180_000, undefined]);
});

test("who was not reached yet has no time, and no incident in focus has none either", () => {
  const { arrivalMs, lostMs } = morningOf(TODAY, PLAN, 2);
  expect([arrivalMs, lostMs]).toEqual([
    { a: undefined, b: undefined },
    { a: undefined, b: undefined },
  ]);
  expect(morningOf({ timeline: [], crossings: [] }, PLAN, undefined)).toEqual({
    arrivalMs: { a: undefined, b: undefined },
    lostMs: { a: undefined, b: undefined },
    meanMs: { a: undefined, b: undefined },
    reachedInBoth: 0,
  });
});
