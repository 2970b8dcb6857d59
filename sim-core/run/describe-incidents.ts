/**
 * From a kind, a time and a place to everything that will be true of an incident: who is hurt, how long it has burnt, who else calls,
 * what cameras could show, how far hydrant and hospitals are. Drawn from streams of their own, so that it is the same in all arms.
 */
import type { City } from "../model/city.ts";
import { middleOfRing } from "../model/ring.ts";
import type { Casualties, Distribution, FireGrowth, IncidentRule, Need, Scenario } from "../model/scenario.ts";
import type { DispatchInputs } from "../model/unit-actions.ts";
import type { Incident, Patient } from "../scenario/setup.ts";
import type { Law, RoadPlace } from "../scenario/world.ts";
import type { CityKnowledge } from "./city-knowledge.ts";
import type { PlacedIncident } from "./place-incidents.ts";
import { anyPlace } from "./place-incidents.ts";
import { pointOn } from "./point-on-link.ts";

export type Describing = {
  readonly city: City;
  readonly scenario: Scenario;
  readonly knowledge: CityKnowledge;
  readonly uniform: (stream: string, entity: number, k: number, low: number, high: number) => number;
  readonly draw: (stream: string, entity: number, k: number, law: Law, p1: number, p2: number) => number;
  readonly canReach: (place: RoadPlace) => boolean;
  readonly runCard: (place: RoadPlace) => readonly number[];
};

/** NFPA 72, annex B: alpha of t-squared fires [kW/s2]. */
const ALPHA: Readonly<Record<FireGrowth["growth"], number>> = { slow: 0.00293, medium: 0.01172, fast: 0.0469, "ultra-fast": 0.1876 };
const NEEDS: readonly Need[] = ["none", "trauma", "burn", "cardiac", "stroke"];
/** Cameras that could ever be asked for: the largest radius and number that a step may name are cut to this. */
const VIEWS = { withinMm: 400_000, nearest: 30 } as const;
/** Further calls come within the first minutes. Assumption. */
const REPEAT_CALLS_MEAN_S = 90;
const MOST_REPEAT_CALLS = 200;

export const describeIncidents = (placed: readonly PlacedIncident[], about: Describing): readonly Incident[] => {
  const asks = questionsOf(about.scenario);
  return placed.map(({ rule, entity, ...incident }): Incident => {
    const { city, knowledge, uniform } = about;
    const xyMm = pointOf(city, incident);
    const back = knowledge.reverse[incident.link] ?? -1;
    const backLink = city.links[back];
    const lengthMm = city.links[incident.link]?.lengthMm ?? 1;
    const area = knowledge.neighbourhoods.at(xyMm);
    return {
      ...incident,
      xyMm,
      neighbourhood: area === undefined ? "" : (knowledge.neighbourhoods.all[area]?.id ?? ""),
      ...(asks.twin && backLink !== undefined
        ? { twin: { link: back, offsetMm: Math.round((1 - incident.offsetMm / lengthMm) * backLink.lengthMm) } }
        : {}),
      decoy: asks.decoy
        ? anyPlace(city.links, (k, low, high) => uniform(`incident.wrong-place/${rule.kind}`, entity, k, low, high), about.canReach)
        : { link: incident.link, offsetMm: incident.offsetMm },
      ...(rule.fire === undefined ? {} : { fire: fireOf(rule.fire, rule.kind, entity, about) }),
      ...peopleOf(rule.casualties, rule.kind, entity, about),
      repeatAfterMs: repeatsOf(rule, entity, about),
      runCard: asks.runCard ? about.runCard(incident) : [],
      // What a camera can show of a fire is the house's front, where the crew will stand.
      cameras: asks.cameras
        ? knowledge.views(pointOn(city.links[incident.link], incident.offsetMm), VIEWS.withinMm, VIEWS.nearest, incident.building)
        : [],
      hydrantMm: asks.water ? (knowledge.hydrant(xyMm)?.distanceMm ?? NO_HYDRANT_MM) : 0,
      hospitals: hospitalsFrom(xyMm, knowledge),
    };
  });
};

/** A city without a hydrant: water is brought from a kilometre away. Assumption, and the scenario can require hydrants. */
const NO_HYDRANT_MM = 1_000_000;

/** What costs time to find out is found out only if some step asks for it. */
const questionsOf = ({ steps }: Scenario) => {
  const does = (...names: readonly string[]): boolean => steps.some((step) => names.includes(step.do));
  return {
    twin: does("street.data"),
    decoy: does("call.take"),
    runCard: steps.some((step) => step.do === "unit.dispatch" && (step.with as unknown as DispatchInputs).nearest === "first-due"),
    cameras: does("camera.view"),
    water: does("water.start"),
  };
};

const pointOf = (
  city: City,
  { building, link, offsetMm }: { readonly building: string; readonly link: number; readonly offsetMm: number },
) => {
  const house = building === "" ? undefined : buildingById(city).get(building);
  if (house === undefined) return pointOn(city.links[link], offsetMm);
  const [x, y] = middleOfRing(house.ringMm);
  return [Math.round(x), Math.round(y)] as const;
};

const buildings = new WeakMap<City, ReadonlyMap<string, City["buildings"][number]>>();
const buildingById = (city: City): ReadonlyMap<string, City["buildings"][number]> => {
  const found = buildings.get(city) ?? new Map(city.buildings.map((building) => [building.id, building]));
  buildings.set(city, found);
  return found;
};

const drawS = (about: Describing, distribution: Distribution, stream: string, entity: number): number => {
  if ("constantS" in distribution) return distribution.constantS;
  if ("medianS" in distribution) return about.draw(stream, entity, 0, "lognormal", distribution.medianS, distribution.p90S);
  if ("meanS" in distribution) return distribution.meanS === 0 ? 0 : about.draw(stream, entity, 0, "exponential", distribution.meanS, 0);
  return about.draw(stream, entity, 0, "uniform", distribution.lowS, distribution.highS);
};

const fireOf = (
  { growth, burningBeforeCall }: FireGrowth,
  kind: string,
  entity: number,
  about: Describing,
): NonNullable<Incident["fire"]> => ({
  alphaKwPerS2: ALPHA[growth],
  burntMs: Math.round(1000 * drawS(about, burningBeforeCall, `incident.burning-before/${kind}`, entity)),
});

const CARE: Distribution = { constantS: 0 };

const peopleOf = (
  rule: Casualties | undefined,
  kind: string,
  entity: number,
  { uniform }: Describing,
): Pick<Incident, "patients" | "callerKnows" | "care"> => {
  if (rule === undefined) return { patients: [], callerKnows: false, care: CARE };
  const count = pick(rule.countP, uniform(`incident.casualties/${kind}`, entity, 0, 0, 1));
  const patients = Array.from({ length: count }, (_, person): Patient => {
    const need =
      NEEDS[
        pick(
          NEEDS.map((name) => rule.needP[name] ?? 0),
          uniform(`incident.need/${kind}`, entity, person, 0, 1),
        )
      ];
    return { need: need ?? "none", severe: uniform(`incident.severe/${kind}`, entity, person, 0, 1) < rule.severeP };
  });
  return { patients, callerKnows: uniform(`incident.caller-knows/${kind}`, entity, 0, 0, 1) < rule.callerKnowsP, care: rule.care };
};

/** Position that a draw from [0, 1) falls on; shares sum to 1. */
const pick = (shares: readonly number[], draw: number): number => {
  let upTo = 0;
  for (const [position, share] of shares.entries()) {
    upTo += share;
    if (draw < upTo) return position;
  }
  return Math.max(
    0,
    shares.findLastIndex((share) => share > 0),
  );
};

/** Poisson number of further calls, as arrivals of rate mean within one unit of time; each at an exponential time after the first call. */
const repeatsOf = ({ kind, repeatCallsMean }: IncidentRule, entity: number, { draw }: Describing): readonly number[] => {
  const after: number[] = [];
  if (repeatCallsMean <= 0) return after;
  let at = draw(`incident.repeat-gap/${kind}`, entity, 0, "exponential", 1 / repeatCallsMean, 0);
  for (let k = 0; at < 1 && k < MOST_REPEAT_CALLS; k += 1) {
    after.push(Math.round(1000 * draw(`incident.repeat-after/${kind}`, entity, k, "exponential", REPEAT_CALLS_MEAN_S, 0)));
    at += draw(`incident.repeat-gap/${kind}`, entity, k + 1, "exponential", 1 / repeatCallsMean, 0);
  }
  return after;
};

const hospitalsFrom = ([x, y]: readonly [number, number], { hospitals }: CityKnowledge): readonly number[] =>
  hospitals
    .map(({ xyMm }, number) => ({ number, squared: (xyMm[0] - x) * (xyMm[0] - x) + (xyMm[1] - y) * (xyMm[1] - y) }))
    .sort((a, b) => a.squared - b.squared || a.number - b.number)
    .map(({ number }) => number);
