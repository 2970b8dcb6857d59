/**
 * Whether a desk or a fleet had a steady state at all. Means of one that had none depend on how long the run was, so they are flagged,
 * never averaged in silence.
 */

/** Above this, waits vary so much that a day says little, and a few more calls tip it over (our choice: M/M/1 waits 9 service times there). */
export const BUSIEST_STEADY_P = 0.9;

export type Stability =
  | { readonly kind: "steady"; readonly utilisationP: number }
  | { readonly kind: "unstable"; readonly because: "utilisation" | "growing-line"; readonly utilisationP: number };

/** A line that grows is seen in so many parts of the second half of a run, each longer than the one before. */
const GROWING_PARTS = 4;

/** A line that grows evenly from 0 is twice as long at the end as in the middle; a steady one hardly ever half as long again. */
const LONGER_THAN_BEFORE = 1.5;

/**
 * `lineOverTime`: mean number in line in equal parts of the run, first to last (8 or more; fewer cannot show growth). The line grows if
 * the four quarters of the second half each hold more than the one before, the last holds a full set of seats more than the first, and
 * half as many again as any part of the first half did.
 */
export const stabilityOf = (desk: {
  readonly utilisationP: number;
  readonly seats: number;
  readonly lineOverTime: readonly number[];
}): Stability => {
  const { utilisationP, seats, lineOverTime } = desk;
  if (isGrowing(lineOverTime, seats)) return { kind: "unstable", because: "growing-line", utilisationP };
  return utilisationP > BUSIEST_STEADY_P ? { kind: "unstable", because: "utilisation", utilisationP } : { kind: "steady", utilisationP };
};

const isGrowing = (lineOverTime: readonly number[], seats: number): boolean => {
  const middle = Math.ceil(lineOverTime.length / 2);
  const before = lineOverTime.slice(0, middle);
  const half = lineOverTime.slice(middle);
  const size = Math.floor(half.length / GROWING_PARTS);
  if (size === 0) return false;
  const quarters = Array.from({ length: GROWING_PARTS }, (_, quarter) => {
    const end = half.length - (GROWING_PARTS - 1 - quarter) * size;
    return half.slice(end - size, end).reduce((sum, line) => sum + line, 0) / size;
  });
  const [first = 0, last = 0] = [quarters[0], quarters.at(-1)];
  const grows = quarters.every((line, quarter) => quarter === 0 || line > (quarters[quarter - 1] ?? 0));
  return grows && last - first >= Math.max(1, seats) && before.every((line) => last >= LONGER_THAN_BEFORE * line);
};
