/** Intervals of means and shares. Sums run in the order given (replication order): a float sum depends on it. */
import { normalQuantile } from "./normal.ts";
import { studentQuantile } from "./student.ts";

export type Interval = { readonly low: number; readonly high: number };
export type MeanInterval = Interval & { readonly mean: number; readonly sd: number; readonly n: number };

export const meanOf = (values: readonly number[]): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};

/** Sample standard deviation (n - 1), two passes; 0 for a single value. */
export const sdOf = (values: readonly number[]): number => {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return Math.sqrt(squares / (values.length - 1));
};

/** t interval of a mean. Of a single value nothing is known about the spread: low and high are NaN. Equal values: width 0. */
export const tInterval = (values: readonly number[], confidence: number): MeanInterval => {
  const n = values.length;
  const mean = meanOf(values);
  if (n < 2) return { mean, sd: 0, n, low: Number.NaN, high: Number.NaN };
  const sd = sdOf(values);
  const half = (studentQuantile((1 + confidence) / 2, n - 1) * sd) / Math.sqrt(n);
  return { mean, sd, n, low: mean - half, high: mean + half };
};

/** Wilson (1927) score interval of a share. */
export const wilsonInterval = (hits: number, cases: number, confidence: number): Interval => {
  const z = normalQuantile((1 + confidence) / 2);
  const share = hits / cases;
  const centre = share + (z * z) / (2 * cases);
  const spread = z * Math.sqrt((share * (1 - share)) / cases + (z * z) / (4 * cases * cases));
  const scale = 1 + (z * z) / cases;
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
};

/** Difference of two independent shares, first minus second: Newcombe (1998), Stat. Med. 17, method 10. */
export const newcombeInterval = (
  first: { readonly hits: number; readonly cases: number },
  second: { readonly hits: number; readonly cases: number },
  confidence: number,
): Interval & { readonly difference: number } => {
  const a = wilsonInterval(first.hits, first.cases, confidence);
  const b = wilsonInterval(second.hits, second.cases, confidence);
  const p1 = first.hits / first.cases;
  const p2 = second.hits / second.cases;
  const difference = p1 - p2;
  const below = Math.sqrt((p1 - a.low) * (p1 - a.low) + (b.high - p2) * (b.high - p2));
  const above = Math.sqrt((a.high - p1) * (a.high - p1) + (p2 - b.low) * (p2 - b.low));
  return { difference, low: difference - below, high: difference + above };
};

/**
 * Relative change of paired means, mean(arm)/mean(base) - 1, with a t interval from the linearised ratio (delta method). The
 * base's mean is estimated too; valid while its coefficient of variation over sqrt(n) is small (below about 0.1).
 */
export const relativeChange = (arm: readonly number[], base: readonly number[], confidence: number): MeanInterval => {
  const n = base.length;
  const baseMean = meanOf(base);
  const ratio = meanOf(arm) / baseMean;
  const residuals = arm.map((value, i) => (value - ratio * (base[i] ?? Number.NaN)) / baseMean);
  const sd = sdOf(residuals);
  if (n < 2) return { mean: ratio - 1, sd, n, low: Number.NaN, high: Number.NaN };
  const half = (studentQuantile((1 + confidence) / 2, n - 1) * sd) / Math.sqrt(n);
  return { mean: ratio - 1, sd, n, low: ratio - 1 - half, high: ratio - 1 + half };
};
