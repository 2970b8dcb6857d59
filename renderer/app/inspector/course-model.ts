/** Courses of things over the run, from what the time line and the minutes say. Pure. */
import type { BedsAt, LinkMinute } from "../../../sim-core/contract/closer-look.ts";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { City } from "../../../sim-core/model/city.ts";
import type { ChartPoint } from "../charts/chart-model.ts";

const MINUTE_MS = 60_000;

/** Mean delay [s] of those who left in each minute, at its middle. */
export const delayPoints = (minutes: readonly LinkMinute[]): readonly ChartPoint[] =>
  minutes.map(({ left, delayMs }, minute) => ({
    atMs: (minute + 0.5) * MINUTE_MS,
    value: left === 0 ? null : delayMs / left / 1000,
  }));

/** Speeds at the end of each minute, of a limit in the unit that is wanted. */
export const speedPoints = (minutes: readonly LinkMinute[], limit: number): readonly ChartPoint[] =>
  minutes.map(({ speedP }, minute) => ({ atMs: (minute + 1) * MINUTE_MS, value: speedP === null ? null : speedP * limit }));

export const bedPoints = (beds: readonly BedsAt[], hospital: string): readonly ChartPoint[] =>
  beds.filter((one) => one.hospital === hospital).map(({ atMs, free }) => ({ atMs, value: free }));

/** Links whose stop line a signal controls, by their positions. */
export const approachesOf = (city: Pick<City, "movements">, linkIds: readonly string[], signal: string): readonly number[] => {
  const ids = new Set(city.movements.flatMap((movement) => (movement.signal === signal ? [movement.from] : [])));
  return linkIds.flatMap((id, at) => (ids.has(id) ? [at] : []));
};

export type Side = "north" | "east" | "south" | "west";

/** The side of its stop line that a street comes from: two directions of one street have the same name. */
export const sideOf = (shapeMm: readonly number[]): Side => {
  const [x = 0, y = 0] = shapeMm;
  const [endX = 0, endY = 0] = shapeMm.slice(-2);
  const [east, north] = [x - endX, y - endY];
  if (Math.abs(east) > Math.abs(north)) return east > 0 ? "east" : "west";
  return north > 0 ? "north" : "south";
};

/** Beginning and end of what a unit does away from its station; Infinity = goes on. */
type Away = { readonly fromMs: number; readonly toMs: number };

const ABROAD: ReadonlySet<TimelineItem["kind"]> = new Set(["turnout", "drive", "on-scene"]);

/** From the order to being back: stretches that touch are one. */
export const awayOf = (items: readonly TimelineItem[], unit: number): readonly Away[] => {
  const stretches = items
    .filter((item) => item.unit === unit && ABROAD.has(item.kind))
    .map(({ startMs, endMs = Number.POSITIVE_INFINITY }) => ({ fromMs: startMs, toMs: endMs }))
    .sort((a, b) => a.fromMs - b.fromMs);
  const merged: { fromMs: number; toMs: number }[] = [];
  for (const stretch of stretches) {
    const last = merged.at(-1);
    // At the hospital's door nothing is written: a patient is handed over until the way back begins.
    if (last !== undefined && (stretch.fromMs <= last.toMs || isHandingOver(items, unit, last.toMs)))
      last.toMs = Math.max(last.toMs, stretch.toMs);
    else merged.push({ ...stretch });
  }
  return merged;
};

const isHandingOver = (items: readonly TimelineItem[], unit: number, atMs: number): boolean =>
  items.some((item) => item.unit === unit && item.leg === "hospital" && item.endMs === atMs);

/** How many of a station's units are in, from moment to moment. */
export const unitsInPoints = (items: readonly TimelineItem[], units: readonly number[]): readonly ChartPoint[] => {
  const away = units.flatMap((unit) => awayOf(items, unit));
  const moments = [...new Set([0, ...away.flatMap(({ fromMs, toMs }) => [fromMs, toMs])])].filter(Number.isFinite).sort((a, b) => a - b);
  return moments.map((atMs) => ({
    atMs,
    value: units.length - away.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs).length,
  }));
};

export type Phase = "handling" | "turnout" | "drive" | "scene";
export type PhaseSpan = { readonly phase: Phase; readonly fromMs: number; readonly toMs: number };

/**
 * The course of an incident up to where it is known: until the first unit is ordered, until its wheels roll, the drive, and the work at
 * the scene. What has not ended goes on until `untilMs`, as far as the run is known.
 */
export const phasesOf = (items: readonly TimelineItem[], incident: number, untilMs: number): readonly PhaseSpan[] => {
  const own = items.filter((item) => item.incident === incident);
  const call = own.find(({ kind }) => kind === "incident");
  if (call === undefined) return [];
  const drives = own.filter(({ kind, leg }) => kind === "drive" && leg === "scene");
  const engines = drives.filter(({ fleet }) => fleet !== "ambulance");
  const counted = engines.length > 0 ? engines : drives;
  const done = counted.filter(({ outcome, endMs }) => outcome === "done" && endMs !== undefined);
  const first = [...done].sort((a, b) => (a.endMs ?? 0) - (b.endMs ?? 0))[0] ?? counted[0];
  const isItsTurnout = ({ unit, endMs }: TimelineItem): boolean => first === undefined || (unit === first.unit && endMs === first.startMs);
  const turnout = own.find((item) => item.kind === "turnout" && isItsTurnout(item));
  const scene = own.filter((item) => item.kind === "on-scene");
  const leftMs =
    scene.length === 0 || scene.some(({ endMs }) => endMs === undefined) ? untilMs : Math.max(...scene.map(({ endMs = 0 }) => endMs));
  const marks: readonly (readonly [Phase, number | undefined])[] = [
    ["handling", turnout?.startMs ?? first?.startMs],
    ["turnout", first?.startMs],
    ["drive", first?.endMs],
    ["scene", first?.endMs === undefined ? undefined : leftMs],
  ];
  const spans: PhaseSpan[] = [];
  let fromMs = call.startMs;
  for (const [phase, endMs] of marks) {
    const toMs = Math.min(endMs ?? untilMs, untilMs);
    if (toMs > fromMs) spans.push({ phase, fromMs, toMs });
    fromMs = Math.max(fromMs, toMs);
    if (endMs === undefined) break;
  }
  return spans;
};
