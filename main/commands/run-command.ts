/** `rehearse run`: the experiment of a scenario folder, as a table a planner reads and, on request, as JSON. */
import { availableParallelism } from "node:os";
import { printResult } from "../../sim-core/contract/print-result.ts";
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import type { ExperimentReport } from "../../sim-core/experiment/experiment.ts";
import { type Variant, varyPassingSpeed, withSensitivity } from "../../sim-core/experiment/sensitivity.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { checkWritable, writeWhole } from "../files/write-whole.ts";
import { type Host, stopOnInterrupt, withProgress } from "../jobs/host.ts";
import { runLocally } from "../jobs/local-experiment.ts";
import { durationText } from "../print/progress-line.ts";
import { reportText } from "../print/result-report.ts";
import { sensitivityText } from "../print/sensitivity-text.ts";
import { loadRehearsal } from "./load-rehearsal.ts";
import { divideGain, moveAssumptions } from "./on-request.ts";
import { checkRunOptions, chooseArms, type RunOptions } from "./run-options.ts";

export const runCommand = async (folder: string, options: RunOptions, language: Language): Promise<number> => {
  const asked = checkRunOptions(options);
  const startedMs = performance.now();
  const rehearsal = loadRehearsal({
    folder,
    ...(options.city === undefined ? {} : { city: options.city }),
    ...(options.demand === undefined ? {} : { demand: options.demand }),
    ...(asked.tripsPerHour === undefined ? {} : { tripsPerHour: asked.tripsPerHour }),
  });
  const { scenario } = rehearsal;
  const arms = chooseArms(scenario, options.arms, rehearsal.scenarioFile);
  if (options.json !== undefined) checkWritable(options.json);
  const stop = stopOnInterrupt();
  const workers = asked.workers ?? availableParallelism();
  const host: RunHost = { rehearsal, arms, seed: options.seed, workers, stop, language };

  const report = await compare(host, { replications: asked.replications ?? scenario.experiment.replications, passingSpeedFactor: 1 });
  const { result, assumptions } = report;
  process.stdout.write(reportText({ result, scenario, assumptions, cityTitle: rehearsal.city.title[language], language }));
  const variants = options.sensitivity === false ? [] : await atOtherSpeeds(host, report);
  const pace = { msPerRun: (performance.now() - startedMs) / Math.max(1, result.replications * arms.length * (1 + variants.length)) };
  const divided = options.contributions === true ? await divideGain(host, result, pace) : undefined;
  const tornado = options.tornado === true ? await moveAssumptions(host, arms, result, pace) : undefined;
  if (options.json !== undefined) {
    const extended = withSensitivity(scenario, report, variants).result;
    writeWhole(options.json, printResult({ ...extended, ...divided?.parts, ...tornado?.parts }));
  }
  const effort = {
    host,
    result,
    experiments: 1 + variants.length,
    extraRuns: (divided?.runs ?? 0) + (tornado?.runs ?? 0),
  };
  process.stdout.write(`\n${wallTime(effort, performance.now() - startedMs)}\n`);
  if (stop.isStopped()) return 130;
  return missesTarget(result) ? 1 : 0;
};

type RunHost = Host & { readonly arms: readonly string[] };

const compare = (
  host: RunHost,
  asked: { readonly replications: number | "auto"; readonly passingSpeedFactor: number },
): Promise<ExperimentReport> => {
  const factor = asked.passingSpeedFactor;
  const speed = factor === 1 ? { ko: "", en: "" } : { ko: `지나가는 속도 ×${factor}, `, en: `passing speed x ${factor}, ` };
  const what = { ko: `${speed.ko}반복`, en: `${speed.en}replications` };
  return withProgress(host, what[host.language], (work) => runLocally({ ...work, arms: host.arms, ...asked }));
};

/** How the verdicts depend on the fitted passing speed, printed. */
const atOtherSpeeds = async (host: RunHost, report: ExperimentReport): Promise<readonly Variant[]> => {
  const compareAt = (passingSpeedFactor: number, replications: number) => compare(host, { replications, passingSpeedFactor });
  const variants = await varyPassingSpeed(report, compareAt, host.stop.isStopped);
  if (variants.length > 0) {
    const all = [{ factor: 1, result: report.result }, ...variants];
    process.stdout.write(`\n${sensitivityText(host.rehearsal.scenario, all, host.language)}\n`);
  }
  return variants;
};

const missesTarget = (result: ExperimentResult): boolean =>
  result.arms.some(({ kpis }) => Object.values(kpis).some(({ target }) => target?.met === "no"));

type Effort = {
  readonly host: RunHost;
  readonly result: ExperimentResult;
  readonly experiments: number;
  /** On request: contributions, tornado. */
  readonly extraRuns: number;
};

const wallTime = ({ host, result, experiments, extraRuns }: Effort, elapsedMs: number): string => {
  const { replications } = result;
  const arms = host.arms.length;
  const runs = replications * arms * experiments + extraRuns;
  const minutes = host.rehearsal.scenario.run.durationMin;
  const ko = host.language === "ko";
  const time = elapsedMs < 60_000 ? `${(elapsedMs / 1000).toFixed(1)}${ko ? "초" : " s"}` : durationText(elapsedMs, host.language);
  const times = experiments === 1 ? "" : ko ? ` × 속도 ${experiments}가지` : ` x ${experiments} passing speeds`;
  const more = extraRuns === 0 ? "" : ko ? ` + 요청한 것 ${extraRuns}` : ` + ${extraRuns} on request`;
  return ko
    ? `계산 시간 ${time}: 안 ${arms}개 × 반복 ${replications}회${times}${more} = ${runs}번의 ${minutes}분 실행, 작업자 ${host.workers}개.`
    : `Computed in ${time}: ${arms} arms x ${replications} replications${times}${more} = ${runs} runs of ${minutes} minutes, ${host.workers} workers.`;
};
