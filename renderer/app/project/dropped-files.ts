/** Files a person drops or picks: which of the four kinds each one is, told by what is in it, not by its name. */
import { readResult } from "../../../sim-core/contract/read-result.ts";
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import type { Problem } from "../../../sim-core/model/problem.ts";
import { readText } from "../../sim/read-text.ts";
import { MESSAGES } from "../text/messages.ts";

export type ProjectFiles = {
  readonly city?: NamedText;
  readonly demand?: NamedText;
  readonly scenario?: NamedText;
};
export type NamedText = { readonly name: string; readonly text: string };
/** The good ones go on, whatever is wrong with the others. */
export type Dropped = {
  readonly files: ProjectFiles;
  readonly result: ExperimentResult | undefined;
  readonly problems: readonly Problem[];
  /** What was read, by name: a problem leads to its place in it. */
  readonly texts: ReadonlyMap<string, string>;
};

const unknownFile = (file: string): Problem => ({
  code: "app.unknown-file",
  file,
  message: MESSAGES["open.unknown.message"],
  hint: MESSAGES["open.unknown.hint"],
});
const emptyFile = (file: string): Problem => ({
  code: "app.empty-file",
  file,
  message: MESSAGES["open.blank.message"],
  hint: MESSAGES["open.blank.hint"],
});
export const unreadable = (file: string): Problem => ({
  code: "app.unreadable",
  file,
  message: MESSAGES["open.fetch.message"],
  hint: MESSAGES["open.fetch.hint"],
});

type Kind = "city" | "demand" | "scenario" | "result";

/** A look at the text, without parsing it: the real parsers say what is wrong with it, in their own words. */
export const kindOf = (text: string): Kind | undefined => {
  const start = text.slice(0, 4096).trimStart();
  if (start.startsWith("{")) {
    const format = /"format"\s*:\s*"(city|demand)"/.exec(text)?.[1];
    if (format === "city" || format === "demand") return format;
    return /"schemaVersion"\s*:/.test(start) && /"physicalHash"\s*:/.test(text) ? "result" : undefined;
  }
  return /^schemaVersion\s*:/m.test(text) || (/^scenario\s*:/m.test(text) && /^steps\s*:/m.test(text)) ? "scenario" : undefined;
};

export const sortDropped = async (files: readonly File[]): Promise<Dropped> => {
  const found: { -readonly [K in keyof ProjectFiles]: ProjectFiles[K] } = {};
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  let result: ExperimentResult | undefined;
  for (const file of files) {
    const bytes = await file.arrayBuffer().catch(() => undefined);
    if (bytes === undefined) {
      problems.push(unreadable(file.name));
      continue;
    }
    const text = await readText(new Uint8Array(bytes), file.name);
    if (!text.ok) {
      problems.push(...text.problems);
      continue;
    }
    texts.set(file.name, text.value);
    const kind = kindOf(text.value);
    if (text.value.trim() === "") problems.push(emptyFile(file.name));
    else if (kind === undefined) problems.push(unknownFile(file.name));
    else if (kind === "result") {
      const parsed = readResult(text.value, file.name);
      if (parsed.ok) result = parsed.value;
      else problems.push(...parsed.problems);
    } else found[kind] = { name: file.name, text: text.value };
  }
  return { files: found, result, problems, texts };
};
