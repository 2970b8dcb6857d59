import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readResult } from "../../../sim-core/contract/read-result.ts";
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import { fill, MESSAGES, type MessageKey } from "../text/messages.ts";
import type { Translate } from "../text/use-text.ts";
import { contributionsSheet, differenceSheet, measuresSheet, payersSheet } from "./result-sheets.ts";
import type { Sheet } from "./sheet.ts";
import { resultView } from "./use-result-view.ts";

const read = readResult(readFileSync(new URL("../../../sim-core/model/old-formats/result-1.json", import.meta.url), "utf8"), "r.json");
if (!read.ok) throw new Error(read.problems[0].message.en);
const result: ExperimentResult = read.value;

const t = ((what: MessageKey | { readonly en: string }, values: Readonly<Record<string, string | number>> = {}) =>
  typeof what === "string" ? fill(MESSAGES[what].en, values) : what.en) as Translate;
const viewOf = (kpi?: string) =>
  resultView({ result, project: undefined, language: "en", duration: "minutes", chosen: { arm: "plan", kpi } });

/** Rows as records, by the names of the columns. */
const records = ({ head, rows }: Sheet) => rows.map((row) => Object.fromEntries(head.map((name, column) => [name, row[column]])));

test("every figure of every arm is in the sheet of all measures as the result has it, the baseline first and without a difference", () => {
  const rows = records(measuresSheet(viewOf(), t));
  const all = result.arms.flatMap(({ id, kpis }) => Object.entries(kpis).map(([kpi, { mean, n }]) => ({ id, kpi, mean, n })));
  expect(rows.map((row) => ({ id: row["Arm id"], kpi: row["Measure id"], mean: row["Mean"], n: row["Replications"] }))).toEqual(all);
  const differences = rows.map((row) => [row["Arm id"], row["Measure id"], row["Difference"]]);
  const own = result.comparisons.map(({ arm, kpi, difference }) => [arm, kpi, difference]);
  expect(differences.filter(([arm]) => arm === "plan")).toEqual(own);
  expect(differences.filter(([arm]) => arm === "today").every(([, , difference]) => difference === undefined)).toBe(true);
});

test("a head names the unit: seconds, or a share from 0 to 1", () => {
  expect(differenceSheet(viewOf("response"), t).head).toContain("Difference (s)");
  expect(differenceSheet(viewOf("within7"), t).head).toContain("Difference (0–1)");
});

test("who pays lists what was asked for with both values, and what contributed lists its method", () => {
  const kpis = ["others", "cross-street"];
  const paid = records(payersSheet(viewOf(), t, kpis));
  const mean = (arm: string, kpi: string): unknown => result.arms.find(({ id }) => id === arm)?.kpis[kpi]?.mean;
  const listed = new Map(paid.map((row) => [row["Measure id"], [row["today"], row["plan"]]]));
  expect(listed).toEqual(new Map(kpis.map((kpi) => [kpi, [mean("today", kpi), mean("plan", kpi)]])));
  expect(paid).toHaveLength(kpis.length);
  const own = result.contributions.filter(({ kpi }) => kpi === "response");
  expect(contributionsSheet(viewOf("response"), t).rows.map(([, id, method, value]) => [id, method, value])).toEqual(
    own.map(({ id, method, value }) => [id, method, value]),
  );
  expect(own.length).toBeGreaterThan(0);
});
