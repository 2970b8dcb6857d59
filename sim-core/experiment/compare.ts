/** Arm against baseline: paired differences, verdicts, guards and targets. All values are per replication, in replication order. */
import type { Comparison, KpiResult, Verdict } from "../contract/result.ts";
import type { Kpi } from "../model/scenario.ts";
import { isYesOrNo, type KpiSample } from "./kpi/kpi-sample.ts";
import { kpiUnit } from "./kpi/measure-kpi.ts";
import { bootstrapInterval } from "./statistics/bootstrap.ts";
import { type Interval, meanOf, relativeChange, sdOf, tInterval, wilsonInterval } from "./statistics/intervals.ts";
import { normalQuantile } from "./statistics/normal.ts";
import { runsNeeded } from "./statistics/sample-size.ts";

/** A result's numbers: 12 significant digits, unknown is null, and no minus zero. */
export const resultNumber = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(12)) + 0;

export type Doubt = { readonly confidence: number; readonly seed: string };

/** One KPI of one arm. Target and guard are judged elsewhere: they need to know whether this arm is the baseline. */
export const summariseKpi = (
  kpi: Kpi,
  samples: readonly KpiSample[],
  doubt: Doubt,
  arm: string,
): Omit<KpiResult, "target" | "guard" | "distribution"> & { readonly interval: Interval } => {
  const values = samples.flatMap(({ value }) => (value === undefined ? [] : [value]));
  let count = 0;
  for (const sample of samples) count += sample.count;
  const interval = values.length === 0 ? { low: Number.NaN, high: Number.NaN } : intervalOfMean(kpi, values, count, doubt, arm);
  return {
    interval,
    mean: values.length === 0 ? null : resultNumber(meanOf(values)),
    low: resultNumber(interval.low),
    high: resultNumber(interval.high),
    n: values.length,
    count,
    unit: kpiUnit(kpi),
  };
};

const intervalOfMean = (kpi: Kpi, values: readonly number[], count: number, doubt: Doubt, purpose: string): Interval => {
  if (kpi.measure === "percentile") return bootstrapInterval(values, doubt.confidence, doubt.seed, `${purpose}.${kpi.id}`);
  const interval = tInterval(values, doubt.confidence);
  if (!isYesOrNo(kpi)) return interval;
  const mean = meanOf(values);
  // Never once missed (or met) in any replication: the spread is unknown, not zero. Wilson's interval over all cases says how much.
  if (mean === 0 || mean === 1) return wilsonInterval(mean * count, count, doubt.confidence);
  return { low: Math.max(0, interval.low), high: Math.min(1, interval.high) };
};

/** Values of both arms in the replications where both have one. */
const paired = (arm: readonly KpiSample[], baseline: readonly KpiSample[]): { arm: number[]; baseline: number[] } => {
  const pairs: { arm: number[]; baseline: number[] } = { arm: [], baseline: [] };
  for (const [replication, sample] of arm.entries()) {
    const base = baseline[replication]?.value;
    if (sample.value === undefined || base === undefined) continue;
    pairs.arm.push(sample.value);
    pairs.baseline.push(base);
  }
  return pairs;
};

export type ArmSamples = { readonly id: string; readonly samples: readonly KpiSample[] };

export type ComparedPair = {
  readonly arm: ArmSamples;
  readonly baseline: ArmSamples;
  /** The streets saw the very same in every replication: a difference of 0 is then a fact, not an estimate. */
  readonly areIdentical: boolean;
};

/** One interval taken by itself; what many comparisons together need is added in comparisons.ts. */
export type PairComparison = Omit<Comparison, "role" | "simultaneous" | "pHolm" | "quantiles">;

/** Arm minus baseline in every replication where both have a value. */
export const differencesOf = ({ arm, baseline }: Pick<ComparedPair, "arm" | "baseline">): readonly number[] => {
  const pairs = paired(arm.samples, baseline.samples);
  return pairs.arm.map((value, i) => value - (pairs.baseline[i] ?? Number.NaN));
};

export const compareKpi = (kpi: Kpi, pair: ComparedPair, doubt: Doubt): PairComparison => {
  const { arm, baseline } = pair;
  const differences = differencesOf(pair);
  const names = { arm: arm.id, baseline: baseline.id, kpi: kpi.id };
  if (differences.length < 2) {
    const difference = differences.length === 0 ? null : resultNumber(differences[0]);
    return { ...names, difference, low: null, high: null, verdict: "undecided", moreRuns: null };
  }
  const isNeverDiscordant = isYesOrNo(kpi) && !pair.areIdentical && differences.every((difference) => difference === 0);
  if (isNeverDiscordant) return neverDiscordant(kpi, names, arm.samples, doubt.confidence);
  const interval =
    kpi.measure === "percentile"
      ? bootstrapInterval(differences, doubt.confidence, doubt.seed, `${arm.id}.${baseline.id}.${kpi.id}`)
      : tInterval(differences, doubt.confidence);
  const verdict = judge(kpi, interval);
  return {
    ...names,
    difference: resultNumber(meanOf(differences)),
    low: resultNumber(interval.low),
    high: resultNumber(interval.high),
    verdict,
    moreRuns: verdict === "undecided" ? furtherRuns(kpi, differences, doubt.confidence) : null,
  };
};

/**
 * Two different courses in which every case came out alike: the t interval would have width 0 and claim too much. Of no discordant
 * case in n, Wilson's upper limit says how many there may still be.
 */
const neverDiscordant = (
  kpi: Kpi,
  names: Pick<Comparison, "arm" | "baseline" | "kpi">,
  samples: readonly KpiSample[],
  confidence: number,
): PairComparison => {
  let cases = 0;
  for (const sample of samples) cases += sample.count;
  const { high } = wilsonInterval(0, cases, confidence);
  const verdict = judge(kpi, { low: -high, high });
  const z = normalQuantile((1 + confidence) / 2);
  const d = kpi.smallestThatMatters;
  const casesNeeded = d > 0 ? (z * z * (1 - d)) / d : Number.POSITIVE_INFINITY; // Wilson's limit z^2 / (n + z^2) below d
  const runs = Math.ceil(((casesNeeded - cases) * samples.length) / cases);
  return {
    ...names,
    difference: 0,
    low: resultNumber(-high),
    high: resultNumber(high),
    verdict,
    moreRuns: verdict === "undecided" && Number.isFinite(runs) ? Math.max(1, runs) : null,
  };
};

/** same = the whole interval is too small to matter; else better or worse where it excludes 0; else nobody can say yet. */
export const judge = (kpi: Pick<Kpi, "better" | "smallestThatMatters">, { low, high }: Interval): Verdict => {
  const d = kpi.smallestThatMatters;
  if ((low > -d && high < d) || (low === 0 && high === 0)) return "same";
  if (low > 0) return kpi.better === "higher" ? "better" : "worse";
  if (high < 0) return kpi.better === "lower" ? "better" : "worse";
  return "undecided";
};

/**
 * Further replications after which the interval would be narrow enough for a verdict if mean and spread stayed as they are: to
 * exclude 0, or to fit inside (-d, d), whichever is nearer.
 */
const furtherRuns = (kpi: Kpi, differences: readonly number[], confidence: number): number | null => {
  const distance = Math.abs(meanOf(differences));
  const halfWidth = Math.max(distance, kpi.smallestThatMatters - distance);
  const needed = runsNeeded(sdOf(differences), halfWidth, confidence);
  if (!Number.isFinite(needed) || needed > 1_000_000) return null;
  return Math.max(1, needed - differences.length);
};

/** Met, or missed, only if the whole interval is on that side. */
export const judgeTarget = (kpi: Kpi, interval: Interval): KpiResult["target"] => {
  if (kpi.target === undefined) return null;
  const { relation, value } = kpi.target;
  const inside = relation === ">=" ? interval.low >= value : interval.high <= value;
  const outside = relation === ">=" ? interval.high < value : interval.low > value;
  return { relation, value, met: inside ? "yes" : outside ? "no" : "undecided" };
};

export const judgeGuard = (kpi: Kpi, arm: readonly KpiSample[], baseline: readonly KpiSample[], confidence: number): KpiResult["guard"] => {
  if (kpi.guard === undefined) return null;
  const { maxIncreaseP } = kpi.guard;
  const pairs = paired(arm, baseline);
  if (pairs.arm.length > 0 && pairs.arm.every((value, i) => value === pairs.baseline[i])) {
    return { maxIncreaseP, holds: "yes", increaseP: 0, low: 0, high: 0 }; // also where nobody is delayed at all: 0 of 0
  }
  if (pairs.arm.length === 0 || meanOf(pairs.baseline) === 0) {
    return { maxIncreaseP, holds: "undecided", increaseP: null, low: null, high: null };
  }
  const change = relativeChange(pairs.arm, pairs.baseline, confidence);
  const holds = change.high <= maxIncreaseP ? "yes" : change.low > maxIncreaseP ? "no" : "undecided";
  return { maxIncreaseP, holds, increaseP: resultNumber(change.mean), low: resultNumber(change.low), high: resultNumber(change.high) };
};
