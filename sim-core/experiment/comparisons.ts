/**
 * All arms against the baseline, KPI by KPI, and what it means to look at many of them. The primary KPI, named before the run, gets
 * intervals that hold together for all arms (Bonferroni: each at 1 - (1 - confidence) / arms). Every other KPI is exploratory: its
 * interval is taken by itself, and its p value is adjusted by Holm over all exploratory comparisons of the result.
 */
import type { Comparison, Multiplicity } from "../contract/result.ts";
import type { Kpi } from "../model/scenario.ts";
import { type ComparedPair, compareKpi, type Doubt, differencesOf, type PairComparison, resultNumber } from "./compare.ts";
import { type PooledKpi, quantileDifferences } from "./distribution.ts";
import { holmAdjusted } from "./statistics/holm.ts";
import { meanOf, sdOf } from "./statistics/intervals.ts";
import { studentCdf } from "./statistics/student.ts";

/** One arm's KPI beside the baseline's. */
export type ComparedKpi = {
  readonly kpi: Kpi;
  readonly pair: ComparedPair;
  readonly arm: PooledKpi;
  readonly baseline: PooledKpi;
};

export type Compared = { readonly comparisons: Comparison[]; readonly multiplicity: Multiplicity };

export const compareAll = (questions: readonly ComparedKpi[], doubt: Doubt): Compared => {
  const arms = questions.filter(({ kpi, pair }) => kpi.primary && !pair.areIdentical).length;
  const confidenceEach = arms > 1 ? 1 - (1 - doubt.confidence) / arms : doubt.confidence;
  const tested = questions.map(({ kpi, pair }) => (kpi.primary ? undefined : pairedP(pair)));
  const adjusted = holmAdjusted(tested.filter((p) => p !== undefined));
  let next = 0;
  const comparisons = questions.map(({ kpi, pair, arm, baseline }, i): Comparison => {
    const isTested = tested[i] !== undefined;
    return {
      ...compareKpi(kpi, pair, doubt),
      role: kpi.primary ? "primary" : "exploratory",
      simultaneous: kpi.primary && arms > 1 ? inFamily(compareKpi(kpi, pair, { ...doubt, confidence: confidenceEach })) : null,
      pHolm: isTested ? resultNumber(adjusted[next++]) : null,
      quantiles: pair.areIdentical ? [] : quantileDifferences(kpi, { arm, baseline }, doubt.confidence),
    };
  });
  return {
    comparisons,
    multiplicity: {
      primary: questions.find(({ kpi }) => kpi.primary)?.kpi.id ?? null,
      arms,
      method: arms > 1 ? "bonferroni" : "none",
      confidenceEach: resultNumber(confidenceEach) ?? doubt.confidence,
      exploratory: adjusted.length,
    },
  };
};

const inFamily = ({ low, high, verdict }: PairComparison): Comparison["simultaneous"] => ({ low, high, verdict });

/** Two-sided p of the paired t test; undefined where there is nothing to test: identical courses, or fewer than two pairs. */
const pairedP = (pair: ComparedPair): number | undefined => {
  const differences = differencesOf(pair);
  const n = differences.length;
  if (n < 2 || pair.areIdentical) return undefined;
  const mean = meanOf(differences);
  const sd = sdOf(differences);
  if (sd === 0) return mean === 0 ? 1 : 0;
  return 2 * studentCdf((-Math.abs(mean) * Math.sqrt(n)) / sd, n - 1);
};
