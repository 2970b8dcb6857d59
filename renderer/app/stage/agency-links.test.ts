import { expect, test } from "vitest";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { Asset, City } from "../../../sim-core/model/city.ts";
import { crossroadsCity } from "../../../sim-core/model/crossroads-city.ts";
import type { Scenario } from "../../../sim-core/model/scenario.ts";
import { agencyLinks, arcsOf, seatOf } from "./agency-links.ts";

const name = { ko: "이름", en: "name" };
const station = (id: string, x: number): Asset => ({ id, kind: "fire-station", xyMm: [x, 0], attributes: { units: 1 } });
const city: City = {
  ...crossroadsCity,
  assets: [station("far", 900_000), station("near", 100_000)],
  agencies: [
    { id: "fire", kind: "fire", name },
    { id: "city", kind: "city", name, xyMm: [0, 400_000] },
    { id: "registry", kind: "registry", name },
  ],
};
const scenario = {
  city: { default: "crossroads", requires: [] },
  steps: [
    { id: "plates", needs: ["plates"] },
    { id: "dispatch", needs: [] },
  ],
  agreements: [{ id: "plates", from: { class: "facilities" }, to: { agency: "fire" } }],
} as unknown as Scenario;

const item = (id: string, agency: string, startMs: number, endMs: number | undefined, more: Partial<TimelineItem> = {}): TimelineItem => ({
  kind: "step",
  id,
  incident: 0,
  agency,
  title: name,
  startMs,
  outcome: "done",
  ...(endMs === undefined ? {} : { endMs }),
  ...more,
});
const told = (timeline: readonly TimelineItem[], atMs: number): readonly string[] =>
  agencyLinks({ city, scenario }, timeline, 0, atMs).map(({ from, to, outcome }) => `${from} > ${to ?? "incident"}: ${outcome}`);

test("a step is linked from its start until twenty seconds after its end, first running and then as it ended", () => {
  const plates = [item("plates", "city", 100_000, 130_000)];
  expect([99_999, 100_000, 129_999, 130_000, 149_999, 150_000].map((atMs) => told(plates, atMs))).toEqual([
    [],
    ["city > fire: running"],
    ["city > fire: running"],
    ["city > fire: done"],
    ["city > fire: done"],
    [],
  ]);
});

test("a blocked step, which ends as it begins, is seen all the same; other incidents and cancelled steps are not", () => {
  const blocked = item("plates", "city", 100_000, 100_000, { outcome: "blocked" });
  expect(told([blocked], 105_000)).toEqual(["city > fire: blocked"]);
  expect(
    told(
      [
        { ...blocked, incident: 1 },
        { ...blocked, outcome: "cancelled" },
      ],
      105_000,
    ),
  ).toEqual([]);
  expect(told([item("dispatch", "fire", 0, undefined)], 105_000)).toEqual(["fire > incident: running"]);
});

test("an agency sits where the city says, else in its house nearest to the incident, else nowhere", () => {
  expect(seatOf(city, "city", [0, 0])).toEqual([0, 400]);
  expect(seatOf(city, "fire", [300, 0])).toEqual([100, 0]);
  expect(seatOf(city, "fire", [700, 0])).toEqual([900, 0]);
  expect(seatOf(city, "registry", [0, 0])).toBeUndefined();
});

test("arcs join the seats of the two, or a seat and the incident; none begins where nobody knows, and two alike are one", () => {
  const incidentM = [300, 0] as const;
  const links = agencyLinks(
    { city, scenario },
    [
      item("plates", "city", 0, 130_000),
      item("plates", "city", 10, 130_000),
      item("dispatch", "fire", 0, 20_000),
      item("dispatch", "registry", 0, undefined),
    ],
    0,
    30_000,
  );
  expect(arcsOf(city, links, incidentM)).toEqual([
    { fromM: [0, 400], toM: [100, 0], outcome: "running", words: { ko: "이름 · 진행 중", en: "name · running" } },
    { fromM: [100, 0], toM: [300, 0], outcome: "done", words: { ko: "이름 · 완료", en: "name · done" } },
  ]);
});
