/**
 * `when` of a trigger: CEL over a short list of variables. All numbers are double (a whole literal is read as one), there is no
 * `matches`, no macro and no loop, and size is capped, so that an expression costs microseconds whatever a stranger wrote.
 */
import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import type { Trigger } from "./scenario.ts";
import type { Text } from "./units.ts";

const LIMITS = { maxAstNodes: 200, maxDepth: 16, maxListElements: 50, maxMapEntries: 0, maxCallArguments: 3 };
const MAX_CHARS = 1000;

/** What an expression may name, per source of its trigger. The documentation is generated from this list. */
export const WHEN_VARIABLES = {
  incident: {
    kind: { type: "string", doc: { ko: "상황 종류", en: "kind of the incident" } },
    severity: { type: "double", doc: { ko: "심각도 1-5", en: "severity, 1 to 5" } },
    number: { type: "double", doc: { ko: "이 실행에서의 번호(0부터)", en: "its number in this run, from 0" } },
    link: { type: "string", doc: { ko: "도로 구간 id", en: "id of the link it is on" } },
    building: { type: "string", doc: { ko: "건물 id, 없으면 빈 글", en: "id of the building, empty if none" } },
  },
  reading: {
    sensor: { type: "string", doc: { ko: "센서 id", en: "id of the sensor" } },
    quantity: { type: "string", doc: { ko: "측정 항목", en: "what is measured" } },
    value: { type: "double", doc: { ko: "값", en: "the value" } },
    ageS: { type: "double", doc: { ko: "참이었던 때부터 알려질 때까지(초)", en: "seconds from true to known" } },
  },
  event: {
    incidentKind: { type: "string", doc: { ko: "상황 종류", en: "kind of the incident" } },
    severity: { type: "double", doc: { ko: "심각도 1-5", en: "severity of the incident, 1 to 5" } },
    sinceCallS: { type: "double", doc: { ko: "신고 접수부터(초)", en: "seconds since the call was received" } },
    heatKw: {
      type: "double",
      doc: { ko: "지금 화재의 발열량(kW), 불이 없으면 0", en: "heat release of the fire now [kW], 0 = nothing burns" },
    },
    patients: { type: "double", doc: { ko: "알려진 환자 수", en: "people to be carried that are known" } },
    units: { type: "double", doc: { ko: "현장에 도착한 차량 수", en: "units that have arrived" } },
  },
} as const;
/** Functions beside the operators == != < <= > >= + - * / && || ! ?: in. */
export const WHEN_FUNCTIONS: readonly string[] = ["startsWith", "endsWith", "contains"];

export type WhenValues = {
  readonly nowS: number;
  readonly incident?: {
    readonly kind: string;
    readonly severity: number;
    readonly number: number;
    readonly link: string;
    readonly building: string;
  };
  readonly reading?: { readonly sensor: string; readonly quantity: string; readonly value: number; readonly ageS: number };
  readonly event?: {
    readonly incidentKind: string;
    readonly severity: number;
    readonly sinceCallS: number;
    readonly heatKw: number;
    readonly patients: number;
    readonly units: number;
  };
};

const hasVariables = (source: Trigger["source"]): source is keyof typeof WHEN_VARIABLES => Object.hasOwn(WHEN_VARIABLES, source);

/** Evaluation cannot fail for values of the declared types, except by a division of nothing: that counts as false. */
export type WhenExpression = (values: WhenValues) => boolean;
export type WhenFault = { readonly offset: number; readonly found: Text; readonly hint: Text };

const environmentFor = (source: Trigger["source"]): Environment => {
  const environment = new Environment({ limits: LIMITS });
  environment.registerVariable("nowS", "double");
  if (!hasVariables(source)) return environment;
  const schema = Object.fromEntries(Object.entries(WHEN_VARIABLES[source]).map(([name, { type }]) => [name, type]));
  environment.registerVariable({ name: source, schema });
  return environment;
};

const environments = new Map<Trigger["source"], Environment>();

export const compileWhen = (
  written: string,
  source: Trigger["source"],
): { readonly expression: WhenExpression } | { readonly fault: WhenFault } => {
  let environment = environments.get(source);
  if (environment === undefined) {
    environment = environmentFor(source);
    environments.set(source, environment);
  }
  if (written.length > MAX_CHARS)
    return {
      fault: {
        offset: MAX_CHARS,
        found: { ko: `식이 ${MAX_CHARS}자를 넘습니다`, en: `the expression is longer than ${MAX_CHARS} characters` },
        hint: SIMPLER,
      },
    };
  try {
    const insertions: Insertion[] = [];
    const forbidden = inspect(environment.parse(written).ast, insertions);
    if (forbidden !== undefined) return { fault: forbidden };
    const parsed = environment.parse(withDoubles(written, insertions));
    const check = parsed.check();
    if (!check.valid) return { fault: faultOf(check.error, source, insertions) };
    if (check.type !== "bool") {
      return {
        fault: {
          offset: 0,
          found: {
            ko: `식의 결과가 ${check.type}인데 참/거짓이어야 합니다`,
            en: `the expression yields ${check.type}, expected true or false`,
          },
          hint: { ko: "비교(==, <, >)로 끝내세요.", en: "Make it a comparison (==, <, >)." },
        },
      };
    }
    return { expression: (values) => evaluate(parsed, values) };
  } catch (error) {
    return { fault: faultOf(error, source, []) };
  }
};

const evaluate = (parsed: (context: Record<string, unknown>) => unknown, values: WhenValues): boolean => {
  try {
    return parsed({ ...values }) === true;
  } catch {
    return false;
  }
};

type Insertion = { readonly start: number; readonly end: number; readonly text: string };

/** Finds what is not allowed, and every whole number literal with the double it stands for. */
const inspect = (node: ASTNode, insertions: Insertion[]): WhenFault | undefined => {
  switch (node.op) {
    case "value":
      if (typeof node.args === "bigint") insertions.push({ start: node.range.start, end: node.range.end, text: `${Number(node.args)}.0` });
      else if (typeof node.args === "object" && node.args !== null)
        return notAllowed(node, { ko: "바이트와 u 숫자", en: "bytes and u numbers" });
      return undefined;
    case "id":
      return undefined;
    case "call":
      return notAllowed(node, { ko: `함수 ${node.args[0]}()`, en: `the function ${node.args[0]}()` });
    case "rcall": {
      const [name, receiver, args] = node.args;
      if (!WHEN_FUNCTIONS.includes(name)) return notAllowed(node, { ko: `함수 .${name}()`, en: `the function .${name}()` });
      return inspectAll([receiver, ...args], insertions);
    }
    case "map":
      return notAllowed(node, { ko: "묶음 {…}", en: "a map {…}" });
    case ".":
      return inspect(node.args[0], insertions);
    case ".?":
    case "[?]":
    case "[]":
      return notAllowed(node, { ko: "색인 [ ]", en: "an index [ ]" });
    case "!_":
    case "-_":
      return inspect(node.args, insertions);
    default:
      return inspectAll(node.args as readonly ASTNode[], insertions);
  }
};

const inspectAll = (nodes: readonly ASTNode[], insertions: Insertion[]): WhenFault | undefined => {
  for (const node of nodes) {
    const fault = inspect(node, insertions);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const withDoubles = (written: string, insertions: Insertion[]): string => {
  insertions.sort((a, b) => a.start - b.start);
  let result = "";
  let at = 0;
  for (const { start, end, text } of insertions) {
    result += written.slice(at, start) + text;
    at = end;
  }
  return result + written.slice(at);
};

const SIMPLER: Text = { ko: "식을 더 짧게 나누세요.", en: "Make the expression shorter." };

const notAllowed = (node: ASTNode, what: Text): WhenFault => ({
  offset: node.range.start,
  found: { ko: `${what.ko}은(는) when에서 쓸 수 없습니다`, en: `${what.en} is not allowed in when` },
  hint: {
    ko: `쓸 수 있는 것: 비교, && || !, in, ${WHEN_FUNCTIONS.join(", ")}.`,
    en: `Allowed: comparisons, && || !, in, ${WHEN_FUNCTIONS.join(", ")}.`,
  },
});

const faultOf = (error: unknown, source: Trigger["source"], insertions: readonly Insertion[]): WhenFault => {
  const known = error as { readonly summary?: string; readonly range?: { readonly start: number }; readonly message?: string };
  const summary = (known.summary ?? known.message ?? "not an expression").split("\n")[0] ?? "";
  let offset = known.range?.start ?? 0;
  for (const { start, end, text } of insertions) {
    if (start < offset) offset -= text.length - (end - start);
  }
  const fields = hasVariables(source) ? Object.keys(WHEN_VARIABLES[source]).map((name) => `${source}.${name}`) : [];
  const names = ["nowS", ...fields].join(", ");
  return {
    offset,
    found: { ko: `CEL 식으로 읽을 수 없습니다(${summary})`, en: `not a CEL expression (${summary})` },
    hint: {
      ko: `쓸 수 있는 이름: ${names}. 글은 작은따옴표로 감쌉니다.`,
      en: `Names that may stand here: ${names}. Texts stand in single quotes.`,
    },
  };
};
