/**
 * YAML text of a stranger to plain data with the place of every key and value. Refused here, once: more than 100 aliases, aliases
 * that multiply, duplicate and prototype keys, tags, a YAML 1.1 directive (where `on` and `no` are booleans), several documents,
 * binary content, texts over 1 MB, lines over 20,000 characters, nesting beyond 40. The YAML reader itself gets no text on which it
 * would need more than seconds.
 */
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, type Document as YamlDocument } from "yaml";
import type { Json } from "./document-shape.ts";
import { bad, good, type Outcome, type Problem } from "./problem.ts";
import type { Text } from "./units.ts";

/** The largest scenario we know has 500 steps and 90 kB. */
const MAX_TEXT_CHARS = 1_000_000;
/** Thousands of markers on one line nest thousands of levels. */
const MAX_LINE_CHARS = 20_000;
/** Brackets open at once, counted without looking for quotes: far above MAX_DEPTH, far below what makes the reader slow. */
const MAX_OPEN_BRACKETS = 500;
const MAX_ALIASES = 100;
/** After aliases are followed. 500 steps are about 15,000 values. */
const MAX_VALUES = 200_000;
const MAX_DEPTH = 40;
const DANGEROUS_KEYS: readonly string[] = ["__proto__", "constructor", "prototype"];

export type Place = { readonly line: number; readonly column: number };

export type PlacedData = {
  readonly data: Json;
  /** Place of the value at `path`; of the nearest ancestor that is written where the path itself is not. */
  placeOf(path: string): Place;
  /** Place of the key at `path`, likewise. */
  placeOfKey(path: string): Place;
  /** Place of character `offset` inside the text at `path` (plain and quoted one-line texts; else the place of the text). */
  placeInside(path: string, offset: number): Place;
};

export const parseYaml = (text: string, file: string): Outcome<PlacedData> => {
  const early = refuseText(text, file);
  if (early !== undefined) return bad(early);
  const lines = new LineCounter();
  let document: YamlDocument;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      version: "1.2",
      schema: "core",
      merge: false,
      prettyErrors: false,
      logLevel: "error",
      strict: true,
    });
  } catch {
    return bad(tooDeep(file, { line: 1, column: 1 }));
  }
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [error] = document.errors;
  if (error !== undefined) return bad(syntaxProblem(error.code, error.message, file, placeAt(error.pos[0])));
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== "1.2") {
    return bad({
      code: "yaml.version",
      file,
      line: 1,
      column: 1,
      message: {
        ko: `YAML ${document.directives.yaml.version} 지시문이 있는데 YAML 1.2로 읽습니다.`,
        en: `Found a directive for YAML ${document.directives.yaml.version}, expected YAML 1.2.`,
      },
      hint: { ko: "%YAML 줄을 지우세요.", en: "Remove the %YAML line." },
    });
  }
  return walk(document, text, file, placeAt);
};

type Walk = {
  readonly document: YamlDocument;
  readonly file: string;
  readonly placeAt: (offset: number) => Place;
  readonly values: Map<string, number>;
  readonly keys: Map<string, number>;
  aliases: number;
  count: number;
};

/** Thrown inside the walk only, caught by it: the first refusal ends the reading. */
class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

const walk = (document: YamlDocument, text: string, file: string, placeAt: (offset: number) => Place): Outcome<PlacedData> => {
  const state: Walk = { document, file, placeAt, values: new Map(), keys: new Map(), aliases: 0, count: 0 };
  try {
    const data = document.contents === null ? null : read(state, document.contents as Node, "", 0);
    return good({ data, ...placesOf(state, text) });
  } catch (error) {
    if (error instanceof Refused) return bad(error.problem);
    throw error;
  }
};

const placesOf = (state: Walk, text: string): Omit<PlacedData, "data"> => {
  const nearest = (map: ReadonlyMap<string, number>, path: string): number => {
    let at = path;
    for (;;) {
      const offset = (at === path ? map.get(at) : undefined) ?? state.keys.get(at) ?? state.values.get(at);
      if (offset !== undefined) return offset;
      if (at === "") return 0;
      at = at.slice(0, Math.max(at.lastIndexOf("."), at.lastIndexOf("["), 0));
    }
  };
  return {
    placeOf: (path) => state.placeAt(nearest(state.values, path)),
    placeOfKey: (path) => state.placeAt(nearest(state.keys, path)),
    placeInside: (path, offset) => {
      const start = state.values.get(path);
      if (start === undefined) return state.placeAt(nearest(state.values, path));
      const quote = text[start] === '"' || text[start] === "'" ? 1 : 0;
      const isBlock = text[start] === "|" || text[start] === ">";
      return state.placeAt(isBlock ? start : start + quote + offset);
    },
  };
};

const read = (state: Walk, node: Node, path: string, depth: number): Json => {
  const place = state.placeAt(node.range?.[0] ?? 0);
  state.count += 1;
  if (state.count > MAX_VALUES) throw new Refused(aliasBomb(state.file, place));
  if (depth > MAX_DEPTH) throw new Refused(tooDeep(state.file, place));
  if (!state.values.has(path)) state.values.set(path, node.range?.[0] ?? 0);
  if (isAlias(node)) {
    state.aliases += 1;
    if (state.aliases > MAX_ALIASES) throw new Refused(aliasBomb(state.file, place));
    const target = node.resolve(state.document);
    if (target === undefined) throw new Refused(noAnchor(node.source, state.file, place));
    return read(state, target as Node, path, depth + 1);
  }
  if (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:")) throw new Refused(taggedValue(node.tag, state.file, place));
  if (isMap(node)) return readMap(state, node.items, path, depth);
  if (isSeq(node)) return node.items.map((item, index) => read(state, item as Node, `${path}[${index}]`, depth + 1));
  if (!isScalar(node)) throw new Refused(syntaxProblem("", "this cannot stand here", state.file, place));
  const { value } = node;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new Refused(notFinite(String(node.source ?? value), state.file, place));
};

const readMap = (state: Walk, items: readonly unknown[], path: string, depth: number): Json => {
  const result: Record<string, Json> = {};
  for (const item of items) {
    if (!isPair(item)) continue;
    const key = item.key as Node | null;
    const place = state.placeAt(key?.range?.[0] ?? 0);
    const name = isScalar(key) ? key.value : undefined;
    const written = typeof name === "number" || typeof name === "boolean" ? String(isScalar(key) ? (key.source ?? name) : name) : name;
    if (typeof written !== "string") throw new Refused(oddKey(state.file, place));
    if (DANGEROUS_KEYS.includes(written)) throw new Refused(dangerousKey(written, state.file, place));
    if (Object.hasOwn(result, written)) throw new Refused(syntaxProblem("DUPLICATE_KEY", written, state.file, place));
    const below = path === "" ? written : `${path}.${written}`;
    if (!state.keys.has(below)) state.keys.set(below, key?.range?.[0] ?? 0);
    result[written] = item.value === null ? null : read(state, item.value as Node, below, depth + 1);
  }
  return result;
};

const problem = (code: string, file: string, place: Place, message: Text, hint: Text): Problem => ({ code, file, ...place, message, hint });

const refuseText = (text: string, file: string): Problem | undefined => {
  if (text.length > MAX_TEXT_CHARS) {
    return problem(
      "yaml.too-large",
      file,
      { line: 1, column: 1 },
      {
        ko: `파일이 ${text.length}자입니다. 최대 ${MAX_TEXT_CHARS}자까지 읽습니다.`,
        en: `The file has ${text.length} characters; at most ${MAX_TEXT_CHARS} are read.`,
      },
      { ko: "시나리오 파일이 맞는지 확인하세요.", en: "Check that this is a scenario file." },
    );
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these show that the file is no text
  const binary = text.search(/[\u0000-\u0008\u000e-\u001f\ufffe\uffff]/);
  if (binary < 0) {
    const overlong = overlongPlace(text);
    return overlong === undefined ? undefined : tooDeep(file, overlong);
  }
  const before = text.slice(0, binary);
  const place = { line: before.split("\n").length, column: binary - before.lastIndexOf("\n") };
  return problem(
    "yaml.not-text",
    file,
    place,
    {
      ko: `글이 아닌 바이트(코드 ${text.charCodeAt(binary)})가 있는데 YAML 글이 와야 합니다.`,
      en: `Found a byte that is no text (code ${text.charCodeAt(binary)}), expected YAML text.`,
    },
    { ko: "파일이 손상되지 않았는지, UTF-8로 저장했는지 확인하세요.", en: "Check that the file is whole and saved as UTF-8." },
  );
};

/** Where a line grows too long or too many brackets are open. */
const overlongPlace = (text: string): Place | undefined => {
  let line = 1;
  let lineStart = 0;
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      line += 1;
      lineStart = at + 1;
    } else if (code === 91 || code === 123) open += 1;
    else if ((code === 93 || code === 125) && open > 0) open -= 1;
    if (open > MAX_OPEN_BRACKETS || at - lineStart > MAX_LINE_CHARS) return { line, column: at - lineStart + 1 };
  }
  return undefined;
};

const syntaxProblem = (code: string, detail: string, file: string, place: Place): Problem => {
  if (code === "DUPLICATE_KEY") {
    return problem(
      "yaml.duplicate-key",
      file,
      place,
      { ko: "같은 키가 두 번 있습니다. 키는 한 번만 쓸 수 있습니다.", en: "Found the same key twice, expected every key once." },
      { ko: "둘 중 하나를 지우세요.", en: "Remove one of the two." },
    );
  }
  if (code === "MULTIPLE_DOCS") {
    return problem(
      "yaml.several-documents",
      file,
      place,
      { ko: "문서가 둘 이상(---) 있는데 하나만 와야 합니다.", en: "Found more than one document (---), expected one." },
      { ko: "시나리오마다 파일을 따로 만드세요.", en: "Keep each scenario in a file of its own." },
    );
  }
  return problem(
    "yaml.syntax",
    file,
    place,
    { ko: `YAML 문법 오류입니다: ${detail}.`, en: `Not YAML: ${detail}.` },
    {
      ko: "들여쓰기(공백), 따옴표, 괄호의 짝을 확인하세요.",
      en: "Check the indentation (spaces), the quotes and that every bracket is closed.",
    },
  );
};

const tooDeep = (file: string, place: Place): Problem =>
  problem(
    "yaml.too-deep",
    file,
    place,
    {
      ko: `값이 ${MAX_DEPTH}단계보다 깊게 중첩되어 있거나 한 줄이 ${MAX_LINE_CHARS}자를 넘습니다.`,
      en: `Values are nested deeper than ${MAX_DEPTH} levels, or a line is longer than ${MAX_LINE_CHARS} characters.`,
    },
    {
      ko: "시나리오 형식에는 그런 중첩이 없습니다. 파일을 확인하세요.",
      en: "The scenario format does not nest like that; check the file.",
    },
  );

const aliasBomb = (file: string, place: Place): Problem =>
  problem(
    "yaml.too-many-aliases",
    file,
    place,
    {
      ko: `별칭(*이름)이 ${MAX_ALIASES}개를 넘거나 서로 불어나 값이 ${MAX_VALUES}개를 넘습니다.`,
      en: `Found more than ${MAX_ALIASES} aliases (*name), or aliases that multiply to more than ${MAX_VALUES} values.`,
    },
    { ko: "되풀이되는 내용을 별칭 없이 직접 적으세요.", en: "Write the repeated parts out without aliases." },
  );

const noAnchor = (name: string, file: string, place: Place): Problem =>
  problem(
    "yaml.unknown-alias",
    file,
    place,
    { ko: `별칭 *${name}이(가) 가리키는 &${name}이(가) 앞에 없습니다.`, en: `Found the alias *${name}, but no &${name} stands before it.` },
    { ko: `앞에 &${name}을(를) 두거나 글이면 따옴표로 감싸세요.`, en: `Put &${name} before it, or quotes around it if it is a text.` },
  );

const taggedValue = (tag: string, file: string, place: Place): Problem =>
  problem(
    "yaml.tag",
    file,
    place,
    { ko: `태그 ${tag}이(가) 있는데 태그 없는 값이 와야 합니다.`, en: `Found the tag ${tag}, expected a plain value.` },
    { ko: "느낌표로 시작하는 태그를 지우세요.", en: "Remove the tag that begins with an exclamation mark." },
  );

const notFinite = (found: string, file: string, place: Place): Problem =>
  problem(
    "yaml.not-a-number",
    file,
    place,
    { ko: `${found}이(가) 있는데 유한한 숫자나 글이 와야 합니다.`, en: `Found ${found}, expected a finite number or a text.` },
    { ko: "숫자를 적거나, 글이면 따옴표로 감싸세요.", en: "Write a number, or quotes around a text." },
  );

const oddKey = (file: string, place: Place): Problem =>
  problem(
    "yaml.odd-key",
    file,
    place,
    { ko: "키가 글이 아닙니다.", en: "Found a key that is no text." },
    { ko: "키는 한 낱말로 적으세요.", en: "Write the key as one word." },
  );

const dangerousKey = (key: string, file: string, place: Place): Problem =>
  problem(
    "yaml.dangerous-key",
    file,
    place,
    { ko: `키 "${key}"은(는) 허용되지 않습니다.`, en: `The key "${key}" is not allowed.` },
    { ko: "키를 지우거나 이름을 바꾸세요.", en: "Remove or rename the key." },
  );
