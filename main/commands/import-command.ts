/** `rehearse import`: foreign files to our city file, and an account of what was taken, assumed and left out. */
import { basename } from "node:path";
import { importFiles } from "../../sim-core/import/import-files.ts";
import type { ImportReport, ReportLine } from "../../sim-core/import/import-report.ts";
import type { City } from "../../sim-core/model/city.ts";
import { printCity } from "../../sim-core/model/print-city.ts";
import { printDemand } from "../../sim-core/model/print-demand.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { accepted } from "../bad-input.ts";
import { decodeText } from "../files/decode-text.ts";
import { inflate, readInput } from "../files/read-input.ts";
import { writeWhole } from "../files/write-whole.ts";
import { percentText } from "../print/figures.ts";
import { textTable, wrapText } from "../print/text-table.ts";

export type ImportCommandOptions = { readonly out: string; readonly demandOut?: string; readonly id?: string };

export const importCommand = (files: readonly string[], options: ImportCommandOptions, language: Language): number => {
  const ko = language === "ko";
  const startedMs = performance.now();
  const inputs = files.map((path) => ({ name: basename(path), bytes: accepted(readInput(path)) }));
  const imported = accepted(importFiles(inputs, { decode: decodeText, inflate }, options.id === undefined ? {} : { id: options.id }));
  process.stdout.write(`${accountText(imported.city, imported.report, language)}\n`);
  writeWhole(options.out, printCity(imported.city));
  const written = [options.out];
  if (options.demandOut !== undefined && imported.demand !== undefined) {
    writeWhole(options.demandOut, printDemand(imported.demand));
    written.push(options.demandOut);
  } else if (options.demandOut !== undefined) {
    console.error(
      ko
        ? "이 파일들에는 통행이 없어 수요 파일을 쓰지 않았습니다. run이 수요를 만들어 씁니다."
        : "These files hold no trips: no demand file was written; run generates the demand.",
    );
  }
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(ko ? `\n${written.join(", ")} 저장(${seconds}초).\n` : `\nWrote ${written.join(", ")} in ${seconds} s.\n`);
  return 0;
};

const accountText = (city: City, report: ImportReport, language: Language): string => {
  const ko = language === "ko";
  const counts = textTable(
    [{ title: ko ? "도시" : "city" }, { title: city.title[language], align: "right" }],
    [
      [ko ? "도로 구간(방향별)" : "links (one per direction)", `${city.links.length}`],
      [ko ? "교차점" : "nodes", `${city.nodes.length}`],
      [ko ? "  그중 관문" : "  of these gateways", `${city.nodes.filter(({ kind }) => kind === "gateway").length}`],
      [ko ? "신호" : "signals", `${city.signals.length}`],
      [ko ? "건물" : "buildings", `${city.buildings.length}`],
      [ko ? "물" : "water areas", `${city.water.length}`],
      [ko ? "소방서" : "fire stations", `${city.assets.filter(({ kind }) => kind === "fire-station").length}`],
      [ko ? "병원" : "hospitals", `${city.assets.filter(({ kind }) => kind === "hospital").length}`],
      [ko ? "자산 전체" : "assets in all", `${city.assets.length}`],
      [
        ko ? "강하게 연결된 교차로(관문 포함)" : "junctions strongly connected (with gateways)",
        `${percentText(report.connectivity.withGatewaysP)} / ${report.connectivity.junctions}`,
      ],
    ],
  );
  return [
    counts,
    section(ko ? "가져온 것" : "Took", report.took, language),
    [ko ? "가정한 것" : "Assumed", ...report.assumptions.map(({ text }) => wrapText(`  · ${text[language]}`, 100, "    "))].join("\n"),
    section(ko ? "뺀 것" : "Left out", report.leftOut, language),
  ].join("\n\n");
};

const section = (title: string, lines: readonly ReportLine[], language: Language): string =>
  [
    title,
    ...lines.map(({ count, label, examples }) => {
      const shown = examples.length === 0 ? "" : ` (${examples.join(", ")}${count > examples.length ? " …" : ""})`;
      return wrapText(`  · ${label[language]}: ${count}${shown}`, 100, "    ");
    }),
  ].join("\n");
