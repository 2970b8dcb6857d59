/**
 * What the KPIs need from one run, folded from its log as the facts come, so that no log has to be kept: sums where the question
 * is known beforehand (other traffic), short columns where it is not (which minutes count depends on every arm of the replication).
 * A digest is a pure function of the facts: folding a saved log again gives an equal digest.
 */
import { FACT_BYTES, FactKind } from "../../contract/facts.ts";
import type { InstitutionalFact } from "../../contract/institutional-facts.ts";

/** Growing columns of 32-bit integers, `width` per row. */
export class IntegerRows {
  readonly width: number;
  private cells: Int32Array;
  private used = 0;

  constructor(width: number, rows = 256) {
    this.width = width;
    this.cells = new Int32Array(width * rows);
  }

  get rowCount(): number {
    return this.used / this.width;
  }

  append(...row: readonly number[]): void {
    if (this.used + this.width > this.cells.length) {
      const larger = new Int32Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    for (let i = 0; i < this.width; i++) this.cells[this.used + i] = row[i] ?? 0;
    this.used += this.width;
  }

  at(row: number, column: number): number {
    return this.cells[row * this.width + column] ?? 0;
  }

  copy(): IntegerRows {
    const copy = new IntegerRows(this.width, Math.max(16, this.rowCount * 2));
    copy.cells.set(this.cells.subarray(0, this.used));
    copy.used = this.used;
    return copy;
  }
}

export type RunDigest = {
  readonly warmUpMs: number;
  readonly durationMs: number;
  /** Trips scheduled inside [warmUpMs, durationMs): ended and censored ones alike, so that a jam cannot hide. */
  trips: number;
  tripDelayMs: number;
  /** Of these, not finished at the horizon. */
  tripsCensored: number;
  /** Taken out by the gridlock rule. Counted and said; they carry no delay of their own. */
  tripsRemoved: number;
  /** atMs, link, vehicles that left, sum of their delays [ms]. */
  readonly approachMinutes: IntegerRows;
  /** atMs, link, queue, signal. */
  readonly cycleQueues: IntegerRows;
  /** atMs, unit, signal, ms lost. Stop lines with a signal only. */
  readonly unitCrossings: IntegerRows;
  /** atMs, signal, unit, movement; requests that the controller obeyed. */
  readonly requests: IntegerRows;
  /** atMs, signal, unit, reason. */
  readonly releases: IntegerRows;
  /** atMs, signal, stage, ms waited more than planned, virtual arrivals. Only minutes in which a crossing was off its plan. */
  readonly pedestrianMinutes: IntegerRows;
  readonly institutional: InstitutionalFact[];
};

export const emptyDigest = (warmUpMs: number, durationMs: number): RunDigest => ({
  warmUpMs,
  durationMs,
  trips: 0,
  tripDelayMs: 0,
  tripsCensored: 0,
  tripsRemoved: 0,
  approachMinutes: new IntegerRows(4, 4096),
  cycleQueues: new IntegerRows(4, 4096),
  unitCrossings: new IntegerRows(4),
  requests: new IntegerRows(4),
  releases: new IntegerRows(4),
  pedestrianMinutes: new IntegerRows(5),
  institutional: [],
});

/** A branch of the same past: what both arms have seen up to here. */
export const copyDigest = (digest: RunDigest): RunDigest => ({
  ...digest,
  approachMinutes: digest.approachMinutes.copy(),
  cycleQueues: digest.cycleQueues.copy(),
  unitCrossings: digest.unitCrossings.copy(),
  requests: digest.requests.copy(),
  releases: digest.releases.copy(),
  pedestrianMinutes: digest.pedestrianMinutes.copy(),
  institutional: [...digest.institutional],
});

/** Folds engine records (without header, contract/facts.ts) into the digest. Trace records and kinds it does not know pass by. */
export const foldEngineFacts = (digest: RunDigest, records: Uint8Array): void => {
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  for (let at = 0; at + FACT_BYTES <= records.byteLength; at += FACT_BYTES) {
    const kind = view.getUint16(at, true);
    const atMs = view.getUint32(at + 4, true);
    const entity = view.getInt32(at + 8, true);
    const a = view.getInt32(at + 12, true);
    const b = view.getInt32(at + 16, true);
    const c = view.getInt32(at + 20, true);
    switch (kind) {
      case FactKind.TripEnded:
      case FactKind.TripCensored:
        if (c < digest.warmUpMs || c >= digest.durationMs) break;
        digest.trips++;
        digest.tripDelayMs += b;
        if (kind === FactKind.TripCensored) digest.tripsCensored++;
        break;
      case FactKind.TripRemoved:
        digest.tripsRemoved++;
        break;
      case FactKind.ApproachMinute:
        if (a > 0) digest.approachMinutes.append(atMs, entity, a, b);
        break;
      case FactKind.CycleQueue:
        digest.cycleQueues.append(atMs, entity, a, b);
        break;
      case FactKind.UnitCrossed:
        if (b >= 0) digest.unitCrossings.append(atMs, entity, b, c);
        break;
      case FactKind.PreemptRequested:
        if (c === 1) digest.requests.append(atMs, entity, a, b);
        break;
      case FactKind.PreemptReleased:
        digest.releases.append(atMs, entity, a, b);
        break;
      case FactKind.PedestrianMinute:
        if (c > 0) digest.pedestrianMinutes.append(atMs, entity, a, b, c);
        break;
      default:
        break;
    }
  }
};

export const foldInstitutionalFacts = (digest: RunDigest, facts: readonly InstitutionalFact[]): void => {
  for (const fact of facts) digest.institutional.push(fact);
};
