/**
 * Whole replications drawn with replacement (Efron 1979). One draw serves every KPI and every arm of an experiment, so that arms
 * stay paired inside each resample and a difference of two quantiles gets an interval of its own.
 */
import { chanceOf } from "../../model/philox.ts";
import type { Interval } from "./intervals.ts";

const RESAMPLES = 1000;

export type Resamples = {
  readonly count: number;
  readonly replications: number;
  /** How often replication r is in resample s: `weights[s * replications + r]`. */
  readonly weights: Uint16Array;
};

export const drawResamples = (seed: string, replications: number, count: number = RESAMPLES): Resamples => {
  const chance = chanceOf(seed, 0, "experiment.resamples");
  const weights = new Uint16Array(count * replications);
  for (let resample = 0; resample < count; resample++) {
    for (let i = 0; i < replications; i++) {
      const at = resample * replications + chance.integer(resample, i, replications);
      weights[at] = (weights[at] ?? 0) + 1;
    }
  }
  return { count, replications, weights };
};

/** Percentile interval of what the resamples answered; those without an answer (NaN) are left out, fewer than half = none. */
export const percentileInterval = (answers: readonly number[], confidence: number): Interval => {
  const sorted = Float64Array.from(answers.filter((answer) => !Number.isNaN(answer))).sort();
  if (sorted.length < 2 || sorted.length * 2 < answers.length) return { low: Number.NaN, high: Number.NaN };
  const tail = (1 - confidence) / 2;
  const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(tail), high: at(1 - tail) };
};
