import { describe, expect, test } from "vitest";
import type { Kpi } from "../model/scenario.ts";
import { distributionOf, poolKpi, quantileDifferences } from "./distribution.ts";
import type { KpiSample } from "./kpi/kpi-sample.ts";
import { drawResamples } from "./statistics/resamples.ts";

const within7: Kpi = { id: "within7", measure: "share", limitS: 420, better: "higher", smallestThatMatters: 0.01, primary: false };
const response: Kpi = { id: "response", measure: "mean", better: "lower", smallestThatMatters: 5, primary: true };
const others: Kpi = { ...response, id: "others", measure: "meanDelay", of: "other-traffic" };

const ofCases = (seconds: readonly number[], open: readonly number[] = []): KpiSample => ({
  value: 1,
  count: seconds.length + open.length,
  censored: open.length,
  cases: [
    ...seconds.map((value, incident) => ({ value, censored: false, incident })),
    ...open.map((value) => ({ value, censored: true, incident: 99 })),
  ],
});

const distribution = (kpi: Kpi, samples: readonly KpiSample[]) =>
  distributionOf(kpi, poolKpi(samples, drawResamples("1", samples.length)), 0.95);

describe("a distribution", () => {
  test("pools the cases of all replications", () => {
    // 0, 1 … 100 in ten replications: quantile p of 101 evenly spaced values is 100 p (Hyndman and Fan 1996, type 7)
    const samples = Array.from({ length: 10 }, (_, r) => ofCases(Array.from({ length: 101 }, (_v, i) => i).filter((i) => i % 10 === r)));
    const found = distribution(response, samples);
    expect(found?.quantiles.map(({ p, value }) => [p, value])).toEqual([
      [0.5, 50],
      [0.8, 80],
      [0.9, 90],
      [0.95, 95],
    ]);
    expect(found).toMatchObject({ over: "cases", unit: "s", count: 101, censored: 0, exceedance: null });
    expect(found?.quantiles.map(({ isFewBeyond }) => isFewBeyond)).toEqual([false, false, false, true]);
  });

  test("of few cases shows every step, equal values as one", () => {
    expect(distribution(response, [ofCases([300, 200]), ofCases([300, 500])])?.ecdf).toEqual({
      value: [200, 300, 500],
      shareP: [0.25, 0.75, 1],
    });
  });

  test("of many cases keeps 41 points from the smallest to the largest", () => {
    const samples = Array.from({ length: 8 }, (_, r) => ofCases(Array.from({ length: 50 }, (_v, i) => 50 * r + i)));
    const ecdf = distribution(response, samples)?.ecdf;
    expect(ecdf?.value.length).toBe(41);
    expect([ecdf?.value.at(0), ecdf?.value.at(-1), ecdf?.shareP.at(-1)]).toEqual([0, 399, 1]);
    expect([ecdf?.value.at(20), ecdf?.shareP.at(20)]).toEqual([199, 0.5]);
  });

  test("of a share within a limit is one of times, with the cases beyond the limit", () => {
    const found = distribution(within7, [ofCases([300, 420, 421]), ofCases([500], [600])]);
    expect(found).toMatchObject({ unit: "s", count: 5, censored: 1, exceedance: { limit: 420, count: 3, of: 5, shareP: 0.6 } });
    // Wilson 3 of 5 at 95 % by hand: centre (.6 + .38416) / 1.76829 = .55656, spread .32564
    expect(found?.exceedance?.low).toBeCloseTo(0.23072, 4);
    expect(found?.exceedance?.high).toBeCloseTo(0.88238, 4);
  });

  test("says where a case still open makes a quantile a lower bound", () => {
    const found = distribution(response, [ofCases([100, 200, 300, 400]), ofCases([100, 200, 300, 400], [350])]);
    expect(found?.quantiles.map(({ isLowerBound }) => isLowerBound)).toEqual([false, true, true, true]);
  });

  test("of sums is one of replications", () => {
    const samples = [30, 40, 50].map((value): KpiSample => ({ value, count: 9000, censored: 0 }));
    expect(distribution(others, samples)).toMatchObject({ over: "replications", count: 3, ecdf: { value: [30, 40, 50] } });
  });

  test("without a case is none", () => {
    expect(distribution(response, [{ value: undefined, count: 0, censored: 0 }])).toBeNull();
  });
});

test("quantiles of two arms that differ by a constant differ by it in every resample", () => {
  const times = Array.from({ length: 12 }, (_, r) => [200 + 7 * r, 300 + 13 * ((r * 5) % 12), 410 - 3 * r]);
  const resamples = drawResamples("1", 12);
  const today = poolKpi(
    times.map((row) => ofCases(row)),
    resamples,
  );
  const plan = poolKpi(
    times.map((row) => ofCases(row.map((value) => value - 30))),
    resamples,
  );
  for (const one of quantileDifferences(response, { arm: plan, baseline: today }, 0.95)) {
    expect(one).toMatchObject({ difference: -30, low: expect.closeTo(-30, 9), high: expect.closeTo(-30, 9) });
  }
});
