/** How many replications a wanted interval needs. */
import { normalQuantile } from "./normal.ts";
import { studentQuantile } from "./student.ts";

/** Smallest n with z s / sqrt(n) <= halfWidth; too small by a few, because s is itself estimated. */
export const runsNeededByNormal = (sd: number, halfWidth: number, confidence: number): number => {
  const z = normalQuantile((1 + confidence) / 2);
  return Math.max(2, Math.ceil((((z * sd) / halfWidth) * (z * sd)) / halfWidth));
};

/** Smallest n >= 2 whose t interval has at most this half-width when the spread stays as it is. */
export const runsNeeded = (sd: number, halfWidth: number, confidence: number): number => {
  if (sd === 0) return 2;
  if (!(halfWidth > 0)) return Number.POSITIVE_INFINITY;
  const p = (1 + confidence) / 2;
  const start = runsNeededByNormal(sd, halfWidth, confidence);
  if (start > 100_000) return start; // there t and z agree to five digits
  let n = start;
  while ((studentQuantile(p, n - 1) * sd) / Math.sqrt(n) > halfWidth) n++;
  return n;
};

/**
 * Stein (1945), Ann. Math. Stat. 16: from a pilot's spread one fixed total n, with the pilot's own t quantile. Unlike stopping as
 * soon as the interval looks narrow, this keeps the stated coverage.
 */
export const steinTotal = (pilotSd: number, pilotRuns: number, halfWidth: number, confidence: number): number => {
  if (!(halfWidth > 0)) return Number.POSITIVE_INFINITY;
  const scaled = (studentQuantile((1 + confidence) / 2, pilotRuns - 1) * pilotSd) / halfWidth;
  return Math.max(pilotRuns, Math.ceil(scaled * scaled));
};
