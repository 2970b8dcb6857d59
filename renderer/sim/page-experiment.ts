/**
 * An experiment in the page: the plan and the verdicts are sim-core's, the hands are web workers. Each worker prepares the rehearsal
 * for itself and takes the next replication when it is free; the order of finishing changes nothing.
 */
import * as Comlink from "comlink";
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import { type ExperimentReport, printResult, runExperiment } from "../../sim-core/experiment/experiment.ts";
import type { ReplicationOutcome } from "../../sim-core/experiment/replication.ts";
import { PASSING_SPEED_FACTORS, varyPassingSpeed, withSensitivity } from "../../sim-core/experiment/sensitivity.ts";
import { good, type Outcome } from "../../sim-core/model/problem.ts";
import type { BatchRequest, BatchService } from "./batch-service.ts";
import { handleOf, type SimWorkerHandle, uniqueName } from "./worker-handle.ts";

export type PageExperimentOptions = {
  readonly request: BatchRequest;
  readonly replications: number | "auto";
  readonly workers: number;
  readonly spawn: () => SimWorkerHandle;
  /** Over all passing speeds: the fitted one first, then the others. */
  readonly onProgress: (done: number, total: number) => void;
  /** The comparison at the fitted speed, as soon as it is there; the report at the end says also how it depends on that speed. */
  readonly onCompared: (report: ExperimentReport) => void;
};

export type PageExperiment = {
  readonly report: Promise<Outcome<ExperimentReport>>;
  /** Ends the workers at once; the report then holds the replications finished before. */
  cancel(): void;
};

type Hand = {
  prepare(request: BatchRequest): ReturnType<BatchService["prepare"]>;
  run(replication: number, passingSpeedFactor: number): Promise<ReplicationOutcome>;
  end(reason: string): void;
};

/** A worker whose pending calls reject when it dies or is ended. */
const makeHand = (handle: SimWorkerHandle): Hand => {
  const remote = Comlink.wrap<BatchService>(handle.endpoint);
  let end: (reason: string) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = (reason) => {
      handle.terminate();
      reject(new Error(reason));
    };
  });
  ended.catch(() => undefined); // with no call pending nobody waits for it
  handle.onDeath(end);
  return {
    prepare: (request) => Promise.race([remote.prepare(request) as ReturnType<BatchService["prepare"]>, ended]),
    run: (replication, factor) => Promise.race([remote.run(replication, factor) as Promise<ReplicationOutcome>, ended]),
    end: (reason) => end(reason),
  };
};

/** Deals replications to free hands, first come first served. */
const makeDealer = (hands: readonly Hand[]) => {
  const free = [...hands];
  const waiting: ((hand: Hand) => void)[] = [];
  const take = (): Promise<Hand> => {
    const hand = free.pop();
    return hand === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(hand);
  };
  const giveBack = (hand: Hand): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(hand);
    else next(hand);
  };
  return async (replication: number, passingSpeedFactor: number, isCancelled: () => boolean): Promise<ReplicationOutcome> => {
    const hand = await take();
    try {
      if (isCancelled()) throw new Error("stopped");
      return await hand.run(replication, passingSpeedFactor);
    } finally {
      giveBack(hand);
    }
  };
};

export const startPageExperiment = (options: PageExperimentOptions): PageExperiment => {
  let isCancelled = false;
  const hands = Array.from({ length: Math.max(1, options.workers) }, () => makeHand(options.spawn()));
  const endAll = (reason: string): void => {
    for (const hand of hands) hand.end(reason);
  };

  const work = async (): Promise<Outcome<ExperimentReport>> => {
    try {
      const [first, ...others] = await Promise.all(hands.map((hand) => hand.prepare(options.request)));
      if (first === undefined) throw new Error("no worker");
      if (!first.ok) return first;
      if (others.some((other) => !other.ok)) throw new Error("the workers disagree about the files");
      const deal = makeDealer(hands);
      const { value } = first;
      let finishedSpeeds = 0;
      const compareAt = async (passingSpeedFactor: number, replications: number | "auto") => {
        const report = await runExperiment(
          { ...value, replications, seed: options.request.seed, passingSpeedFactor },
          {
            runReplication: (replication) => deal(replication, passingSpeedFactor, () => isCancelled),
            isCancelled: () => isCancelled,
            onProgress: ({ done, total }) => options.onProgress(finishedSpeeds * total + done, (1 + PASSING_SPEED_FACTORS.length) * total),
          },
        );
        finishedSpeeds++;
        return report;
      };
      const report = await compareAt(1, options.replications);
      options.onCompared(report);
      const variants = report.result.complete ? await varyPassingSpeed(report, compareAt, () => isCancelled) : [];
      return good(withSensitivity(value.scenario, report, variants));
    } finally {
      endAll("done");
    }
  };

  return {
    report: work(),
    cancel() {
      isCancelled = true;
      endAll("stopped");
    },
  };
};

/** The file of a result: the same bytes as the command line writes. */
export const resultText = (result: ExperimentResult): string => printResult(result);

/** The page's real workers. */
export const spawnBatchWorker = (): SimWorkerHandle => {
  const name = uniqueName("replications");
  return handleOf(new Worker(new URL("./batch.worker.ts", import.meta.url), { type: "module", name }), name);
};
