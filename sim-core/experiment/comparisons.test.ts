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
  const neighbourhoods = [["east", "west", ""], ["west", "east", "east"], ["west"]];
  const baseline = [cases([300, 400, 500]), cases([300, 400, 500]), cases([300])];
  const arm = [cases([290, 410, 100]), cases([310, 380, 470]), cases([320])];

  test("compare every incident with itself, the worst neighbourhood first", () => {
    const rows = neighbourhoodRows(
      { kpi: response, arm: { id: "plan", samples: arm }, baseline, neighbourhoods, confidence: 0.95 },
      drawResamples("1", 3),
    );
    // west: +10, +10, +20; east: -10, -20, -30; the third incident of the first replication lies in none
    expect(
      rows.map(({ id, cases: n, replications, baselineMean, armMean, difference }) => [
        id,
        n,
        replications,
        baselineMean,
        armMean,
        difference,
      ]),
    ).toEqual([
      ["west", 3, 3, 333.333333333, 346.666666667, 13.3333333333],
      ["east", 3, 2, 400, 380, -20],
    ]);
    expect(rows.map(({ low, high }) => [low, high])).toEqual([
      [10, 20],
      [-25, -10],
    ]);
  });

  test("a neighbourhood seen in one replication has no interval", () => {
    const [row] = neighbourhoodRows(
      { kpi: response, arm: { id: "plan", samples: arm.slice(0, 1) }, baseline, neighbourhoods: [["east"]], confidence: 0.95 },
      drawResamples("1", 1),
    );
    expect(row).toMatchObject({ id: "east", cases: 1, low: null, high: null });
  });
});
