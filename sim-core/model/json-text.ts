/**
 * JSON text of a stranger to a plain value: size, nesting and dangerous keys are refused here, once, and a syntax error has a line
 * and a column (V8 names no position for short texts).
 */

import { bad, good, type Outcome, type Problem } from "./problem.ts";
import { maskPersonal } from "./pseudonym.ts";

/** A city of the largest supported network prints to about 150 MB; V8's own limit for a string is 512 M characters. */
const MAX_TEXT_CHARS = 400_000_000;
/** The deepest of our own formats nests 8 levels. */
const MAX_DEPTH = 32;
const DANGEROUS_KEYS: readonly string[] = ["__proto__", "constructor", "prototype"];

export const parseJsonText = (text: string, file: string): Outcome<unknown> => {
  if (text.length > MAX_TEXT_CHARS) return bad(tooLarge(text.length, file));
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(clean);
  } catch {
    return bad(notJson(clean, file));
  }
  return checkJsonValue(value, file);
};

/** The caps that hold for a value from anywhere (text, message, database): nesting and keys that reach a prototype. */
export const checkJsonValue = (value: unknown, file: string): Outcome<unknown> => {
  const found = findDangerous(value, [], 0);
  return found === undefined ? good(value) : bad({ ...found, file });
};

const findDangerous = (value: unknown, path: (string | number)[], depth: number): Problem | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  if (depth > MAX_DEPTH) return tooDeep(path);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      if (typeof item !== "object" || item === null) continue;
      path.push(index);
      const found = findDangerous(item, path, depth + 1);
      if (found !== undefined) return found;
      path.pop();
    }
    return undefined;
  }
  for (const key of Object.keys(value)) {
    path.push(key);
    if (DANGEROUS_KEYS.includes(key)) return dangerousKey(key, path);
    const found = findDangerous((value as Record<string, unknown>)[key], path, depth + 1);
    if (found !== undefined) return found;
    path.pop();
  }
  return undefined;
};

/** `links[3].shapeMm[0]` */
export const pathText = (path: readonly (string | number | symbol)[]): string =>
  path.map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`)).join("");

/** What stands there, short enough for one line; what looks like a plate or a phone is not repeated. */
export const foundText = (value: unknown): string => {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = typeof value === "string" ? maskPersonal(JSON.stringify(value)) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const tooLarge = (chars: number, file: string): Problem => ({
  code: "json.too-large",
  file,
  message: {
    ko: `파일이 ${chars}자입니다. 최대 ${MAX_TEXT_CHARS}자까지 읽습니다.`,
    en: `The file has ${chars} characters; at most ${MAX_TEXT_CHARS} are read.`,
  },
  hint: { ko: "더 작은 지역으로 나누십시오.", en: "Cut out a smaller district." },
});

const tooDeep = (path: readonly (string | number)[]): Problem => ({
  code: "json.too-deep",
  path: pathText(path.slice(0, 6)),
  message: {
    ko: `값이 ${MAX_DEPTH}단계보다 깊게 중첩되어 있습니다.`,
    en: `Values are nested deeper than ${MAX_DEPTH} levels.`,
  },
  hint: { ko: "이 형식에는 그런 중첩이 없습니다. 파일을 확인하십시오.", en: "No format here nests like that; check the file." },
});

const dangerousKey = (key: string, path: readonly (string | number)[]): Problem => ({
  code: "json.dangerous-key",
  path: pathText(path),
  message: { ko: `키 "${key}"는 허용되지 않습니다.`, en: `The key "${key}" is not allowed.` },
  hint: { ko: "키를 지우거나 이름을 바꾸십시오.", en: "Remove or rename the key." },
});

const notJson = (text: string, file: string): Problem => {
  const position = findSyntaxError(text);
  const before = text.slice(0, position);
  const line = before.split("\n").length;
  const found = position >= text.length ? undefined : JSON.stringify(String.fromCodePoint(text.codePointAt(position) ?? 0));
  return {
    code: "json.syntax",
    file,
    line,
    column: position - (before.lastIndexOf("\n") + 1) + 1,
    message:
      found === undefined
        ? { ko: "JSON이 중간에 끝났습니다.", en: "The JSON ends in the middle." }
        : { ko: `JSON 문법 오류: ${found}이(가) 올 자리가 아닙니다.`, en: `Not JSON: ${found} cannot stand here.` },
    hint: { ko: "파일이 잘렸거나 손상되지 않았는지 확인하십시오.", en: "Check that the file is whole and was not damaged." },
  };
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a string
const STRING_BODY = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/** Offset of the first character that cannot stand where it does; only called for text that JSON.parse refused. */
const findSyntaxError = (text: string): number => {
  const open: ("[" | "{")[] = [];
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const skipString = (): boolean => {
    if (!skip(STRING_BODY) || text[at] !== '"') return false;
    at++;
    return true;
  };
  let expect: "value" | "value-or-end" | "key" | "key-or-end" | "after" = "value";
  for (;;) {
    skip(SPACE);
    const char = text[at];
    if (char === undefined) return at;
    if (expect === "after") {
      const inside = open.at(-1);
      if (inside === undefined) return at;
      if (char === (inside === "[" ? "]" : "}")) open.pop();
      else if (char === ",") expect = inside === "[" ? "value" : "key";
      else return at;
      at++;
    } else if ((expect === "value-or-end" && char === "]") || (expect === "key-or-end" && char === "}")) {
      open.pop();
      at++;
      expect = "after";
    } else if (expect === "key" || expect === "key-or-end") {
      if (!skipString()) return at;
      skip(SPACE);
      if (text[at] !== ":") return at;
      at++;
      expect = "value";
    } else if (char === "[" || char === "{") {
      open.push(char);
      at++;
      expect = char === "[" ? "value-or-end" : "key-or-end";
    } else if (skipString() || skip(SCALAR)) {
      expect = "after";
    } else return at;
  }
};
