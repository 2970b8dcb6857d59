/** One worker thread: makes the engine once, then answers replications until it is ended. Its host starts nothing else here. */
import { parentPort, workerData } from "node:worker_threads";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import type { CompiledNetwork } from "../../sim-core/engine/network-index.ts";
import { type ArmInputs, type ReplicationJob, type ReplicationOutcome, runReplication } from "../../sim-core/experiment/replication.ts";
import type { City } from "../../sim-core/model/city.ts";
import type { Kpi } from "../../sim-core/model/scenario.ts";
import { makeScenarioRun } from "../../sim-core/run/make-scenario-run.ts";

/** Cloned into every worker once: bytes of the engine, and plain data. */
export type WorkerSetup = {
  readonly engineWasm: Uint8Array;
  readonly city: City;
  readonly network: CompiledNetwork;
  readonly arms: readonly ArmInputs[];
  readonly jobs?: readonly ReplicationJob[];
  readonly kpis: readonly Kpi[];
  readonly seed: string;
  readonly passingSpeedFactor: number;
};

export type WorkerAnswer =
  | { readonly ok: true; readonly outcome: ReplicationOutcome }
  | { readonly ok: false; readonly message: string; readonly stack: string };

const answerReplications = (setup: WorkerSetup): void => {
  const engine = loadEngine(setup.engineWasm);
  parentPort?.on("message", (replication: number) => {
    let answer: WorkerAnswer;
    try {
      answer = { ok: true, outcome: runReplication({ ...setup, engine, makeRun: makeScenarioRun }, replication) };
    } catch (fault) {
      const { message, stack = "" } = fault instanceof Error ? fault : new Error(String(fault));
      answer = { ok: false, message: `replication ${replication}: ${message}`, stack };
    }
    parentPort?.postMessage(answer);
  });
};

answerReplications(workerData as WorkerSetup);
