/**
 * An experiment: arms x replications with common random numbers, a fixed number of replications, one verdict per KPI and arm.
 * It plans and judges; who computes a replication (worker threads, page workers, this thread) is handed in. Replications may
 * finish in any order: everything is combined strictly in replication order, so that the result is the same to the last byte.
 */
import type { ExperimentResult, NeighbourhoodRow } from "../contract/result.ts";
import { RESULT_SCHEMA_VERSION } from "../contract/result.ts";
import type { Assumption } from "../model/city.ts";
import type { Scenario } from "../model/scenario.ts";
import { experimentAssumptions } from "./assumptions.ts";
import { judgeGuard, judgeTarget, resultNumber, summariseKpi } from "./compare.ts";
import { type ComparedKpi, compareAll } from "./comparisons.ts";
import { distributionOf, type PooledKpi, poolKpi } from "./distribution.ts";
import type { KpiSample } from "./kpi/kpi-sample.ts";
import { sumStepEnds } from "./kpi/step-ends.ts";
import { neighbourhoodRows } from "./neighbourhoods.ts";
import type { ReplicationOutcome } from "./replication.ts";
import { sdOf } from "./statistics/intervals.ts";
import { drawResamples, type Resamples } from "./statistics/resamples.ts";
import { steinTotal } from "./statistics/sample-size.ts";

export const PILOT_REPLICATIONS: number = 30;

export type NamedPart = { readonly id: string; readonly version: string; readonly hash: string };

export type ExperimentQuestion = {
  readonly scenario: Scenario;
  /** Arm ids in result order; the baseline is among them. */
  readonly arms: readonly string[];
  readonly replications: number | "auto";
  readonly seed: string;
  readonly passingSpeedFactor: number;
  readonly parts: { readonly scenario: NamedPart; readonly city: NamedPart; readonly demand: NamedPart; readonly engine: NamedPart };
  /** Of city, demand, network and run; the experiment adds its own. */
  readonly assumptions: readonly Assumption[];
  /** Rows of the inputs that were left out, counted. */
  readonly quarantine: ExperimentResult["quarantine"];
};

export type ExperimentHands = {
  /** Computes one replication anywhere. Rejects only for internal faults, or after `isCancelled` turned true. */
  readonly runReplication: (replication: number) => Promise<ReplicationOutcome>;
  readonly isCancelled: () => boolean;
  /** `total` grows once, from the pilot to the fixed n. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
};

export type ExperimentReport = { readonly result: ExperimentResult; readonly assumptions: readonly Assumption[] };

export const runExperiment = async (question: ExperimentQuestion, hands: ExperimentHands): Promise<ExperimentReport> => {
  const plan = question.scenario.experiment;
  const outcomes: ReplicationOutcome[] = [];
  const pilot = question.replications === "auto" ? Math.min(PILOT_REPLICATIONS, plan.maxReplications) : question.replications;
  await computeReplications(outcomes, pilot, hands);
  let planned = pilot;
  if (question.replications === "auto" && outcomes.length === pilot) {
    planned = Math.min(plan.maxReplications, fixedReplications(question, outcomes));
    await computeReplications(outcomes, planned, hands);
  }
  return reportOf(question, outcomes, planned);
};

/** The first `total` replications, fewer after a cancel. */
export const collectReplications = async (total: number, hands: ExperimentHands): Promise<readonly ReplicationOutcome[]> => {
  const outcomes: ReplicationOutcome[] = [];
  await computeReplications(outcomes, total, hands);
  return outcomes;
};

/** Extends the prefix to `total` replications. After a cancel, what is complete from the start on stays, later ones are dropped. */
const computeReplications = async (outcomes: ReplicationOutcome[], total: number, hands: ExperimentHands): Promise<void> => {
  const first = outcomes.length;
  const found = new Map<number, ReplicationOutcome>();
  const faults = new Map<number, unknown>();
  hands.onProgress({ done: first, total });
  await Promise.all(
    Array.from({ length: total - first }, async (_, i) => {
      if (hands.isCancelled()) return;
      try {
        found.set(first + i, await hands.runReplication(first + i));
        hands.onProgress({ done: first + found.size, total });
      } catch (fault) {
        if (!hands.isCancelled()) faults.set(first + i, fault);
      }
    }),
  );
  // Of several faults the earliest replication's is reported, whichever finished first.
  const earliest = [...faults.keys()].sort((a, b) => a - b)[0];
  if (earliest !== undefined) throw faults.get(earliest);
  for (let replication = first; ; replication++) {
    const outcome = found.get(replication);
    if (outcome === undefined) return;
    outcomes.push(outcome);
  }
};

/** One n for all arms, from the pilot's spread of the primary KPI's paired difference (Stein): the widest arm decides. */
const fixedReplications = (question: ExperimentQuestion, outcomes: readonly ReplicationOutcome[]): number => {
  const { kpis, baseline, experiment } = question.scenario;
  const primary = Math.max(
    0,
    kpis.findIndex((kpi) => kpi.primary),
  );
  const halfWidth = experiment.halfWidthS ?? kpis[primary]?.smallestThatMatters ?? 0;
  const base = samplesOf(outcomes, question.arms.indexOf(baseline), primary);
  let needed = outcomes.length;
  for (const [arm, id] of question.arms.entries()) {
    if (id === baseline) continue;
    const differences = samplesOf(outcomes, arm, primary).flatMap(({ value }, replication) => {
      const other = base[replication]?.value;
      return value === undefined || other === undefined ? [] : [value - other];
    });
    if (differences.length < 2) continue;
    needed = Math.max(needed, steinTotal(sdOf(differences), differences.length, halfWidth, experiment.confidence));
  }
  return needed;
};

const samplesOf = (outcomes: readonly ReplicationOutcome[], arm: number, kpi: number): readonly KpiSample[] =>
  outcomes.map((outcome) => outcome.arms[arm]?.samples[kpi] ?? { value: undefined, count: 0, censored: 0 });

const reportOf = (question: ExperimentQuestion, outcomes: readonly ReplicationOutcome[], planned: number): ExperimentReport => {
  const { scenario, arms, parts, seed } = question;
  const doubt = { confidence: scenario.experiment.confidence, seed };
  const base = arms.indexOf(scenario.baseline);
  const assumptions = experimentAssumptions(question, outcomes);
  const resamples = drawResamples(seed, outcomes.length);
  const pooled = arms.map((_, arm) => scenario.kpis.map((_kpi, k) => poolKpi(samplesOf(outcomes, arm, k), resamples)));
  const compared = compareAll(questionsOf(question, outcomes, pooled), doubt);
  const result: ExperimentResult = {
    schemaVersion: RESULT_SCHEMA_VERSION,
    scenario: parts.scenario,
    city: parts.city,
    demand: parts.demand,
    feed: null,
    engine: parts.engine,
    seed,
    confidence: doubt.confidence,
    replications: outcomes.length,
    complete: outcomes.length === planned,
    arms: arms.map((id, arm) => ({
      id,
      kpis: Object.fromEntries(
        scenario.kpis.map((kpi, k) => {
          const samples = samplesOf(outcomes, arm, k);
          const { interval, ...summary } = summariseKpi(kpi, samples, doubt, id);
          const isBaseline = arm === base;
          return [
            kpi.id,
            {
              ...summary,
              target: isBaseline ? null : judgeTarget(kpi, interval),
              guard: isBaseline ? null : judgeGuard(kpi, samples, samplesOf(outcomes, base, k), doubt.confidence),
              distribution: distributionOf(kpi, pooled[arm]?.[k] ?? poolKpi(samples, resamples), doubt.confidence),
            },
          ];
        }),
      ),
      steps: sumStepEnds(
        scenario.steps.map(({ id: step }) => step),
        outcomes.map(({ arms: ran }) => ran[arm]?.steps ?? []),
      ),
      stateHash: outcomes[0]?.arms[arm]?.stateHash ?? "",
      physicalHash: outcomes[0]?.arms[arm]?.physicalHash ?? "",
    })),
    comparisons: compared.comparisons,
    multiplicity: compared.multiplicity,
    neighbourhoods: neighbourhoodsOf(question, outcomes, resamples),
    contributions: [],
    linkCurve: [],
    tornado: [],
    uncertainty: [],
    quarantine: question.quarantine,
    assumptions: assumptions.map(({ code, params }) => ({ code, params: orderedParams(params) })),
  };
  return { result, assumptions };
};

/** Every arm but the baseline, every KPI. */
const questionsOf = (
  { scenario, arms }: ExperimentQuestion,
  outcomes: readonly ReplicationOutcome[],
  pooled: readonly (readonly PooledKpi[])[],
): readonly ComparedKpi[] => {
  const base = arms.indexOf(scenario.baseline);
  return arms.flatMap((id, arm) => {
    if (arm === base) return [];
    const areIdentical = outcomes.every((outcome) => outcome.arms[arm]?.physicalHash === outcome.arms[base]?.physicalHash);
    return scenario.kpis.flatMap((kpi, k) => {
      const [mine, theirs] = [pooled[arm]?.[k], pooled[base]?.[k]];
      if (mine === undefined || theirs === undefined) return [];
      const pair = {
        arm: { id, samples: samplesOf(outcomes, arm, k) },
        baseline: { id: arms[base] ?? "", samples: samplesOf(outcomes, base, k) },
        areIdentical,
      };
      return [{ kpi, pair, arm: mine, baseline: theirs }];
    });
  });
};

/** The primary KPI of every arm by neighbourhood, where the city has any. */
const neighbourhoodsOf = (
  { scenario, arms }: ExperimentQuestion,
  outcomes: readonly ReplicationOutcome[],
  resamples: Resamples,
): NeighbourhoodRow[] => {
  const k = scenario.kpis.findIndex(({ primary }) => primary);
  const kpi = scenario.kpis[k];
  const base = arms.indexOf(scenario.baseline);
  if (kpi === undefined) return [];
  return arms.flatMap((id, arm) =>
    arm === base
      ? []
      : neighbourhoodRows(
          {
            kpi,
            arm: { id, samples: samplesOf(outcomes, arm, k) },
            baseline: samplesOf(outcomes, base, k),
            neighbourhoods: outcomes.map(({ neighbourhoods }) => neighbourhoods),
            confidence: scenario.experiment.confidence,
          },
          resamples,
        ),
  );
};

/** Keys by code unit, numbers to 12 digits: one text per value. */
export const orderedParams = (params: Assumption["params"]): Record<string, number | string> =>
  Object.fromEntries(
    Object.entries(params)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, value]) => [key, typeof value === "number" ? (resultNumber(value) ?? "unknown") : value]),
  );
