/**
 * Percentile bootstrap over replications (Efron 1979) for statistics without a t interval, such as percentiles inside a run.
 * Draws are Philox integers, so the interval is the same wherever it is computed.
 */
import { chanceOf } from "../../model/philox.ts";
import { type Interval, meanOf } from "./intervals.ts";

const RESAMPLES = 2000;

/** Interval of the mean of `values`, resampling whole replications. `purpose` names the stream: one per KPI and comparison. */
export const bootstrapInterval = (values: readonly number[], confidence: number, seed: string, purpose: string): Interval => {
  if (values.length < 2) return { low: Number.NaN, high: Number.NaN };
  const chance = chanceOf(seed, 0, `experiment.bootstrap.${purpose}`);
  const means = new Float64Array(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[chance.integer(resample, i, values.length)] ?? 0;
    means[resample] = sum / values.length;
  }
  means.sort();
  const tail = (1 - confidence) / 2;
  const at = (p: number): number => means[Math.min(RESAMPLES - 1, Math.max(0, Math.round(p * (RESAMPLES - 1))))] ?? meanOf(values);
  return { low: at(tail), high: at(1 - tail) };
};
