import { describe, expect, test } from "vitest";
import type { Comparison, Contribution, ExperimentResult } from "../../../sim-core/contract/result.ts";
import {
  besideRows,
  caseRows,
  dearestAgreement,
  intervalRows,
  mismatchesOf,
  replicationRows,
  waterfallDomain,
  waterfallOf,
} from "./result-models.ts";

const comparison = (arm: string, kpi: string, simultaneous: Comparison["simultaneous"] = null): Comparison => ({
  arm,
  baseline: "today",
  kpi,
  difference: -20,
  low: -30,
  high: -10,
  verdict: "better",
  moreRuns: null,
  role: "primary",
  simultaneous,
  pHolm: null,
  quantiles: [],
});

const part = (hash: string) => ({ id: "one", version: "1", hash });
const result = (change: Partial<ExperimentResult> = {}): ExperimentResult =>
  ({
    scenario: part("a"),
    city: part("b"),
    demand: part("c"),
    engine: part("d"),
    seed: "1",
    replications: 10,
    arms: [{ id: "plan", kpis: { response: { unit: "s" } } }],
    comparisons: [comparison("plan", "response")],
    ...change,
  }) as unknown as ExperimentResult;

test("where several arms are compared the interval that holds for all of them is the one that is drawn", () => {
  const together = { low: -45, high: 5, verdict: "undecided" as const };
  const [row] = intervalRows(result({ comparisons: [comparison("plan", "response", together)] }), "response");
  expect(row?.judged).toEqual(together);
});

describe("the waterfall", () => {
  const share = (kind: Contribution["kind"], id: string, method: string, value: number): Contribution => ({
    kind,
    id,
    kpi: "response",
    method,
    value,
    low: null,
    high: null,
    replications: 10,
  });
  const contributions = [
    share("whole", "all", "all-or-none", -30),
    share("step", "route", "shapley", -10),
    share("step", "signal", "shapley", -20),
    share("step", "signal", "leave-one-out", -25),
    share("agreement", "link-speeds", "leave-one-out", -8),
    share("agreement", "signal-command", "leave-one-out", -25),
  ];

  test("names the agreement whose absence takes most, with what is left of the gain, and none where nothing is sure", () => {
    const sure = (one: Contribution): Contribution => ({ ...one, low: (one.value ?? 0) - 1, high: (one.value ?? 0) + 1 });
    expect(dearestAgreement(result({ contributions: contributions.map(sure) }), "response")).toEqual({
      id: "signal-command",
      whole: -30,
      left: -5,
    });
    expect(dearestAgreement(result({ contributions }), "response")).toBe(undefined);
    expect(dearestAgreement(result({ contributions: contributions.map(sure) }), "others")).toBe(undefined);
  });

  test("stands on the baseline, ends where all shares together lead, and then shows the dearest agreement's absence", () => {
    expect(waterfallOf(contributions, "response", 300)).toEqual([
      { id: "", kind: "from", from: 0, to: 300 },
      { id: "route", kind: "step", from: 300, to: 290 },
      { id: "signal", kind: "step", from: 290, to: 270 },
      { id: "", kind: "to", from: 0, to: 270 },
      { id: "signal-command", kind: "absent", from: 270, to: 295 },
    ]);
  });

  test("is drawn near its steps, never from a floor below zero that no column has", () => {
    const [floor, top] = waterfallDomain(waterfallOf(contributions, "response", 300));
    expect([floor > 200, floor < 270, top > 300]).toEqual([true, true, true]);
    const small = [0.05, 0.005].map((to) => ({ id: "", kind: "to" as const, from: 0, to }));
    expect(waterfallDomain(small)[0]).toBe(0);
  });
});

describe("two results side by side", () => {
  test("say what they do not have in common", () => {
    expect(mismatchesOf(result(), result())).toEqual([]);
    expect(mismatchesOf(result(), result({ city: part("x"), seed: "2" }))).toEqual(["city", "seed"]);
  });

  test("keep what only one of them has", () => {
    const there = result({ comparisons: [comparison("plan", "response"), comparison("more", "response")] });
    expect(besideRows(result(), there).map(({ arm, here, there: other }) => [arm, here !== undefined, other !== undefined])).toEqual([
      ["plan", true, true],
      ["more", false, true],
    ]);
  });
});

describe("what a number is made of", () => {
  const sample = (value: number | undefined, cases?: readonly [incident: number, value: number][]) => ({
    value,
    count: cases?.length ?? 0,
    censored: 0,
    ...(cases === undefined ? {} : { cases: cases.map(([incident, one]) => ({ incident, value: one, censored: false })) }),
  });
  const at = { arm: 1, baseline: 0 };

  test("replications come with the one least favourable to the arm first, those without a pair last", () => {
    const evidence = [
      { replication: 0, samples: [sample(300), sample(280)] },
      { replication: 1, samples: [sample(undefined), sample(280)] },
      { replication: 2, samples: [sample(300), sample(310)] },
    ];
    expect(replicationRows(evidence, at, "lower").map(({ replication, difference }) => [replication, difference])).toEqual([
      [2, 10],
      [0, -20],
      [1, undefined],
    ]);
    expect(replicationRows(evidence, at, "higher").map(({ replication }) => replication)).toEqual([0, 2, 1]);
  });

  test("calls are paired by their number, also where only one arm has the case", () => {
    const row = {
      replication: 0,
      samples: [
        sample(300, [
          [3, 310],
          [1, 290],
        ]),
        sample(280, [[1, 280]]),
      ],
    };
    expect(caseRows(row, at)).toEqual([
      { incident: 1, baseline: 290, arm: 280, isOpen: false },
      { incident: 3, baseline: 310, arm: undefined, isOpen: false },
    ]);
    expect(caseRows({ replication: 0, samples: [sample(1), sample(2)] }, at)).toBeUndefined();
  });
});
