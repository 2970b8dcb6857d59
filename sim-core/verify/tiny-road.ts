/** Hand-made cities of a few roads, for known answers: what is not said has a plain default. */
import { compileNetwork } from "../engine/compile-network.ts";
import type { Engine, EngineModule } from "../engine/engine.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import { DEFAULT_TRAFFIC_PARAMETERS, type TrafficParameters } from "../engine/traffic-parameters.ts";
import { CITY_FORMAT_VERSION, type City, type Link, type Movement, type Signal, type SignalStage } from "../model/city.ts";
import { DEMAND_FORMAT_VERSION, type Demand } from "../model/demand.ts";
import { describeProblem } from "../model/problem.ts";

export type TinyLink = {
  readonly id: string;
  readonly lengthMm: number;
  readonly speedMmPerS?: number;
  readonly lanes?: number;
  /** Node ids; default `${id}.a` and `${id}.b`. */
  readonly from?: string;
  readonly to?: string;
  /** Ends of its straight line; default along the x axis from 0. */
  readonly shapeMm?: readonly number[];
};

export type TinyMovement = {
  readonly from: string;
  readonly to: string;
  readonly signal?: string;
  readonly lanes?: readonly number[];
  readonly turn?: Movement["turn"];
  readonly yieldsTo?: readonly string[];
  readonly conflictsWith?: readonly string[];
};

/** Greens of each stage by movement id; yellow, all red, minimum and walk are 0 unless said. */
export type TinyStage = Pick<SignalStage, "greenMs" | "green"> & Partial<SignalStage>;
export type TinySignal = { readonly id: string; readonly offsetMs?: number; readonly stages: readonly TinyStage[] };

export type TinyRoads = {
  readonly links: readonly TinyLink[];
  readonly movements: readonly TinyMovement[];
  readonly signals?: readonly TinySignal[];
};

export type TinyTrip = { readonly departMs: number; readonly route: readonly string[] };

/** 13.89 m/s, the 50 km/h of all cases that name no other speed. */
export const CITY_SPEED_MM_PER_S = 13_890;

/** A point queue without reaction losses: what closed forms assume. */
export const POINT_QUEUE: TrafficParameters = { ...DEFAULT_TRAFFIC_PARAMETERS, startUpMs: 0, yellowUsedMs: 0 };

const plain = (text: string): { readonly ko: string; readonly en: string } => ({ ko: text, en: text });

export const tinyCity = (roads: TinyRoads): City => {
  const links = roads.links.map(
    (road): Link => ({
      id: road.id,
      from: road.from ?? `${road.id}.a`,
      to: road.to ?? `${road.id}.b`,
      shapeMm: road.shapeMm ?? [0, 0, road.lengthMm, 0],
      lengthMm: road.lengthMm,
      laneCount: road.lanes ?? 1,
      laneWidthMm: 3000,
      speedMmPerS: road.speedMmPerS ?? CITY_SPEED_MM_PER_S,
      roadClass: "arterial",
    }),
  );
  const lanesOf = new Map(links.map((link) => [link.id, link.laneCount]));
  const movements = roads.movements.map((way): Movement => {
    const all = Array.from({ length: lanesOf.get(way.from) ?? 0 }, (_, lane) => lane);
    const signal = way.signal === undefined ? {} : { signal: way.signal };
    const { from, to, lanes = all, turn = "through", yieldsTo = [], conflictsWith = [] } = way;
    return { id: `${from}>${to}`, from, to, turn, lanes, yieldsTo, conflictsWith, ...signal };
  });
  const nodeIds = [...new Set(links.flatMap((link) => [link.from, link.to]))];
  const nothing = { yellowMs: 0, allRedMs: 0, minGreenMs: 0, walkMs: 0, pedClearMs: 0, permissive: [] };
  const stage = (one: TinyStage): SignalStage => ({ ...nothing, ...one });
  const signals = (roads.signals ?? []).map((signal): Signal => {
    const cycleMs = signal.stages.reduce((sum, one) => sum + one.greenMs + (one.yellowMs ?? 0) + (one.allRedMs ?? 0), 0);
    const plan = { fromMsOfDay: 0, cycleMs, offsetMs: signal.offsetMs ?? 0, stages: signal.stages.map(stage) };
    return { id: signal.id, xyMm: [0, 0], nodes: [], plans: [plan] };
  });
  return {
    format: "city",
    formatVersion: CITY_FORMAT_VERSION,
    id: "tiny",
    title: plain("tiny"),
    crs: "local",
    originMm: [0, 0],
    boundsMm: [0, 0, 1, 1],
    nodes: nodeIds.map((id) => ({ id, xyMm: [0, 0], kind: "junction" })),
    links,
    movements,
    signals,
    buildings: [],
    water: [],
    areas: [],
    assets: [],
    parkedCars: [],
    ownership: [],
    agencies: [],
    assumptions: [],
  };
};

export const tinyDemand = (trips: readonly TinyTrip[]): Demand => {
  const linkIds = [...new Set(trips.flatMap((trip) => trip.route))];
  const position = new Map(linkIds.map((id, at) => [id, at]));
  const routeStart = [0];
  const routeLinks: number[] = [];
  for (const trip of trips) {
    for (const link of trip.route) routeLinks.push(position.get(link) ?? 0);
    routeStart.push(routeLinks.length);
  }
  const ends = (pick: (trip: TinyTrip) => string | undefined): readonly number[] =>
    trips.map((trip) => position.get(pick(trip) ?? "") ?? 0);
  return {
    format: "demand",
    formatVersion: DEMAND_FORMAT_VERSION,
    id: "tiny",
    city: "tiny",
    linkIds,
    trips: {
      id: trips.map((_, at) => at),
      departMs: trips.map((trip) => trip.departMs),
      vehicleClass: trips.map(() => "car"),
      origin: ends((trip) => trip.route[0]),
      destination: ends((trip) => trip.route.at(-1)),
      routeStart,
      routeLinks,
    },
    jitterMs: 0,
    assumptions: [],
  };
};

export type TinyRun = { readonly engine: Engine; readonly network: CompiledNetwork };

/** An engine at simulated 0 = midnight. A wrong tiny city is a fault of the case: it throws. */
export const runTiny = (
  module: EngineModule,
  city: City,
  demand: Demand,
  traffic: TrafficParameters,
  chance = { seed: "1", replication: 0 },
): TinyRun => {
  const compiled = compileNetwork(city, demand, { startsAt: "2026-01-01T00:00:00+00:00", traffic });
  if (!compiled.ok) throw new Error(compiled.problems.map((problem) => describeProblem(problem, "en")).join("; "));
  return { engine: module.createEngine(compiled.value.bytes, chance.seed, chance.replication), network: compiled.value };
};

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export const command = (engine: Engine, order: object): void => engine.command(ascii(JSON.stringify(order)));

export const query = (engine: Engine, question: object): unknown => {
  let text = "";
  for (const byte of engine.query(ascii(JSON.stringify(question)))) text += String.fromCharCode(byte);
  return JSON.parse(text);
};
