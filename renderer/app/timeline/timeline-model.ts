/**
 * What the timeline shows, computed from a run's items: the lanes, the window of time, the incident in focus, and what was known of
 * an item at a moment. Pure: the run may be computed far ahead of the clock, so every item is cut to the moment it is looked at.
 */
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { incidentName } from "../../../sim-core/model/incident-name.ts";
import type { Text } from "../../../sim-core/model/units.ts";

export const GOLDEN_TIME_MS = 420_000;

export type ShownOutcome = TimelineItem["outcome"] | "planned";
export type Window = { readonly fromMs: number; readonly toMs: number };

/** Before it began an item is only planned, before its answer it is running, however far the run is computed. */
export const outcomeAt = (item: TimelineItem, atMs: number): ShownOutcome => {
  if (atMs < item.startMs) return "planned";
  return item.endMs === undefined || atMs < item.endMs ? "running" : item.outcome;
};

/** The seven minutes are asked of fire engines; what a patient needs depends on the patient. */
export const hasGoldenTime = ({ incidentKind }: TimelineItem): boolean => incidentKind !== "medical";

export type Incident = {
  readonly incident: number;
  readonly callMs: number;
  /** End of the first emergency drive that reached the scene; undefined while it is under way. */
  readonly arrivedMs: number | undefined;
  readonly endMs: number | undefined;
  /** The last that people look for: arrival, water, patients handed over. */
  readonly settledMs: number | undefined;
  readonly item: TimelineItem;
};

/** First arrival counts: it is what golden time asks for. To a fire that of a fire engine, even where an ambulance was there before. */
const arrivalOf = (items: readonly TimelineItem[], incident: number): number | undefined => {
  const drives = items.filter((item) => item.leg === "scene" && item.incident === incident);
  const engines = drives.filter(({ fleet }) => fleet !== "ambulance");
  const ends = (engines.length > 0 ? engines : drives).flatMap(({ endMs, outcome }) =>
    outcome === "done" && endMs !== undefined ? [endMs] : [],
  );
  return ends.length === 0 ? undefined : Math.min(...ends);
};

const isLookedFor = ({ kind, leg }: TimelineItem): boolean =>
  kind === "water" || kind === "hospital" || kind === "obstruction" || leg === "hospital";

const settlementOf = (items: readonly TimelineItem[], incident: number, arrivedMs: number | undefined): number | undefined => {
  if (arrivedMs === undefined) return undefined;
  const later = items.filter((item) => item.incident === incident && isLookedFor(item)).map(({ startMs, endMs }) => endMs ?? startMs);
  return Math.max(arrivedMs, ...later);
};

export const incidentsOf = (items: readonly TimelineItem[]): readonly Incident[] =>
  items
    .filter((item) => item.kind === "incident")
    .map((item) => {
      const arrivedMs = arrivalOf(items, item.incident);
      const settledMs = settlementOf(items, item.incident, arrivedMs);
      return { incident: item.incident, callMs: item.startMs, arrivedMs, endMs: item.endMs, settledMs, item };
    })
    .sort((a, b) => a.callMs - b.callMs || a.incident - b.incident);

const isOpen = ({ settledMs }: Incident, atMs: number): boolean => settledMs === undefined || atMs <= settledMs + 60_000;

/**
 * What the timeline goes on looking at: the same incident until a minute after all that people look for, else what matters now. While the
 * clock stands somebody looks round: then the incident stays as long as the clock is within its window.
 */
export const focusAt = (
  incidents: readonly Incident[],
  atMs: number,
  before: number | undefined,
  isPlaying: boolean,
): Incident | undefined => {
  const held = incidents.find(({ incident }) => incident === before);
  if (held === undefined || held.callMs > atMs + 10_000) return incidentAt(incidents, atMs);
  const isHeld = isOpen(held, atMs) || (!isPlaying && atMs <= windowOf(held, Number.POSITIVE_INFINITY).toMs);
  return isHeld ? held : incidentAt(incidents, atMs);
};

/** The incident that matters at a moment: the latest call that still goes on, else the latest call at all, else the first to come. */
export const incidentAt = (incidents: readonly Incident[], atMs: number): Incident | undefined => {
  const called = incidents.filter(({ callMs }) => callMs <= atMs);
  const open = called.filter((one) => isOpen(one, atMs));
  return open.at(-1) ?? called.at(-1) ?? incidents[0];
};

/** A patient's way may take an hour: beyond this the first minutes would be too small to read. */
const LONGEST_WINDOW_MS = 1_500_000;

/** From half a minute before the call to nine minutes after, longer where it took longer (in whole minutes, at most 25). */
export const windowOf = (incident: Incident | undefined, durationMs: number): Window => {
  if (incident === undefined) return { fromMs: 0, toMs: durationMs };
  const settledMs = Math.min((incident.settledMs ?? 0) - incident.callMs + 60_000, LONGEST_WINDOW_MS);
  const lastMs = Math.max(540_000, (incident.arrivedMs ?? 0) - incident.callMs + 60_000, settledMs);
  return { fromMs: incident.callMs - 30_000, toMs: incident.callMs + Math.ceil(lastMs / 60_000) * 60_000 };
};

/** Where nobody has zoomed: the window of the incident, as long as it takes in the other run too, which stands beside it (or none). */
export const homeWindowOf = (focus: Incident | undefined, beside: readonly TimelineItem[], durationMs: number): Window => {
  const own = windowOf(focus, durationMs);
  const other = focus === undefined ? undefined : incidentsOf(beside).find(({ incident }) => incident === focus.incident);
  return other === undefined ? own : { fromMs: own.fromMs, toMs: Math.max(own.toMs, windowOf(other, durationMs).toMs) };
};

export type Lane = { readonly agency: string; readonly items: readonly TimelineItem[] };

/** Not an agency: the lane of signals that give way, which would hide the drive they belong to. */
export const SIGNAL_LANE = "signals";

/** One lane per agency that acts, in the city's order, then the signals. Incidents have a row of their own. */
export const lanesOf = (items: readonly TimelineItem[], agencies: readonly string[]): readonly Lane[] => {
  const byAgency = new Map<string, TimelineItem[]>(agencies.map((agency) => [agency, []]));
  for (const item of items) {
    if (item.kind === "incident" || item.kind === "casualties") continue;
    const name = item.kind === "preemption" ? SIGNAL_LANE : item.agency;
    const lane = byAgency.get(name);
    if (lane === undefined) byAgency.set(name, [item]);
    else lane.push(item);
  }
  const signals = byAgency.get(SIGNAL_LANE);
  if (signals !== undefined) {
    byAgency.delete(SIGNAL_LANE);
    byAgency.set(SIGNAL_LANE, signals);
  }
  return [...byAgency].filter(([, laneItems]) => laneItems.length > 0).map(([agency, laneItems]) => ({ agency, items: laneItems }));
};

/** Share of the window, 0-1; outside it below 0 or above 1. */
export const placeP = (atMs: number, { fromMs, toMs }: Window): number => (atMs - fromMs) / (toMs - fromMs);
export const percent = (p: number): string => `${(p * 100).toFixed(3)}%`;

/** The next call after a moment, or the one before it. */
export const neighbour = (incidents: readonly Incident[], atMs: number, direction: 1 | -1): Incident | undefined =>
  direction === 1 ? incidents.find(({ callMs }) => callMs > atMs) : incidents.findLast(({ callMs }) => callMs < atMs - 1000);

/** The clock may stand between two milliseconds, just after the one that it was sent to. */
const HERE_MS = 1;

/** The next moment at which something of an incident begins or ends, or the one before it; `incident` undefined = of any. */
export const neighbourEvent = (
  items: readonly TimelineItem[],
  incident: number | undefined,
  atMs: number,
  direction: 1 | -1,
): number | undefined => {
  const moments = items
    .filter((item) => incident === undefined || item.incident === incident)
    .flatMap(({ startMs, endMs }) => (endMs === undefined ? [startMs] : [startMs, endMs]));
  const beyond = direction === 1 ? moments.filter((ms) => ms >= atMs + HERE_MS) : moments.filter((ms) => ms <= atMs - HERE_MS);
  if (beyond.length === 0) return undefined;
  return direction === 1 ? Math.min(...beyond) : Math.max(...beyond);
};

/** As the log, the command line and the result call it. */
export const nameOf = (incidents: readonly Incident[], incident: number): Text =>
  incidentName(incident, incidents.find((one) => one.incident === incident)?.item.incidentKind);

export type StepCounts = { readonly done: number; readonly other: number };

export const countOutcomes = (items: readonly TimelineItem[], atMs: number): StepCounts => {
  const ended = items.map((item) => outcomeAt(item, atMs)).filter((outcome) => outcome !== "planned" && outcome !== "running");
  const done = ended.filter((outcome) => outcome === "done").length;
  return { done, other: ended.length - done };
};
