/** Quantiles of the values of all replications together, and of every resample of whole replications. */
import type { Resamples } from "./resamples.ts";

export type Pooled = {
  /** Ascending; equal values in order of replication. */
  readonly values: Float64Array;
  /** Replication of each value. */
  readonly replication: Int32Array;
};

/** `groups[r]` = the values of replication r. */
export const poolValues = (groups: readonly (readonly number[])[]): Pooled => {
  const all = groups.flatMap((group, replication) => group.map((value) => ({ value, replication })));
  all.sort((a, b) => a.value - b.value || a.replication - b.replication);
  return {
    values: Float64Array.from(all, ({ value }) => value),
    replication: Int32Array.from(all, ({ replication }) => replication),
  };
};

/** Each value once. */
export const quantilesOf = (pooled: Pooled, ps: readonly number[]): readonly number[] =>
  weightedQuantiles(pooled, ps, () => 1, pooled.values.length);

/** `[p][resample]`; NaN where a resample drew only replications without a value. Effort: resamples x values. */
export const resampledQuantiles = (pooled: Pooled, ps: readonly number[], resamples: Resamples): readonly (readonly number[])[] => {
  const { replications, weights } = resamples;
  const sizes = new Float64Array(replications);
  for (const replication of pooled.replication) sizes[replication] = (sizes[replication] ?? 0) + 1;
  const found = ps.map(() => new Array<number>(resamples.count).fill(Number.NaN));
  for (let resample = 0; resample < resamples.count; resample++) {
    const first = resample * replications;
    let total = 0;
    for (let r = 0; r < replications; r++) total += (weights[first + r] ?? 0) * (sizes[r] ?? 0);
    if (total === 0) continue;
    const answers = weightedQuantiles(pooled, ps, (replication) => weights[first + replication] ?? 0, total);
    for (const [i, answer] of answers.entries()) {
      const row = found[i];
      if (row !== undefined) row[resample] = answer;
    }
  }
  return found;
};

/**
 * Linear between order statistics (Hyndman and Fan 1996, Am. Stat. 50, type 7) of the values repeated by their weights. `ps` ascend.
 * One walk over the values; `total` is the sum of all weights.
 */
const weightedQuantiles = (
  { values, replication }: Pooled,
  ps: readonly number[],
  weightOf: (replication: number) => number,
  total: number,
): readonly number[] => {
  const found: number[] = [];
  let seen = 0;
  let lower = Number.NaN;
  for (let i = 0; i < values.length && found.length < ps.length; i++) {
    const weight = weightOf(replication[i] ?? 0);
    if (weight === 0) continue;
    seen += weight;
    const value = values[i] ?? Number.NaN;
    while (found.length < ps.length) {
      const position = (total - 1) * (ps[found.length] ?? 0);
      const below = Math.floor(position);
      if (below >= seen) break;
      if (Number.isNaN(lower)) lower = value;
      if (position > below && below + 1 >= seen) break; // its upper neighbour is a later value
      found.push(lower + (position - below) * (value - lower));
      lower = Number.NaN;
    }
  }
  return found;
};
