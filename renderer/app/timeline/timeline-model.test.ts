import { expect, test } from "vitest";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import {
  focusAt,
  homeWindowOf,
  incidentAt,
  incidentsOf,
  lanesOf,
  neighbour,
  neighbourEvent,
  outcomeAt,
  windowOf,
} from "./timeline-model.ts";

const item = (change: Partial<TimelineItem>): TimelineItem => ({
  kind: "step",
  id: "green",
  incident: 0,
  agency: "fire",
  title: { ko: "", en: "" },
  startMs: 0,
  outcome: "done",
  ...change,
});

const RUN: readonly TimelineItem[] = [
  item({ kind: "incident", id: "i0", agency: "", startMs: 1_000_000 }),
  item({ kind: "drive", leg: "scene", id: "d0", startMs: 1_120_000, endMs: 1_381_000, unit: 0 }),
  item({ id: "green", agency: "police", startMs: 1_110_000, endMs: 1_115_000, outcome: "refused" }),
  item({ kind: "incident", id: "i1", agency: "", incident: 1, startMs: 1_300_000 }),
  item({ kind: "drive", leg: "scene", id: "d1", incident: 1, startMs: 1_420_000, endMs: 2_000_000, unit: 1 }),
];

test("a step that is computed ahead looks planned, then running, and only then as it ended", () => {
  const step = item({ startMs: 100, endMs: 200, outcome: "blocked" });
  expect([99, 100, 199, 200].map((atMs) => outcomeAt(step, atMs))).toEqual(["planned", "running", "running", "blocked"]);
});

test("the timeline looks at the latest call that still goes on", () => {
  const incidents = incidentsOf(RUN);
  expect([0, 1_000_000, 1_350_000, 3_000_000].map((atMs) => incidentAt(incidents, atMs)?.incident)).toEqual([0, 0, 1, 1]);
  expect(incidents.map(({ arrivedMs }) => arrivedMs)).toEqual([1_381_000, 2_000_000]);
});

test("golden time asks for the fire engine, not for the ambulance that was there before; a medical call for the ambulance", () => {
  const ambulance = item({ kind: "drive", leg: "scene", fleet: "ambulance", id: "a0", startMs: 1_050_000, endMs: 1_200_000, unit: 7 });
  expect(incidentsOf([...RUN, ambulance])[0]?.arrivedMs).toBe(1_381_000);
  expect(incidentsOf([item({ kind: "incident", id: "i0", agency: "", startMs: 1_000_000 }), ambulance])[0]?.arrivedMs).toBe(1_200_000);
});

test("it stays with an incident until a minute after its truck arrived, whatever else happens", () => {
  const incidents = incidentsOf(RUN);
  expect([1_350_000, 1_440_000, 1_442_000].map((atMs) => focusAt(incidents, atMs, 0, true)?.incident)).toEqual([0, 0, 1]);
  expect(focusAt(incidents, 500_000, 1, true)?.incident).toBe(0);
});

test("while the clock stands, whoever looks round in an incident's window stays with it", () => {
  const incidents = incidentsOf(RUN);
  expect([1_442_000, 1_540_000, 1_541_000].map((atMs) => focusAt(incidents, atMs, 0, false)?.incident)).toEqual([0, 0, 1]);
});

test("its window spans nine minutes from the call, and grows for a truck that takes longer", () => {
  const [first, second] = incidentsOf(RUN);
  expect(windowOf(first, 5_400_000)).toEqual({ fromMs: 970_000, toMs: 1_540_000 });
  expect(windowOf(second, 5_400_000)).toEqual({ fromMs: 1_270_000, toMs: 1_300_000 + 780_000 });
  expect(windowOf(undefined, 5_400_000)).toEqual({ fromMs: 0, toMs: 5_400_000 });
});

test("beside another run the window takes in the arrival of both", () => {
  const [first] = incidentsOf(RUN);
  const later = RUN.map((one) => (one.id === "d0" ? { ...one, endMs: 1_700_000 } : one));
  expect(homeWindowOf(first, [], 5_400_000)).toEqual({ fromMs: 970_000, toMs: 1_540_000 });
  // Ends 1:00 after the later arrival, in whole minutes from the call.
  expect(homeWindowOf(first, later, 5_400_000)).toEqual({ fromMs: 970_000, toMs: 1_780_000 });
  expect(homeWindowOf(undefined, later, 5_400_000)).toEqual({ fromMs: 0, toMs: 5_400_000 });
});

test("every agency that acts has a lane, in the order of the city's agencies", () => {
  expect(lanesOf(RUN, ["police", "fire", "hospital"]).map(({ agency, items }) => [agency, items.length])).toEqual([
    ["police", 1],
    ["fire", 2],
  ]);
});

test("next and previous incident go by the call", () => {
  const incidents = incidentsOf(RUN);
  expect([neighbour(incidents, 0, 1)?.incident, neighbour(incidents, 1_100_000, 1)?.incident, neighbour(incidents, 1_350_000, 1)]).toEqual([
    0,
    1,
    undefined,
  ]);
  expect(neighbour(incidents, 1_350_000, -1)?.incident).toBe(1);
});

test("next and previous event go by what begins or ends in the incident in focus", () => {
  const next = (atMs: number, direction: 1 | -1): number | undefined => neighbourEvent(RUN, 0, atMs, direction);
  const found: number[] = [];
  for (let atMs: number | undefined = 0; atMs !== undefined; atMs = next(atMs, 1)) found.push(atMs);
  expect(found).toEqual([0, 1_000_000, 1_110_000, 1_115_000, 1_120_000, 1_381_000]);
  expect([next(1_381_000, -1), next(1_112_000, -1), next(1_000_000, -1)]).toEqual([1_120_000, 1_110_000, undefined]);
  // Of the whole run: the second call comes before the first truck is there.
  expect([neighbourEvent(RUN, undefined, 1_120_000, 1), neighbourEvent(RUN, undefined, 1_420_000, 1)]).toEqual([1_300_000, 2_000_000]);
});

test("a clock that stands between two milliseconds does not find the event it came from again", () => {
  expect([neighbourEvent(RUN, 0, 1_110_000.4, 1), neighbourEvent(RUN, 0, 1_110_000.4, -1)]).toEqual([1_115_000, 1_000_000]);
});
