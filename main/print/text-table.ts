/** Plain-text tables for a terminal: East Asian wide characters take two columns. */

/** Unicode UAX #11, the wide and fullwidth blocks that occur in Korean, Chinese and Japanese text. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe4f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

export const textWidth = (text: string): number => {
  let width = 0;
  for (const character of text.normalize("NFC")) {
    const code = character.codePointAt(0) ?? 0;
    const isMark = code >= 0x300 && code <= 0x36f;
    if (!isMark) width += WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
  }
  return width;
};

export type Column = { readonly title: string; readonly align?: "left" | "right" };

/** Header, rule, rows; columns two blanks apart. A row that is a text stands by itself over all columns, an empty one is a gap. */
export const textTable = (columns: readonly Column[], rows: readonly (readonly string[] | string)[]): string => {
  const widths = columns.map((column, i) =>
    Math.max(textWidth(column.title), ...rows.map((row) => (typeof row === "string" ? 0 : textWidth(row[i] ?? "")))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, i) => {
        const cell = cells[i] ?? "";
        const blanks = " ".repeat((widths[i] ?? 0) - textWidth(cell));
        return column.align === "right" ? blanks + cell : cell + blanks;
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [line(columns.map(({ title }) => title)), rule, ...rows.map((row) => (typeof row === "string" ? row : line(row)))].join("\n");
};

/** Wraps at blanks to `columns` wide; continuation lines get `indent`, the first keeps its own. A word longer than a line stays whole. */
export const wrapText = (text: string, columns: number, indent = ""): string => {
  const lines: string[] = [];
  let line = /^ */.exec(text)?.[0] ?? "";
  for (const word of text.trimStart().split(" ")) {
    const isFirst = line.trim() === "";
    const longer = isFirst ? line + word : `${line} ${word}`;
    if (!isFirst && textWidth(longer) > columns) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
  }
  return [...lines, line].join("\n");
};
