import { describe, expect, test } from "vitest";
import type { Comparison, ExperimentResult, KpiResult } from "../../../sim-core/contract/result.ts";
import type { Scenario } from "../../../sim-core/model/scenario.ts";
import { costSentence, mostTelling, rowsOf, tagOf, verdictSentence } from "./verdict.ts";

const kpi = (mean: number, change: Partial<KpiResult> = {}): KpiResult => ({
  mean,
  low: null,
  high: null,
  n: 10,
  count: 80,
  unit: "s",
  target: null,
  guard: null,
  distribution: null,
  ...change,
});
const comparison = (id: string, difference: number, verdict: Comparison["verdict"]): Comparison => ({
  arm: "plan",
  baseline: "today",
  kpi: id,
  difference,
  low: difference - 2,
  high: difference + 2,
  verdict,
  moreRuns: null,
  role: "exploratory",
  simultaneous: null,
  pHolm: null,
  quantiles: [],
});
const within7 = kpi(0.81, { unit: "share", target: { relation: ">=", value: 0.8, met: "undecided" } });
const others = kpi(43, { guard: { maxIncreaseP: 0.03, holds: "no", increaseP: 0.04, low: 0.031, high: 0.05 } });

const RESULT = {
  arms: [
    { id: "today", kpis: { drive: kpi(140), response: kpi(330), within7: kpi(0.64, { unit: "share" }), cross: kpi(36), others: kpi(42) } },
    { id: "plan", kpis: { drive: kpi(120), response: kpi(309), within7, cross: kpi(43), others } },
  ],
  comparisons: [
    comparison("drive", -20, "better"),
    comparison("response", -21, "better"),
    comparison("within7", 0.17, "undecided"),
    comparison("cross", 7, "worse"),
    comparison("others", 1, "worse"),
  ],
} as unknown as ExperimentResult;

const SCENARIO = {
  kpis: [
    { id: "drive", title: { ko: "출발부터 도착까지", en: "Wheels rolling to arrival" }, primary: false },
    { id: "response", title: { ko: "신고부터 도착까지", en: "Call to arrival" }, primary: true },
    { id: "within7", primary: false },
    { id: "cross", title: { ko: "교차방향 지체", en: "Cross-street delay" }, primary: false },
    { id: "others", title: { ko: "다른 차량의 지체", en: "Other traffic" }, primary: false },
  ],
} as unknown as Scenario;

const rows = rowsOf(RESULT, "plan", SCENARIO);

describe("a result as a planner reads it", () => {
  test("what holds for one arm alone but not for all of them together is not decided", () => {
    const one = rows.find(({ kpi }) => kpi.primary);
    if (one === undefined) throw new Error("no primary measure");
    const together = { ...one, comparison: { ...one.comparison, simultaneous: { low: -30, high: 4, verdict: "undecided" as const } } };
    const titles = { arm: "Plan", baseline: "Today" };
    expect(verdictSentence([one], titles, { language: "en" })).toContain("improves");
    expect(verdictSentence([together], titles, { language: "en" })).toContain("cannot be decided yet");
  });

  test("the verdict is one sentence about the primary measure, and the costs follow it", () => {
    const titles = { arm: "연계안", baseline: "오늘" };
    expect([verdictSentence(rows, titles, { language: "ko" }), costSentence(rows, "ko")]).toEqual([
      "연계안: 신고부터 도착까지가 5:30에서 5:09로 나아집니다. 비교 기준은 오늘입니다.",
      "대신 교차방향 지체 +7.0초, 다른 차량의 지체 +1.0초.",
    ]);
  });

  test("a strip of four shows who pays before it shows a further gain", () => {
    expect(mostTelling(rows, 4).map((row) => row.kpi.id)).toEqual(["response", "within7", "cross", "others"]);
  });

  test("a target inside the interval is open, never reached; a guard that breaks says so", () => {
    expect([tagOf(within7, "ko"), tagOf(others, "en"), tagOf(kpi(1), "en")]).toEqual([
      { text: "목표 80% 보류", look: "open" },
      { text: "over cap +3%", look: "missed" },
      undefined,
    ]);
  });
});
