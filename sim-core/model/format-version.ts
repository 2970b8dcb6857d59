/** One rule for the version of every file format: older files are lifted step by step, anything else is one clear Problem. */
import { foundText } from "./json-text.ts";
import { bad, good, type Outcome } from "./problem.ts";

/** steps[n] lifts a file of version n to n + 1. Each step keeps one old file in the tests. */
export type MigrationSteps = Readonly<Record<number, (old: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>>>;

export const migrate = (
  value: unknown,
  format: string,
  version: number,
  steps: MigrationSteps,
  file: string,
): Outcome<Readonly<Record<string, unknown>>> => {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("format" in value) || value.format !== format) {
    const found = foundText(typeof value === "object" && value !== null && "format" in value ? value.format : value);
    return bad({
      code: `${format}.other-format`,
      file,
      path: "format",
      message: {
        ko: `찾은 값: ${found}. 필요한 것: format "${format}"인 파일.`,
        en: `Found ${found}; expected a file with format "${format}".`,
      },
      hint: { ko: "올바른 파일인지 확인하십시오.", en: "Check that this is the right file." },
    });
  }
  let record = value as Readonly<Record<string, unknown>>;
  let at = record["formatVersion"];
  while (typeof at === "number" && at < version) {
    const step = steps[at];
    if (step === undefined) break;
    record = { ...step(record), formatVersion: at + 1 };
    at = record["formatVersion"];
  }
  if (at === version) return good(record);
  return bad({
    code: `${format}.other-version`,
    file,
    path: "formatVersion",
    message: {
      ko: `형식 버전 ${foundText(at)}을(를) 찾았습니다. 이 프로그램은 버전 ${version}을 읽습니다.`,
      en: `Found format version ${foundText(at)}; this program reads version ${version}.`,
    },
    hint:
      typeof at === "number" && at > version
        ? { ko: "프로그램을 최신 버전으로 올리십시오.", en: "Use a newer release of the program." }
        : { ko: "원본에서 다시 가져오십시오.", en: "Import it again from its source." },
  });
};
