/** `rehearse run`: the experiment of a scenario folder, as a table a planner reads and, on request, as JSON. */
import { availableParallelism } from "node:os";
import type { Contribution, ExperimentResult } from "../../sim-core/contract/result.ts";
import { planContributions } from "../../sim-core/experiment/contributions.ts";
import type { ExperimentReport } from "../../sim-core/experiment/experiment.ts";
import { printResult } from "../../sim-core/experiment/experiment.ts";
import { PASSING_SPEED_FACTORS, type Variant, withSensitivity } from "../../sim-core/experiment/sensitivity.ts";
import type { Scenario } from "../../sim-core/model/scenario.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { BadInput, problem } from "../bad-input.ts";
import { checkWritable, writeWhole } from "../files/write-whole.ts";
import { contributionsLocally, runLocally, type StopSignal } from "../jobs/local-experiment.ts";
import { contributionsText } from "../print/contributions-text.ts";
import { durationText, makeProgressLine } from "../print/progress-line.ts";
import { reportText } from "../print/result-report.ts";
import { sensitivityText } from "../print/sensitivity-text.ts";
import { loadRehearsal, type Rehearsal } from "./load-rehearsal.ts";

export type RunOptions = {
  readonly city?: string;
  readonly demand?: string;
  readonly tripsPerHour?: string;
  readonly arms?: string;
  readonly replications?: string;
  readonly seed: string;
  readonly workers?: string;
  readonly json?: string;
  readonly sensitivity?: boolean;
  readonly contributions?: boolean;
};

export const runCommand = async (folder: string, options: RunOptions, language: Language): Promise<number> => {
  const asked = checkedOptions(options);
  const startedMs = performance.now();
  const rehearsal = loadRehearsal({
    folder,
    ...(options.city === undefined ? {} : { city: options.city }),
    ...(options.demand === undefined ? {} : { demand: options.demand }),
    ...(asked.tripsPerHour === undefined ? {} : { tripsPerHour: asked.tripsPerHour }),
  });
  const arms = chosenArms(rehearsal.scenario, options.arms, rehearsal.scenarioFile);
  if (options.json !== undefined) checkWritable(options.json);
  const stop = stopOnInterrupt();
  const workers = asked.workers ?? availableParallelism();
  const ko = language === "ko";
  const common = { rehearsal, seed: options.seed, workers, stop };
  const experiment = (passingSpeedFactor: number, replications: number | "auto", what: string): Promise<ExperimentReport> =>
    withProgress(what, language, (onProgress) => runLocally({ ...common, arms, replications, passingSpeedFactor, onProgress }));

  const { scenario } = rehearsal;
  const report = await experiment(1, asked.replications ?? scenario.experiment.replications, ko ? "반복" : "replications");
  const { result, assumptions } = report;
  process.stdout.write(reportText({ result, scenario, assumptions, cityTitle: rehearsal.city.title[language], language }));
  const variants: Variant[] = [];
  for (const factor of options.sensitivity === true ? PASSING_SPEED_FACTORS : []) {
    if (stop.isStopped()) break;
    const what = ko ? `지나가는 속도 ×${factor}, 반복` : `passing speed x ${factor}, replications`;
    const variant = await experiment(factor, result.replications, what);
    if (variant.result.complete) variants.push({ factor, result: variant.result });
  }
  if (variants.length > 0) process.stdout.write(`\n${sensitivityText(scenario, [{ factor: 1, result }, ...variants], language)}\n`);
  let contributions: readonly Contribution[] = [];
  let extraRuns = 0;
  if (options.contributions === true && !stop.isStopped() && result.replications > 0) {
    contributions = await withProgress(ko ? "기여도, 반복" : "contributions, replications", language, (onProgress) =>
      contributionsLocally({ ...common, replications: result.replications, onProgress }),
    );
    extraRuns = planContributions(scenario).arms.length * result.replications;
    process.stdout.write(`\n${contributionsText(scenario, contributions, language)}\n`);
  }
  if (options.json !== undefined) {
    const extended = withSensitivity(scenario, report, variants).result;
    writeWhole(options.json, printResult({ ...extended, contributions: [...contributions] }));
  }
  const experiments = 1 + variants.length;
  process.stdout.write(
    `\n${wallTime({ rehearsal, result, arms: arms.length, experiments, extraRuns, workers, language }, performance.now() - startedMs)}\n`,
  );
  if (stop.isStopped()) return 130;
  return missesTarget(report.result) ? 1 : 0;
};

const withProgress = async <T>(
  what: string,
  language: Language,
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> => {
  const line = makeProgressLine(what, language, process.stderr);
  try {
    return await work(line.show);
  } finally {
    line.end();
  }
};

const checkedOptions = (
  options: RunOptions,
): { readonly replications?: number | "auto"; readonly workers?: number; readonly tripsPerHour?: number } => {
  const problems = [];
  const count = (name: string, value: string | undefined, most: number): number | undefined => {
    if (value === undefined) return undefined;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= 1 && number <= most) return number;
    problems.push(wrongOption(name, value, { ko: `1부터 ${most}까지의 정수`, en: `a whole number from 1 to ${most}` }));
    return undefined;
  };
  if (!/^\d{1,20}$/.test(options.seed) || BigInt(options.seed) >= 2n ** 64n) {
    problems.push(wrongOption("--seed", options.seed, { ko: "0 이상 2^64 미만의 정수", en: "a whole number below 2^64" }));
  }
  const replications = options.replications === "auto" ? "auto" : count("--replications", options.replications, 10_000);
  const workers = count("--workers", options.workers, 256);
  const tripsPerHour = count("--trips-per-hour", options.tripsPerHour, 500_000);
  if (problems.length > 0) throw new BadInput(problems);
  return {
    ...(replications === undefined ? {} : { replications }),
    ...(workers === undefined ? {} : { workers }),
    ...(tripsPerHour === undefined ? {} : { tripsPerHour }),
  };
};

const wrongOption = (name: string, value: string, expected: { ko: string; en: string }) =>
  problem(
    "option.wrong-value",
    undefined,
    { ko: `${name} ${value}: 쓸 수 없는 값입니다.`, en: `${name} ${value} cannot be used.` },
    { ko: `${expected.ko}를 주십시오.`, en: `Give ${expected.en}.` },
  );

/** In the scenario's order, the baseline always among them: every comparison needs it. */
const chosenArms = (scenario: Scenario, list: string | undefined, file: string): readonly string[] => {
  const all = scenario.arms.map(({ id }) => id);
  if (list === undefined) return all;
  const wanted = list.split(",").map((id) => id.trim());
  const unknown = wanted.filter((id) => !all.includes(id));
  if (unknown.length > 0) {
    throw new BadInput(
      unknown.map((id) =>
        problem(
          "scenario.unknown-arm",
          file,
          { ko: `"${id}"(이)라는 비교안(arm)이 없습니다.`, en: `There is no arm "${id}".` },
          { ko: `있는 것: ${all.join(", ")}.`, en: `There are: ${all.join(", ")}.` },
        ),
      ),
    );
  }
  return all.filter((id) => id === scenario.baseline || wanted.includes(id));
};

/** First Ctrl-C: stop and report what is finished. Second: end at once. */
const stopOnInterrupt = (): StopSignal => {
  let stopped = false;
  const listeners: (() => void)[] = [];
  process.on("SIGINT", () => {
    if (stopped) process.exit(130);
    stopped = true;
    for (const listener of listeners) listener();
  });
  return { isStopped: () => stopped, onStop: (listener) => void listeners.push(listener) };
};

const missesTarget = (result: ExperimentResult): boolean =>
  result.arms.some(({ kpis }) => Object.values(kpis).some(({ target }) => target?.met === "no"));

type Effort = {
  readonly rehearsal: Rehearsal;
  readonly result: ExperimentResult;
  readonly arms: number;
  readonly experiments: number;
  /** For the contributions. */
  readonly extraRuns: number;
  readonly workers: number;
  readonly language: Language;
};

const wallTime = ({ rehearsal, result, arms, experiments, extraRuns, workers, language }: Effort, elapsedMs: number): string => {
  const runs = result.replications * arms * experiments + extraRuns;
  const minutes = rehearsal.scenario.run.durationMin;
  const time =
    elapsedMs < 60_000 ? `${(elapsedMs / 1000).toFixed(1)}${language === "ko" ? "초" : " s"}` : durationText(elapsedMs, language);
  const times = experiments === 1 ? "" : language === "ko" ? ` × 속도 ${experiments}가지` : ` x ${experiments} passing speeds`;
  const more = extraRuns === 0 ? "" : language === "ko" ? ` + 기여도 ${extraRuns}` : ` + ${extraRuns} for contributions`;
  return language === "ko"
    ? `계산 시간 ${time}: 안 ${arms}개 × 반복 ${result.replications}회${times}${more} = ${runs}번의 ${minutes}분 실행, 작업자 ${workers}개.`
    : `Computed in ${time}: ${arms} arms x ${result.replications} replications${times}${more} = ${runs} runs of ${minutes} minutes, ${workers} workers.`;
};
