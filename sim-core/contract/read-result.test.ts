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

test("a result of version 2 from before the ends of steps were counted opens, and one that has them keeps them", () => {
  const known = readResult(old, "r.json");
  if (!known.ok) throw new Error(known.problems[0].message.en);
  const stepsOf = (result: object): unknown => {
    const read = readResult(JSON.stringify(result), "r.json");
    return read.ok ? read.value.arms.map(({ steps }) => steps) : read.problems;
  };
  const ends = { id: "green", done: 8, blocked: 0, refused: 1, timedOut: 2, failed: 3, calledOff: 0, open: 0 };
  const without = known.value.arms.map(({ id, kpis, stateHash, physicalHash }) => ({ id, kpis, stateHash, physicalHash }));
  expect(stepsOf({ ...known.value, arms: without })).toEqual([[], []]);
  expect(stepsOf({ ...known.value, arms: without.map((arm) => ({ ...arm, steps: [ends] })) })).toEqual([[ends], [ends]]);
});

test("what is no result is said, with the place", () => {
  expect(codes("{")).toEqual(["result.unreadable "]);
  expect(codes("[]")).toEqual(["result.unreadable "]);
  expect(codes('{"schemaVersion": 3, "arms": []}')).toEqual(["result.other-version schemaVersion"]);
  expect(codes('{"schemaVersion": 1, "arms": [5]}')).toEqual(["result.unreadable "]);
  expect(codes(old.replace('"replications": 3', '"replications": "three"'))).toEqual(["result.unreadable replications"]);
});
