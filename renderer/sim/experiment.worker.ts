/** The worker of the page that plans and judges experiments; its own workers compute the replications. */
import * as Comlink from "comlink";
import { makeExperimentService } from "./experiment-service.ts";
import { handleOf, holdLifeLine, type SimWorkerHandle, uniqueName } from "./worker-handle.ts";

const spawnBatchWorker = (): SimWorkerHandle => {
  const name = uniqueName("replications");
  return handleOf(new Worker(new URL("./batch.worker.ts", import.meta.url), { type: "module", name }), name);
};

holdLifeLine();
Comlink.expose(makeExperimentService(spawnBatchWorker, () => performance.now()));
