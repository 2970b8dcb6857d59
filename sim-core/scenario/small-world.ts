/**
 * A small real world for tests of the institutions alone: one queue (first in, first out at equal times), Philox chance, and a straight
 * road on which a unit needs its distance in milliseconds. Everything the institutions ask of the city is written down.
 */
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { Fleet } from "../contract/unit-duty.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import { chanceOf } from "../model/philox.ts";
import { describeProblem } from "../model/problem.ts";
import type { Reading } from "../model/reading.ts";
import type { Scenario } from "../model/scenario.ts";
import { type Institutions, makeInstitutions } from "./institutions.ts";
import type { Incident, Setup, UnitHome } from "./setup.ts";
import type { Law, World } from "./world.ts";

type Queued = { readonly atMs: number; readonly order: number; readonly handle: number; readonly token: number; readonly arrives: number };

/** What a test may say about its world. Units stand at the ends of the road; positions are offsets on link 0, 1 mm = 1 ms of driving. */
export type SmallWorld = {
  readonly institutions: Institutions;
  readonly scenario: Scenario;
  runTo(untilMs: number): void;
  /** All facts so far. */
  facts(): readonly InstitutionalFact[];
  /** What was asked of the city, one line each: "65000 drive 0 to 500 usual emergency". */
  orders(): readonly string[];
  save(): string;
  load(saved: string): void;
};

export type SmallWorldOptions = {
  readonly yaml: string;
  readonly incidentsAtMs?: readonly number[];
  readonly incidentOffsetMm?: number;
  readonly decoyOffsetMm?: number;
  /** What else is true of every incident. */
  readonly incident?: Partial<Incident>;
  readonly cars?: Setup["cars"];
  readonly hospitals?: Setup["hospitals"];
  /** Fleet of each unit; fire engines if left out. */
  readonly fleets?: readonly Fleet[];
  readonly unitOffsetsMm?: readonly number[];
  readonly readings?: readonly Reading[];
  readonly seed?: string;
  /** Applies an arm before the run. */
  readonly arm?: (scenario: Scenario) => Scenario;
};

/** The head of a scenario that every test shares; `body` holds agreements, triggers and steps. */
export const scenarioText = (body: string): string => `
schemaVersion: 1
scenario: {id: small, version: 1.0.0, title: {ko: 작은 시험, en: Small test}}
city: {default: small}
run: {startsAt: "2026-03-02T08:00:00+09:00", warmUpMin: 0, durationMin: 60}
incidents: [{kind: fire, perRun: 1, place: by-floor-area, fromMin: 0, toMin: 60, onScene: {constantS: 600}}]
baseline: plan
kpis: []
${body.includes("arms:") ? "" : "arms: {plan: {}}"}
${body}
`;

export const parsedScenario = (yaml: string): Scenario => {
  const parsed = parseScenario(yaml, "test.yaml");
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => describeProblem(problem, "en")).join("\n"));
  return parsed.value;
};

export const makeSmallWorld = (options: SmallWorldOptions): SmallWorld => {
  const parsed = parsedScenario(options.yaml);
  const scenario = options.arm === undefined ? parsed : options.arm(parsed);
  const at = options.incidentOffsetMm ?? 100_000;
  const incidents = (options.incidentsAtMs ?? []).map(
    (atMs): Incident => ({
      kind: "fire",
      severity: 2,
      atMs,
      link: 0,
      offsetMm: at,
      linkId: "road",
      building: "",
      neighbourhood: "",
      xyMm: [at, 0],
      decoy: { link: 0, offsetMm: options.decoyOffsetMm ?? at },
      patients: [],
      callerKnows: false,
      care: { constantS: 0 },
      repeatAfterMs: [],
      runCard: [0],
      cameras: [],
      hydrantMm: 0,
      hospitals: [],
      ...options.incident,
      onScene: scenario.incidents[0]?.onScene ?? { constantS: 600 },
    }),
  );
  const units = (options.unitOffsetsMm ?? [0]).map(
    (offsetMm, unit): UnitHome => ({
      station: `station-${unit}`,
      stationNumber: unit,
      agency: "fire",
      home: { link: 0, offsetMm },
      fleet: options.fleets?.[unit] ?? "fire-engine",
    }),
  );
  const owners = {
    "crime-prevention": "police",
    traffic: "police",
    facilities: "city",
    administration: "city",
    health: "hospital",
    environment: "city",
    disaster: "fire",
  };
  const setup: Setup = {
    scenario,
    incidents,
    units,
    stations: units.map(({ station, home }) => ({ id: station, home })),
    cars: options.cars ?? [],
    hospitals: options.hospitals ?? [],
    owners,
    operators: owners,
    agencyKinds: new Map(Object.values(owners).map((agency) => [agency, agency])),
    readings: options.readings ?? [],
  };
  let state: Road = {
    now: 0,
    order: 0,
    queue: [],
    drives: units.map(({ home }) => ({ fromMm: home.offsetMm, toMm: home.offsetMm, sinceMs: 0 })),
    orders: [],
    facts: [],
  };
  const world = roadWorld(() => state, options.seed ?? "1");
  const institutions = makeInstitutions(setup, world);
  institutions.start();
  const runTo = (untilMs: number): void => {
    for (;;) {
      const [next] = state.queue;
      if (next === undefined || next.atMs > untilMs) break;
      state.queue.shift();
      state.now = next.atMs;
      if (next.arrives >= 0) institutions.unitArrived(next.arrives);
      else institutions.tokenDue(next.token);
      state.facts.push(...institutions.drain());
    }
    state.now = Math.max(state.now, untilMs);
  };
  return {
    institutions,
    scenario,
    runTo,
    facts: () => state.facts,
    orders: () => state.orders,
    save: () => JSON.stringify({ road: state, institutions: institutions.save() }),
    load: (saved) => {
      const kept = JSON.parse(saved) as { readonly road: Road; readonly institutions: string };
      state = kept.road;
      institutions.load(kept.institutions);
    },
  };
};

type Road = {
  now: number;
  order: number;
  queue: Queued[];
  drives: { fromMm: number; toMm: number; sinceMs: number }[];
  orders: string[];
  facts: InstitutionalFact[];
};

const roadWorld = (road: () => Road, seed: string): World => {
  const add = (atMs: number, token: number, arrives: number): number => {
    const state = road();
    const order = state.order;
    state.order += 1;
    const index = state.queue.findIndex((entry) => entry.atMs > atMs);
    state.queue.splice(index < 0 ? state.queue.length : index, 0, { atMs, order, handle: order, token, arrives });
    return order;
  };
  const dropDrive = (unit: number): void => {
    road().queue = road().queue.filter(({ arrives }) => arrives !== unit);
  };
  const positionOf = (unit: number): number => {
    const { fromMm, toMm, sinceMs } = road().drives[unit] ?? { fromMm: 0, toMm: 0, sinceMs: 0 };
    const driven = Math.min(road().now - sinceMs, Math.abs(toMm - fromMm));
    return fromMm + (toMm > fromMm ? driven : -driven);
  };
  const goTo = (unit: number, toMm: number): number => {
    const fromMm = positionOf(unit);
    road().drives[unit] = { fromMm, toMm, sinceMs: road().now };
    return Math.abs(toMm - fromMm);
  };
  const note = (text: string): void => {
    road().orders.push(`${road().now} ${text}`);
  };
  return {
    nowMs: () => road().now,
    schedule: (atMs, token) => add(atMs, token, -1),
    cancel: (handle) => {
      road().queue = road().queue.filter((entry) => entry.handle !== handle);
    },
    draw: (stream, entity, k, law, p1, p2) => drawn(law, p1, p2, chanceOf(seed, 0, stream).uniform(entity, k)),
    travelTimesMs: (numbers, { to }) => numbers.map((unit) => (to.link === 0 ? Math.abs(positionOf(unit) - to.offsetMm) : -1)),
    drive: (unit, { to, route, emergency }) => {
      note(`drive ${unit} to ${to.offsetMm} ${route}${emergency ? " emergency" : ""}`);
      dropDrive(unit);
      add(road().now + goTo(unit, to.offsetMm), -1, unit);
    },
    reroute: (unit) => {
      note(`reroute ${unit}`);
    },
    halt: (unit) => {
      note(`halt ${unit}`);
      dropDrive(unit);
      goTo(unit, positionOf(unit));
    },
    preempt: (unit, { aheadM, successP }) => {
      note(`preempt ${unit} ${aheadM} m ${successP}`);
    },
    release: (unit) => {
      note(`release ${unit}`);
    },
    placeObstacle: (obstacle, { freeWidthMm }) => {
      note(`place obstacle ${obstacle} ${freeWidthMm} mm`);
    },
    removeObstacle: (obstacle) => {
      note(`remove obstacle ${obstacle}`);
    },
    knowObstacle: (obstacle) => {
      note(`know obstacle ${obstacle}`);
    },
    // Nothing stands on the road of this world.
    wayOf: (unit, { to }) => ({ ms: to.link === 0 ? Math.abs(positionOf(unit) - to.offsetMm) : -1, obstacles: [] }),
  };
};

/** The engine's laws, near enough for a test: its own libm is not needed here. */
const drawn = (law: Law, p1: number, p2: number, u: number): number => {
  switch (law) {
    case "uniform":
      return p1 + (p2 - p1) * u;
    case "exponential":
      return -p1 * Math.log1p(-u);
    case "bernoulli":
      return u < p1 ? 1 : 0;
    case "constant":
      return p1;
    case "lognormal":
      // Logistic in place of normal: the same median and p90.
      return p1 * (p2 / p1) ** (Math.log(u / (1 - u)) / Math.log(9));
  }
};
