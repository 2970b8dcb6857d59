import { expect, it } from "vitest";
import { chanceOf } from "../model/philox.ts";
import { type Arrivals, newArrivals, nextArrivalMs, type RateTable } from "./arrivals.ts";
import type { World } from "./world.ts";

const HOUR_MS = 3_600_000;
/** The two laws that arrivals ask for. */
const draw: World["draw"] = (stream, entity, k, law, p1, p2) => {
  const u = chanceOf("1", 0, stream).uniform(entity, k);
  return law === "exponential" ? -p1 * Math.log(1 - u) : p1 + (p2 - p1) * u;
};
const next = (state: Arrivals, table: RateTable): number | undefined => nextArrivalMs(state, table, draw, "calls");

it("nobody calls in hours without calls, and a quarter as many come in hours with a quarter of the rate", () => {
  const table = { spanMs: HOUR_MS, perH: [40, 0, 10], fromMs: 0 };
  const state = newArrivals();
  const calls = new Map([0, 1, 2].map((hour) => [hour, 0]));
  for (let atMs = next(state, table) ?? 0; atMs < 900 * HOUR_MS; atMs = next(state, table) ?? Number.POSITIVE_INFINITY) {
    const hour = Math.floor(atMs / HOUR_MS) % 3;
    calls.set(hour, (calls.get(hour) ?? 0) + 1);
  }
  // 300 of each hour: 12,000 and 3,000 are expected; four standard deviations are 438 and 219
  expect(Math.abs((calls.get(0) ?? 0) - 12_000)).toBeLessThan(438);
  expect(calls.get(1)).toBe(0);
  expect(Math.abs((calls.get(2) ?? 0) - 3000)).toBeLessThan(219);
});

it("goes on after being saved as if it had not been", () => {
  const table = { spanMs: HOUR_MS, perH: [3, 1], fromMs: 5 * HOUR_MS };
  const state = newArrivals();
  next(state, table);
  const copy = JSON.parse(JSON.stringify(state)) as Arrivals;
  expect([next(copy, table), next(copy, table)]).toEqual([next(state, table), next(state, table)]);
});

it("says that nobody ever calls where all rates are 0", () => {
  expect(next(newArrivals(), { spanMs: HOUR_MS, perH: [0, 0], fromMs: 0 })).toBeUndefined();
  expect(next(newArrivals(), { spanMs: HOUR_MS, perH: [], fromMs: 0 })).toBeUndefined();
});
