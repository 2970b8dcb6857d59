/** The page's end of the experiment worker: calls that reject when it died. */
import * as Comlink from "comlink";
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import type { ExperimentReport } from "../../sim-core/experiment/experiment.ts";
import type { Outcome } from "../../sim-core/model/problem.ts";
import type { ExtraKind } from "./batch-service.ts";
import type { ExperimentAsk, ExperimentListener, ExperimentService, ExtraCost, ExtraParts } from "./experiment-service.ts";
import type { EvidenceRow } from "./kept-outcomes.ts";
import { handleOf, type SimWorkerHandle, uniqueName } from "./worker-handle.ts";

export type PageExperiments = {
  compare(ask: ExperimentAsk, listener: ExperimentListener): Promise<Outcome<ExperimentReport>>;
  planExtra(kind: ExtraKind, ask: ExperimentAsk & { readonly replications: number }): Promise<Outcome<ExtraCost | undefined>>;
  computeExtra(listener: Pick<ExperimentListener, "onProgress">): Promise<ExtraParts | undefined>;
  stop(): void;
  evidence(result: ExperimentResult, kpi: number): Promise<readonly EvidenceRow[] | undefined>;
};

/** The worker starts with the first call; after a death the next call starts a fresh one, which has to compute again. */
export const connectExperiments = (spawn: () => SimWorkerHandle): PageExperiments => {
  let current: { readonly remote: Comlink.Remote<ExperimentService>; readonly died: Promise<never> } | undefined;

  const connected = () => {
    if (current !== undefined) return current;
    const handle = spawn();
    const died = new Promise<never>((_, reject) => {
      handle.onDeath((reason) => {
        current = undefined;
        handle.terminate();
        reject(new Error(reason));
      });
    });
    died.catch(() => undefined); // with no call pending nobody waits for it
    current = { remote: Comlink.wrap<ExperimentService>(handle.endpoint), died };
    return current;
  };

  const call = <T>(ask: (remote: Comlink.Remote<ExperimentService>) => Promise<unknown>): Promise<T> => {
    const { remote, died } = connected();
    return Promise.race([ask(remote) as Promise<T>, died]);
  };

  return {
    compare: (ask, listener) => call((remote) => remote.compare(ask, Comlink.proxy(listener))),
    planExtra: (kind, ask) => call((remote) => remote.planExtra(kind, ask)),
    computeExtra: (listener) => call((remote) => remote.computeExtra(Comlink.proxy(listener))),
    stop: () => void current?.remote.stop(),
    evidence: async (result, kpi) => (current === undefined ? undefined : call((remote) => remote.evidence(result, kpi))),
  };
};

/** The page's real worker. */
export const spawnExperimentWorker = (): SimWorkerHandle => {
  const name = uniqueName("experiment");
  return handleOf(new Worker(new URL("./experiment.worker.ts", import.meta.url), { type: "module", name }), name);
};
