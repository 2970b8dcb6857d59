/**
 * Replications in worker threads. A job is one replication with all its arms; workers take the next one when they are free, so the
 * order of finishing is nobody's business: the experiment sorts by number. A dead worker rejects its job.
 */
import { Worker } from "node:worker_threads";
import type { ReplicationOutcome } from "../../sim-core/experiment/replication.ts";
import type { WorkerAnswer, WorkerSetup } from "./replication-worker.ts";

export type ReplicationPool = {
  readonly run: (replication: number) => Promise<ReplicationOutcome>;
  /** Waiting jobs reject at once; jobs under way may finish within the grace time, so that an early one does not cost the prefix. */
  readonly stop: (graceMs?: number) => Promise<void>;
};

type Job = {
  readonly replication: number;
  readonly resolve: (outcome: ReplicationOutcome) => void;
  readonly reject: (fault: Error) => void;
};

export class PoolStopped extends Error {
  constructor() {
    super("the pool was stopped");
    this.name = "PoolStopped";
  }
}

export const startReplicationPool = (workers: number, setup: WorkerSetup): ReplicationPool => {
  const waiting: Job[] = [];
  const busy = new Map<Worker, Job>();
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  let isStopped = false;
  let whenQuiet: (() => void) | undefined;

  const next = (worker: Worker): void => {
    const job = waiting.shift();
    if (job === undefined) {
      idle.push(worker);
      if (busy.size === 0) whenQuiet?.();
      return;
    }
    busy.set(worker, job);
    worker.postMessage(job.replication);
  };

  const start = (): void => {
    const worker = new Worker(new URL("./replication-worker.ts", import.meta.url), { workerData: setup });
    all.add(worker);
    worker.on("message", (answer: WorkerAnswer) => {
      const job = busy.get(worker);
      busy.delete(worker);
      if (answer.ok) job?.resolve(answer.outcome);
      else job?.reject(new Error(answer.message, { cause: answer.stack }));
      next(worker);
    });
    worker.on("error", (fault) => lose(worker, fault instanceof Error ? fault : new Error(String(fault))));
    worker.on("exit", () => lose(worker, isStopped ? new PoolStopped() : new Error("a worker ended by itself (out of memory?)")));
    next(worker);
  };

  const lose = (worker: Worker, fault: Error): void => {
    if (!all.delete(worker)) return;
    busy.get(worker)?.reject(fault);
    busy.delete(worker);
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
    if (all.size > 0) return;
    for (const job of waiting.splice(0)) job.reject(fault); // nobody is left to do them
  };

  for (let i = 0; i < workers; i++) start();

  return {
    run: (replication) =>
      new Promise((resolve, reject) => {
        if (isStopped || all.size === 0) {
          reject(new PoolStopped());
          return;
        }
        waiting.push({ replication, resolve, reject });
        const worker = idle.shift();
        if (worker !== undefined) next(worker);
      }),
    stop: async (graceMs = 0) => {
      isStopped = true;
      for (const job of waiting.splice(0)) job.reject(new PoolStopped());
      if (graceMs > 0 && busy.size > 0) {
        await new Promise<void>((resolve) => {
          whenQuiet = resolve;
          setTimeout(resolve, graceMs).unref();
        });
      }
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
};
