/**
 * Texts of a scenario, a city and a demand to everything that a run or an experiment needs: checked, routed, compiled, named by
 * hashes. One function for the window's workers and for every other host, so that all of them run the very same thing.
 */
import type { ExperimentResult } from "../contract/result.ts";
import { compileNetwork } from "../engine/compile-network.ts";
import type { EngineModule } from "../engine/engine.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "../engine/traffic-parameters.ts";
import { checkScenarioFitsCity } from "../model/check-scenario-city.ts";
import type { Assumption, City } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import { parseCity } from "../model/parse-city.ts";
import { checkDemandFitsCity, parseDemand } from "../model/parse-demand.ts";
import { parseScenario, scenarioHash } from "../model/parse-scenario.ts";
import { hashCity } from "../model/print-city.ts";
import { hashDemand } from "../model/print-demand.ts";
import { good, type Outcome, type Problem } from "../model/problem.ts";
import type { Scenario } from "../model/scenario.ts";
import { assignRoutes } from "../run/assign-routes.ts";
import { applyArm } from "../scenario/apply-arm.ts";
import type { ExperimentQuestion } from "./experiment.ts";
import { type ArmInputs, armStandsAlone } from "./replication.ts";

export type NamedText = { readonly text: string; readonly file: string };
export type RehearsalTexts = {
  readonly scenario: NamedText;
  readonly city: NamedText;
  /** Or what makes one up for a city that came without. */
  readonly demand: NamedText | { readonly makeFor: (city: City) => Demand };
};

export type PreparedRehearsal = {
  readonly scenario: Scenario;
  readonly city: City;
  /** With a route for every trip. */
  readonly demand: Demand;
  readonly network: CompiledNetwork;
  /** Every arm of the scenario, applied. */
  readonly arms: readonly ArmInputs[];
  readonly parts: ExperimentQuestion["parts"];
  readonly assumptions: readonly Assumption[];
  readonly quarantine: ExperimentResult["quarantine"];
};

export const prepareRehearsal = (texts: RehearsalTexts, engine: Pick<EngineModule, "version" | "hash">): Outcome<PreparedRehearsal> => {
  const scenario = parseScenario(texts.scenario.text, texts.scenario.file);
  const city = parseCity(texts.city.text, texts.city.file);
  const given = "text" in texts.demand ? parseDemand(texts.demand.text, texts.demand.file) : undefined;
  if (!scenario.ok || !city.ok || given?.ok === false) {
    return failed([scenario, city, given].flatMap((part) => (part === undefined || part.ok ? [] : part.problems)));
  }
  const demand = given === undefined ? madeDemand(texts, city.value) : given.value;
  const misfits = [
    ...checkScenarioFitsCity(scenario.value, city.value, texts.scenario.file),
    ...("text" in texts.demand ? checkDemandFitsCity(demand, city.value, texts.demand.file) : []),
  ];
  if (misfits.length > 0) return failed(misfits);
  const routed = routeTrips(demand, city.value, scenario.value);
  const network = compileNetwork(city.value, routed.demand, {
    startsAt: scenario.value.run.startsAt,
    traffic: DEFAULT_TRAFFIC_PARAMETERS,
  });
  if (!network.ok) return network;
  const arms: ArmInputs[] = [];
  for (const arm of scenario.value.arms) {
    const applied = applyArm(scenario.value, arm.id, texts.scenario.file);
    if (!applied.ok) return applied;
    arms.push({ id: arm.id, scenario: applied.value, standsAlone: armStandsAlone(arm) });
  }
  const { scenario: head } = scenario.value;
  return good({
    scenario: scenario.value,
    city: city.value,
    demand: routed.demand,
    network: network.value,
    arms,
    parts: {
      scenario: { id: head.id, version: head.version, hash: scenarioHash(scenario.value) },
      city: { id: city.value.id, version: `${city.value.formatVersion}`, hash: hashCity(city.value) },
      demand: { id: routed.demand.id, version: `${routed.demand.formatVersion}`, hash: hashDemand(routed.demand) },
      engine: { id: "rehearsal-engine", version: engine.version, hash: engine.hash },
    },
    assumptions: network.value.assumptions,
    quarantine: routed.quarantine,
  });
};

const madeDemand = ({ demand }: RehearsalTexts, city: City): Demand => {
  if ("text" in demand) throw new Error("a demand is either given or made");
  return demand.makeFor(city);
};

const failed = (problems: readonly Problem[]): Outcome<never> => ({ ok: false, problems: problems as readonly [Problem, ...Problem[]] });

type Routed = { readonly demand: Demand; readonly quarantine: ExperimentResult["quarantine"] };

/** Trips without a route get one; a trip that cannot be driven is left out and counted. */
const routeTrips = (demand: Demand, city: City, scenario: Scenario): Routed => {
  const { trips } = demand;
  const isRouted = trips.id.every((_, i) => (trips.routeStart[i + 1] ?? 0) > (trips.routeStart[i] ?? 0));
  if (isRouted) return { demand, quarantine: [] };
  const [, hours = "8", minutes = "0"] = /T(\d{2}):(\d{2})/.exec(scenario.run.startsAt) ?? [];
  const assigned = assignRoutes(city, demand, { startsAtMsOfDay: (Number(hours) * 60 + Number(minutes)) * 60_000 });
  const quarantine = Object.entries(assigned.report.unroutable.reasons)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({ source: `demand ${demand.id}`, count, reason }));
  return { demand: assigned.demand, quarantine };
};
