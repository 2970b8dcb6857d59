/**
 * Where the minutes of one call went: from the call to the first unit on the scene, in stretches that follow each other without a gap.
 * Pure, from a run's items and crossings as far as it is computed; what is still to come is cut by whoever draws it.
 */
import type { Crossing, TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { Incident } from "./timeline-model.ts";

export type PhaseKind = "dispatch" | "turnout" | "drive" | "junction" | "obstruction" | "on-scene";

export type Phase = {
  readonly kind: PhaseKind;
  readonly fromMs: number;
  /** Undefined = it goes on. */
  readonly toMs: number | undefined;
  /** What it is part of, and what a click leads to. */
  readonly item: TimelineItem;
  /** Of a junction: the time lost there against free driving; the stretch that is drawn may have less room. */
  readonly lostMs?: number;
  /** Of a junction: signal and link positions in compile order; signal -1 = none there. */
  readonly signal?: number;
  readonly link?: number;
  /** Of a drive: signals gave way meanwhile. */
  readonly isPreempted?: boolean;
};

/** Shorter losses at a junction are part of driving. */
const SHORTEST_WAIT_MS = 3000;

type Stop = Phase & { readonly toMs: number };

const lengthIn = (stop: Stop, fromMs: number, toMs: number): number =>
  Math.max(0, Math.min(stop.toMs, toMs) - Math.max(stop.fromMs, fromMs));

/** The drive that arrived first; while none has, the first that set out and was not called back. */
const leadingDrive = (own: readonly TimelineItem[], { arrivedMs }: Incident): TimelineItem | undefined => {
  const drives = own.filter(({ kind, leg }) => kind === "drive" && leg === "scene");
  if (arrivedMs !== undefined) return drives.find(({ endMs, outcome }) => endMs === arrivedMs && outcome === "done");
  return drives.find(({ outcome }) => outcome === "running") ?? drives.find(({ outcome }) => outcome !== "cancelled");
};

const standingOf = (own: readonly TimelineItem[], drive: TimelineItem): readonly Stop[] =>
  own
    .filter(({ kind, unit, startMs }) => kind === "obstruction" && unit === drive.unit && startMs >= drive.startMs)
    .map((item) => ({
      kind: "obstruction",
      fromMs: item.startMs,
      toMs: item.endMs ?? drive.endMs ?? Number.POSITIVE_INFINITY,
      item,
    }));

/**
 * The engine counts at each stop line what was lost since the one before, standing before parked cars included: that is taken off. Nobody
 * knows where on the way to the line the time was lost, so it is drawn just before it.
 */
const waitsOf = (crossings: readonly Crossing[], drive: TimelineItem, standing: readonly Stop[]): readonly Stop[] => {
  let beforeMs = drive.startMs;
  const waits: Stop[] = [];
  for (const { unit, atMs, lostMs, signal, link } of crossings) {
    if (unit !== drive.unit || atMs < drive.startMs || atMs > (drive.endMs ?? Number.POSITIVE_INFINITY)) continue;
    const stoodMs = standing.reduce((sum, stop) => sum + lengthIn(stop, beforeMs, atMs), 0);
    const waitMs = Math.max(0, lostMs - stoodMs);
    const freeMs = Math.max(beforeMs, ...standing.filter(({ toMs }) => toMs <= atMs).map(({ toMs }) => toMs));
    const fromMs = Math.max(freeMs, atMs - waitMs);
    if (waitMs >= SHORTEST_WAIT_MS) waits.push({ kind: "junction", fromMs, toMs: atMs, item: drive, lostMs: waitMs, signal, link });
    beforeMs = atMs;
  }
  return waits;
};

const driving = (fromMs: number, toMs: number | undefined, drive: TimelineItem, greens: readonly TimelineItem[]): Phase => ({
  kind: "drive",
  fromMs,
  toMs,
  item: drive,
  isPreempted: greens.some(({ startMs, endMs }) => startMs < (toMs ?? Number.POSITIVE_INFINITY) && (endMs ?? startMs + 1) > fromMs),
});

const driveWithStops = (own: readonly TimelineItem[], crossings: readonly Crossing[], drive: TimelineItem): readonly Phase[] => {
  const standing = standingOf(own, drive);
  const stops = [...standing, ...waitsOf(crossings, drive, standing)].sort((a, b) => a.fromMs - b.fromMs);
  const greens = own.filter(({ kind, unit, outcome }) => kind === "preemption" && unit === drive.unit && outcome !== "failed");
  const phases: Phase[] = [];
  let atMs = drive.startMs;
  for (const stop of stops) {
    if (stop.fromMs > atMs) phases.push(driving(atMs, stop.fromMs, drive, greens));
    const fromMs = Math.max(atMs, stop.fromMs);
    if (stop.toMs > fromMs) phases.push({ ...stop, fromMs, toMs: Number.isFinite(stop.toMs) ? stop.toMs : undefined });
    atMs = Math.max(atMs, stop.toMs);
  }
  if (drive.endMs === undefined ? Number.isFinite(atMs) : drive.endMs > atMs) phases.push(driving(atMs, drive.endMs, drive, greens));
  return phases;
};

export const phasesOf = (items: readonly TimelineItem[], crossings: readonly Crossing[], incident: Incident): readonly Phase[] => {
  const own = items.filter((item) => item.incident === incident.incident);
  const drive = leadingDrive(own, incident);
  const turnouts = own.filter(({ kind, unit }) => kind === "turnout" && (drive === undefined || unit === drive.unit));
  // The last order before its wheels rolled; while none rolls, the first order of all.
  const turnout = drive === undefined ? turnouts[0] : turnouts.findLast(({ startMs }) => startMs <= drive.startMs);
  const orderedMs = turnout?.startMs ?? drive?.startMs;
  const phases: Phase[] = [{ kind: "dispatch", fromMs: incident.callMs, toMs: orderedMs, item: incident.item }];
  // A unit that is on the road already turns out in no time.
  const rolledMs = drive?.startMs ?? turnout?.endMs;
  if (turnout !== undefined && rolledMs !== turnout.startMs)
    phases.push({ kind: "turnout", fromMs: turnout.startMs, toMs: rolledMs, item: turnout });
  if (drive === undefined) return phases;
  phases.push(...driveWithStops(own, crossings, drive));
  const work = own.find(({ kind, unit, startMs }) => kind === "on-scene" && unit === drive.unit && startMs === drive.endMs);
  if (work !== undefined) phases.push({ kind: "on-scene", fromMs: work.startMs, toMs: work.endMs, item: work });
  return phases;
};
