/** A table as figures rather than as words: what a spreadsheet or a statistics program reads. Units stand in the heads of the columns. */

export type Cell = string | number | null | undefined;

export type Sheet = {
  /** Names the file beside the scenario and the seed. */
  readonly part: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

/** Excel reads a CSV as UTF-8 only behind this mark; others pass over it. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Text that a spreadsheet would take for a formula, and run. Figures may begin with a minus. */
const FORMULA = /^[=+\-@\t\r]/;

const textOf = (cell: Cell): string => {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  return FORMULA.test(cell) ? `'${cell}` : cell;
};

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** RFC 4180, for a file. */
export const csvText = ({ head, rows }: Sheet): string =>
  BYTE_ORDER_MARK + [head, ...rows].map((row) => `${row.map((cell) => quoted(textOf(cell))).join(",")}\r\n`).join("");

/** Tabs between cells: what spreadsheets paste as cells. */
export const clipboardText = ({ head, rows }: Sheet): string =>
  [head, ...rows].map((row) => row.map((cell) => textOf(cell).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
