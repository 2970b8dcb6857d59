/**
 * A scenario folder, or a result file with the scenario it came from: everything to run one replication again. A result names its
 * inputs by hash, so what is found on disk is checked against them: a re-run of other inputs would explain another run.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { readResult } from "../../sim-core/contract/read-result.ts";
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import type { Problem } from "../../sim-core/model/problem.ts";
import { accepted, BadInput, problem } from "../bad-input.ts";
import { MAX_RESULT_BYTES, readInputText } from "../files/read-input.ts";
import { dataFolders } from "../project-folders.ts";
import { loadRehearsal, type Rehearsal } from "./load-rehearsal.ts";
import { isSeed, wholeNumber, wrongOption } from "./run-options.ts";
import { unknownArm } from "./unknown-arm.ts";

const ROOT = resolve(import.meta.dirname, "../..");

export type RerunOptions = {
  readonly scenario?: string;
  readonly city?: string;
  readonly demand?: string;
  readonly tripsPerHour?: string;
  readonly seed?: string;
  readonly replication?: string;
};

export type Rerun = {
  readonly rehearsal: Rehearsal;
  readonly seed: string;
  readonly replication: number;
  /** What was given, if it was a result. */
  readonly result: ExperimentResult | undefined;
};

const MAX_REPLICATION = 9_999;

export const isResultFile = (given: string): boolean => /\.json(\.gz)?$/i.test(given);

export const prepareRerun = (given: string, options: RerunOptions): Rerun => {
  const result = isResultFile(given) ? loadResult(given) : undefined;
  const last = result === undefined ? MAX_REPLICATION : Math.max(0, result.replications - 1);
  const replication = wholeNumber("--replication", options.replication ?? "0", 0, last);
  const tripsPerHour = options.tripsPerHour === undefined ? undefined : wholeNumber("--trips-per-hour", options.tripsPerHour, 1, 500_000);
  const seed = seedOf(result, options.seed);
  const rehearsal = loadRehearsal({
    folder: result === undefined ? (options.scenario ?? given) : (options.scenario ?? scenarioFolder(result, given)),
    ...(options.city === undefined ? {} : { city: options.city }),
    ...(options.demand === undefined ? {} : { demand: options.demand }),
    ...(tripsPerHour === undefined ? {} : { tripsPerHour }),
  });
  if (result !== undefined) checkSameInputs(result, rehearsal, given);
  return { rehearsal, seed, replication, result };
};

export const loadResult = (path: string): ExperimentResult => accepted(readResult(accepted(readInputText(path, MAX_RESULT_BYTES)), path));

const seedOf = (result: ExperimentResult | undefined, asked: string | undefined): string => {
  const expected = { ko: "0 이상 2^64 미만의 정수", en: "a whole number below 2^64" };
  if (asked !== undefined && !isSeed(asked)) throw new BadInput([wrongOption("--seed", asked, expected)]);
  if (result === undefined) return asked ?? "1";
  if (!isSeed(result.seed)) throw new BadInput([wrongOption("seed", result.seed, expected)]);
  if (asked === undefined || asked === result.seed) return result.seed;
  throw new BadInput([wrongOption("--seed", asked, { ko: `결과의 시드 ${result.seed}`, en: `the result's own seed, ${result.seed}` })]);
};

/** The scenario's id is a name from a foreign file: it may name a folder of scenarios/, never lead out of it. */
export const scenarioFolder = (result: ExperimentResult, file: string): string => {
  const { id } = result.scenario;
  const folder = join(dataFolders(ROOT).scenarios, id);
  if (/^[a-z0-9][a-z0-9-]*$/.test(id) && existsSync(join(folder, "scenario.yaml"))) return folder;
  throw new BadInput([
    problem(
      "result.unknown-scenario",
      file,
      { ko: `이 결과의 시나리오 "${id}"이(가) scenarios/에 없습니다.`, en: `The scenario of this result, "${id}", is not in scenarios/.` },
      { ko: "시나리오 폴더를 --scenario로 주십시오.", en: "Give its folder with --scenario." },
    ),
  ]);
};

const ALL_PARTS = ["scenario", "city", "demand", "engine"] as const;
type Part = (typeof ALL_PARTS)[number];

export const checkSameInputs = (
  result: ExperimentResult,
  { parts }: Pick<Rehearsal, "parts">,
  file: string,
  checked: readonly Part[] = ALL_PARTS,
): void => {
  const problems = checked.flatMap((part): readonly Problem[] =>
    result[part].hash === parts[part].hash ? [] : [otherInput(file, part, result[part], parts[part])],
  );
  if (problems.length > 0) throw new BadInput(problems);
};

type Named = { readonly id: string; readonly version: string; readonly hash: string };

const PARTS = {
  scenario: { ko: "시나리오", en: "scenario", hint: { ko: "--scenario로 그때의 폴더를", en: "the folder it came from with --scenario" } },
  city: { ko: "도시", en: "city", hint: { ko: "--city로 그때의 파일을", en: "the file it came from with --city" } },
  demand: {
    ko: "교통수요",
    en: "demand",
    hint: { ko: "--demand나 --trips-per-hour를 그때와 같게", en: "the same --demand or --trips-per-hour as then" },
  },
  engine: {
    ko: "엔진",
    en: "engine",
    hint: { ko: "그때의 프로그램 판으로 돌리거나, 새 결과를", en: "a new result, or use the release that made it" },
  },
} as const;

const otherInput = (file: string, part: Part, expected: Named, found: Named): Problem => {
  const { ko, en, hint } = PARTS[part];
  const show = ({ id, version, hash }: Named): string => `${id} ${version} (${hash.slice(0, 12)})`;
  return problem(
    `result.other-${part}`,
    file,
    {
      ko: `이 결과의 ${ko}: ${show(expected)}. 찾은 것: ${show(found)}. 내용이 다릅니다.`,
      en: `The result was made with the ${en} ${show(expected)}; found ${show(found)}, which is not the same.`,
    },
    { ko: `${hint.ko} 주십시오.`, en: `Give ${hint.en}.` },
  );
};

/** The one asked for; else the first that is not the baseline. */
export const chooseArm = ({ rehearsal, result }: Rerun, asked: string | undefined, file: string): string => {
  const { scenario, scenarioFile } = rehearsal;
  const all = scenario.arms.map(({ id }) => id);
  const ids = result === undefined ? all : all.filter((id) => result.arms.some((one) => one.id === id));
  if (asked !== undefined && !ids.includes(asked)) throw new BadInput([unknownArm(asked, ids, result === undefined ? scenarioFile : file)]);
  return asked ?? ids.find((id) => id !== scenario.baseline) ?? scenario.baseline;
};
