/**
 * Experiments beside the page, in a worker of their own: deals replications to batch workers, keeps what they found, and judges it
 * with sim-core, so that neither dealing nor judging ever takes the thread that draws. The order of finishing changes nothing.
 */
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import { contributionsOf, linkCurveOf } from "../../sim-core/experiment/divide-gain.ts";
import { collectReplications, type ExperimentReport, runExperiment } from "../../sim-core/experiment/experiment.ts";
import type { ReplicationOutcome } from "../../sim-core/experiment/replication.ts";
import { PASSING_SPEED_FACTORS, varyPassingSpeed, withSensitivity } from "../../sim-core/experiment/sensitivity.ts";
import { tornadoOf } from "../../sim-core/experiment/tornado.ts";
import { good, type Outcome } from "../../sim-core/model/problem.ts";
import { type Dealer, type Hand, makeDealer, makeHand } from "./batch-hands.ts";
import type { BatchPrepared, BatchRequest, BatchService, ExtraKind, ExtraPlan } from "./batch-service.ts";
import { type EvidenceRow, makeKeptOutcomes, nameOfQuestion } from "./kept-outcomes.ts";
import type { SimWorkerHandle } from "./worker-handle.ts";

export type ExperimentAsk = {
  readonly request: BatchRequest;
  readonly replications: number | "auto";
  readonly workers: number;
};

/** Over all passing speeds: the fitted one first, then the others. `computed`: without those that were there already. */
export type Progress = { readonly done: number; readonly total: number; readonly computed: number };

export type ExperimentListener = {
  onProgress(progress: Progress): void;
  /** What the replications finished so far say, without a gap from the first on: incomplete, and said to be. */
  onInterim(report: ExperimentReport): void;
  /** The comparison at the fitted speed, as soon as it is there; the report at the end says also how it depends on that speed. */
  onCompared(report: ExperimentReport): void;
};

/** What was asked for beyond the comparison, as parts of a result. */
export type ExtraParts = Partial<Pick<ExperimentResult, "contributions" | "linkCurve" | "tornado" | "uncertainty">>;

/** `seconds`: at the pace of what was computed before; undefined where nothing was. */
export type ExtraCost = { readonly runs: number; readonly seconds: number | undefined };

export type ExperimentService = {
  compare(ask: ExperimentAsk, listener: ExperimentListener): Promise<Outcome<ExperimentReport>>;
  /** Plans what goes beyond the comparison and says what it takes. The workers stay ready for `computeExtra`. */
  planExtra(kind: ExtraKind, ask: ExperimentAsk & { readonly replications: number }): Promise<Outcome<ExtraCost | undefined>>;
  computeExtra(listener: Pick<ExperimentListener, "onProgress">): Promise<ExtraParts | undefined>;
  /** Ends the workers at once; what was finished before counts. */
  stop(): void;
  /** One KPI, replication by replication; undefined where this result was not computed here. */
  evidence(result: ExperimentResult, kpi: number): readonly EvidenceRow[] | undefined;
};

type Team = { readonly hands: readonly Hand[]; readonly deal: Dealer; readonly prepared: BatchPrepared; readonly seed: string };

/** Judging may take a tenth of the time at most: the workers that compute want the processor too. */
const JUDGE_AT_MOST_EVERY = 10;

type Extra = Team & { readonly extra: ExtraPlan };

const partsOf = ({ prepared: { scenario }, seed, extra }: Extra, outcomes: readonly ReplicationOutcome[]): ExtraParts | undefined => {
  const { kpis, experiment } = scenario;
  if (extra.kind === "contributions") {
    return {
      contributions: [...contributionsOf(extra.plan, kpis, outcomes, experiment.confidence)],
      linkCurve: [...linkCurveOf(extra.plan, { scenario, map: extra.map, kpis }, outcomes)],
    };
  }
  const { tornado, uncertainty } = tornadoOf(extra.plan, kpis, outcomes, { confidence: experiment.confidence, seed });
  return tornado.length === 0 ? undefined : { tornado: [...tornado], uncertainty: [...uncertainty] };
};

export const makeExperimentService = (spawn: () => SimWorkerHandle, wallMs: () => number): ExperimentService => {
  const kept = makeKeptOutcomes();
  let isStopped = false;
  let team: readonly Hand[] = [];
  let extra: Extra | undefined;
  /** Of what was computed so far: runs of one arm, and the time they took over all workers. */
  const pace = { runs: 0, ms: 0 };

  const endAll = (reason: string): void => {
    for (const hand of team) hand.end(reason);
    team = [];
    extra = undefined;
  };

  const gather = async ({ request, workers }: ExperimentAsk): Promise<Outcome<Team>> => {
    endAll("replaced");
    isStopped = false;
    const hands = Array.from({ length: Math.max(1, workers) }, () => makeHand(spawn()));
    team = hands;
    const [first, ...others] = await Promise.all(hands.map((hand) => hand.call((remote) => remote.prepare(request))));
    if (first === undefined) throw new Error("no worker");
    if (!first.ok) return first;
    if (others.some((other) => !other.ok)) throw new Error("the workers disagree about the files");
    const { parts, arms } = first.value;
    kept.ask(nameOfQuestion(parts, arms, request.seed));
    return good({ hands, deal: makeDealer(hands), prepared: first.value, seed: request.seed });
  };

  const timed = async <T>(runs: number, workers: number, work: () => Promise<T>): Promise<T> => {
    const startedMs = wallMs();
    const found = await work();
    pace.runs += runs;
    pace.ms += (wallMs() - startedMs) / workers;
    return found;
  };

  const compareWith = async ({ hands, deal, prepared, seed }: Team, ask: ExperimentAsk, listener: ExperimentListener) => {
    let computed = 0;
    let finishedSpeeds = 0;
    let judged = { replications: 1, atMs: Number.NEGATIVE_INFINITY, tookMs: 0 };
    const compareAt = async (passingSpeedFactor: number, replications: number | "auto"): Promise<ExperimentReport> => {
      const question = { ...prepared, replications, seed, passingSpeedFactor };
      const runReplication = async (replication: number) => {
        const known = kept.find(replication, passingSpeedFactor);
        if (known !== undefined) return known;
        const work = (remote: BatchService) => timed(prepared.arms.length, hands.length, () => remote.run(replication, passingSpeedFactor));
        const outcome = await deal(work, () => isStopped);
        kept.add(replication, passingSpeedFactor, outcome);
        computed++;
        return outcome;
      };
      const judgeSoFar = async (): Promise<void> => {
        const length = kept.prefix();
        const startedMs = wallMs();
        const isTooSoon = startedMs - judged.atMs < JUDGE_AT_MOST_EVERY * judged.tookMs;
        if (passingSpeedFactor !== 1 || length <= judged.replications || isStopped || isTooSoon) return;
        judged = { replications: length, atMs: startedMs, tookMs: judged.tookMs };
        const own = { runReplication, isCancelled: () => false, onProgress: () => undefined };
        const { result, assumptions } = await runExperiment({ ...question, replications: length }, own);
        judged = { ...judged, atMs: wallMs(), tookMs: wallMs() - startedMs };
        listener.onInterim({ result: { ...result, complete: false }, assumptions });
      };
      const report = await runExperiment(question, {
        runReplication,
        isCancelled: () => isStopped,
        onProgress: ({ done, total }) => {
          listener.onProgress({ done: finishedSpeeds * total + done, total: (1 + PASSING_SPEED_FACTORS.length) * total, computed });
          if (done < total) void judgeSoFar();
        },
      });
      finishedSpeeds++;
      return report;
    };
    const report = await compareAt(1, ask.replications);
    listener.onCompared(report);
    const variants = report.result.complete ? await varyPassingSpeed(report, compareAt, () => isStopped) : [];
    return withSensitivity(prepared.scenario, report, variants);
  };

  return {
    async compare(ask, listener) {
      try {
        const gathered = await gather(ask);
        return gathered.ok ? good(await compareWith(gathered.value, ask, listener)) : gathered;
      } finally {
        endAll("done");
      }
    },

    async planExtra(kind, ask) {
      try {
        const gathered = await gather(ask);
        if (!gathered.ok) return gathered;
        const { hands } = gathered.value;
        const [plan] = await Promise.all(hands.map((hand) => hand.call((remote) => remote.plan(kind, ask.replications))));
        if (plan === undefined) return good(undefined);
        extra = { ...gathered.value, extra: plan };
        const seconds = pace.runs === 0 ? undefined : Math.ceil((pace.ms / pace.runs / 1000) * plan.runs);
        return good({ runs: plan.runs, seconds });
      } catch (fault) {
        endAll("failed");
        throw fault;
      }
    },

    async computeExtra(listener) {
      if (extra === undefined) return undefined;
      const { deal, hands, extra: found } = extra;
      const asked = extra;
      try {
        const outcomes = await collectReplications(found.jobs, {
          runReplication: (job) =>
            deal(
              (remote) => timed(found.runs / found.jobs, hands.length, () => remote.runJob(job)),
              () => isStopped,
            ),
          isCancelled: () => isStopped,
          onProgress: ({ done, total }) => listener.onProgress({ done, total, computed: done }),
        });
        return outcomes.length === 0 ? undefined : partsOf(asked, outcomes);
      } finally {
        endAll("done");
      }
    },

    stop() {
      isStopped = true;
      endAll("stopped");
    },

    evidence(result, kpi) {
      const question = nameOfQuestion(
        result,
        result.arms.map(({ id }) => id),
        result.seed,
      );
      return kept.evidence(question, kpi, result.replications);
    },
  };
};
