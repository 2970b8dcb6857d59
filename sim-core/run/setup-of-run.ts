/** Everything that a run knows from the start, from scenario, city and chance: the same in all arms of a replication. */

import type { Fleet } from "../contract/unit-duty.ts";
import type { Engine } from "../engine/engine.ts";
import type { City, ServiceClass } from "../model/city.ts";
import type { Scenario } from "../model/scenario.ts";
import { SERVICE_CLASSES } from "../model/scenario-words.ts";
import type { DispatchInputs } from "../model/unit-actions.ts";
import type { ParkedBadly, Setup, UnitHome } from "../scenario/setup.ts";
import type { Drive, RoadPlace, World } from "../scenario/world.ts";
import { type CityKnowledge, knowCity } from "./city-knowledge.ts";
import { describeIncidents } from "./describe-incidents.ts";
import { command } from "./engine-world.ts";
import { placeIncidents } from "./place-incidents.ts";
import { placeObstacles } from "./place-obstacles.ts";
import { pointOn } from "./point-on-link.ts";
import type { RunInputs } from "./scenario-run.ts";

/** Widths of Korean pumpers (2.5 m) and ambulances on a van (2.0 m). */
const WIDTH_MM: Readonly<Record<Fleet, number>> = { "fire-engine": 2500, ambulance: 2000 };
/** Cameras further from a badly parked car cannot read its plate. */
const PLATE_CAMERAS = { withinMm: 120_000, nearest: 12 } as const;

/** `placed`: units that stand in these streets already (for the rules of another arm); else they are placed. */
export const setupOf = (inputs: RunInputs, engine: Engine, world: Pick<World, "travelTimesMs">, placed?: readonly UnitHome[]): Setup => {
  const { city, scenario, readings } = inputs;
  const knowledge = knowCity(city);
  const units = placed ?? placeUnits(inputs, engine, knowledge);
  const uniform = (stream: string, entity: number, k: number, low: number, high: number): number =>
    engine.draw(stream, entity, k, "uniform", low, high);
  const numbers = units.map((_, unit) => unit);
  const isEntered = new Map<number, boolean>();
  const canReach = (to: RoadPlace): boolean => {
    if (knowledge.stations.length > 0 && !knowledge.leadsHome.has(to.link)) return false;
    // A unit that stands on the link may leave it where nobody can enter: it says nothing about those who come from elsewhere.
    const elsewhere = numbers.filter((unit) => units[unit]?.home.link !== to.link);
    const asked = elsewhere.length > 0 ? elsewhere : numbers;
    // Whoever comes from elsewhere enters the link at its start: what is true of one place on it is true of all.
    const known = elsewhere.length > 0 ? isEntered.get(to.link) : undefined;
    const canEnter = known ?? (asked.length === 0 || world.travelTimesMs(asked, firstDrive(to)).some((ms) => ms >= 0));
    if (elsewhere.length > 0) isEntered.set(to.link, canEnter);
    return canEnter;
  };
  const incidents = placeIncidents(city, scenario, uniform, canReach);
  return {
    scenario,
    incidents: describeIncidents(incidents, {
      city,
      scenario,
      knowledge,
      uniform,
      canReach,
      runCard: (to) => runCardOf(units, world.travelTimesMs(numbers, firstDrive(to))),
      draw: (stream, entity, k, law, p1, p2) => engine.draw(stream, entity, k, law, p1, p2),
    }),
    units,
    stations: knowledge.stations.map(({ id, home }) => ({ id, home })),
    cars: carsOf(city, scenario, knowledge, uniform),
    hospitals: knowledge.hospitals.map(({ id, place, beds, teams }) => ({ id, place, beds, teams })),
    owners: agenciesOf(city, scenario, "owner"),
    operators: agenciesOf(city, scenario, "operator"),
    agencyKinds: new Map(city.agencies.map(({ id, kind }) => [id, kind])),
    readings: [...(readings ?? [])].sort((a, b) => a.receivedAtMs - b.receivedAtMs),
  };
};

/** Before anything moves: on empty roads, as a crew knows the way. */
const firstDrive = (to: RoadPlace): Drive => ({ to, route: "usual", emergency: true, crossRed: true, avoidKnown: false });

const agenciesOf = (city: City, scenario: Scenario, role: "owner" | "operator"): Readonly<Record<ServiceClass, string>> => {
  const map = city.ownership.find(({ id }) => id === scenario.city.ownership) ?? city.ownership[0];
  return Object.fromEntries(SERVICE_CLASSES.map((name) => [name, map?.owners[name][role] ?? ""])) as Record<ServiceClass, string>;
};

export const sendsAmbulances = ({ steps }: Scenario): boolean =>
  steps.some((step) => step.do === "unit.dispatch" && (step.with as unknown as DispatchInputs).fleet === "ambulance");

/**
 * Fire engines first, in order of the stations' ids, then ambulances likewise: numbered densely, at rest where they meet the road. Ambulances
 * only where the scenario sends them.
 */
const placeUnits = ({ city, network, scenario }: RunInputs, engine: Engine, { stations }: CityKnowledge): readonly UnitHome[] => {
  const agency = agenciesOf(city, scenario, "operator").disaster;
  const hasAmbulances = sendsAmbulances(scenario);
  const homesOf = (fleet: Fleet): readonly UnitHome[] =>
    stations.flatMap(({ id, home, engines, ambulances }, stationNumber) => {
      const unit: UnitHome = { station: id, stationNumber, agency, home: compiled(city, network.linkById, home), fleet };
      return Array.from({ length: fleet === "ambulance" ? ambulances : engines }, () => unit);
    });
  const homes = [...homesOf("fire-engine"), ...(hasAmbulances ? homesOf("ambulance") : [])];
  homes.forEach(({ home, fleet }, unit) => {
    command(engine, { kind: "unit.place", unit, ...home, widthMm: WIDTH_MM[fleet] });
  });
  return homes;
};

/** Positions in the city's list are those of the network; said once, here, in case that ever changes. */
const compiled = (city: City, linkById: ReadonlyMap<string, number>, { link, offsetMm }: RoadPlace): RoadPlace => {
  const position = linkById.get(city.links[link]?.id ?? "");
  if (position === undefined) throw new Error(`a station has access to link ${city.links[link]?.id ?? link}, which the network lacks`);
  return { link: position, offsetMm };
};

/** Stations by the least time of one of their units; equal times by station number. */
const runCardOf = (units: readonly UnitHome[], times: readonly number[]): readonly number[] => {
  const best = new Map<number, number>();
  units.forEach(({ stationNumber }, unit) => {
    const ms = times[unit] ?? -1;
    if (ms >= 0) best.set(stationNumber, Math.min(best.get(stationNumber) ?? ms, ms));
  });
  return [...best].sort(([a, atA], [b, atB]) => atA - atB || a - b).map(([station]) => station);
};

const carsOf = (
  city: City,
  { streetParking }: Scenario,
  { views }: CityKnowledge,
  uniform: (stream: string, entity: number, k: number, low: number, high: number) => number,
): readonly ParkedBadly[] => {
  if (streetParking === undefined) return [];
  const linkById = new Map(city.links.map((link) => [link.id, link]));
  return placeObstacles(city, streetParking, uniform).map(({ car, places, freeWidthMm }) => {
    const parked = city.parkedCars[car];
    const xyMm = pointOn(linkById.get(parked?.link ?? ""), parked?.offsetMm ?? 0);
    return {
      places,
      freeWidthMm,
      xyMm,
      subject: parked?.subject ?? `car-${car}`,
      entity: car,
      cameras: views(xyMm, PLATE_CAMERAS.withinMm, PLATE_CAMERAS.nearest),
    };
  });
};
