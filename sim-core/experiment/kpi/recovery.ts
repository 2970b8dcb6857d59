/**
 * How long the cross streets of a preempted signal need to recover: from the release until the standing queue at a cycle's end,
 * summed over the signal's approaches without the emergency vehicle's own, is back at the mean of the five cycles before the
 * request. Of the arm's own preemptions; a further request at the same signal, or the end of the run, ends the watch (censored).
 */
import type { PreemptionWindow, SignalLayout } from "./preemption-windows.ts";
import type { RunDigest } from "./run-digest.ts";

/** A length of time, or of what was seen of it when the run ended. */
export type Span = { readonly ms: number; readonly censored: boolean /** -1 = none. */; readonly incident: number };

const CYCLES_BEFORE = 5;

export const recoveryTimes = (digest: RunDigest, windows: readonly PreemptionWindow[], layout: SignalLayout): readonly Span[] => {
  const spans: Span[] = [];
  for (const window of windows) {
    const span = recoveryOf(digest, window, windows, layout);
    if (span !== undefined) spans.push(span);
  }
  return spans;
};

const recoveryOf = (
  digest: RunDigest,
  window: PreemptionWindow,
  windows: readonly PreemptionWindow[],
  layout: SignalLayout,
): Span | undefined => {
  const own = layout.linkOfMovement[window.movement] ?? -1;
  const queues = queueAtCycleEnds(digest, window.signal, own);
  const before = queues.filter((cycle) => cycle.atMs <= window.requestMs).slice(-CYCLES_BEFORE);
  if (before.length < CYCLES_BEFORE || window.releaseMs >= digest.durationMs) return undefined;
  let usual = 0;
  for (const cycle of before) usual += cycle.vehicles;
  let watchEndsMs = digest.durationMs;
  for (const other of windows) {
    if (other.signal === window.signal && other.requestMs > window.requestMs) watchEndsMs = Math.min(watchEndsMs, other.requestMs);
  }
  if (watchEndsMs <= window.releaseMs) return undefined;
  const back = queues.find(
    (cycle) => cycle.atMs > window.releaseMs && cycle.atMs <= watchEndsMs && cycle.vehicles * CYCLES_BEFORE <= usual,
  );
  return back === undefined
    ? { ms: watchEndsMs - window.releaseMs, censored: true, incident: -1 }
    : { ms: back.atMs - window.releaseMs, censored: false, incident: -1 };
};

/** One entry per cycle end of the signal, in order of time. */
const queueAtCycleEnds = (digest: RunDigest, signal: number, without: number): readonly { atMs: number; vehicles: number }[] => {
  const ends: { atMs: number; vehicles: number }[] = [];
  const rows = digest.cycleQueues;
  for (let row = 0; row < rows.rowCount; row++) {
    if (rows.at(row, 3) !== signal) continue;
    const atMs = rows.at(row, 0);
    let end = ends.at(-1);
    if (end === undefined || end.atMs !== atMs) {
      end = { atMs, vehicles: 0 };
      ends.push(end);
    }
    if (rows.at(row, 1) !== without) end.vehicles += rows.at(row, 2);
  }
  return ends;
};
