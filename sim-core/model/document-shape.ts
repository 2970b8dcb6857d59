/**
 * Shapes: what a value of one of our text formats must look like, as a value. One shape reads (with path, what was found, what was
 * expected, how to mend it) and describes itself as JSON Schema for docs/formats. Places are paths; parse-yaml.ts knows their lines.
 */
import { suggestion } from "./did-you-mean.ts";
import type { Problem } from "./problem.ts";
import type { Text } from "./units.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonSchema = { readonly [key: string]: unknown };

/** Collects what is wrong. `onKey` points at the key of a map entry instead of its value. */
export type Report = {
  add(problem: Omit<Problem, "file" | "line" | "column"> & { readonly path: string; readonly onKey?: boolean }): void;
};

export type Shape<T> = {
  /** undefined = wrong, and at least one problem was reported. */
  readonly read: (value: Json, path: string, report: Report) => T | undefined;
  readonly schema: JsonSchema;
};

/** The value as a person wrote it, short enough for one line. */
export const shown = (value: Json): string => {
  const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const kindOf = (value: Json): Text => {
  if (value === null) return { ko: "빈 값", en: "nothing" };
  if (Array.isArray(value)) return { ko: "목록", en: "a list" };
  if (typeof value === "object") return { ko: "키와 값의 묶음", en: "a group of keys" };
  if (typeof value === "boolean") return { ko: `참/거짓 값 ${value}`, en: `the truth value ${value}` };
  return typeof value === "number"
    ? { ko: `숫자 ${value}`, en: `the number ${value}` }
    : { ko: `글 ${shown(value)}`, en: `the text ${shown(value)}` };
};

export const wrongType = (value: Json, path: string, expected: Text, report: Report, hint?: Text): undefined => {
  const found = kindOf(value);
  report.add({
    code: "scenario.wrong-type",
    path,
    message: { ko: `${found.ko}이(가) 있는데 ${expected.ko}이(가) 와야 합니다.`, en: `Found ${found.en}, expected ${expected.en}.` },
    hint: hint ?? { ko: `${expected.ko}(으)로 고치세요.`, en: `Write ${expected.en} here.` },
  });
  return undefined;
};

export const number = (low: number, high: number, doc: string): Shape<number> => ({
  schema: { type: "number", minimum: low, maximum: high, description: doc },
  read: (value, path, report) => {
    const expected = { ko: `${low}에서 ${high} 사이의 숫자`, en: `a number from ${low} to ${high}` };
    if (typeof value !== "number" || !Number.isFinite(value)) return wrongType(value, path, expected, report);
    if (value >= low && value <= high) return value;
    report.add({
      code: "scenario.out-of-range",
      path,
      message: {
        ko: `${value}은(는) 허용 범위를 벗어납니다. ${expected.ko}이어야 합니다.`,
        en: `Found ${value}, expected ${expected.en}.`,
      },
      hint: {
        ko: "이름 끝의 단위(S 초, Min 분, M 미터, P 비율 0-1)를 확인하세요.",
        en: "Check the unit at the end of the name (S seconds, Min minutes, M metres, P share 0-1).",
      },
    });
    return undefined;
  },
});

export const integer = (low: number, high: number, doc: string): Shape<number> => {
  const plain = number(low, high, doc);
  return {
    schema: { ...plain.schema, type: "integer" },
    read: (value, path, report) =>
      typeof value === "number" && !Number.isInteger(value)
        ? wrongType(value, path, { ko: "정수", en: "a whole number" }, report)
        : plain.read(value, path, report),
  };
};

export const truth = (doc: string): Shape<boolean> => ({
  schema: { type: "boolean", description: doc },
  read: (value, path, report) => {
    if (typeof value === "boolean") return value;
    return wrongType(value, path, { ko: "true 또는 false", en: "true or false" }, report);
  },
});

export const text = (doc: string, longest = 2000): Shape<string> => ({
  schema: { type: "string", maxLength: longest, description: doc },
  read: (value, path, report) => {
    if (typeof value !== "string")
      return wrongType(value, path, { ko: "글", en: "a text" }, report, { ko: "따옴표로 감싸 보세요.", en: "Put it in quotes." });
    if (value.length > longest)
      return wrongType(value, path, { ko: `${longest}자 이하의 글`, en: `a text of at most ${longest} characters` }, report);
    return value;
  },
});

/** A text of a form. `form` is anchored by the caller. */
export const patterned = (form: RegExp, expected: Text, doc: string, code = "scenario.wrong-form"): Shape<string> => ({
  schema: { type: "string", pattern: form.source, description: doc },
  read: (value, path, report) => {
    if (typeof value !== "string")
      return wrongType(value, path, expected, report, { ko: "따옴표로 감싸 보세요.", en: "Put it in quotes." });
    if (value.length <= 200 && form.test(value)) return value;
    report.add({
      code,
      path,
      message: {
        ko: `${shown(value)}이(가) 있는데 ${expected.ko}이(가) 와야 합니다.`,
        en: `Found ${shown(value)}, expected ${expected.en}.`,
      },
      hint: { ko: `${expected.ko}(으)로 고치세요.`, en: `Write ${expected.en}.` },
    });
    return undefined;
  },
});

export const ID_FORM: RegExp = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

export const id = (doc: string): Shape<string> => {
  const expected = { ko: "소문자, 숫자, 하이픈으로 된 이름", en: "a name of lower-case letters, digits and hyphens" };
  const plain = patterned(ID_FORM, expected, doc, "scenario.wrong-id");
  return {
    schema: plain.schema,
    read: (value, path, report) => {
      if (typeof value === "string" && /[/\\]|\.\./.test(value)) {
        report.add({
          code: "scenario.path-leaves-folder",
          path,
          message: {
            ko: `${shown(value)}은(는) 파일 경로인데 이름이 와야 합니다.`,
            en: `Found the file path ${shown(value)}, expected a name.`,
          },
          hint: {
            ko: "시나리오 안에서는 다른 폴더의 파일을 가리킬 수 없습니다. 다른 도시는 --city로 고르세요.",
            en: "A scenario cannot point at files in other folders; choose another city with --city.",
          },
        });
        return undefined;
      }
      return plain.read(value, path, report);
    },
  };
};

export const oneOf = <const W extends readonly string[]>(words: W, doc: string): Shape<W[number]> => ({
  schema: { enum: [...words], description: doc },
  read: (value, path, report) => {
    if (typeof value === "string" && words.includes(value)) return value as W[number];
    const list = words.join(", ");
    if (typeof value !== "string") return wrongType(value, path, { ko: `${list} 중 하나`, en: `one of ${list}` }, report);
    report.add({
      code: "scenario.unknown-word",
      path,
      message: {
        ko: `${shown(value)}은(는) 여기에 쓸 수 있는 말이 아닙니다(${list}).`,
        en: `Found ${shown(value)}, expected one of ${list}.`,
      },
      hint: suggestion(value, words),
    });
    return undefined;
  },
});

export const list = <T>(item: Shape<T>, most: number, doc: string): Shape<readonly T[]> => ({
  schema: { type: "array", items: item.schema, maxItems: most, description: doc },
  read: (value, path, report) => {
    if (!Array.isArray(value))
      return wrongType(value, path, { ko: "목록([..] 또는 - 로 시작하는 줄)", en: "a list ([…] or lines that begin with -)" }, report);
    const items = value as readonly Json[];
    if (items.length > most) return wrongType(value, path, { ko: `최대 ${most}개의 목록`, en: `a list of at most ${most}` }, report);
    const read = items.map((entry, index) => item.read(entry, `${path}[${index}]`, report));
    return read.includes(undefined) ? undefined : (read as readonly T[]);
  },
});

export type Field<T, Optional extends boolean> = { readonly shape: Shape<T>; readonly optional: Optional; readonly fallback?: T };
export const required = <T>(shape: Shape<T>): Field<T, false> => ({ shape, optional: false });
export const optional = <T>(shape: Shape<T>): Field<T, true> => ({ shape, optional: true });
export const defaulted = <T>(shape: Shape<T>, fallback: T): Field<T, false> => ({ shape, optional: false, fallback });

type Fields = { readonly [key: string]: Field<unknown, boolean> };
type OptionalKeys<F extends Fields> = { [K in keyof F]: F[K]["optional"] extends true ? K : never }[keyof F];
export type ObjectOf<F extends Fields> = {
  readonly [K in Exclude<keyof F, OptionalKeys<F>>]: F[K] extends Field<infer T, boolean> ? T : never;
} & {
  readonly [K in OptionalKeys<F>]?: F[K] extends Field<infer T, boolean> ? T : never;
};

export const isGroup = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const unknownKey = (key: string, path: string, known: readonly string[], report: Report): void => {
  report.add({
    code: "scenario.unknown-key",
    path: path === "" ? key : `${path}.${key}`,
    onKey: true,
    message: { ko: `모르는 키 "${key}"입니다.`, en: `Found the unknown key "${key}".` },
    hint: suggestion(key, known),
  });
};

export const group = <F extends Fields>(fields: F, doc: string): Shape<ObjectOf<F>> => {
  const names = Object.keys(fields);
  const needed = names.filter((name) => fields[name]?.optional === false && !("fallback" in (fields[name] ?? {})));
  const properties = Object.fromEntries(
    names.map((name) => {
      const field = fields[name];
      return [name, { ...field?.shape.schema, ...(field !== undefined && "fallback" in field ? { default: field.fallback } : {}) }];
    }),
  );
  return {
    schema: { type: "object", properties, required: needed, additionalProperties: false, description: doc },
    read: (value, path, report) => {
      if (!isGroup(value)) {
        return wrongType(value, path, { ko: `키와 값의 묶음(${names.join(", ")})`, en: `a group of keys (${names.join(", ")})` }, report);
      }
      let fine = true;
      for (const key of Object.keys(value)) {
        if (Object.hasOwn(fields, key)) continue;
        unknownKey(key, path, names, report);
        fine = false;
      }
      const result: Record<string, unknown> = {};
      for (const name of names) {
        const field = fields[name];
        if (field === undefined) continue;
        if (!Object.hasOwn(value, name)) {
          if ("fallback" in field) result[name] = field.fallback;
          else if (!field.optional) {
            report.add({
              code: "scenario.missing-key",
              path: path === "" ? name : `${path}.${name}`,
              message: { ko: `"${name}" 키가 없습니다.`, en: `The key "${name}" is missing.` },
              hint: {
                ko: `${String(field.shape.schema["description"] ?? "")} "${name}: …" 줄을 더하세요.`.trim(),
                en: `Add a line "${name}: …". ${String(field.shape.schema["description"] ?? "")}`.trim(),
              },
            });
            fine = false;
          }
          continue;
        }
        const read = field.shape.read(value[name] ?? null, path === "" ? name : `${path}.${name}`, report);
        if (read === undefined) fine = false;
        else result[name] = read;
      }
      return fine ? (result as ObjectOf<F>) : undefined;
    },
  };
};

/** Key -> value with free keys (arms, patches). */
export const byKey = <T>(key: Shape<string>, value: Shape<T>, doc: string): Shape<readonly (readonly [string, T])[]> => ({
  schema: { type: "object", propertyNames: key.schema, additionalProperties: value.schema, description: doc },
  read: (found, path, report) => {
    if (!isGroup(found)) return wrongType(found, path, { ko: "이름과 값의 묶음", en: "a group of names and values" }, report);
    const entries = Object.entries(found).map(([name, entry]) => {
      const at = `${path}.${name}`;
      return [key.read(name, at, report), value.read(entry, at, report)] as const;
    });
    return entries.some(([name, entry]) => name === undefined || entry === undefined)
      ? undefined
      : (entries as readonly (readonly [string, T])[]);
  },
});

/** One of several forms, told apart by `pick` (which sees the value and answers the form to read it by, or undefined). */
export const either = <T>(
  forms: readonly Shape<T>[],
  pick: (value: Json) => Shape<T> | undefined,
  expected: Text,
  doc: string,
): Shape<T> => ({
  schema: { anyOf: forms.map((form) => form.schema), description: doc },
  read: (value, path, report) => {
    const form = pick(value);
    return form === undefined ? wrongType(value, path, expected, report) : form.read(value, path, report);
  },
});

/** A further condition on a value that already has its shape. */
export const checked = <T>(shape: Shape<T>, check: (value: T, path: string, report: Report) => boolean): Shape<T> => ({
  schema: shape.schema,
  read: (value, path, report) => {
    const read = shape.read(value, path, report);
    return read !== undefined && check(read, path, report) ? read : undefined;
  },
});

export const converted = <A, B>(shape: Shape<A>, convert: (value: A) => B): Shape<B> => ({
  schema: shape.schema,
  read: (value, path, report) => {
    const read = shape.read(value, path, report);
    return read === undefined ? undefined : convert(read);
  },
});

/** Anything; its own reader judges it later. */
export const anything = (doc: string): Shape<Json> => ({ schema: { description: doc }, read: (value) => value });

/** A name that stands for nothing. */
export const noSuchName = (
  code: string,
  what: Text,
  found: string,
  known: readonly string[],
  path: string,
  report: Report,
  onKey = false,
): void => {
  report.add({
    code,
    path,
    onKey,
    message: { ko: `"${found}"(이)라는 ${what.ko}이(가) 없습니다.`, en: `Found "${found}", but there is no ${what.en} of that name.` },
    hint: suggestion(found, known),
  });
};
