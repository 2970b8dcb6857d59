import { expect, test } from "vitest";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { City } from "../../../sim-core/model/city.ts";
import { approachesOf, awayOf, bedPoints, delayPoints, phasesOf, sideOf, speedPoints, unitsInPoints } from "./course-model.ts";

const item = (
  kind: TimelineItem["kind"],
  startMs: number,
  endMs: number | undefined,
  change: Partial<TimelineItem> = {},
): TimelineItem => ({
  kind,
  id: "",
  incident: 0,
  agency: "fire",
  title: { ko: "", en: "" },
  startMs,
  ...(endMs === undefined ? {} : { endMs }),
  outcome: "done",
  ...change,
});

test("a signal's delay is that of each minute's leavers, at the minute's middle; a street's speed is of its end", () => {
  const minutes = [
    { left: 4, delayMs: 60_000, speedP: 0.5 },
    { left: 0, delayMs: 0, speedP: null },
  ];
  expect(delayPoints(minutes)).toEqual([
    { atMs: 30_000, value: 15 },
    { atMs: 90_000, value: null },
  ]);
  expect(speedPoints(minutes, 50)).toEqual([
    { atMs: 60_000, value: 25 },
    { atMs: 120_000, value: null },
  ]);
});

test("a hospital's beds are its own", () => {
  const beds = [
    { hospital: "a", atMs: 0, free: 3 },
    { hospital: "b", atMs: 0, free: 1 },
    { hospital: "a", atMs: 900, free: 2 },
  ];
  expect(bedPoints(beds, "a")).toEqual([
    { atMs: 0, value: 3 },
    { atMs: 900, value: 2 },
  ]);
});

test("the approaches of a signal are the links that its movements leave, each once", () => {
  const movements = [
    { from: "l2", signal: "s" },
    { from: "l0", signal: "s" },
    { from: "l2", signal: "s" },
    { from: "l1", signal: "other" },
  ] as unknown as City["movements"];
  expect(approachesOf({ movements }, ["l0", "l1", "l2"], "s")).toEqual([0, 2]);
});

test("a street comes from the side where it begins", () => {
  expect([sideOf([0, 0, 5, 90, 10, 100]), sideOf([100, 0, 0, 20]), sideOf([0, 50, 0, 0]), sideOf([-9, 0, 0, 0])]).toEqual([
    "south",
    "east",
    "north",
    "west",
  ]);
});

/** Unit 1: to a scene and back; unit 2: to a scene, a hospital, 300 ms at its door, and on its way back when the run ends. */
const DAY = [
  item("turnout", 100, 160, { unit: 1 }),
  item("drive", 160, 300, { unit: 1, leg: "scene" }),
  item("on-scene", 300, 500, { unit: 1 }),
  item("drive", 500, 600, { unit: 1, leg: "home" }),
  item("turnout", 200, 260, { unit: 2 }),
  item("drive", 260, 400, { unit: 2, leg: "scene" }),
  item("on-scene", 400, 450, { unit: 2 }),
  item("drive", 450, 700, { unit: 2, leg: "hospital" }),
  item("drive", 1000, undefined, { unit: 2, leg: "home" }),
];

test("a unit is away from the order until it is back, at a hospital's door too", () => {
  expect(awayOf(DAY, 1)).toEqual([{ fromMs: 100, toMs: 600 }]);
  expect(awayOf(DAY, 2)).toEqual([{ fromMs: 200, toMs: Number.POSITIVE_INFINITY }]);
  expect(awayOf([...DAY, item("turnout", 2000, 2060, { unit: 1 })], 1)).toHaveLength(2);
});

test("a station counts who is in", () => {
  expect(unitsInPoints(DAY, [1, 2])).toEqual([
    { atMs: 0, value: 2 },
    { atMs: 100, value: 1 },
    { atMs: 200, value: 0 },
    { atMs: 600, value: 1 },
  ]);
});

test("an incident's phases lie end to end from the call to the last unit's leaving", () => {
  const items = [
    item("incident", 0, undefined),
    item("turnout", 60_000, 100_000, { unit: 1 }),
    item("drive", 100_000, 300_000, { unit: 1, leg: "scene", fleet: "fire-engine" }),
    item("drive", 90_000, 200_000, { unit: 5, leg: "scene", fleet: "ambulance" }),
    item("on-scene", 300_000, 900_000, { unit: 1 }),
  ];
  expect(phasesOf(items, 0, 2_000_000)).toEqual([
    { phase: "handling", fromMs: 0, toMs: 60_000 },
    { phase: "turnout", fromMs: 60_000, toMs: 100_000 },
    { phase: "drive", fromMs: 100_000, toMs: 300_000 },
    { phase: "scene", fromMs: 300_000, toMs: 900_000 },
  ]);
  expect(phasesOf(items.slice(0, 2), 0, 80_000)).toEqual([
    { phase: "handling", fromMs: 0, toMs: 60_000 },
    { phase: "turnout", fromMs: 60_000, toMs: 80_000 },
  ]);
  expect(phasesOf(items, 3, 1000)).toEqual([]);
});
