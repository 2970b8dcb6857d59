/** Starts, stops, resumes and keeps experiments; progress with time left goes to the store. Nothing is computed on this thread. */
import { printResult } from "../../../sim-core/contract/print-result.ts";
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import type { OpenRequest } from "../../../sim-core/contract/sim-service.ts";
import type { Assumption } from "../../../sim-core/model/city.ts";
import { describeProblem } from "../../../sim-core/model/problem.ts";
import type { ExperimentAsk, Progress } from "../../sim/experiment-service.ts";
import type { EvidenceRow } from "../../sim/kept-outcomes.ts";
import { connectExperiments, spawnExperimentWorker } from "../../sim/page-experiment.ts";
import { appState, setApp } from "../store/app-store.ts";
import { type ExperimentPlan, type ExtraKind, experimentMemory, setExperiment } from "./experiment-store.ts";
import { fileNameOf, saveFile } from "./save-file.ts";

type Compared = { readonly result: ExperimentResult; readonly assumptions: readonly Assumption[] };

export type Experiments = {
  /** A number: so many pairs of every arm. Goes on from the replications that the same question left behind. */
  runExperiment(wish: ExperimentPlan | number): Promise<void>;
  cancelExperiment(): void;
  saveResult(): void;
  /** Another result of this sitting on show. */
  showResult(id: number): void;
  /** A result that was opened from a file: on show, and among those to compare with. */
  takeResult(result: ExperimentResult, file: string): void;
  countExtra(of: ExtraKind): Promise<void>;
  computeExtra(): Promise<void>;
  dropExtra(): void;
  /** One KPI of the result on show, replication by replication; undefined where the result was not computed here. */
  evidence(result: ExperimentResult, kpi: string): Promise<readonly EvidenceRow[] | undefined>;
};

/** One core stays with the picture. */
const workerCount = (pairs: number | "auto"): number =>
  Math.max(1, Math.min(pairs === "auto" ? 16 : pairs, (navigator.hardwareConcurrency || 2) - 1, 16));

/** From what was computed so far; undefined until the first is done. */
export const secondsLeft = ({ done, total, computed }: Progress, elapsedMs: number): number | undefined =>
  computed === 0 ? undefined : Math.ceil(((elapsedMs / computed) * (total - done)) / 1000);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

let nextId = 1;

/** On show, and kept; a newer state of the same experiment takes the place of the older. */
const show = ({ result, assumptions }: Compared, file: string | undefined, replaces: number | undefined): number => {
  const id = replaces ?? nextId++;
  const { kept } = experimentMemory();
  const entry = { id, result, assumptions, file };
  setExperiment({
    kept: kept.some((one) => one.id === id) ? kept.map((one) => (one.id === id ? entry : one)) : [...kept, entry],
    shownId: id,
  });
  setApp({ result, resultAssumptions: assumptions });
  return id;
};

export const startExperiments = (request: () => OpenRequest | undefined): Experiments => {
  const experiments = connectExperiments(spawnExperimentWorker);
  let isCancelled = false;

  const askFor = (plan: ExperimentPlan): ExperimentAsk | undefined => {
    const open = request();
    if (open === undefined) return undefined;
    const { cityJson, demandJson, scenarioYaml, files } = open;
    return {
      request: { cityJson, demandJson, scenarioYaml, files, seed: plan.seed, arms: plan.arms },
      replications: plan.pairs,
      workers: workerCount(plan.pairs),
    };
  };

  const planFor = (pairs: number): ExperimentPlan | undefined => {
    const { project } = appState();
    return project === undefined ? undefined : { pairs, arms: project.arms.map(({ id }) => id), seed: project.seed };
  };

  const isBusy = (): boolean => appState().experiment.kind === "running" || experimentMemory().extra.kind !== "idle";

  /** Of the result on show, where it was computed here from the files that are open. */
  const shownPlan = (): (ExperimentPlan & { readonly pairs: number }) | undefined => {
    const { result } = appState();
    return result === undefined ? undefined : { pairs: result.replications, arms: result.arms.map(({ id }) => id), seed: result.seed };
  };

  return {
    async runExperiment(wish) {
      const plan = typeof wish === "number" ? planFor(wish) : wish;
      if (plan === undefined) return;
      const ask = askFor(plan);
      if (ask === undefined || isBusy()) return;
      isCancelled = false;
      let startedMs = 0;
      let id: number | undefined;
      // Two pairs are the least that has an interval; after an earlier stop the result before stays.
      const take = (compared: Compared): void => {
        if (compared.result.replications >= 2) id = show(compared, undefined, id);
      };
      setApp({ experiment: { kind: "running", done: 0, total: plan.pairs === "auto" ? 0 : plan.pairs, leftS: undefined } });
      setExperiment({ stopped: undefined });
      try {
        const report = await experiments.compare(ask, {
          onProgress: (progress) => {
            if (startedMs === 0) startedMs = performance.now();
            const leftS = secondsLeft(progress, performance.now() - startedMs);
            setApp({ experiment: { kind: "running", done: progress.done, total: progress.total, leftS } });
          },
          onInterim: take,
          onCompared: take,
        });
        if (!report.ok) {
          setApp({ experiment: { kind: "failed", reason: describeProblem(report.problems[0], appState().language) } });
          return;
        }
        take(report.value);
        setApp({ experiment: { kind: "idle" } });
        if (isCancelled) setExperiment({ stopped: plan });
      } catch (error) {
        // Stopped before the first replication was done: there is nothing to show, and nothing went wrong.
        setApp({ experiment: isCancelled ? { kind: "idle" } : { kind: "failed", reason: reasonOf(error) } });
        setExperiment({ stopped: plan });
      }
    },
    cancelExperiment() {
      isCancelled = true;
      experiments.stop();
    },
    saveResult() {
      const { result } = appState();
      if (result !== undefined) saveFile(fileNameOf(result, "", "json"), printResult(result), "application/json");
    },
    showResult(id) {
      const found = experimentMemory().kept.find((one) => one.id === id);
      if (found === undefined) return;
      setExperiment({
        shownId: id,
        evidence: undefined,
        besideId: experimentMemory().besideId === id ? undefined : experimentMemory().besideId,
      });
      setApp({ result: found.result, resultAssumptions: found.assumptions });
    },
    takeResult(result, file) {
      const { shownId } = experimentMemory();
      show({ result, assumptions: [] }, file, undefined);
      setExperiment({ evidence: undefined, besideId: shownId });
      setApp({ screen: "experiment" });
    },
    async countExtra(of) {
      const plan = shownPlan();
      const ask = plan === undefined ? undefined : askFor(plan);
      if (plan === undefined || ask === undefined || isBusy()) return;
      isCancelled = false;
      setExperiment({ extra: { kind: "counting", of } });
      try {
        const cost = await experiments.planExtra(of, { ...ask, replications: plan.pairs });
        if (!cost.ok) throw new Error(describeProblem(cost.problems[0], appState().language));
        setExperiment({ extra: cost.value === undefined ? { kind: "idle" } : { kind: "announced", of, ...cost.value } });
      } catch (error) {
        setExperiment({ extra: { kind: "idle" } });
        if (!isCancelled) setApp({ experiment: { kind: "failed", reason: reasonOf(error) } });
      }
    },
    async computeExtra() {
      const { extra, shownId, kept } = experimentMemory();
      const found = kept.find(({ id }) => id === shownId);
      if (extra.kind !== "announced" || found === undefined) return;
      const { of } = extra;
      setExperiment({ extra: { kind: "running", of, done: 0, total: 1 } });
      try {
        const parts = await experiments.computeExtra({
          onProgress: ({ done, total }) => setExperiment({ extra: { kind: "running", of, done, total } }),
        });
        if (parts !== undefined) {
          const entry = { ...found, result: { ...found.result, ...parts } };
          setExperiment({ kept: experimentMemory().kept.map((one) => (one.id === found.id ? entry : one)) });
          if (experimentMemory().shownId === found.id) setApp({ result: entry.result });
        }
      } catch (error) {
        if (!isCancelled) setApp({ experiment: { kind: "failed", reason: reasonOf(error) } });
      } finally {
        setExperiment({ extra: { kind: "idle" } });
      }
    },
    dropExtra() {
      isCancelled = true;
      experiments.stop();
      if (experimentMemory().extra.kind === "announced") setExperiment({ extra: { kind: "idle" } });
    },
    async evidence(result, kpi) {
      const at = appState().project?.scenario.kpis.findIndex(({ id }) => id === kpi) ?? -1;
      return at < 0 ? undefined : experiments.evidence(result, at);
    },
  };
};
