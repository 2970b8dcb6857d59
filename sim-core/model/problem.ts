import type { Language, Text } from "./units.ts";

/** Wrong data, as a value: what was found, what was expected, where, and how to mend it. Never thrown inside sim-core. */
export type Problem = {
  /** Stable, dotted, lower case: `osm.no-roads`, `scenario.unknown-key`. */
  readonly code: string;
  /** What was found and what was expected, one sentence. */
  readonly message: Text;
  /** How to mend it, one sentence. */
  readonly hint: Text;
  /** File name as the user gave it. */
  readonly file?: string;
  /** Place inside the file's data: `steps[2].after[0].step`. */
  readonly path?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
};

/** Either a value or at least one problem. Everything that parses foreign data answers with this. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

export const good = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const bad = (first: Problem, ...rest: readonly Problem[]): Outcome<never> => ({ ok: false, problems: [first, ...rest] });

/** One line: `file:line:column: message — hint`. */
export const describeProblem = (problem: Problem, language: Language): string => {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(":");
  const where = [place, problem.path].filter((part) => part !== undefined && part !== "").join(" ");
  return `${where === "" ? "" : `${where}: `}${problem.message[language]} ${problem.hint[language]} [${problem.code}]`;
};
