/** The place in a file that a problem speaks of: the lines around it, or the value that its path names. */
import type { Problem } from "../../../sim-core/model/problem.ts";

export type ExcerptLine = { readonly number: number | undefined; readonly text: string; readonly isPlace: boolean };

const AROUND = 3;
const MOST_LETTERS = 160;
/** Beyond this a file is data that nobody reads by eye, and parsing it again would hold up the window. */
const MOST_JSON_LETTERS = 40_000_000;

const cut = (text: string): string => (text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS)} …`);

const around = (text: string, line: number): readonly ExcerptLine[] => {
  const lines = text.split(/\r?\n/);
  const from = Math.max(1, line - AROUND);
  return lines.slice(from - 1, line + AROUND).map((words, at) => ({ number: from + at, text: cut(words), isPlace: from + at === line }));
};

/** `links[3].lanes` -> links, 3, lanes */
const stepsOf = (path: string): readonly string[] => [...path.matchAll(/[^.[\]]+/g)].map(([step]) => step);

const shortened = (value: unknown): string => cut(JSON.stringify(value) ?? "");

const valueAt = (text: string, path: string): readonly ExcerptLine[] => {
  if (text.length > MOST_JSON_LETTERS) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const found: ExcerptLine[] = [];
  let way = "";
  for (const step of stepsOf(path)) {
    const isGroup = typeof value === "object" && value !== null;
    if (!isGroup || !Object.hasOwn(value as object, step)) break;
    value = (value as Record<string, unknown>)[step];
    way += /^\d+$/.test(step) ? `[${step}]` : way === "" ? step : `.${step}`;
    const isLarge = Array.isArray(value) && value.length > 20;
    if (!isLarge) found.push({ number: undefined, text: `${way} = ${shortened(value)}`, isPlace: false });
  }
  return found.slice(-2).map((line, at, all) => ({ ...line, isPlace: at === all.length - 1 }));
};

export const excerptOf = (text: string, { line, path }: Pick<Problem, "line" | "path">): readonly ExcerptLine[] => {
  if (line !== undefined) return around(text, line);
  return path === undefined || path === "" ? [] : valueAt(text, path);
};
