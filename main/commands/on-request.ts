/** What `run` computes beyond the comparison when asked to: said and counted before it starts, printed, and handed on for the result. */
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import { planContributions, runsOf } from "../../sim-core/experiment/contributions.ts";
import { contributionsOf, linkCurveOf } from "../../sim-core/experiment/divide-gain.ts";
import { ownershipMap } from "../../sim-core/experiment/grantors.ts";
import { planTornado, tornadoOf } from "../../sim-core/experiment/tornado.ts";
import { type Host, withProgress } from "../jobs/host.ts";
import { collectLocally } from "../jobs/local-experiment.ts";
import { contributionsText, linkCurveText } from "../print/contributions-text.ts";
import { tornadoText } from "../print/tornado-text.ts";
import { costSentence, type Pace } from "./cost-of-runs.ts";

export type Requested<Part extends keyof ExperimentResult> = { readonly parts: Pick<ExperimentResult, Part>; readonly runs: number };

/** Contributions and the curve of gain over links. After a stop the finished replications count. */
export const divideGain = async (
  host: Host,
  { replications }: ExperimentResult,
  pace: Pace,
): Promise<Requested<"contributions" | "linkCurve"> | undefined> => {
  if (host.stop.isStopped() || replications === 0) return undefined;
  const { rehearsal, language, seed } = host;
  const { scenario, city } = rehearsal;
  const plan = planContributions({ scenario, city, replications, seed, of: "everything" });
  const runs = runsOf(plan);
  process.stdout.write(`\n${costSentence({ ko: "기여도", en: "Contributions" }, runs, pace, language)}\n`);
  const jobs = plan.armsOf.map((arms, replication) => ({ replication, arms }));
  const what = { ko: "기여도, 반복", en: "contributions, replications" };
  const outcomes = await withProgress(host, what[language], (work) => collectLocally(work, { arms: plan.arms, jobs }));
  if (outcomes.length === 0) return undefined;
  const contributions = [...contributionsOf(plan, scenario.kpis, outcomes, scenario.experiment.confidence)];
  const linkCurve = [...linkCurveOf(plan, { scenario, map: ownershipMap(city, scenario), kpis: scenario.kpis }, outcomes)];
  process.stdout.write(`\n${contributionsText(scenario, contributions, language)}\n\n${linkCurveText(scenario, linkCurve, language)}\n`);
  return { parts: { contributions, linkCurve }, runs };
};

/** Every assumption moved: of the plan, the first arm beside the baseline. After a stop the finished replications count. */
export const moveAssumptions = async (
  host: Host,
  arms: readonly string[],
  { replications }: ExperimentResult,
  pace: Pace,
): Promise<Requested<"tornado" | "uncertainty"> | undefined> => {
  const { rehearsal, language, seed } = host;
  const { scenario } = rehearsal;
  const arm = arms.find((id) => id !== scenario.baseline);
  if (host.stop.isStopped() || replications === 0 || arm === undefined) return undefined;
  const plan = planTornado(scenario, rehearsal.arms, arm, replications);
  const runs = plan.jobs.length * 2;
  const days = plan.jobs.length / plan.pairs;
  const title = {
    ko: `민감도, 가정 ${plan.inputs.length}개, ${days}일`,
    en: `Sensitivity to ${plan.inputs.length} assumptions over ${days} days`,
  };
  process.stdout.write(`\n${costSentence(title, runs, pace, language)}\n`);
  const what = { ko: "민감도, 실행 쌍", en: "sensitivity, pairs of runs" };
  const outcomes = await withProgress(host, what[language], (work) => collectLocally(work, plan));
  const doubt = { confidence: scenario.experiment.confidence, seed };
  const { tornado, uncertainty } = tornadoOf(plan, scenario.kpis, outcomes, doubt);
  if (tornado.length === 0) return undefined;
  process.stdout.write(`\n${tornadoText(scenario, { tornado, uncertainty }, language)}\n`);
  return { parts: { tornado: [...tornado], uncertainty: [...uncertainty] }, runs };
};
