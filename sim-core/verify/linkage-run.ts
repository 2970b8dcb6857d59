/** A scenario through the real run (engine's queue, engine's chance) in a city of four roads, for known answers about institutions. */
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { compileNetwork } from "../engine/compile-network.ts";
import type { EngineModule } from "../engine/engine.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "../engine/traffic-parameters.ts";
import type { City } from "../model/city.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import { describeProblem, type Outcome } from "../model/problem.ts";
import type { Reading } from "../model/reading.ts";
import { makeScenarioRun } from "../run/make-scenario-run.ts";
import type { ScenarioRun } from "../run/scenario-run.ts";
import { applyArm } from "../scenario/apply-arm.ts";
import { meanInterval } from "./random-arrivals.ts";
import { tinyCity, tinyDemand } from "./tiny-road.ts";
import { contains, type VerifyRow } from "./verify-case.ts";

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.problems.map((problem) => describeProblem(problem, "en")).join("; "));
  return outcome.value;
};

/** A ring of three roads with one signal, so that a unit can go out and come home: west -> (signal) -> east -> back -> west. */
const ring: City = {
  ...tinyCity({
    links: [
      { id: "west", lengthMm: 1_000_000, from: "a", to: "junction" },
      { id: "east", lengthMm: 1_000_000, from: "junction", to: "b" },
      { id: "back", lengthMm: 500_000, from: "b", to: "a" },
      { id: "north", lengthMm: 500_000, from: "c", to: "junction" },
      { id: "south", lengthMm: 500_000, from: "junction", to: "d" },
    ],
    movements: [
      { from: "west", to: "east", signal: "light", conflictsWith: ["north>south"] },
      { from: "north", to: "south", signal: "light", conflictsWith: ["west>east"] },
      { from: "east", to: "back" },
      { from: "back", to: "west" },
    ],
    signals: [
      {
        id: "light",
        stages: [
          { greenMs: 87_000, yellowMs: 3000, green: ["north>south"] },
          { greenMs: 27_000, yellowMs: 3000, green: ["west>east"] },
        ],
      },
    ],
  }),
  assets: [{ id: "station", kind: "fire-station", xyMm: [0, 0], access: { link: "west", offsetMm: 0 }, attributes: { units: 1 } }],
};

const noTrips = tinyDemand([]);

export type LinkageRun = {
  /** Everything from `agreements` to `steps` and `arms`. */
  readonly body: string;
  readonly incidents: string;
  readonly durationMin?: number;
  readonly startsAt?: string;
  readonly arm?: string;
  readonly readings?: readonly Reading[];
};

export const startLinkageRun = (engine: EngineModule, wanted: LinkageRun, replication = 0): ScenarioRun => {
  const text = `
schemaVersion: 1
scenario: {id: linkage, version: 1.0.0, title: {ko: 연계, en: Linkage}}
city: {default: tiny}
run: {startsAt: "${wanted.startsAt ?? "2026-03-02T08:00:00+09:00"}", warmUpMin: 0, durationMin: ${wanted.durationMin ?? 60}}
incidents: ${wanted.incidents}
baseline: ${wanted.arm ?? "plan"}
kpis: []
${wanted.body.includes("arms:") ? "" : "arms: {plan: {}}"}
${wanted.body}`;
  const arm = wanted.arm ?? "plan";
  const scenario = must(applyArm(must(parseScenario(text, "linkage")), arm));
  const network = must(compileNetwork(ring, noTrips, { startsAt: scenario.run.startsAt, traffic: DEFAULT_TRAFFIC_PARAMETERS }));
  const readings = wanted.readings === undefined ? {} : { readings: wanted.readings };
  return makeScenarioRun({ engine, city: ring, network, scenario, arm, seed: "1", replication, ...readings });
};

export const factsOf = (engine: EngineModule, wanted: LinkageRun, replication = 0): readonly InstitutionalFact[] => {
  const run = startLinkageRun(engine, wanted, replication);
  run.runTo(run.durationMs);
  const facts = run.drainInstitutionalFacts();
  run.free();
  return facts;
};

/** A step that only takes time. */
export const work = (id: string, rest: string): string =>
  `  - {id: ${id}, class: disaster, do: notify, with: {to: {class: traffic}}, ${rest}}`;

/** "21 StepTimedOut ask", in seconds, one line each. */
export const told = (facts: readonly InstitutionalFact[], kinds: RegExp): string =>
  facts
    .filter(({ kind }) => kinds.test(kind))
    .map((fact) => `${fact.atMs / 1000} ${fact.kind}${"step" in fact ? ` ${fact.step}` : ""}`)
    .join(", ");

/** Replications of a stochastic case. */
export const REPLICATIONS = 20;

/** 99 % interval of the mean over replications. */
export const meanRow = (id: string, expected: number, values: readonly number[], largestHalfWidth: number): VerifyRow => {
  const { mean, halfWidth } = meanInterval(values);
  return contains(id, expected, mean, halfWidth, largestHalfWidth);
};
