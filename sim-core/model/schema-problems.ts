/** What a zod schema finds wrong, as Problems that say path, found, expected and how to mend it, in both languages. */
import type { z } from "zod";
import { foundText, pathText } from "./json-text.ts";
import type { Problem } from "./problem.ts";
import type { Text } from "./units.ts";

/** More than a person reads at once; the count of the rest is told. */
const MAX_PROBLEMS = 20;

type Issue = z.core.$ZodIssue;

/** At least one, at most 20. `format` begins the codes: `city.wrong-type`. */
export const problemsOfSchema = (issues: readonly Issue[], value: unknown, file: string, format: string): [Problem, ...Problem[]] => {
  const [first, ...rest] = issues;
  if (first === undefined) throw new Error("a schema that refuses a value names at least one issue");
  return [problemOf(first, value, file, format), ...rest.slice(0, MAX_PROBLEMS - 1).map((issue) => problemOf(issue, value, file, format))];
};

const problemOf = (issue: Issue, value: unknown, file: string, format: string): Problem => {
  const found = valueAt(value, issue.path);
  const path = pathText(issue.path);
  const place = path === "" ? {} : { path };
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => `"${key}"`).join(", ");
    return {
      code: `${format}.unknown-key`,
      file,
      ...place,
      message: { ko: `알 수 없는 키: ${keys}.`, en: `Unknown key ${keys}.` },
      hint: { ko: "철자를 확인하거나 키를 지우십시오.", en: "Check the spelling or remove the key." },
    };
  }
  if (found === undefined) {
    const expected = expectedText(issue);
    return {
      code: `${format}.missing-key`,
      file,
      ...place,
      message: { ko: `값이 없습니다. 필요한 것: ${expected.ko}.`, en: `Nothing found; expected ${expected.en}.` },
      hint: { ko: "이 값을 넣으십시오.", en: "Add this value." },
    };
  }
  const expected = expectedText(issue);
  return {
    code: `${format}.${issue.code === "invalid_type" ? "wrong-type" : "wrong-value"}`,
    file,
    ...place,
    message: {
      ko: `찾은 값: ${foundText(found)}. 필요한 것: ${expected.ko}.`,
      en: `Found ${foundText(found)}; expected ${expected.en}.`,
    },
    hint: { ko: "이 값을 고치십시오.", en: "Correct this value." },
  };
};

const TYPE_NAMES: Readonly<Record<string, Text>> = {
  int: { ko: "정수", en: "an integer" },
  number: { ko: "수", en: "a number" },
  string: { ko: "문자열", en: "a text" },
  boolean: { ko: "true 또는 false", en: "true or false" },
  array: { ko: "목록", en: "a list" },
  tuple: { ko: "목록", en: "a list" },
  object: { ko: "객체", en: "an object" },
  record: { ko: "객체", en: "an object" },
};

const expectedText = (issue: Issue): Text => {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_NAMES[issue.expected] ?? { ko: issue.expected, en: issue.expected };
    case "invalid_value": {
      const values = issue.values.map((value) => JSON.stringify(value)).join(", ");
      return issue.values.length === 1 ? { ko: values, en: values } : { ko: `${values} 중 하나`, en: `one of ${values}` };
    }
    case "too_small":
      return sizeText(issue.origin, "≥", String(issue.minimum));
    case "too_big":
      return sizeText(issue.origin, "≤", String(issue.maximum));
    case "not_multiple_of":
      return { ko: `${issue.divisor}의 배수`, en: `a multiple of ${issue.divisor}` };
    case "invalid_format":
      return { ko: `형식 ${issue.pattern ?? issue.format}`, en: `the form ${issue.pattern ?? issue.format}` };
    case "invalid_union":
      return { ko: "허용된 형태 가운데 하나", en: "one of the permitted forms" };
    default:
      return { ko: issue.message, en: issue.message };
  }
};

const sizeText = (origin: string, relation: string, limit: string): Text => {
  if (origin === "array") return { ko: `항목 수 ${relation} ${limit}`, en: `a list with ${relation} ${limit} items` };
  if (origin === "string") return { ko: `글자 수 ${relation} ${limit}`, en: `a text with ${relation} ${limit} characters` };
  return { ko: `수 ${relation} ${limit}`, en: `a number ${relation} ${limit}` };
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown => {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
};
