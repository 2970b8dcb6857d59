/** Experiments on this machine's cores: plans and verdicts are sim-core's, the hands are worker threads. */
import { collectReplications, type ExperimentHands, type ExperimentReport, runExperiment } from "../../sim-core/experiment/experiment.ts";
import type { ArmInputs, ReplicationJob, ReplicationOutcome } from "../../sim-core/experiment/replication.ts";
import type { Rehearsal } from "../commands/load-rehearsal.ts";
import { startReplicationPool } from "./replication-pool.ts";

/** After Ctrl-C replications under way may finish within this time; a second Ctrl-C ends at once. */
const GRACE_MS = 3000;

export type LocalWork = {
  readonly rehearsal: Rehearsal;
  readonly seed: string;
  readonly workers: number;
  readonly onProgress: (done: number, total: number) => void;
  readonly stop: StopSignal;
};

export type LocalExperiment = LocalWork & {
  readonly arms: readonly string[];
  readonly replications: number | "auto";
  readonly passingSpeedFactor: number;
};

/** The user's wish to stop: the finished prefix is kept. */
export type StopSignal = { readonly isStopped: () => boolean; readonly onStop: (listener: () => void) => void };

export const runLocally = (asked: LocalExperiment): Promise<ExperimentReport> => {
  const { rehearsal, seed, passingSpeedFactor, replications } = asked;
  const { scenario, parts, assumptions, quarantine } = rehearsal;
  const arms = rehearsal.arms.filter(({ id }) => asked.arms.includes(id));
  const most = replications === "auto" ? scenario.experiment.maxReplications : replications;
  return withPool(asked, { arms, passingSpeedFactor, most }, (hands) =>
    runExperiment({ scenario, arms: asked.arms, replications, seed, passingSpeedFactor, parts, assumptions, quarantine }, hands),
  );
};

/** Runs beyond the comparison: contributions, agreements, tornado. Fewer than asked for after a stop. */
export type PlannedRuns = {
  readonly arms: readonly ArmInputs[];
  readonly jobs: readonly ReplicationJob[];
};

export const collectLocally = (asked: LocalWork, planned: PlannedRuns): Promise<readonly ReplicationOutcome[]> =>
  withPool(asked, { ...planned, passingSpeedFactor: 1, most: planned.jobs.length }, (hands) =>
    collectReplications(planned.jobs.length, hands),
  );

type Job = {
  readonly arms: readonly ArmInputs[];
  readonly jobs?: readonly ReplicationJob[];
  readonly passingSpeedFactor: number;
  readonly most: number;
};

const withPool = async <T>(work: LocalWork, job: Job, use: (hands: ExperimentHands) => Promise<T>): Promise<T> => {
  const { rehearsal, seed, stop } = work;
  const { city, network, engineWasm, scenario } = rehearsal;
  const { arms, jobs, passingSpeedFactor, most } = job;
  const pool = startReplicationPool(Math.min(work.workers, most), {
    engineWasm,
    city,
    network,
    arms,
    ...(jobs === undefined ? {} : { jobs }),
    kpis: scenario.kpis,
    seed,
    passingSpeedFactor,
  });
  stop.onStop(() => void pool.stop(GRACE_MS));
  try {
    return await use({
      runReplication: pool.run,
      isCancelled: stop.isStopped,
      onProgress: ({ done, total }) => work.onProgress(done, total),
    });
  } finally {
    await pool.stop();
  }
};
