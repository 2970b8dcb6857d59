/** Starts, stops and keeps experiments; progress with time left goes to the store. */
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import type { OpenRequest } from "../../../sim-core/contract/sim-service.ts";
import type { Assumption } from "../../../sim-core/model/city.ts";
import { describeProblem } from "../../../sim-core/model/problem.ts";
import { type PageExperiment, resultText, spawnBatchWorker, startPageExperiment } from "../../sim/page-experiment.ts";
import { appState, setApp } from "../store/app-store.ts";

type Compared = { readonly result: ExperimentResult; readonly assumptions: readonly Assumption[] };

export type Experiments = {
  runExperiment(pairs: number): Promise<void>;
  cancelExperiment(): void;
  saveResult(): void;
};

/** One core stays with the picture. */
const workerCount = (pairs: number): number => Math.max(1, Math.min(pairs, (navigator.hardwareConcurrency || 2) - 1, 16));

/** From what is done so far; undefined until the first is done. */
export const secondsLeft = (done: number, total: number, elapsedMs: number): number | undefined =>
  done === 0 ? undefined : Math.ceil(((elapsedMs / done) * (total - done)) / 1000);

const download = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** Two pairs are the least that has an interval; after an earlier stop the result before stays. */
const show = ({ result, assumptions }: Compared): void => {
  if (result.replications >= 2) setApp({ result, resultAssumptions: assumptions });
};

export const startExperiments = (request: () => OpenRequest | undefined): Experiments => {
  let current: PageExperiment | undefined;
  let isCancelled = false;
  return {
    async runExperiment(pairs) {
      const asked = request();
      if (asked === undefined || current !== undefined) return;
      let startedMs = 0;
      isCancelled = false;
      setApp({ experiment: { kind: "running", done: 0, total: pairs, leftS: undefined } });
      const { cityJson, demandJson, scenarioYaml, files, seed } = asked;
      current = startPageExperiment({
        request: { cityJson, demandJson, scenarioYaml, files, seed, arms: undefined },
        replications: pairs,
        workers: workerCount(pairs),
        spawn: spawnBatchWorker,
        onProgress: (done, total) => {
          if (startedMs === 0) startedMs = performance.now();
          setApp({ experiment: { kind: "running", done, total, leftS: secondsLeft(done, total, performance.now() - startedMs) } });
        },
        onCompared: show,
      });
      try {
        const report = await current.report;
        if (!report.ok) {
          setApp({ experiment: { kind: "failed", reason: describeProblem(report.problems[0], appState().language) } });
          return;
        }
        show(report.value);
        setApp({ experiment: { kind: "idle" } });
      } catch (error) {
        // Stopped before the first replication was done: there is nothing to show, and nothing went wrong.
        const reason = error instanceof Error ? error.message : String(error);
        setApp({ experiment: isCancelled ? { kind: "idle" } : { kind: "failed", reason } });
      } finally {
        current = undefined;
      }
    },
    cancelExperiment() {
      isCancelled = true;
      current?.cancel();
    },
    saveResult() {
      const { result } = appState();
      if (result !== undefined) download(`${result.scenario.id}-${result.replications}.json`, resultText(result));
    },
  };
};
