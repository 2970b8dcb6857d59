import { expect, test } from "vitest";
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import type { Project } from "../store/app-store.ts";
import { pairResult } from "./pair-result.ts";

const OPEN = {
  scenario: { kpis: [{ id: "response", primary: true }] },
  scenarioHash: "s",
  cityHash: "c",
  demandHash: "d",
} as unknown as Project;

const RESULT = {
  scenario: { hash: "s" },
  city: { hash: "c" },
  demand: { hash: "d" },
  arms: ["today", "plan", "manual"].map((id) => ({ id, kpis: { response: { mean: 300, unit: "s" } } })),
  comparisons: [
    { arm: "plan", baseline: "today", kpi: "response" },
    { arm: "manual", baseline: "today", kpi: "response" },
  ],
} as unknown as ExperimentResult;

test("a result speaks of two runs whichever side they lie on, and always of the arm against what it was measured by", () => {
  for (const [one, other] of [
    ["plan", "today"],
    ["today", "plan"],
  ] as const) {
    const found = pairResult(RESULT, OPEN, one, other);
    expect([found?.arm, found?.baseline, found?.rows.map(({ kpi }) => kpi.id)]).toEqual(["plan", "today", ["response"]]);
  }
});

test("of another morning the arms are the same and the verdict holds; two different mornings, and branches, were never compared", () => {
  expect(pairResult(RESULT, OPEN, "plan#7", "today#7")?.arm).toBe("plan");
  expect(pairResult(RESULT, OPEN, "plan#7", "today")).toBeUndefined();
  expect(pairResult(RESULT, OPEN, "today>1098000>plan", "today")).toBeUndefined();
});

test("of two arms that were both measured against today it says nothing, nor of a run that it does not know", () => {
  expect(pairResult(RESULT, OPEN, "plan", "manual")).toBeUndefined();
  expect(pairResult(RESULT, OPEN, "a branch of plan", "today")).toBeUndefined();
  expect(pairResult(undefined, OPEN, "plan", "today")).toBeUndefined();
});

test("a result of another scenario, city or demand is none of what is open", () => {
  for (const change of [{ scenarioHash: "x" }, { cityHash: "x" }, { demandHash: "x" }]) {
    expect(pairResult(RESULT, { ...OPEN, ...change }, "plan", "today")).toBeUndefined();
  }
});
