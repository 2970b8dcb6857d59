import { expect, test } from "vitest";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { bestTale, isWhole } from "./tour-stops.ts";

const item = (kind: TimelineItem["kind"], incident: number, startMs: number, change: Partial<TimelineItem> = {}): TimelineItem => ({
  kind,
  incident,
  startMs,
  id: `${kind} ${incident}`,
  agency: "fire",
  title: { ko: "", en: "" },
  outcome: "done",
  ...change,
});

const fire = (incident: number, callMs: number, extra: readonly TimelineItem[] = []): readonly TimelineItem[] => [
  item("incident", incident, callMs, { endMs: callMs + 900_000 }),
  item("drive", incident, callMs + 60_000, { leg: "scene", endMs: callMs + 240_000, unit: 3 }),
  ...extra,
];

test("no tale before anybody has arrived", () => {
  expect(bestTale([item("incident", 0, 1000), item("drive", 0, 5000, { leg: "scene" })])).toBeUndefined();
});

test("the fire that shows the most is told, in the order of its moments", () => {
  const tale = bestTale([
    ...fire(0, 100_000),
    ...fire(1, 400_000, [item("preemption", 1, 470_000), item("obstruction", 1, 520_000)]),
    ...fire(2, 900_000, [item("preemption", 2, 990_000)]),
  ]);
  expect(tale?.stops.map(({ name, atMs, untilMs }) => [name, atMs, untilMs])).toEqual([
    ["call", 396_000, 412_000],
    ["dispatch", 456_000, 472_000],
    ["signals", 466_000, 482_000],
    ["alley", 516_000, 532_000],
    ["arrival", 628_000, 644_000],
    ["compare", 640_000, 640_000],
    ["verdict", 640_000, 640_000],
  ]);
  expect(tale !== undefined && isWhole(tale)).toBe(true);
});

test("of two that show the same the earlier one is told, without the stops that it lacks", () => {
  const tale = bestTale([...fire(4, 700_000), ...fire(5, 200_000)]);
  expect([tale?.incident, tale?.stops.map(({ name }) => name)]).toEqual([5, ["call", "dispatch", "arrival", "compare", "verdict"]]);
});
