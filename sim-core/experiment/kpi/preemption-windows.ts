/**
 * When and where a preemption may have cost somebody something: per signal, from the request to `RECOVERY_HORIZON_MS` after the
 * release. The cost to others is counted in the windows of ANY arm of the replication, the same minutes and approaches for all of
 * them: an arm without preemption answers what those minutes would have been like.
 */
import type { RunDigest } from "./run-digest.ts";

/** After release a coordinated signal needs a few cycles; published recovery is 0 to 45 min (5 Korean junctions, 2017), so part of
 *  the cost near saturation lies beyond this horizon and is seen in the delay of all other traffic only. */
export const RECOVERY_HORIZON_MS: number = 10 * 60_000;

export const MINUTE_MS = 60_000;

/** Positions in compile order. */
export type SignalLayout = {
  /** Link that a movement leaves, by movement. */
  readonly linkOfMovement: readonly number[];
  /** Signal that controls the stop line of a link, -1 = none, by link. */
  readonly signalOfLink: readonly number[];
};

export type PreemptionWindow = {
  readonly signal: number;
  readonly movement: number;
  readonly unit: number;
  readonly requestMs: number;
  /** Moment of release; the run's end where it was never released. */
  readonly releaseMs: number;
};

/** Request paired with the first later release by the same unit at the same signal. Repeated requests in between belong to it. */
export const windowsOf = (digest: RunDigest): readonly PreemptionWindow[] => {
  const windows: PreemptionWindow[] = [];
  const { requests, releases } = digest;
  const closedUntil = new Map<string, number>();
  for (let row = 0; row < requests.rowCount; row++) {
    const requestMs = requests.at(row, 0);
    const signal = requests.at(row, 1);
    const unit = requests.at(row, 2);
    const key = `${signal} ${unit}`;
    if (requestMs < (closedUntil.get(key) ?? 0)) continue;
    let releaseMs = digest.durationMs;
    for (let i = 0; i < releases.rowCount; i++) {
      const matches = releases.at(i, 1) === signal && releases.at(i, 2) === unit && releases.at(i, 0) >= requestMs;
      if (!matches) continue;
      releaseMs = releases.at(i, 0);
      break;
    }
    closedUntil.set(key, releaseMs);
    windows.push({ signal, movement: requests.at(row, 3), unit, requestMs, releaseMs });
  }
  return windows;
};

/** Answers whether the minute that ends at `endMs` counts for `link` as a cross street. */
export type CountedMinutes = {
  readonly windowCount: number;
  crossStreet(link: number, endMs: number): boolean;
};

/**
 * Minutes that overlap a window of any arm. An approach that the emergency movement itself uses in such a minute is no cross
 * street then: the truck's own approach gains from the green.
 */
export const countedMinutes = (arms: readonly (readonly PreemptionWindow[])[], layout: SignalLayout): CountedMinutes => {
  const preemptedMinutes = new Map<number, Set<number>>();
  const ownMinutes = new Map<number, Set<number>>();
  const mark = (into: Map<number, Set<number>>, key: number, first: number, last: number): void => {
    const minutes = into.get(key) ?? new Set<number>();
    for (let minute = first; minute <= last; minute++) minutes.add(minute);
    into.set(key, minutes);
  };
  let windowCount = 0;
  for (const windows of arms) {
    for (const window of windows) {
      windowCount++;
      const first = Math.floor(window.requestMs / MINUTE_MS);
      const last = Math.ceil((window.releaseMs + RECOVERY_HORIZON_MS) / MINUTE_MS) - 1;
      mark(preemptedMinutes, window.signal, first, last);
      mark(ownMinutes, layout.linkOfMovement[window.movement] ?? -1, first, last);
    }
  }
  const minuteBefore = (endMs: number): number => Math.ceil(endMs / MINUTE_MS) - 1;
  return {
    windowCount,
    crossStreet: (link, endMs) => {
      const minute = minuteBefore(endMs);
      const signal = layout.signalOfLink[link] ?? -1;
      return (preemptedMinutes.get(signal)?.has(minute) ?? false) && !(ownMinutes.get(link)?.has(minute) ?? false);
    },
  };
};
