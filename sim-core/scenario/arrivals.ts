/**
 * Calls that come by themselves, more of them at some hours than at others: a Poisson process whose rate follows the hours of the day,
 * by thinning (Lewis and Shedler 1979, Naval Res. Logist. Q. 26, 403-413). Its state is two numbers; its chance is the world's.
 */
import type { World } from "./world.ts";

/** Rates of equal spans, one after the other, over and over: 24 spans of an hour are a day. */
export type RateTable = { readonly spanMs: number; readonly perH: readonly number[] };

export type Arrivals = {
  /** Of the last candidate, not rounded: rounding must not shift the ones after it. */
  atMs: number;
  /** Candidates so far: names their draws. */
  candidates: number;
};

const HOUR_MS = 3_600_000;

export const newArrivals = (fromMs = 0): Arrivals => ({ atMs: fromMs, candidates: 0 });

export const rateAt = ({ spanMs, perH }: RateTable, atMs: number): number => perH[Math.floor(atMs / spanMs) % perH.length] ?? 0;

/** When the next call comes, in whole milliseconds; undefined where no hour has any. Draws from `stream`, nobody else's numbers. */
export const nextArrivalMs = (
  arrivals: Arrivals,
  table: RateTable,
  draw: World["draw"],
  stream: string,
  entity: number,
): number | undefined => {
  const largest = table.perH.reduce((most, rate) => Math.max(most, rate), 0);
  if (largest <= 0) return undefined;
  for (;;) {
    const k = 2 * arrivals.candidates;
    arrivals.candidates += 1;
    arrivals.atMs += draw(stream, entity, k, "exponential", HOUR_MS / largest, 0);
    const rate = rateAt(table, arrivals.atMs);
    if (rate >= largest || draw(stream, entity, k + 1, "uniform", 0, 1) * largest < rate) return Math.round(arrivals.atMs);
  }
};
