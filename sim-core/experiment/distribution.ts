/** How the cases of a KPI spread: quantiles with intervals over replications, the ECDF, and how many lie beyond the limit. */
import type { Comparison, Distribution, KpiResult, Quantile } from "../contract/result.ts";
import type { Kpi } from "../model/scenario.ts";
import { resultNumber } from "./compare.ts";
import type { KpiCase, KpiSample } from "./kpi/kpi-sample.ts";
import { kpiUnit } from "./kpi/measure-kpi.ts";
import { wilsonInterval } from "./statistics/intervals.ts";
import { type Pooled, poolValues, quantilesOf, resampledQuantiles } from "./statistics/pooled-quantiles.ts";
import { percentileInterval, type Resamples } from "./statistics/resamples.ts";

export const QUANTILES: readonly number[] = [0.5, 0.8, 0.9, 0.95];

/** With fewer values beyond a quantile it rests on a handful of cases (assumption: ten, as for a normal approximation of a share). */
const FEW_BEYOND = 10;
const ECDF_STEPS = 40;
/** Resampling walks over all values; beyond this many steps it makes do with fewer resamples, but never fewer than MIN_RESAMPLES. */
const MOST_STEPS = 20_000_000;
const MIN_RESAMPLES = 200;

/** One KPI of one arm, pooled and resampled once; the comparison of two arms needs the resamples again. */
export type PooledKpi = {
  readonly over: Distribution["over"];
  readonly pooled: Pooled;
  /** Smallest value that was still open when its run ended; Infinity = none. */
  readonly firstOpen: number;
  readonly groups: readonly (readonly KpiCase[])[];
  /** `[quantile][resample]`. */
  readonly resampled: readonly (readonly number[])[];
};

export const poolKpi = (samples: readonly KpiSample[], resamples: Resamples): PooledKpi => {
  const over = samples.every(({ cases, value }) => cases !== undefined || value === undefined) ? "cases" : "replications";
  const groups = samples.map((sample) => (over === "cases" ? (sample.cases ?? []) : asOneCase(sample)));
  const pooled = poolValues(groups.map((cases) => cases.map(({ value }) => value)));
  const count = Math.min(resamples.count, Math.max(MIN_RESAMPLES, Math.floor(MOST_STEPS / Math.max(1, pooled.values.length))));
  let firstOpen = Number.POSITIVE_INFINITY;
  for (const cases of groups) for (const one of cases) if (one.censored) firstOpen = Math.min(firstOpen, one.value);
  return { over, pooled, firstOpen, groups, resampled: resampledQuantiles(pooled, QUANTILES, { ...resamples, count }) };
};

/** Cases that are a yes or a no and nothing else spread over 0 and 1: the share says it all. */
const hasSpread = ({ measure }: Kpi): boolean => measure !== "shareWithout";

const asOneCase = ({ value }: KpiSample): readonly KpiCase[] => (value === undefined ? [] : [{ value, censored: false, incident: -1 }]);

export const distributionOf = (kpi: Kpi, pooled: PooledKpi, confidence: number): KpiResult["distribution"] => {
  const { values } = pooled.pooled;
  if (values.length === 0 || !hasSpread(kpi)) return null;
  const found = quantilesOf(pooled.pooled, QUANTILES);
  let censored = 0;
  for (const cases of pooled.groups) for (const one of cases) if (one.censored) censored++;
  return {
    over: pooled.over,
    unit: pooled.over === "cases" && kpi.measure === "share" ? "s" : kpiUnit(kpi),
    count: values.length,
    censored,
    quantiles: QUANTILES.map((p, i): Quantile => {
      const { low, high } = percentileInterval(pooled.resampled[i] ?? [], confidence);
      const value = found[i] ?? Number.NaN;
      return {
        p,
        value: resultNumber(value),
        low: resultNumber(low),
        high: resultNumber(high),
        isLowerBound: pooled.firstOpen <= value,
        isFewBeyond: values.length * (1 - p) < FEW_BEYOND - 1e-9,
      };
    }),
    ecdf: ecdfOf(values),
    exceedance: exceedanceOf(kpi, pooled, confidence),
  };
};

/** All different values where there are few, else a value every 2.5 % of the cases. */
const ecdfOf = (values: Float64Array): Distribution["ecdf"] => {
  const n = values.length;
  const ranks =
    n <= ECDF_STEPS + 1
      ? Array.from({ length: n }, (_, i) => i + 1)
      : Array.from({ length: ECDF_STEPS + 1 }, (_, i) => Math.max(1, Math.round((i * n) / ECDF_STEPS)));
  const shareAt = new Map<number, number>();
  for (const rank of ranks) {
    const value = values[rank - 1] ?? Number.NaN;
    let upTo = rank;
    while (upTo < n && values[upTo] === value) upTo++; // equal values are one step
    shareAt.set(value, upTo / n);
  }
  return {
    value: [...shareAt.keys()].map((value) => resultNumber(value) ?? 0),
    shareP: [...shareAt.values()].map((share) => resultNumber(share) ?? 0),
  };
};

/** The limit of a share, or the target of a time. A case cut off before the limit is on neither side. */
const exceedanceOf = (kpi: Kpi, { over, groups }: PooledKpi, confidence: number): Distribution["exceedance"] => {
  const limit = kpi.measure === "share" ? kpi.limitS : kpi.target?.value;
  if (over !== "cases" || limit === undefined) return null;
  const known = groups.flat().filter(({ censored, value }) => !censored || value > limit);
  const count = known.filter(({ value }) => value > limit).length;
  const of = known.length;
  if (of === 0) return { limit, count, of, shareP: null, low: null, high: null };
  const { low, high } = wilsonInterval(count, of, confidence);
  return { limit, count, of, shareP: resultNumber(count / of), low: resultNumber(low), high: resultNumber(high) };
};

/** Arm minus baseline, quantile by quantile; both were resampled by the same draws. */
export const quantileDifferences = (
  kpi: Kpi,
  { arm, baseline }: { readonly arm: PooledKpi; readonly baseline: PooledKpi },
  confidence: number,
): Comparison["quantiles"] => {
  if (!hasSpread(kpi)) return [];
  const mine = quantilesOf(arm.pooled, QUANTILES);
  const theirs = quantilesOf(baseline.pooled, QUANTILES);
  if (mine.length === 0 || theirs.length === 0) return [];
  return QUANTILES.map((p, i) => {
    const others = baseline.resampled[i] ?? [];
    const differences = (arm.resampled[i] ?? []).slice(0, others.length).map((value, resample) => value - (others[resample] ?? Number.NaN));
    const { low, high } = percentileInterval(differences, confidence);
    return {
      p,
      difference: resultNumber((mine[i] ?? Number.NaN) - (theirs[i] ?? Number.NaN)),
      low: resultNumber(low),
      high: resultNumber(high),
    };
  });
};
