/** The figures of a result as a table for a spreadsheet: one row per KPI and arm. Text is quoted, and no cell begins a formula. */
import { comparisonOf, kpiName, kpiValue, type ReportPage } from "./report-page.ts";

const HEADS = [
  "kpi",
  "title",
  "role",
  "unit",
  "arm",
  "mean",
  "low",
  "high",
  "n",
  "cases",
  "difference",
  "difference_low",
  "difference_high",
  "verdict",
  "more_runs",
  "p_holm",
] as const;

type Cell = string | number | null | undefined;

export const resultCsv = (page: ReportPage): string => {
  const { result, scenario } = page;
  const rows = scenario.kpis.flatMap((kpi) =>
    result.arms.map(({ id }): readonly Cell[] => {
      const [value, one] = [kpiValue(page, id, kpi), comparisonOf(page, id, kpi)];
      const own = [value?.mean, value?.low, value?.high, value?.n, value?.count];
      const compared = [one?.difference, one?.low, one?.high, one?.verdict, one?.moreRuns, one?.pHolm];
      return [kpi.id, kpiName(page, kpi), kpi.primary ? "primary" : "exploratory", value?.unit, id, ...own, ...compared];
    }),
  );
  // A byte order mark, so that a spreadsheet reads Korean.
  return `\ufeff${[HEADS, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
};

/** Numbers as they are. Text that a spreadsheet would take for a formula gets an apostrophe in front; line breaks become blanks. */
export const csvCell = (cell: Cell): string => {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const text = cell.replaceAll(/[\r\n\t\0]+/g, " ");
  const harmless = /^\s*[=+\-@|%＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",;]/.test(harmless) || harmless !== text ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};
