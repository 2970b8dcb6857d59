/** `rehearse report`: a result as one HTML file for people who decide, and on request its figures as a table for a spreadsheet. */
import { statSync } from "node:fs";
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import { experimentAssumptionText } from "../../sim-core/experiment/assumption-texts.ts";
import { orderedParams } from "../../sim-core/experiment/experiment.ts";
import type { Assumption } from "../../sim-core/model/city.ts";
import type { Language, Text } from "../../sim-core/model/units.ts";
import { emergencyAssumption } from "../../sim-core/run/emergency-driving.ts";
import { BadInput, problem } from "../bad-input.ts";
import { checkWritable, writeWhole } from "../files/write-whole.ts";
import { reportHtml } from "../report/report-html.ts";
import type { ReportPage } from "../report/report-page.ts";
import { resultCsv } from "../report/result-csv.ts";
import { loadRehearsal } from "./load-rehearsal.ts";
import { checkSameInputs, loadResult, scenarioFolder } from "./rerun.ts";

export type ReportOptions = {
  readonly out: string;
  readonly csv?: string;
  readonly scenario?: string;
  readonly city?: string;
  readonly demand?: string;
};

export const reportCommand = (file: string, options: ReportOptions, language: Language): number => {
  const targets = [options.out, ...(options.csv === undefined ? [] : [options.csv])];
  for (const target of targets) refuseFolder(target);
  const page = loadPage(file, options, language);
  for (const target of targets) checkWritable(target);
  writeWhole(options.out, reportHtml(page));
  if (options.csv !== undefined) writeWhole(options.csv, resultCsv(page));
  process.stdout.write(`${targets.join("\n")}\n`);
  return 0;
};

/**
 * The scenario must be the result's own: it says which KPIs were asked, with which targets. Another city than the result's is only
 * refused where it was asked for by name; else the report goes without a map and names.
 */
export const loadPage = (file: string, options: Pick<ReportOptions, "scenario" | "city" | "demand">, language: Language): ReportPage => {
  const result = loadResult(file);
  const rehearsal = loadRehearsal({
    folder: options.scenario ?? scenarioFolder(result, file),
    ...(options.city === undefined ? {} : { city: options.city }),
    ...(options.demand === undefined ? {} : { demand: options.demand }),
  });
  const named = { scenario: true, city: options.city !== undefined, demand: options.demand !== undefined };
  checkSameInputs(
    result,
    rehearsal,
    file,
    (["scenario", "city", "demand"] as const).filter((part) => named[part]),
  );
  const known = [...rehearsal.assumptions, ...[0.5, 1, 2].map(emergencyAssumption)];
  return {
    result,
    scenario: rehearsal.scenario,
    language,
    city: result.city.hash === rehearsal.parts.city.hash ? rehearsal.city : undefined,
    sentenceOf: (one) => experimentAssumptionText(one) ?? sentenceAmong(known, one),
  };
};

/** By code and numbers: another city's assumption of the same code says something else. */
const sentenceAmong = (known: readonly Assumption[], one: ExperimentResult["assumptions"][number]): Text | undefined =>
  known.find(({ code, params }) => code === one.code && JSON.stringify(orderedParams(params)) === JSON.stringify(orderedParams(one.params)))
    ?.text;

const refuseFolder = (path: string): void => {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw new BadInput([
    problem(
      "file.is-folder",
      path,
      { ko: "폴더입니다. 파일 이름이 필요합니다.", en: "This is a folder; a file name is needed." },
      { ko: "예: --out report.html", en: "Like --out report.html." },
    ),
  ]);
};
