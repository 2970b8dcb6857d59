/** `rehearse verify`: the simulator against known answers. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { ALL_CASES } from "../../sim-core/verify/all-cases.ts";
import { runVerify, type VerifyReport } from "../../sim-core/verify/run-verify.ts";
import { outsideText } from "../files/outside-text.ts";
import { projectText } from "../files/project-text.ts";
import { writeWhole } from "../files/write-whole.ts";
import { makeProgressLine } from "../print/progress-line.ts";
import { textTable } from "../print/text-table.ts";

const ENGINE_WASM = resolve(import.meta.dirname, "../../sim-core/engine/pkg/rehearsal_engine_bg.wasm");

export type VerifyOptions = { readonly long?: boolean; readonly json?: string };

export const verifyCommand = (options: VerifyOptions, language: Language): number => {
  const ko = language === "ko";
  const line = makeProgressLine(ko ? "검증" : "cases", language, process.stderr);
  const engine = loadEngine(readFileSync(ENGINE_WASM));
  const tools = { engine, long: options.long === true, outsideText: (path: string) => outsideText(path), projectText };
  const report = runVerify(ALL_CASES, tools, (done, total) => line.show(done, total));
  line.end();
  process.stdout.write(`${reportTable(report, language)}\n`);
  if (options.json !== undefined) writeWhole(options.json, `${JSON.stringify(report, null, 2)}\n`);
  return report.failed > 0 ? 1 : 0;
};

const digits = (value: number | string | null): string =>
  value === null ? "" : typeof value === "string" ? value : Number(value.toPrecision(6)).toString();

const reportTable = (report: VerifyReport, language: Language): string => {
  const ko = language === "ko";
  const table = textTable(
    [
      { title: "" },
      { title: ko ? "사례" : "case" },
      { title: ko ? "기대값" : "expected", align: "right" },
      { title: ko ? "결과" : "got", align: "right" },
      { title: ko ? "하한" : "low", align: "right" },
      { title: ko ? "상한" : "high", align: "right" },
    ],
    report.cases.map((row) => [
      row.pass ? "✓" : "✗",
      row.id,
      digits(row.expected).slice(0, 24),
      digits(row.got).slice(0, 24),
      digits(row.low),
      digits(row.high),
    ]),
  );
  const failures = report.cases.filter(({ pass }) => !pass).map(({ id, expected, got }) => `✗ ${id}: ${expected} ≠ ${got}`);
  const notes = report.cases.flatMap(({ id, note }) => (note === undefined ? [] : [`· ${id}: ${note}`]));
  const skipped = report.skipped.map(({ id, reason }) => `– ${id}: ${reason}`);
  const total = ko
    ? `통과 ${report.passed}, 실패 ${report.failed}, 건너뜀 ${report.skipped.length}`
    : `${report.passed} passed, ${report.failed} failed, ${report.skipped.length} skipped`;
  return [table, "", ...failures, ...notes, ...skipped, total].join("\n");
};
