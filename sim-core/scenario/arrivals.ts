/**
 * Calls that come by themselves, more of them at some hours than at others: a Poisson process whose rate follows the hours of the day,
 * by thinning (Lewis and Shedler 1979, Naval Res. Logist. Q. 26, 403-413). Its state is two numbers; its chance is the world's.
 */
import type { World } from "./world.ts";

/** Rates of equal spans, one after the other, over and over: 24 spans of an hour are a day. */
export type RateTable = {
  readonly spanMs: number;
  readonly perH: readonly number[];
  /** Where in the table simulated 0 lies: the time of day at which a run begins. */
  readonly fromMs: number;
};

export type Arrivals = {
  /** Of the last candidate. */
  atMs: number;
  /** Candidates so far: names their draws. */
  candidates: number;
};

const HOUR_MS = 3_600_000;

export const newArrivals = (): Arrivals => ({ atMs: 0, candidates: 0 });

export const rateAt = ({ spanMs, perH, fromMs }: RateTable, atMs: number): number =>
  perH[Math.floor((fromMs + atMs) / spanMs) % perH.length] ?? 0;

/**
 * When the next call comes, in whole milliseconds; undefined where no hour has any. Candidate k draws as entity k of the stream, first
 * its gap, then whether it stays: a change of the rates shifts nobody else's numbers.
 */
export const nextArrivalMs = (arrivals: Arrivals, table: RateTable, draw: World["draw"], stream: string): number | undefined => {
  const largest = table.perH.reduce((most, rate) => Math.max(most, rate), 0);
  if (largest <= 0) return undefined;
  for (;;) {
    const k = arrivals.candidates;
    arrivals.candidates += 1;
    arrivals.atMs += Math.round(draw(stream, k, 0, "exponential", HOUR_MS / largest, 0));
    const rate = rateAt(table, arrivals.atMs);
    if (rate >= largest || draw(stream, k, 1, "uniform", 0, 1) * largest < rate) return arrivals.atMs;
  }
};
