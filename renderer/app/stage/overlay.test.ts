import { expect, test } from "vitest";
import type { RunSummary, TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { crossroadsCity } from "../../../sim-core/model/crossroads-city.ts";
import { LAYERS_AT_FIRST } from "../../view/city-view-types.ts";
import type { Project } from "../store/app-store.ts";
import { overlayOf } from "./overlay.ts";

const title = { ko: "화재", en: "Fire" };
const north = crossroadsCity.links.findIndex(({ id }) => id === "north-centre");
const call = (incident: number, startMs: number, offsetMm: number): TimelineItem => ({
  kind: "incident",
  id: `fire-${incident}`,
  incident,
  agency: "",
  title,
  startMs,
  outcome: "running",
  link: north,
  offsetMm,
});
const project = {
  city: { ...crossroadsCity, agencies: [{ id: "fire", kind: "fire", name: title, xyMm: [50_000, 0] }] },
  scenario: { city: {}, steps: [], agreements: [] },
  arms: [{ id: "today", title }],
  baseline: "today",
  branches: [],
  unitFleets: [],
} as unknown as Project;
const summaryAt = (atMs: number, delayS: number): RunSummary =>
  ({
    arm: "today",
    atMs,
    timeline: [
      call(0, 100_000, 50_000),
      call(1, 400_000, 80_000),
      { ...call(0, 110_000, 0), kind: "step", id: "dispatch", agency: "fire" },
      { ...call(1, 410_000, 0), kind: "step", id: "dispatch", agency: "fire" },
    ],
    approaches: [{ link: north, queueM: 30, delayS, vehicles: 12 }],
    units: [],
    cars: [],
    cameras: [],
    hospitals: [],
    hoses: [],
  }) as unknown as RunSummary;

const givesWay = (incident: number, startMs: number, endMs?: number): TimelineItem => ({
  kind: "preemption",
  id: "centre",
  incident,
  agency: "",
  title,
  startMs,
  ...(endMs === undefined ? {} : { endMs }),
  outcome: endMs === undefined ? "running" : "done",
});
const signalPinsAt = (atMs: number, focus: number, ...items: readonly TimelineItem[]) =>
  overlayOf({
    project: { ...project, signalIds: ["centre"] } as unknown as Project,
    summary: { ...summaryAt(atMs, 40), timeline: items },
    arm: "today",
    ghosts: [],
    layers: LAYERS_AT_FIRST,
    focus,
    other: undefined,
  }).pins.filter(({ anchor }) => anchor.kind === "signal");

const overlayAt = (atMs: number, focus: number | undefined, other?: RunSummary) =>
  overlayOf({ project, summary: summaryAt(atMs, 40), arm: "today", ghosts: [], layers: LAYERS_AT_FIRST, focus, other });

test("calls lie where they came from once they came, however far the run is computed", () => {
  expect(overlayAt(99_999, undefined).calls).toEqual([]);
  expect(overlayAt(399_999, undefined).calls).toEqual([{ link: north, offsetMm: 50_000 }]);
  expect(overlayAt(400_000, undefined).calls).toHaveLength(2);
});

test("arcs are those of the incident in focus alone, from the agency to where it happened", () => {
  // The street runs from (0, 200) m to (0, 0): 50 m along it is (0, 150) m.
  const arc = { fromM: [50, 0], toM: [0, 150], outcome: "running" };
  expect(overlayAt(120_000, 0).arcs).toEqual([{ ...arc, words: { ko: "화재 · 진행 중", en: "Fire · running" } }]);
  expect(overlayAt(120_000, undefined).arcs).toEqual([]);
  expect(overlayAt(420_000, 1).arcs.map(({ toM }) => toM)).toEqual([[0, 120]]);
});

test("a junction says its seconds, and its street how much longer one waits than in the other run", () => {
  const overlay = overlayAt(600_000, undefined, summaryAt(610_000, 58.4));
  expect(overlay.delays).toEqual([{ signal: "centre", delayS: 40, words: { ko: "40초", en: "40 s" } }]);
  expect(overlay.differences).toEqual([{ link: north, deltaS: expect.closeTo(-18.4, 9) }]);
  expect(overlayAt(600_000, undefined).differences).toEqual([]);
});

test("a junction that gives way to the incident in focus says so, and for how long still where that is known", () => {
  const items = [givesWay(0, 130_000, 171_500), givesWay(1, 130_000), givesWay(0, 200_000)];
  expect(signalPinsAt(129_999, 0, ...items)).toEqual([]);
  expect(signalPinsAt(140_000, 0, ...items)).toMatchObject([
    { anchor: { kind: "signal", id: "centre" }, figure: { ko: "우선신호 32초 남음", en: "gives way for 32 s more" } },
  ]);
  expect(signalPinsAt(171_500, 0, ...items)).toEqual([]);
  expect(signalPinsAt(140_000, 1, ...items)).toMatchObject([{ figure: { ko: "우선신호", en: "gives way" } }]);
});
