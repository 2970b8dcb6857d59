/** `rehearse import`: foreign files to our city file, and an account of what was taken, assumed and left out. */
import { basename } from "node:path";
import { ASSET_COLUMNS } from "../../sim-core/import/asset-columns.ts";
import type { AssetMapping } from "../../sim-core/import/assets-csv.ts";
import { generateDemand } from "../../sim-core/import/generate-demand.ts";
import { importFiles } from "../../sim-core/import/import-files.ts";
import type { ImportReport, ReportLine } from "../../sim-core/import/import-report.ts";
import type { City } from "../../sim-core/model/city.ts";
import type { Demand } from "../../sim-core/model/demand.ts";
import { printCity } from "../../sim-core/model/print-city.ts";
import { printDemand } from "../../sim-core/model/print-demand.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { assignRoutes } from "../../sim-core/run/assign-routes.ts";
import { accepted, BadInput, problem } from "../bad-input.ts";
import { decodeText } from "../files/decode-text.ts";
import { inflate, readInput } from "../files/read-input.ts";
import { writeWhole } from "../files/write-whole.ts";
import { percentText } from "../print/figures.ts";
import { textTable, wrapText } from "../print/text-table.ts";

export type ImportCommandOptions = {
  readonly out: string;
  readonly demandOut?: string;
  readonly tripsPerHour?: string;
  readonly id?: string;
  readonly columns?: string;
};

export const importCommand = (files: readonly string[], options: ImportCommandOptions, language: Language): number => {
  const ko = language === "ko";
  const startedMs = performance.now();
  const inputs = files.map((path) => ({ name: basename(path), bytes: accepted(readInput(path)) }));
  const imported = accepted(
    importFiles(
      inputs,
      { decode: decodeText, inflate },
      {
        ...(options.id === undefined ? {} : { id: options.id }),
        ...(options.columns === undefined ? {} : { columns: columnsOf(options.columns) }),
      },
    ),
  );
  process.stdout.write(`${accountText(imported.city, imported.report, language)}\n`);
  const demand = options.demandOut === undefined ? undefined : (imported.demand ?? madeDemand(imported.city, options));
  writeWhole(options.out, printCity(imported.city));
  const written = [options.out];
  if (options.demandOut !== undefined && demand !== undefined) {
    writeWhole(options.demandOut, printDemand(demand));
    written.push(options.demandOut);
  }
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(ko ? `\n${written.join(", ")} 저장(${seconds}초).\n` : `\nWrote ${written.join(", ")} in ${seconds} s.\n`);
  return 0;
};

const COLUMNS: readonly string[] = [...ASSET_COLUMNS, "allKind"];

const columnsOf = (list: string): AssetMapping => {
  const pairs = list.split(",").map((pair) => pair.split("=").map((part) => part.trim()));
  for (const [field = "", header = "", ...more] of pairs) {
    if (COLUMNS.includes(field) && header !== "" && more.length === 0) continue;
    throw new BadInput([
      problem(
        "option.wrong-value",
        undefined,
        { ko: `--columns ${list}: "${field}"을(를) 읽을 수 없습니다.`, en: `--columns ${list}: "${field}" cannot be read.` },
        { ko: `이름=머리글, 이름은 ${COLUMNS.join(", ")}.`, en: `Give field=header; fields are ${COLUMNS.join(", ")}.` },
      ),
    ]);
  }
  return Object.fromEntries(pairs) as AssetMapping;
};

/** A morning with routes; its seed is fixed, so that a second import makes the same trips. */
const madeDemand = (city: City, { tripsPerHour }: ImportCommandOptions): Demand => {
  const wanted = Number(tripsPerHour);
  if (tripsPerHour !== undefined && !(Number.isInteger(wanted) && wanted >= 1 && wanted <= 500_000)) {
    throw new BadInput([
      problem(
        "option.wrong-value",
        undefined,
        { ko: `--trips-per-hour ${tripsPerHour}: 쓸 수 없는 값입니다.`, en: `--trips-per-hour ${tripsPerHour} cannot be used.` },
        { ko: "1부터 500000까지의 정수를 주십시오.", en: "Give a whole number from 1 to 500000." },
      ),
    ]);
  }
  const made = generateDemand(city, { seed: "1", ...(tripsPerHour === undefined ? {} : { tripsPerHour: wanted }) });
  return assignRoutes(city, made).demand;
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
