/** What the terminal says of spread, many comparisons, neighbourhoods, contributions and assumptions: from results made by hand. */
import { expect, test } from "vitest";
import type { Contribution, ExperimentResult, LinkCurvePoint, TornadoRow } from "../../sim-core/contract/result.ts";
import type { Kpi, Scenario } from "../../sim-core/model/scenario.ts";
import { contributionsText, linkCurveText } from "./contributions-text.ts";
import { multiplicityText, neighbourhoodText, spreadText } from "./spread-text.ts";
import { tornadoText } from "./tornado-text.ts";

const response: Kpi = {
  id: "response",
  title: { ko: "도착까지", en: "Call to arrival" },
  measure: "mean",
  from: "CallReceived",
  to: "UnitArrived",
  better: "lower",
  smallestThatMatters: 5,
  primary: true,
};
const within7: Kpi = { ...response, id: "within7", measure: "share", limitS: 420, primary: false };
const scenario = { kpis: [response, within7], baseline: "today" } as unknown as Scenario;

const lines = (text: string): readonly string[] => text.split("\n").map((line) => line.replace(/\s+/g, " ").trim());

const quantile = (p: number, value: number, marks: { readonly isLowerBound?: true; readonly isFewBeyond?: true } = {}) => ({
  p,
  value,
  low: value - 10,
  high: value + 10,
  isLowerBound: false,
  isFewBeyond: false,
  ...marks,
});
const arm = (id: string, shift: number) => ({
  id,
  kpis: {
    response: {
      distribution: {
        unit: "s",
        count: 80,
        censored: 1,
        quantiles: [
          quantile(0.5, 290 + shift),
          quantile(0.8, 340 + shift),
          quantile(0.9, 400 + shift, { isFewBeyond: true }),
          quantile(0.95, 700, { isFewBeyond: true, isLowerBound: true }),
        ],
        exceedance: null,
      },
    },
    within7: { distribution: { exceedance: { limit: 420, count: 6, of: 80 } } },
  },
});
const result = {
  arms: [arm("today", 0), arm("plan", -20)],
  comparisons: [
    { arm: "plan", kpi: "response", simultaneous: { low: -30, high: 2, verdict: "undecided" }, pHolm: null },
    { arm: "plan", kpi: "within7", simultaneous: null, pHolm: 0.03 },
    { arm: "other", kpi: "within7", simultaneous: null, pHolm: 0.2 },
  ],
  multiplicity: { primary: "response", arms: 2, method: "bonferroni", confidenceEach: 0.975, exploratory: 2 },
  neighbourhoods: [
    {
      id: "east",
      arm: "plan",
      kpi: "response",
      cases: 3,
      replications: 3,
      baselineMean: 300,
      armMean: 310,
      difference: 10,
      low: null,
      high: null,
    },
    {
      id: "west",
      arm: "plan",
      kpi: "response",
      cases: 40,
      replications: 9,
      baselineMean: 300,
      armMean: 270,
      difference: -30,
      low: -40,
      high: -20,
    },
  ],
} as unknown as ExperimentResult;

test("the spread marks quantiles that few cases carry and those that open cases may raise; the limit of the share stands beside the times", () => {
  expect(lines(spreadText(result, scenario, "en")).slice(3)).toEqual([
    "Call to arrival",
    "today 80, 1 open 290.0 s (280.0 … 300.0) 340.0 s (330.0 … 350.0) 400.0 s (390.0 … 410.0) * ≥ 700.0 s * 6/80 > 420 s",
    "plan 80, 1 open 270.0 s (260.0 … 280.0) 320.0 s (310.0 … 330.0) 380.0 s (370.0 … 390.0) * ≥ 700.0 s * 6/80 > 420 s",
  ]);
});

test("many comparisons: the intervals that hold together, and what is left of the exploratory ones", () => {
  const text = multiplicityText(result, scenario, "en").replace(/\s+/g, " ");
  expect(text).toContain("hold for all 2 arms together (Bonferroni, 97.5 % each): plan −30.0 … +2.00 s (undecided).");
  expect(text).toContain("Of 2 comparisons these remain after Holm's correction (p < .05): plan within7.");
});

test("neighbourhoods say where there are too few replications for an interval", () => {
  expect(lines(neighbourhoodText(result, scenario, "en")).slice(3)).toEqual([
    "plan",
    "east 3 * 300.0 s 310.0 s +10.0 s",
    "west 40 300.0 s 270.0 s −30.0 s −40.0 … −20.0 s",
  ]);
});

const share = (kind: Contribution["kind"], id: string, method: string, value: number): Contribution => ({
  kind,
  id,
  kpi: "response",
  method,
  value,
  low: value === 0 ? 0 : value - 1,
  high: value === 0 ? 0 : value + 1,
  replications: 30,
});

test("contributions name in one line what changes nothing", () => {
  const text = contributionsText(
    scenario,
    [
      share("whole", "all", "all-or-none", -20),
      share("step", "green", "shapley", -15),
      share("step", "green", "leave-one-out", -18),
      share("step", "video", "shapley", 0),
      share("step", "video", "leave-one-out", 0),
      share("owner", "city", "leave-one-out", -18),
    ],
    "en",
  );
  expect(lines(text).slice(3)).toEqual([
    "Call to arrival",
    "whole −20.0 s (−21.0 … −19.0)",
    "step green −15.0 s (−16.0 … −14.0) −18.0 s (−19.0 … −17.0)",
    "owner city −18.0 s (−19.0 … −17.0)",
    "change nothing: step video",
  ]);
});

test("the curve shows the best set only where sets were compared", () => {
  const point = (links: number, best: LinkCurvePoint["best"]): LinkCurvePoint => ({
    kpi: "response",
    links,
    mean: -10 * links,
    low: -12 * links,
    high: -8 * links,
    best,
    agreements: links,
    owners: 1,
    gates: 2 * links,
  });
  expect(lines(linkCurveText(scenario, [point(1, { steps: ["green"], value: -15, low: -16, high: -14 })], "en"))[3]).toBe(
    "1 −10.0 s −12.0 … −8.00 s −15.0 s (green) 1 1 2",
  );
  const sampled = linkCurveText(scenario, [point(1, null)], "en");
  expect(lines(sampled)[3]).toBe("1 −10.0 s −12.0 … −8.00 s 1 1 2");
  expect(sampled).not.toContain("best set");
});

test("a tornado lists the widest swing first and tells what mends which doubt", () => {
  const row = (path: string, swing: number): TornadoRow => ({
    path,
    quantity: "probability",
    base: 0.6,
    arm: "plan",
    kpi: "response",
    low: { input: 0.3, difference: -10, low: -12, high: -8, verdict: "better" },
    high: { input: 0.9, difference: -10 + swing, low: -14, high: -2, verdict: "better" },
    swing,
    swingLow: swing - 1,
    swingHigh: swing + 1,
  });
  const uncertainty = [{ arm: "plan", kpi: "response", replications: 10, difference: -20, noise: 4, inputs: 6 }];
  const text = lines(tornadoText(scenario, { tornado: [row("small", 1), row("large", -8)], uncertainty }, "en"));
  expect(text.slice(3)).toEqual([
    "large 0.3 … 0.9 (0.6) −10.0 s (−12.0 … −8.00) −18.0 s (−14.0 … −2.00) −8.00 s (−9.00 … −7.00)",
    "small 0.3 … 0.9 (0.6) −10.0 s (−12.0 … −8.00) −9.00 s (−14.0 … −2.00) +1.00 s (0.00 … +2.00)",
    "· Call to arrival: −20.0 s, simulation noise ±4.00 s (more runs mend it), input uncertainty ±6.00 s (only data mend it)",
  ]);
});
