import { expect, it } from "vitest";
import { checkScenarioFitsCity } from "../model/check-scenario-city.ts";
import type { City } from "../model/city.ts";
import { crossroadsCity } from "../model/crossroads-city.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import { chanceOf } from "../model/philox.ts";
import { describeProblem } from "../model/problem.ts";
import type { Scenario } from "../model/scenario.ts";
import type { PlacedIncident } from "./place-incidents.ts";
import { placeIncidents } from "./place-incidents.ts";

const scenario = (incidents: string, more = ""): Scenario => {
  const parsed = parseScenario(`
schemaVersion: 1
scenario: {id: places, version: 1.0.0, title: {ko: 장소, en: Places}}
city: {default: crossroads, requires: [signals, fire-stations${more}]}
run: {startsAt: "2026-03-02T08:00:00+09:00", warmUpMin: 0, durationMin: 60}
incidents: ${incidents}
triggers: [{id: call, source: incident}]
steps: [{id: tell, class: disaster, after: [{trigger: call}], do: notify, with: {to: {agency: fire}}}]
baseline: plan
arms: {plan: {}}
kpis: []
`);
  if (!parsed.ok) throw new Error(parsed.problems[0].message.en);
  return parsed.value;
};

const place = (city: City, incidents: string, canReach: (link: string) => boolean = () => true): readonly Omit<PlacedIncident, "rule">[] =>
  placeIncidents(
    city,
    scenario(incidents),
    (stream, entity, k, low, high) => low + (high - low) * chanceOf("1", 0, stream).uniform(entity, k),
    ({ link }) => canReach(city.links[link]?.id ?? ""),
  ).map(({ rule: _, ...incident }) => incident);

const house = crossroadsCity.buildings[0];
const houseAt = (id: string, x: number, y: number, floorAreaM2: number): City["buildings"][number] => {
  if (house === undefined) throw new Error("the crossroads have a house");
  return { ...house, id, ringMm: [x, y, x + 1000, y, x + 1000, y + 1000, x, y + 1000], floorAreaM2 };
};
const twoHouses: City = { ...crossroadsCity, buildings: [houseAt("big", 100_000, 20_000, 3000), houseAt("small", -100_000, 20_000, 1000)] };

it("fires come where people live and work: three times as often where there is three times the floor", () => {
  const fires = place(twoHouses, "[{kind: fire, perRun: 2000, place: by-floor-area, fromMin: 0, toMin: 60}]");
  const big = fires.filter(({ building }) => building === "big").length / fires.length;
  // 99 % of a binomial share of 2,000 draws: +-0.025.
  expect(Math.abs(big - 0.75)).toBeLessThan(0.025);
  expect(fires.every(({ atMs }) => atMs >= 0 && atMs < 3_600_000 && Number.isInteger(atMs))).toBe(true);
});

it("a truck stops on the street nearest to the house, abreast of it", () => {
  const [fire] = place(twoHouses, "[{kind: fire, place: {building: big}, fromMin: 5, toMin: 5}]");
  // 100.5 m east of the centre on a street of 200 m drawn and 185 m drivable.
  expect(fire).toMatchObject({ linkId: "centre-east", atMs: 300_000, offsetMm: Math.round((100_500 / 200_000) * 185_000) });
});

it("where no unit can go, the next street is taken", () => {
  const [fire] = place(twoHouses, "[{kind: fire, place: {building: big}, fromMin: 5, toMin: 5}]", (link) => link !== "centre-east");
  expect(fire?.linkId).toBe("east-centre");
});

it("one fire more leaves the others where and when they were", () => {
  const rule = (perRun: number): string => `[{kind: fire, perRun: ${perRun}, place: uniform-on-links, fromMin: 0, toMin: 60}]`;
  expect(place(twoHouses, rule(9)).slice(0, 8)).toEqual(place(twoHouses, rule(8)));
});

it("what a city lacks is named before the run", () => {
  const bare: City = { ...crossroadsCity, signals: [], assets: [], buildings: [], agencies: [], ownership: [] };
  const problems = checkScenarioFitsCity(
    scenario("[{kind: fire, place: by-floor-area, fromMin: 0, toMin: 60}]", ", hospitals"),
    bare,
    "s.yaml",
  );
  expect(problems.map((problem) => describeProblem(problem, "en"))).toEqual([
    's.yaml city.requires[0]: The city "crossroads" has no signal, which the scenario requires. Choose another city with --city, or add it to the city file. [scenario.city-lacks]',
    's.yaml city.requires[1]: The city "crossroads" has no fire station, which the scenario requires. Choose another city with --city, or add it to the city file. [scenario.city-lacks]',
    's.yaml city.requires[2]: The city "crossroads" has no hospital, which the scenario requires. Choose another city with --city, or add it to the city file. [scenario.city-lacks]',
    's.yaml city.ownership: The city "crossroads" has no ownership map. None is defined that could stand here. [scenario.unknown-ownership]',
    's.yaml steps[0].with.to.agency: The city "crossroads" has no agency "fire". None is defined that could stand here. [scenario.unknown-agency]',
    's.yaml incidents[0].place: The city "crossroads" has no building with floor area, so by-floor-area has nowhere to place an incident. Use place: uniform-on-links. [scenario.city-lacks]',
  ]);
});
