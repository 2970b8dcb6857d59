/**
 * A small real world for tests of the institutions alone: one queue (first in, first out at equal times), Philox chance, and a straight
 * road on which a unit needs its distance in milliseconds and stops before cars that leave it too little room. Link 0 leads from the
 * middle of the road one way, link 1 the other. Everything the institutions ask of the city is written down.
 */
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { Fleet } from "../contract/unit-duty.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import { chanceOf } from "../model/philox.ts";
import { describeProblem } from "../model/problem.ts";
import type { Reading } from "../model/reading.ts";
import type { Scenario } from "../model/scenario.ts";
import { applyArm } from "./apply-arm.ts";
import { type Institutions, makeInstitutions } from "./institutions.ts";
import type { Incident, Setup, UnitHome } from "./setup.ts";
import type { Law, RoadPlace, World } from "./world.ts";

type Queued = {
  readonly atMs: number;
  readonly order: number;
  readonly handle: number;
  readonly token: number;
  /** Unit that gets to its goal, or to the car that bars its way (-1 = none). */
  readonly arrives: number;
  readonly car: number;
};

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
  /** What else is true of every incident, or of each by its number. */
  readonly incident?: Partial<Incident> | ((number: number) => Partial<Incident>);
  readonly cars?: Setup["cars"];
  readonly hospitals?: Setup["hospitals"];
  /** Fleet of each unit; fire engines if left out. */
  readonly fleets?: readonly Fleet[];
  readonly unitOffsetsMm?: readonly number[];
  readonly readings?: readonly Reading[];
  readonly seed?: string;
  /** Whatever else is different. */
  readonly setup?: Partial<Setup>;
  /** Applies an arm before the run. */
  readonly arm?: (scenario: Scenario) => Scenario;
  /** Arms whose rules hold later, one after another (institutions.nextRules). */
  readonly later?: readonly ((scenario: Scenario) => Scenario)[];
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

/** For `arm` and `later` below. */
export const underArm =
  (arm: string) =>
  (scenario: Scenario): Scenario => {
    const outcome = applyArm(scenario, arm);
    if (!outcome.ok) throw new Error(outcome.problems[0].message.en);
    return outcome.value;
  };

export const makeSmallWorld = (options: SmallWorldOptions): SmallWorld => {
  const parsed = parsedScenario(options.yaml);
  const scenario = options.arm === undefined ? parsed : options.arm(parsed);
  const at = options.incidentOffsetMm ?? 100_000;
  const incidents = (options.incidentsAtMs ?? []).map(
    (atMs, number): Incident => ({
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
      ...(typeof options.incident === "function" ? options.incident(number) : options.incident),
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
    ...options.setup,
  };
  let state: Road = {
    now: 0,
    order: 0,
    queue: [],
    drives: setup.units.map(({ home }) => ({ fromMm: along(home), toMm: along(home), goalMm: along(home), sinceMs: 0 })),
    cars: setup.cars.map(() => false),
    orders: [],
    facts: [],
  };
  const world = roadWorld(() => state, setup, options.seed ?? "1");
  const later = (options.later ?? []).map((arm): Setup => ({ ...setup, scenario: arm(parsed) }));
  const institutions = makeInstitutions(setup, world, later);
  institutions.start();
  state.facts.push(...institutions.drain());
  const runTo = (untilMs: number): void => {
    for (;;) {
      const [next] = state.queue;
      if (next === undefined || next.atMs > untilMs) break;
      state.queue.shift();
      state.now = next.atMs;
      if (next.arrives >= 0 && next.car >= 0) {
        const { toMm, goalMm } = state.drives[next.arrives] ?? { toMm: 0, goalMm: 0 };
        institutions.unitBlocked(next.arrives, next.car, Math.abs(goalMm - toMm));
      } else if (next.arrives >= 0) institutions.unitArrived(next.arrives);
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
  /** `to` = as far as it gets, `goal` = where it wants to go. */
  drives: { fromMm: number; toMm: number; goalMm: number; sinceMs: number }[];
  /** Whether each car stands there. */
  cars: boolean[];
  orders: string[];
  facts: InstitutionalFact[];
};

const WIDTH_MM: Readonly<Record<Fleet, number>> = { "fire-engine": 2500, ambulance: 2000 };

/** One number line: link 0 goes up from 0, link 1 down. Other links are elsewhere. */
const along = ({ link, offsetMm }: RoadPlace): number => (link === 1 ? -offsetMm : offsetMm);

const roadWorld = (road: () => Road, { cars, units }: Setup, seed: string): World => {
  const add = (atMs: number, { token = -1, arrives = -1, car = -1 }: Partial<Pick<Queued, "token" | "arrives" | "car">>): number => {
    const state = road();
    const order = state.order;
    state.order += 1;
    const index = state.queue.findIndex((entry) => entry.atMs > atMs);
    state.queue.splice(index < 0 ? state.queue.length : index, 0, { atMs, order, handle: order, token, arrives, car });
    return order;
  };
  const positionOf = (unit: number): number => {
    const { fromMm, toMm, sinceMs } = road().drives[unit] ?? { fromMm: 0, toMm: 0, sinceMs: 0 };
    const driven = Math.min(road().now - sinceMs, Math.abs(toMm - fromMm));
    return fromMm + (toMm > fromMm ? driven : -driven);
  };
  /** Cars too wide to pass on the way, nearest first. Places on link 0 bar the way up, places on link 1 the way down. */
  const barsOn = (unit: number, goalMm: number): readonly { readonly car: number; readonly atMm: number }[] => {
    const fromMm = positionOf(unit);
    const link = goalMm > fromMm ? 0 : 1;
    const isOnWay = (atMm: number): boolean => (link === 0 ? atMm >= fromMm && atMm < goalMm : atMm <= fromMm && atMm > goalMm);
    const width = WIDTH_MM[units[unit]?.fleet ?? "fire-engine"];
    return cars
      .flatMap(({ places, freeWidthMm }, car) =>
        road().cars[car] === true && freeWidthMm < width
          ? places.filter((place) => place.link === link).map((place) => ({ car, atMm: along(place) }))
          : [],
      )
      .filter(({ atMm }) => isOnWay(atMm))
      .sort((a, b) => Math.abs(a.atMm - fromMm) - Math.abs(b.atMm - fromMm));
  };
  const goTo = (unit: number, goalMm: number): void => {
    const fromMm = positionOf(unit);
    const [bar] = barsOn(unit, goalMm);
    const toMm = bar?.atMm ?? goalMm;
    road().queue = road().queue.filter(({ arrives }) => arrives !== unit);
    road().drives[unit] = { fromMm, toMm, goalMm, sinceMs: road().now };
    add(road().now + Math.abs(toMm - fromMm), { arrives: unit, car: bar?.car ?? -1 });
  };
  const note = (text: string): void => {
    road().orders.push(`${road().now} ${text}`);
  };
  return {
    nowMs: () => road().now,
    schedule: (atMs, token) => add(atMs, { token }),
    cancel: (handle) => {
      road().queue = road().queue.filter((entry) => entry.handle !== handle);
    },
    draw: (stream, entity, k, law, p1, p2) => drawn(law, p1, p2, chanceOf(seed, 0, stream).uniform(entity, k)),
    travelTimesMs: (numbers, { to }) => numbers.map((unit) => (to.link <= 1 ? Math.abs(positionOf(unit) - along(to)) : -1)),
    drive: (unit, { to, route, emergency }) => {
      note(`drive ${unit} to ${along(to)} ${route}${emergency ? " emergency" : ""}`);
      goTo(unit, along(to));
    },
    reroute: (unit) => {
      note(`reroute ${unit}`);
    },
    halt: (unit) => {
      note(`halt ${unit}`);
      const atMm = positionOf(unit);
      road().queue = road().queue.filter(({ arrives }) => arrives !== unit);
      road().drives[unit] = { fromMm: atMm, toMm: atMm, goalMm: atMm, sinceMs: road().now };
    },
    preempt: (unit, { aheadM, successP }) => {
      note(`preempt ${unit} ${aheadM} m ${successP}`);
    },
    release: (unit) => {
      note(`release ${unit}`);
    },
    placeObstacle: (obstacle, { freeWidthMm }) => {
      road().cars[obstacle] = true;
      note(`place obstacle ${obstacle} ${freeWidthMm} mm`);
    },
    removeObstacle: (obstacle) => {
      note(`remove obstacle ${obstacle}`);
      road().cars[obstacle] = false;
      road().drives.forEach(({ goalMm }, unit) => {
        if (positionOf(unit) !== goalMm) goTo(unit, goalMm);
      });
    },
    knowObstacle: (obstacle) => {
      note(`know obstacle ${obstacle}`);
    },
    wayOf: (unit, { to }) => ({
      ms: to.link <= 1 ? Math.abs(positionOf(unit) - along(to)) : -1,
      obstacles: barsOn(unit, along(to)).map(({ car }) => car),
    }),
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
