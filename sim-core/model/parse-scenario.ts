/**
 * Scenario text (YAML) to Scenario, or every mistake in it with file, line, column, path, what was found, what was expected and how
 * to mend it. Every arm is read too, with its changes applied: what passes here is trusted everywhere else.
 */
import { canonicalJson } from "./canonical-json.ts";
import { checkScenario } from "./check-scenario.ts";
import { contentHash } from "./content-hash.ts";
import { isGroup, type Json, type Report, shown } from "./document-shape.ts";
import { patchDocument } from "./patch-scenario.ts";
import type { Outcome, Problem } from "./problem.ts";
import { bad, good } from "./problem.ts";
import { type Arm, SCENARIO_SCHEMA_VERSION, type Scenario } from "./scenario.ts";
import { scenarioShape } from "./scenario-shape.ts";
import { type PlacedData, parseYaml } from "./yaml-document.ts";

/** More than a person mends in one go; the rest shows up next time. */
const MAX_PROBLEMS = 50;

export const parseScenario = (text: string, file = "scenario.yaml"): Outcome<Scenario> => {
  const yaml = parseYaml(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, file);
  if (!yaml.ok) return yaml;
  const places = yaml.value;
  const version = otherVersion(places.data, file, places);
  if (version !== undefined) return bad(version);
  const read = readScenario(places.data);
  if ("found" in read) return refuse(read.found, file, places);
  const found: Found[] = [];
  for (const arm of read.scenario.arms) found.push(...problemsOfArm(read.scenario, arm).slice(0, MAX_PROBLEMS));
  return found.length > 0 ? refuse(found, file, places) : good(read.scenario);
};

/** The scenario with an arm's `agreements` and `set` applied and read again. Steps are not switched off yet: see scenario/apply-arm.ts. */
export const patchScenario = (scenario: Scenario, armId: string, file = "scenario.yaml"): Outcome<Scenario> => {
  const arm = scenario.arms.find(({ id }) => id === armId);
  if (arm === undefined) {
    const known = scenario.arms.map(({ id }) => id).join(", ");
    return bad({
      code: "scenario.unknown-arm",
      file,
      path: "arms",
      message: { ko: `"${armId}"(이)라는 비교안(arm)이 없습니다.`, en: `There is no arm "${armId}".` },
      hint: { ko: `있는 것: ${known}.`, en: `There are: ${known}.` },
    });
  }
  const patched = readPatched(scenario, arm);
  if ("scenario" in patched) return good(patched.scenario);
  const [first, ...rest] = patched.found.map(({ onKey: _, ...problem }) => ({ ...problem, file }));
  if (first === undefined) throw new Error(`arm ${armId} was refused without a problem`);
  return bad(first, ...rest);
};

/** 64 hex digits over what the scenario says: comments, order of keys and spacing do not count. */
export const scenarioHash = (scenario: Scenario): string => contentHash(canonicalJson(scenario.document));

type Found = Omit<Problem, "file" | "line" | "column"> & { readonly path: string; readonly onKey?: boolean };
type Read = { readonly scenario: Scenario } | { readonly found: readonly Found[] };

const readScenario = (document: Json): Read => {
  const found: Found[] = [];
  const report: Report = { add: (problem) => found.push(problem) };
  const shaped = scenarioShape.read(document, "", report);
  if (shaped === undefined) return { found };
  const scenario = { ...shaped, schemaVersion: SCENARIO_SCHEMA_VERSION } as const;
  const steps = checkScenario(scenario, report);
  return found.length > 0 ? { found } : { scenario: { ...scenario, steps, document } };
};

const readPatched = (scenario: Scenario, arm: Arm): Read => {
  const found: Found[] = [];
  const patched = patchDocument(scenario.document, arm, { add: (problem) => found.push(problem) });
  if (patched === undefined || found.length > 0) return { found };
  if (patched === scenario.document) return { scenario };
  const read = readScenario(patched);
  return "scenario" in read ? { scenario: { ...read.scenario, document: scenario.document } } : read;
};

/** What is wrong after patching is shown at the arm's own line, with the place in the patched text in the message. */
const problemsOfArm = (scenario: Scenario, arm: Arm): readonly Found[] => {
  if (Object.keys(arm.set).length === 0 && Object.keys(arm.agreements).length === 0) return [];
  const read = readPatched(scenario, arm);
  if ("scenario" in read) return [];
  return read.found.map((problem) =>
    problem.path.startsWith("arms.")
      ? problem
      : {
          ...problem,
          path: `arms.${arm.id}.${placeOfChange(scenario, arm, problem.path)}`,
          message: {
            ko: `이 비교안을 적용하면(${problem.path}): ${problem.message.ko}`,
            en: `With this arm applied (${problem.path}): ${problem.message.en}`,
          },
        },
  );
};

/** The change of the arm that most likely caused a problem at `path` of the patched text. */
const placeOfChange = (scenario: Scenario, arm: Arm, path: string): string => {
  const named = path.replace(
    /^(agreements|triggers|steps)\[(\d+)\]/,
    (_, list: "agreements" | "triggers" | "steps", index: string) => `${list}.${scenario[list][Number(index)]?.id ?? index}`,
  );
  const plain = named.replace(/\[(\d+)\]/g, ".$1");
  const setter = Object.keys(arm.set).find((key) => plain.startsWith(key) || key.startsWith(plain));
  if (setter !== undefined) return `set.${setter}`;
  const name = plain.split(".")[1] ?? "";
  if (plain.startsWith("agreements.") && Object.hasOwn(arm.agreements, name)) return `agreements.${name}`;
  return Object.hasOwn(arm.agreements, "*") ? "agreements.*" : "set";
};

const refuse = (found: readonly Found[], file: string, places: PlacedData): Outcome<never> => {
  const problems = found.slice(0, MAX_PROBLEMS).map(({ onKey, path, ...rest }): Problem => {
    const at = path.lastIndexOf("@");
    const place =
      at > 0 && /^\d+$/.test(path.slice(at + 1))
        ? places.placeInside(path.slice(0, at), Number(path.slice(at + 1)))
        : onKey === true
          ? places.placeOfKey(path)
          : places.placeOf(path);
    return { ...rest, file, path: at > 0 ? path.slice(0, at) : path, ...place };
  });
  const [first, ...rest] = problems;
  if (first === undefined) throw new Error("a scenario was refused without a problem");
  return bad(first, ...rest);
};

const otherVersion = (data: Json, file: string, places: PlacedData): Problem | undefined => {
  if (!isGroup(data)) {
    return {
      code: "scenario.not-a-scenario",
      file,
      line: 1,
      column: 1,
      message: {
        ko: "시나리오의 키(schemaVersion, scenario, steps …)가 하나도 없습니다.",
        en: "Found none of the keys of a scenario (schemaVersion, scenario, steps …).",
      },
      hint: { ko: "시나리오 파일이 맞는지 확인하세요.", en: "Check that this is a scenario file." },
    };
  }
  const found = data["schemaVersion"];
  if (found === SCENARIO_SCHEMA_VERSION) return undefined;
  const newer = typeof found === "number" && found > SCENARIO_SCHEMA_VERSION;
  return {
    code: "scenario.other-version",
    file,
    path: "schemaVersion",
    ...places.placeOf("schemaVersion"),
    message: {
      ko: `schemaVersion ${found === undefined ? "이 없습니다" : `${shown(found)}을(를) 찾았습니다`}. 이 프로그램은 버전 ${SCENARIO_SCHEMA_VERSION}을 읽습니다.`,
      en: `Found ${found === undefined ? "no schemaVersion" : `schemaVersion ${shown(found)}`}; this program reads version ${SCENARIO_SCHEMA_VERSION}.`,
    },
    hint: newer
      ? { ko: "프로그램을 최신 버전으로 올리세요.", en: "Use a newer release of the program." }
      : {
          ko: `첫 줄에 schemaVersion: ${SCENARIO_SCHEMA_VERSION}을 적으세요.`,
          en: `Write schemaVersion: ${SCENARIO_SCHEMA_VERSION} in the first line.`,
        },
  };
};
