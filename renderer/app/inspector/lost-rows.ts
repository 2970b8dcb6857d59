/** Where a drive lost time, place by place, beside the same drive today. Pure: of what lies ahead only what today lost is told. */
import type { Crossing, RunSummary, TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { ShownOutcome } from "../timeline/timeline-model.ts";
import { crossingsOf, type Drive, obstructionsOf } from "./drives.ts";

export type LostRow = {
  readonly key: string;
  /** A signal by its position, a car by its number in the run. */
  readonly place: { readonly kind: "signal"; readonly signal: number } | { readonly kind: "car"; readonly car: number };
  /** When it was there; the moment to go to. Undefined = not yet. */
  readonly atMs: number | undefined;
  /** Undefined = it does not pass there in that run, or has not yet. */
  readonly ownMs: number | undefined;
  readonly todayMs: number | undefined;
  readonly outcome: ShownOutcome;
};

type Told = Pick<RunSummary, "crossings" | "timeline">;

const OF_PREEMPTION = { granted: "done", failed: "failed", none: "planned" } as const satisfies Record<
  Crossing["preemption"],
  ShownOutcome
>;

const signalRows = (own: readonly Crossing[], today: readonly Crossing[], atMs: number): readonly LostRow[] => {
  const lostToday = new Map(today.map(({ signal, lostMs }) => [signal, lostMs]));
  return own.map((crossing): LostRow => {
    const isPassed = crossing.atMs <= atMs;
    return {
      key: `signal ${crossing.signal} ${crossing.atMs}`,
      place: { kind: "signal", signal: crossing.signal },
      atMs: isPassed ? crossing.atMs : undefined,
      ownMs: isPassed ? crossing.lostMs : undefined,
      todayMs: lostToday.get(crossing.signal),
      outcome: isPassed ? OF_PREEMPTION[crossing.preemption] : "planned",
    };
  });
};

/** Until now where it still stands. */
const lengthMs = ({ startMs, endMs }: TimelineItem, atMs: number): number => Math.max(0, Math.min(endMs ?? atMs, atMs) - startMs);

const carRows = (own: readonly TimelineItem[], today: readonly TimelineItem[], atMs: number): readonly LostRow[] => {
  const cars = [...new Set([...own, ...today].flatMap(({ car }) => (car === undefined ? [] : [car])))];
  return cars.map((car): LostRow => {
    const mine = own.find((item) => item.car === car && item.startMs <= atMs);
    const theirs = today.find((item) => item.car === car);
    const isOver = mine?.endMs !== undefined && mine.endMs <= atMs;
    return {
      key: `car ${car}`,
      place: { kind: "car", car },
      atMs: mine?.startMs,
      ownMs: mine === undefined ? undefined : lengthMs(mine, atMs),
      todayMs: theirs === undefined ? undefined : lengthMs(theirs, theirs.endMs ?? atMs),
      outcome: mine === undefined ? "planned" : isOver ? mine.outcome : "running",
    };
  });
};

/** The junctions on the way in order, then the cars that stood in it. `today` undefined = nothing to compare with. */
export const lostRows = (
  own: Told,
  drive: Drive,
  today: { readonly told: Told; readonly drive: Drive } | undefined,
  atMs: number,
): readonly LostRow[] => [
  ...signalRows(crossingsOf(own, drive), today === undefined ? [] : crossingsOf(today.told, today.drive), atMs),
  ...carRows(obstructionsOf(own.timeline, drive), today === undefined ? [] : obstructionsOf(today.told.timeline, today.drive), atMs),
];

/** What went wrong for an incident up to now, the worst first: it explains what was lost. */
const WORST: readonly TimelineItem["outcome"][] = ["blocked", "refused", "timed-out", "failed"];

export const worstStep = (items: readonly TimelineItem[], incident: number, atMs: number): TimelineItem | undefined => {
  const ended = items.filter(
    (item) => item.kind === "step" && item.incident === incident && (item.endMs ?? Number.POSITIVE_INFINITY) <= atMs,
  );
  return WORST.map((outcome) => ended.find((item) => item.outcome === outcome)).find((item) => item !== undefined);
};
