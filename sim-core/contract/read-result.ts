/** A result file back from disk: older versions are lifted, anything else is one Problem that says what was found. */
import { foundText } from "../model/json-text.ts";
import { bad, good, type Outcome, type Problem } from "../model/problem.ts";
import { ExperimentResult, RESULT_SCHEMA_VERSION } from "./result.ts";

export const readResult = (text: string, file: string): Outcome<ExperimentResult> => {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return bad(notAResult(file, "", { ko: "JSON이 아닙니다.", en: "This is not JSON." }));
  }
  const version = isRecord(found) ? found["schemaVersion"] : undefined;
  if (!isRecord(found) || version === undefined || !Array.isArray(found["arms"])) {
    return bad(notAResult(file, "", { ko: "실험 결과가 아닙니다.", en: "This is not the result of an experiment." }));
  }
  if (version !== 1 && version !== RESULT_SCHEMA_VERSION) return bad(otherVersion(file, version));
  try {
    const parsed = ExperimentResult.safeParse(withSteps(version === 1 ? liftedFrom1(found) : found));
    if (parsed.success) return good(parsed.data);
    const [issue] = parsed.error.issues;
    const path = issue?.path.map(String).join(".") ?? "";
    return bad(
      notAResult(file, path, { ko: "결과 파일의 이 자리를 읽을 수 없습니다.", en: `The result cannot be read here: ${issue?.message}.` }),
    );
  } catch {
    return bad(notAResult(file, "", { ko: "결과 파일이 손상되었습니다.", en: "The result file is damaged." }));
  }
};

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Version 1 knew no distributions, no correction for many comparisons, no neighbourhoods and no curves: they stay unknown. */
const liftedFrom1 = (old: Fields): Fields => ({
  ...old,
  schemaVersion: 2,
  arms: (old["arms"] as readonly Fields[]).map((arm) => ({
    ...arm,
    kpis: Object.fromEntries(Object.entries(arm["kpis"] as Fields).map(([id, kpi]) => [id, { ...(kpi as Fields), distribution: null }])),
  })),
  comparisons: (old["comparisons"] as readonly Fields[]).map((one) => ({
    ...one,
    role: "exploratory",
    simultaneous: null,
    pHolm: null,
    quantiles: [],
  })),
  multiplicity: null,
  neighbourhoods: [],
  contributions: (old["contributions"] as readonly Fields[]).map((one) => ({ ...one, replications: null })),
  linkCurve: [],
  tornado: [],
  uncertainty: [],
});

/** Results of both versions were written before the ends of steps were counted: how they ended stays unknown. */
const withSteps = (found: Fields): Fields => ({
  ...found,
  arms: (found["arms"] as readonly Fields[]).map((arm) => (isRecord(arm) ? { steps: [], ...arm } : arm)),
});

const notAResult = (file: string, path: string, message: Problem["message"]): Problem => ({
  code: "result.unreadable",
  file,
  path,
  message,
  hint: {
    ko: "rehearse run --json으로 저장한 파일을 주십시오.",
    en: "Give a file that rehearse run --json has written.",
  },
});

const otherVersion = (file: string, version: unknown): Problem => ({
  code: "result.other-version",
  file,
  path: "schemaVersion",
  message: {
    ko: `결과 형식 버전 ${foundText(version)}을(를) 찾았습니다. 이 프로그램은 1과 ${RESULT_SCHEMA_VERSION}를 읽습니다.`,
    en: `Found result version ${foundText(version)}; this program reads 1 and ${RESULT_SCHEMA_VERSION}.`,
  },
  hint: { ko: "프로그램을 최신 버전으로 올리십시오.", en: "Use a newer release of the program." },
});
