/** More reach, more cameras, faster approval, surer signals, one more unit: none of them may hurt what the link is for. */
import type { EngineModule } from "../engine/engine.ts";
import type { City } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import { parseCity } from "../model/parse-city.ts";
import { parseDemand } from "../model/parse-demand.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import type { Outcome } from "../model/problem.ts";
import { type MonotoneLaw, monotoneRows } from "./monotone-law.ts";
import { type Prepared, prepare } from "./prepared-rehearsal.ts";
import { randomRehearsal } from "./random-city.ts";
import type { VerifyCase, VerifyTools } from "./verify-case.ts";

const SOURCE = "Monotone by its mechanism, under common random numbers";
const SHIPPED = {
  scenario: "scenarios/fire-response/scenario.yaml",
  city: "fixtures/cities/riverside-district/city.json",
  demand: "fixtures/cities/riverside-district/demand.json",
} as const;

/** Made cities and their preemption: small enough for every day. */
const madeCityLaws: readonly MonotoneLaw[] = [
  {
    id: "monotone.faster-approval",
    kpi: "response",
    levels: [600, 120, 0].map((constantS) => ({
      name: `${constantS}-s`,
      set: { "agreements.signal-command.approval": { mode: "auto", latency: { constantS } } },
    })),
  },
  {
    id: "monotone.surer-signals",
    kpi: "response",
    levels: [0, 0.5, 1].map((successP) => ({ name: `${successP}`, set: { "steps.green.with.successP": successP } })),
  },
  {
    id: "monotone.one-more-unit",
    kpi: "response",
    levels: [0, 1].map((more) => ({ name: `plus-${more}`, city: (city: City) => withMoreUnits(city, more) })),
  },
];

/** The whole chain in the shipped district. */
const chainLaws: readonly MonotoneLaw[] = [
  {
    id: "monotone.chain.more-reach",
    kpi: "alley-free",
    levels: [0, 0.4, 0.8, 1].map((reachP) => ({ name: `${reachP}`, set: { "steps.call-owners.with.reachP": reachP } })),
  },
  {
    id: "monotone.chain.more-reach-arrival",
    kpi: "response",
    levels: [0, 0.4, 0.8, 1].map((reachP) => ({ name: `${reachP}`, set: { "steps.call-owners.with.reachP": reachP } })),
  },
  {
    id: "monotone.chain.more-cameras",
    kpi: "picture",
    levels: [4, 2, 1].map((keep) => ({ name: `every-${keep}`, city: (city: City) => withCameras(city, keep) })),
  },
  {
    id: "monotone.chain.faster-approval",
    kpi: "response",
    levels: [600, 120, 0].map((constantS) => ({
      name: `${constantS}-s`,
      set: { "agreements.signal-command.approval": { mode: "auto", latency: { constantS } } },
    })),
  },
  {
    id: "monotone.chain.one-more-unit",
    kpi: "response",
    levels: [0, 1].map((more) => ({ name: `plus-${more}`, city: (city: City) => withMoreUnits(city, more) })),
  },
];

/** So many more engines at every fire station. */
const withMoreUnits = (city: City, more: number): City => ({
  ...city,
  assets: city.assets.map((asset) =>
    asset.kind === "fire-station"
      ? { ...asset, attributes: { ...asset.attributes, units: (asset.attributes["units"] ?? 0) + more } }
      : asset,
  ),
});

/** Every so-manieth camera: fewer are a part of more. */
const withCameras = (city: City, keep: number): City => {
  let seen = 0;
  return { ...city, assets: city.assets.filter(({ kind }) => kind !== "camera" || seen++ % keep === 0) };
};

const accepted = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.problems[0].message.en);
  return outcome.value;
};

/** The district with its morning's traffic, or with nobody else on the road: then the chain alone decides, and quickly. */
const shippedChain = (engine: EngineModule, projectText: (path: string) => string | undefined, isQuiet: boolean): Prepared | undefined => {
  const [scenario, city, demand] = [SHIPPED.scenario, SHIPPED.city, SHIPPED.demand].map(projectText);
  if (scenario === undefined || city === undefined || demand === undefined) return undefined;
  const morning = accepted(parseDemand(demand, SHIPPED.demand));
  return prepare(engine, {
    scenario: accepted(parseScenario(withCrowdedAlleys(scenario), SHIPPED.scenario)),
    city: accepted(parseCity(city, SHIPPED.city)),
    demand: isQuiet ? withoutTrips(morning) : morning,
  });
};

/** Many barred alleys: reaching owners must have something to do. */
const withCrowdedAlleys = (scenario: string): string => {
  const parked = /doubleParkedP: [\d.]+/;
  if (!parked.test(scenario)) throw new Error("the shipped scenario no longer parks cars opposite others");
  return scenario.replace(parked, "doubleParkedP: 0.3");
};

const withoutTrips = (demand: Demand): Demand => ({
  ...demand,
  linkIds: [],
  trips: { id: [], departMs: [], vehicleClass: [], origin: [], destination: [], routeStart: [0], routeLinks: [] },
});

const madeCase = (law: MonotoneLaw): VerifyCase => ({
  id: law.id,
  source: `${SOURCE}; made cities`,
  run: ({ engine, long }: VerifyTools) => monotoneRows(prepare(engine, randomRehearsal(61)), law, long ? 40 : 12),
});

/** Three quiet days change nothing there: it would pass whatever it did. */
const NEEDS_TRAFFIC = "monotone.chain.more-reach";

const withEndsOnly = (law: MonotoneLaw): MonotoneLaw => ({ ...law, levels: [...law.levels.slice(0, 1), ...law.levels.slice(-1)] });

/** One case for all laws of the chain: the district is read once. */
const chain: VerifyCase = {
  id: "monotone.chain",
  source: `${SOURCE}; the fire response of the shipped district, at a release with its morning's traffic`,
  run: ({ engine, long, projectText = () => undefined }: VerifyTools) => {
    const prepared = shippedChain(engine, projectText, !long);
    if (prepared === undefined) return { skipped: "needs the project's own scenarios and districts" };
    if (long) return chainLaws.flatMap((law) => monotoneRows(prepared, law, 20));
    return chainLaws.filter(({ id }) => id !== NEEDS_TRAFFIC).flatMap((law) => monotoneRows(prepared, withEndsOnly(law), 3));
  },
};

export const MONOTONE_CASES: readonly VerifyCase[] = [...madeCityLaws.map(madeCase), chain];
