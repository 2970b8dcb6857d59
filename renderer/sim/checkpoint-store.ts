/**
 * Snapshots of one run, one per simulated minute, within a memory budget. When it is full the store thins itself evenly: first
 * every odd minute goes, then every second of what is left, so that going back costs at most twice as much each time.
 */
import type { Checkpoint } from "../../sim-core/contract/sim-service.ts";

export type CheckpointStore = {
  put(checkpoint: Checkpoint): void;
  has(minute: number): boolean;
  /** The latest one at or before `minute`. */
  latest(minute: number): Checkpoint | undefined;
  bytes(): number;
  count(): number;
};

/** How often 2 divides the minute: the coarser the grid it lies on, the longer it is kept. Minute 0 is kept for ever. */
const coarseness = (minute: number): number => (minute === 0 ? Number.POSITIVE_INFINITY : 31 - Math.clz32(minute & -minute));

export const makeCheckpointStore = (budgetBytes: number): CheckpointStore => {
  const byMinute = new Map<number, Uint8Array>();
  let total = 0;
  let finest = 0;

  const thin = (): void => {
    for (const [minute, bytes] of byMinute) {
      if (coarseness(minute) > finest) continue;
      byMinute.delete(minute);
      total -= bytes.byteLength;
    }
    finest++;
  };

  return {
    put({ minute, bytes }) {
      if (byMinute.has(minute) || coarseness(minute) < finest) return;
      byMinute.set(minute, bytes);
      total += bytes.byteLength;
      while (total > budgetBytes && byMinute.size > 1) thin();
    },
    has: (minute) => byMinute.has(minute),
    latest(minute) {
      for (let at = minute; at >= 0; at--) {
        const bytes = byMinute.get(at);
        if (bytes !== undefined) return { minute: at, bytes };
      }
      return undefined;
    },
    bytes: () => total,
    count: () => byMinute.size,
  };
};
