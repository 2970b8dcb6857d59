/**
 * Incidents of one replication: when and where, drawn before the run from streams of their own, so that they are the same in all arms.
 * A place is the drivable link nearest to the building that a unit can reach; units stop at the foot of the perpendicular.
 */
import type { Building, City, Link } from "../model/city.ts";
import { middleOfRing } from "../model/ring.ts";
import type { IncidentRule, Scenario } from "../model/scenario.ts";
import type { Incident } from "../scenario/setup.ts";
import type { RoadPlace } from "../scenario/world.ts";
import { isStreet, nearestPlaces } from "./near-links.ts";

/** Entities of the n-th rule of a kind start at n x this; a rule makes at most 10,000 incidents. */
const ENTITIES_PER_RULE = 10_000;
/** So many nearest links are tried first; only where no unit reaches any of them all links are. */
const CANDIDATES = 30;

type Chance = (stream: string, entity: number, k: number, low: number, high: number) => number;
type CanReach = (place: RoadPlace) => boolean;

/** What is drawn first; describe-incidents.ts adds the rest. `entity` names the incident in its streams. */
export type PlacedIncident = Pick<Incident, "kind" | "severity" | "onScene" | "atMs" | "link" | "offsetMm" | "linkId" | "building"> & {
  readonly rule: IncidentRule;
  readonly entity: number;
};

export const placeIncidents = (city: City, scenario: Scenario, uniform: Chance, canReach: CanReach): readonly PlacedIncident[] => {
  const rulesOfKind = new Map<string, number>();
  const choose = chooserByFloorArea(city.buildings);
  return scenario.incidents.flatMap((rule) => {
    const ordinal = rulesOfKind.get(rule.kind) ?? 0;
    rulesOfKind.set(rule.kind, ordinal + 1);
    return Array.from({ length: rule.perRun }, (_, index): PlacedIncident => {
      const entity = ordinal * ENTITIES_PER_RULE + index;
      const fromMs = rule.fromMin * 60_000;
      const atMs = Math.round(
        fromMs + (rule.toMin * 60_000 - fromMs) * (rule.toMin > rule.fromMin ? uniform(`incident.time/${rule.kind}`, entity, 0, 0, 1) : 0),
      );
      const { place, building } = placeOf(
        city,
        rule,
        (k, low, high) => uniform(`incident.place/${rule.kind}`, entity, k, low, high),
        choose,
        canReach,
      );
      return {
        rule,
        entity,
        kind: rule.kind,
        severity: rule.severity,
        onScene: rule.onScene,
        atMs,
        ...place,
        linkId: city.links[place.link]?.id ?? "",
        building,
      };
    });
  });
};

const placeOf = (
  city: City,
  rule: IncidentRule,
  uniform: (k: number, low: number, high: number) => number,
  choose: (share: number) => Building | undefined,
  canReach: CanReach,
): { readonly place: RoadPlace; readonly building: string } => {
  if (rule.place === "uniform-on-links") return { place: anyPlace(city.links, uniform, canReach), building: "" };
  if (rule.place === "by-floor-area") return atBuilding(city, choose(uniform(0, 0, 1)), canReach);
  if ("building" in rule.place) {
    const { building: wanted } = rule.place;
    return atBuilding(
      city,
      city.buildings.find(({ id }) => id === wanted),
      canReach,
    );
  }
  const { link: wanted } = rule.place;
  const link = city.links.findIndex(({ id }) => id === wanted);
  if (link < 0) throw new Error(`the city has no link ${wanted}: check the scenario against the city before the run`);
  return { place: { link, offsetMm: Math.round((city.links[link]?.lengthMm ?? 0) / 2) }, building: "" };
};

/** Chance in proportion to gross floor area. */
const chooserByFloorArea = (buildings: readonly Building[]): ((share: number) => Building | undefined) => {
  let sum = 0;
  const upTo = buildings.map(({ floorAreaM2 }) => {
    sum += floorAreaM2;
    return sum;
  });
  return (share) => {
    let [low, high] = [0, buildings.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > share * sum) high = middle;
      else low = middle + 1;
    }
    return buildings[low];
  };
};

const atBuilding = (
  city: City,
  building: Building | undefined,
  canReach: CanReach,
): { readonly place: RoadPlace; readonly building: string } => {
  if (building === undefined) throw new Error("the city has no such building: check the scenario against the city before the run");
  const centre = middleOfRing(building.ringMm);
  const nearest = nearestPlaces(city.links, centre, CANDIDATES);
  const place = nearest.find(canReach) ?? nearestPlaces(city.links, centre, city.links.length).find(canReach) ?? nearest[0];
  if (place === undefined) throw new Error("the city has no street to put an incident on");
  return { place, building: building.id };
};

/** In proportion to length. Tries other links when no unit can reach one. */
export const anyPlace = (
  links: readonly Link[],
  uniform: (k: number, low: number, high: number) => number,
  canReach: CanReach,
): RoadPlace => {
  const total = links.reduce((sum, { lengthMm }) => sum + lengthMm, 0);
  let place: RoadPlace = { link: 0, offsetMm: 0 };
  for (let k = 0; k < CANDIDATES; k += 1) {
    let at = uniform(k, 0, total);
    let link = 0;
    while (link < links.length - 1 && at >= (links[link]?.lengthMm ?? 0)) {
      at -= links[link]?.lengthMm ?? 0;
      link += 1;
    }
    place = { link, offsetMm: Math.min(Math.round(at), links[link]?.lengthMm ?? 0) };
    if (isStreet(links[link]) && canReach(place)) return place;
  }
  return place;
};
