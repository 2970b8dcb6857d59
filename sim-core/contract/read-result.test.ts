import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readResult } from "./read-result.ts";

const old = readFileSync(new URL("../model/old-formats/result-1.json", import.meta.url), "utf8");

const codes = (text: string): readonly string[] => {
  const outcome = readResult(text, "r.json");
  return outcome.ok ? [] : outcome.problems.map(({ code, path }) => `${code} ${path}`);
};

test("a result of version 1 still opens, and does not pretend to know what it did not measure", () => {
  const outcome = readResult(old, "result-1.json");
  if (!outcome.ok) throw new Error(outcome.problems[0].message.en);
  const { value } = outcome;
  expect(value.arms.map(({ id, kpis }) => [id, kpis["response"]?.mean, kpis["response"]?.distribution])).toEqual([
    ["today", 455.471714286, null],
    ["plan", 447.614738095, null],
  ]);
  expect(value.comparisons[0]).toMatchObject({ kpi: "response", simultaneous: null, pHolm: null, quantiles: [] });
  expect(value.contributions.length).toBeGreaterThan(0);
  expect({ ...value, arms: [], comparisons: [], contributions: [], assumptions: [] }).toMatchObject({
    schemaVersion: 2,
    multiplicity: null,
    neighbourhoods: [],
    linkCurve: [],
    tornado: [],
    uncertainty: [],
  });
});

test("what is no result is said, with the place", () => {
  expect(codes("{")).toEqual(["result.unreadable "]);
  expect(codes("[]")).toEqual(["result.unreadable "]);
  expect(codes('{"schemaVersion": 3, "arms": []}')).toEqual(["result.other-version schemaVersion"]);
  expect(codes('{"schemaVersion": 1, "arms": [5]}')).toEqual(["result.unreadable "]);
  expect(codes(old.replace('"replications": 3', '"replications": "three"'))).toEqual(["result.unreadable replications"]);
});
