/**
 * CSV of a stranger: comma, semicolon or tab; quotes with doubled quotes inside; CRLF, LF or CR; rows of the wrong width are kept with
 * their line and told, never dropped in silence (RFC 4180, and what spreadsheets write).
 */

export type CsvRow = { readonly line: number; readonly cells: readonly string[] };
export type CsvTable = {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  /** Line of a quote that never closes. */
  readonly openQuoteLine: number | undefined;
};

const MAX_ROWS = 1_000_000;

export const readCsv = (text: string): CsvTable => {
  const separator = separatorOf(text);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let line = 1;
  let rowLine = 1;
  let isQuoted = false;
  let quoteLine = 1;
  const endCell = (): void => {
    cells.push(cell.trim());
    cell = "";
  };
  const endRow = (): void => {
    endCell();
    if (cells.some((value) => value !== "")) rows.push({ line: rowLine, cells });
    cells = [];
  };
  for (let at = 0; at < text.length && rows.length < MAX_ROWS; at++) {
    const char = text[at];
    if (isQuoted) {
      if (char === '"' && text[at + 1] === '"') {
        cell += '"';
        at++;
      } else if (char === '"') isQuoted = false;
      else {
        if (char === "\n") line++;
        cell += char;
      }
    } else if (char === '"' && cell.trim() === "") {
      isQuoted = true;
      quoteLine = line;
      cell = "";
    } else if (char === separator) endCell();
    else if (char === "\n" || char === "\r") {
      if (char === "\r" && text[at + 1] === "\n") at++;
      endRow();
      line++;
      rowLine = line;
    } else cell += char;
  }
  if (cell !== "" || cells.length > 0) endRow();
  const [header, ...body] = rows;
  return { header: header?.cells ?? [], rows: body, openQuoteLine: isQuoted ? quoteLine : undefined };
};

/** The one that the first line has most of, outside quotes. */
const separatorOf = (text: string): string => {
  const [first = ""] = text.split(/\r?\n|\r/, 1);
  const bare = first.replace(/"[^"]*"/g, "");
  const count = (separator: string): number => bare.split(separator).length - 1;
  return [",", ";", "\t"].reduce((best, separator) => (count(separator) > count(best) ? separator : best), ",");
};
