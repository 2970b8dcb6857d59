import { expect, it } from "vitest";
import { checkScenarioFitsCity } from "./check-scenario-city.ts";
import type { City } from "./city.ts";
import { crossroadsCity } from "./crossroads-city.ts";
import { parseScenario } from "./parse-scenario.ts";
import { describeProblem } from "./problem.ts";
import { SERVICE_CLASSES } from "./scenario-words.ts";

type Ownership = City["ownership"][number]["owners"];

const city: City = {
  ...crossroadsCity,
  ownership: [
    { id: "all", owners: Object.fromEntries(SERVICE_CLASSES.map((name) => [name, { owner: "fire", operator: "fire" }])) as Ownership },
  ],
  neighbourhoods: [{ id: "old-town", name: { ko: "구시가", en: "Old town" }, ringMm: [0, 0, 1000, 0, 1000, 1000] }],
};

const misfits = (agreement: string, fleet: string, arm: string): readonly string[] => {
  const parsed = parseScenario(`schemaVersion: 1
scenario: {id: fire, version: 1.0.0, title: {ko: 화재, en: Fire}}
city: {default: crossroads}
run: {startsAt: "2026-03-02T08:00:00+09:00", warmUpMin: 0, durationMin: 60}
incidents: [{kind: fire, place: uniform-on-links, fromMin: 0, toMin: 0}]
agreements: [{id: pact, data: [plate], from: {class: traffic}, to: {class: disaster}, law: {basis: x}, mou: {status: signed}${agreement}}]
triggers: [{id: call, source: incident}]
steps: [{id: dispatch, class: disaster, after: [{trigger: call}], do: unit.dispatch, with: {fleet: ${fleet}}}]
baseline: today
arms: {today: {}, gone: {${arm}}}
kpis: []
`);
  if (!parsed.ok) return parsed.problems.map((problem) => describeProblem(problem, "en"));
  return checkScenarioFitsCity(parsed.value, city).map((problem) => describeProblem(problem, "en"));
};
const kind = city.agencies[0]?.kind ?? "";

it("a scenario that fits", () => {
  expect(misfits(", area: [old-town], purposes: [fire, flood]", "fire-engine", `withoutOwners: [${kind}]`)).toEqual([]);
});
it("an area, an owner, a kind of incident or a fleet that is not there is named, with what was probably meant", () => {
  expect(misfits(", area: [old-twn]", "fire-engine", "")).toEqual([
    `scenario.yaml agreements[0].area[0]: The city "${city.id}" has no neighbourhood "old-twn". Did you mean "old-town"? [scenario.unknown-neighbourhood]`,
  ]);
  const [absent] = misfits("", "fire-engine", `withoutOwners: [${kind}x]`);
  expect(absent).toContain(`arms.gone.withoutOwners[0]: The city "${city.id}" has no agency "${kind}x". Did you mean "${kind}"?`);
  expect(misfits(", purposes: [fir]", "fire-engine", "")[0]).toContain("agreements[0].purposes[0]");
  expect(misfits("", "ambulance", "")[0]).toContain("steps[0].do: The city");
});
