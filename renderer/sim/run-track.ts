/**
 * One arm's run on the page's clock: any moment can be asked for, in any order. Two runs of the same inputs stand behind it: `live`
 * stands where the picture is, `head` goes ahead and leaves a checkpoint every simulated minute. Going back restores the nearest
 * checkpoint and runs forward; how time is cut never changes a result, so both pass through the same states.
 */

import type { LinkMinute, UnitTrace } from "../../sim-core/contract/closer-look.ts";
import { FACT_BYTES, FactKind } from "../../sim-core/contract/facts.ts";
import type { Checkpoint, Crossing } from "../../sim-core/contract/sim-service.ts";
import type { ScenarioRun } from "../../sim-core/run/scenario-run.ts";
import { makeCheckpointStore } from "./checkpoint-store.ts";
import { type LinkLog, makeLinkLog } from "./link-log.ts";
import { makeUnitLog } from "./unit-log.ts";

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

/** Facts that the page shows beside the timeline, gathered by the head once. */
export type TrackFacts = { readonly crossings: readonly Crossing[]; readonly signalDelayS: readonly (number | null)[] };

export type RunTrack = {
  readonly durationMs: number;
  /** The run, standing exactly at `atMs` (cut to the run's length). */
  at(atMs: number): ScenarioRun;
  /** Computes up to `sliceMs` further ahead; true when the end is reached. */
  goAhead(sliceMs: number): boolean;
  /** Whichever of the two has seen more: its timeline reaches furthest. */
  furthest(): ScenarioRun;
  facts(): TrackFacts;
  /** The run that the pictures are of, where it stands: asking moves nothing. */
  standing(): ScenarioRun;
  unitTrace(unit: number, fromMs: number, toMs: number): UnitTrace;
  linkMinutes(links: readonly number[]): readonly LinkMinute[];
  /** What streets counted, once it has been computed up to the last full minute before `atMs`. */
  counts(atMs: number): Pick<LinkLog, "sumOf"> | undefined;
  checkpointBytes(): number;
  /** The latest one at or before `atMs`. */
  checkpoint(atMs: number): Checkpoint | undefined;
  /** Of the same run in an earlier worker. */
  adopt(checkpoint: Checkpoint): void;
  free(): void;
};

type FactLog = { read(run: ScenarioRun): void; facts(): TrackFacts };

/** Reads the head's facts in passing. Signal delays per minute are kept as sums, crossings as they are. */
const makeFactLog = (links: LinkLog): FactLog => {
  const crossings: Crossing[] = [];
  const leftByMinute: number[] = [];
  const delayMsByMinute: number[] = [];
  /** Last answer of a controller per unit and signal. */
  const answers = new Map<string, Crossing["preemption"]>();
  return {
    read(run) {
      const records = run.drainEngineFacts();
      run.drainInstitutionalFacts();
      const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
      for (let at = 0; at + FACT_BYTES <= records.byteLength; at += FACT_BYTES) {
        const kind = view.getUint16(at, true);
        const atMs = view.getUint32(at + 4, true);
        const [entity, a, b, c] = [8, 12, 16, 20].map((offset) => view.getInt32(at + offset, true)) as [number, number, number, number];
        switch (kind) {
          case FactKind.ApproachMinute: {
            const minute = Math.max(0, Math.ceil(atMs / MINUTE_MS) - 1);
            links.count(minute, entity, a, b);
            leftByMinute[minute] = (leftByMinute[minute] ?? 0) + a;
            delayMsByMinute[minute] = (delayMsByMinute[minute] ?? 0) + b;
            break;
          }
          case FactKind.PreemptGranted:
            answers.set(`${a} ${entity}`, "granted");
            break;
          case FactKind.PreemptRequested:
            if (c === 0) answers.set(`${a} ${entity}`, "failed");
            break;
          case FactKind.UnitDeparted:
            for (const key of [...answers.keys()]) if (key.startsWith(`${entity} `)) answers.delete(key);
            break;
          case FactKind.UnitCrossed:
            crossings.push({ unit: entity, atMs, link: a, signal: b, lostMs: c, preemption: answers.get(`${entity} ${b}`) ?? "none" });
            break;
        }
      }
    },
    facts: () => ({
      crossings,
      signalDelayS: Array.from(leftByMinute, (left, minute) =>
        left === undefined || left === 0 ? null : (delayMsByMinute[minute] ?? 0) / left / 1000,
      ),
    }),
  };
};

export const makeRunTrack = (makeRun: () => ScenarioRun, checkpointBudgetBytes: number): RunTrack => {
  const live = makeRun();
  const head = makeRun();
  const { durationMs } = live;
  const checkpoints = makeCheckpointStore(checkpointBudgetBytes);
  const links = makeLinkLog();
  const log = makeFactLog(links);
  const units = makeUnitLog();

  const keep = (run: ScenarioRun): void => {
    const nowMs = run.nowMs();
    const minute = nowMs / MINUTE_MS;
    if (Number.isInteger(minute) && nowMs < durationMs && !checkpoints.has(minute)) checkpoints.put({ minute, bytes: run.snapshot() });
  };

  /** Runs on to `untilMs`, stopping at every whole minute to leave a checkpoint. */
  const advance = (run: ScenarioRun, untilMs: number, after: (run: ScenarioRun) => void): void => {
    keep(run);
    while (run.nowMs() < untilMs) {
      const nextMinuteMs = (Math.floor(run.nowMs() / MINUTE_MS) + 1) * MINUTE_MS;
      run.runTo(Math.min(untilMs, nextMinuteMs));
      after(run);
      keep(run);
    }
  };

  /** The head goes second by second: where units drive is written down, and once a minute how fast the streets are. */
  const watch = (untilMs: number): void => {
    while (head.nowMs() < untilMs) {
      advance(head, Math.min(untilMs, (Math.floor(head.nowMs() / SECOND_MS) + 1) * SECOND_MS), log.read);
      if (head.nowMs() % SECOND_MS === 0) units.note(head);
      if (head.nowMs() % MINUTE_MS === 0) links.note(head);
    }
  };

  /** What the live run reports was or will be reported by the head. */
  const discard = (run: ScenarioRun): void => {
    run.drainEngineFacts();
    run.drainInstitutionalFacts();
  };

  return {
    durationMs,
    at(atMs) {
      const wantedMs = Math.max(0, Math.min(durationMs, Math.floor(atMs)));
      const nowMs = live.nowMs();
      const nearest = checkpoints.latest(Math.floor(wantedMs / MINUTE_MS));
      const isBehind = nowMs > wantedMs;
      if (nearest !== undefined && (isBehind || nearest.minute * MINUTE_MS > nowMs)) live.restore(nearest.bytes);
      advance(live, wantedMs, discard);
      return live;
    },
    goAhead(sliceMs) {
      watch(Math.min(durationMs, head.nowMs() + sliceMs));
      return head.nowMs() >= durationMs;
    },
    furthest: () => (head.nowMs() >= live.nowMs() ? head : live),
    facts: log.facts,
    standing: () => live,
    unitTrace: units.trace,
    linkMinutes: links.minutes,
    counts: (atMs) => (head.nowMs() >= Math.floor(atMs / MINUTE_MS) * MINUTE_MS ? links : undefined),
    checkpointBytes: checkpoints.bytes,
    checkpoint: (atMs) => checkpoints.latest(Math.floor(atMs / MINUTE_MS)),
    adopt: checkpoints.put,
    free() {
      live.free();
      head.free();
    },
  };
};
