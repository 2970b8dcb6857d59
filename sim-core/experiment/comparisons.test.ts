import { describe, expect, test } from "vitest";
import type { Kpi } from "../model/scenario.ts";
import { compareAll } from "./comparisons.ts";
import { poolKpi } from "./distribution.ts";
import type { KpiSample } from "./kpi/kpi-sample.ts";
import { neighbourhoodRows } from "./neighbourhoods.ts";
import { drawResamples } from "./statistics/resamples.ts";

const response: Kpi = { id: "response", measure: "mean", better: "lower", smallestThatMatters: 1, primary: true };
const others: Kpi = { ...response, id: "others", primary: false };
const doubt = { confidence: 0.95, seed: "1" };

// d = 12 7 15 9 3 11 8 14 6 10: mean 9.5, sd 3.68932, df 9
const D = [12, 7, 15, 9, 3, 11, 8, 14, 6, 10];
const samples = (values: readonly number[]): readonly KpiSample[] => values.map((value) => ({ value, count: 1, censored: 0 }));
const resamples = drawResamples("1", D.length);
const base = samples(D.map(() => 100));

const question = (kpi: Kpi, id: string, values: readonly number[], areIdentical = false) => ({
  kpi,
  pair: { arm: { id, samples: samples(values) }, baseline: { id: "today", samples: base }, areIdentical },
  arm: poolKpi(samples(values), resamples),
  baseline: poolKpi(base, resamples),
});
const up = D.map((d) => 100 + d);

describe("several arms", () => {
  test("two arms share the doubt: each interval is a 97.5 % one", () => {
    const found = compareAll([question(response, "a", up), question(response, "b", up)], doubt);
    expect(found.multiplicity).toEqual({ primary: "response", arms: 2, method: "bonferroni", confidenceEach: 0.975, exploratory: 0 });
    // t .9875, df 9 = 2.685011 (Student's t tables); 2.685011 x 3.68932 / sqrt 10 = 3.13250
    for (const one of found.comparisons) {
      expect(one.low).toBeCloseTo(9.5 - 2.63918, 4);
      expect(one.simultaneous?.low).toBeCloseTo(9.5 - 3.1325, 4);
      expect(one.simultaneous?.verdict).toBe("worse");
    }
  });

  test("an arm whose streets are the baseline's cannot mislead and is not counted", () => {
    const found = compareAll(
      [
        question(response, "a", up),
        question(
          response,
          "same",
          D.map(() => 100),
          true,
        ),
      ],
      doubt,
    );
    expect(found.multiplicity).toMatchObject({ arms: 1, method: "none", confidenceEach: 0.95 });
    expect(found.comparisons.map(({ simultaneous }) => simultaneous)).toEqual([null, null]);
  });
});

test("exploratory comparisons carry p values adjusted over all of them", () => {
  const small = D.map((d, i) => 100 + d * (i % 2 === 0 ? 1 : -1));
  const found = compareAll([question(response, "a", up), question(others, "a", up), question(others, "b", small)], doubt);
  expect(found.comparisons.map(({ role }) => role)).toEqual(["primary", "exploratory", "exploratory"]);
  expect(found.comparisons[0]?.pHolm).toBeNull();
  // up: t = 9.5 sqrt 10 / 3.68932 = 8.1429, two-sided p = 1.92107e-5, times two; small: mean -.7, sd 10.64633,
  // t = -.207921, p = .839920 (Simpson integration of the density of Student's t)
  expect(found.comparisons[1]?.pHolm).toBeCloseTo(3.84214e-5, 9);
  expect(found.comparisons[2]?.pHolm).toBeCloseTo(0.83992, 5);
});

describe("neighbourhoods", () => {
  const cases = (values: readonly number[]): KpiSample => ({
    value: 1,
    count: values.length,
    censored: 0,
    cases: values.map((value, incident) => ({ value, censored: false, incident })),
  });
  const twice = <T>(rows: readonly T[]): readonly T[] => [...rows, ...rows];
  const neighbourhoods = twice([["east", "west", ""], ["west", "east", "east"], ["west"]]);
  const baseline = twice([cases([300, 400, 500]), cases([300, 400, 500]), cases([300])]);
  const arm = { id: "plan", samples: twice([cases([290, 410, 100]), cases([310, 380, 470]), cases([320])]) };

  test("compare every incident with itself, the worst neighbourhood first", () => {
    const rows = neighbourhoodRows({ kpi: response, arm, baseline, neighbourhoods, confidence: 0.95 }, drawResamples("1", 6));
    // west: +10, +10, +20, twice; east: -10, -20, -30, twice; the third incident of the first replication lies in none
    expect(rows.map(({ id, cases: n, replications, baselineMean, armMean }) => [id, n, replications, baselineMean, armMean])).toEqual([
      ["west", 6, 6, 333.333333333, 346.666666667],
      ["east", 6, 4, 400, 380],
    ]);
    // Six draws of which a third are +20: none at all with chance 8.8 %, five or six with 1.8 %: 2.5 % … 97.5 % is none … four
    expect(rows[0]).toMatchObject({ difference: 13.3333333333, low: 10, high: 16.6666666667 });
  });

  test("a neighbourhood seen in fewer than five replications has no interval", () => {
    const rows = neighbourhoodRows({ kpi: response, arm, baseline, neighbourhoods, confidence: 0.95 }, drawResamples("1", 6));
    expect(rows[1]).toMatchObject({ id: "east", difference: -20, low: null, high: null });
  });
});
