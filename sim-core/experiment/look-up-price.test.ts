import { expect, it } from "vitest";
import type { ExperimentResult } from "../contract/result.ts";
import type { Kpi, Scenario } from "../model/scenario.ts";
import { lookUpPrices } from "./look-up-price.ts";

const kpi = (fields: Partial<Kpi> & Pick<Kpi, "id" | "measure">): Kpi => ({
  better: "lower",
  smallestThatMatters: 1,
  primary: false,
  ...fields,
});
const scenario = {
  kpis: [kpi({ id: "response", measure: "mean", primary: true }), kpi({ id: "look-ups", measure: "count", to: "LookedUp" })],
} as unknown as Scenario;

/** 10 replications of 5 calls each. */
const result = (response: { readonly difference: number; readonly high: number }, lookUps: number): ExperimentResult =>
  ({
    arms: [{ id: "plan", kpis: { response: { n: 10, count: 50 } } }],
    comparisons: [
      { arm: "plan", kpi: "response", difference: response.difference, low: response.difference - 5, high: response.high },
      { arm: "plan", kpi: "look-ups", difference: lookUps, low: lookUps, high: lookUps },
    ],
  }) as unknown as ExperimentResult;

it("divides the look-ups of a run by the minutes that all its calls together are shorter", () => {
  // 12 s a call x 5 calls = 1 minute a run.
  expect(lookUpPrices(result({ difference: -12, high: -2 }, 20), scenario)).toEqual([{ arm: "plan", lookUps: 20, perMinuteSaved: 20 }]);
});
it("names no price where the saving could be zero", () => {
  expect(lookUpPrices(result({ difference: -12, high: 1 }, 20), scenario)).toEqual([
    { arm: "plan", lookUps: 20, perMinuteSaved: undefined },
  ]);
});
it("says nothing of an arm that looks up no more than the baseline", () => {
  expect(lookUpPrices(result({ difference: -12, high: -2 }, 0), scenario)).toEqual([]);
});
