/** An experiment on this machine's cores: the plan and the verdicts are sim-core's, the hands are worker threads. */

import { type ExperimentReport, runExperiment } from "../../sim-core/experiment/experiment.ts";
import type { Rehearsal } from "../commands/load-rehearsal.ts";
import { startReplicationPool } from "./replication-pool.ts";

/** After Ctrl-C replications under way may finish within this time; a second Ctrl-C ends at once. */
const GRACE_MS = 3000;

export type LocalExperiment = {
  readonly rehearsal: Rehearsal;
  readonly arms: readonly string[];
  readonly replications: number | "auto";
  readonly seed: string;
  readonly workers: number;
  readonly passingSpeedFactor: number;
  readonly onProgress: (done: number, total: number) => void;
  /** Resolves when the user wants to stop; the finished prefix is kept. */
  readonly stop: StopSignal;
};

export type StopSignal = { readonly isStopped: () => boolean; readonly onStop: (listener: () => void) => void };

export const runLocally = async (asked: LocalExperiment): Promise<ExperimentReport> => {
  const { rehearsal, seed, passingSpeedFactor, stop } = asked;
  const { scenario, city, network, engineWasm } = rehearsal;
  const arms = rehearsal.arms.filter(({ id }) => asked.arms.includes(id));
  const most = asked.replications === "auto" ? scenario.experiment.maxReplications : asked.replications;
  const pool = startReplicationPool(Math.min(asked.workers, most), {
    engineWasm,
    city,
    network,
    arms,
    kpis: scenario.kpis,
    seed,
    passingSpeedFactor,
  });
  stop.onStop(() => void pool.stop(GRACE_MS));
  try {
    return await runExperiment(
      {
        scenario,
        arms: asked.arms,
        replications: asked.replications,
        seed,
        passingSpeedFactor,
        parts: rehearsal.parts,
        assumptions: rehearsal.assumptions,
        quarantine: rehearsal.quarantine,
      },
      { runReplication: pool.run, isCancelled: stop.isStopped, onProgress: ({ done, total }) => asked.onProgress(done, total) },
    );
  } finally {
    await pool.stop();
  }
};
