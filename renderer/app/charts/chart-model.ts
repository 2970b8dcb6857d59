/** What a chart over time is made of, apart from drawing: lines, scales, the rows of its table, and what it says in one sentence. Pure. */
import { clockTicks, scaleOf } from "../../../sim-core/model/chart-scale.ts";
import type { ArmLook } from "../store/arms.ts";
import type { Window } from "../timeline/timeline-model.ts";

/** `value` null = nothing was measured there: the line is broken. */
export type ChartPoint = { readonly atMs: number; readonly value: number | null };

export type ChartSeries = {
  readonly look: ArmLook;
  readonly label: string;
  /** In order of time. */
  readonly points: readonly ChartPoint[];
};

/** `line` = measured at moments; `steps` = true from a moment until the next. */
export type ChartShape = "line" | "steps";

export type Box = { readonly width: number; readonly height: number };

/** Points of a line longer apart than this do not belong together. */
const GAP_MS = 130_000;

/** SVG path of what lies in the window between two moments; the y axis goes from 0 to `top`. */
export const chartPath = (
  points: readonly ChartPoint[],
  shape: ChartShape,
  { window, top, box, fromMs, toMs }: { window: Window; top: number; box: Box; fromMs: number; toMs: number },
): string => {
  const x = scaleOf(window.fromMs, window.toMs, 0, box.width);
  const y = scaleOf(0, top, box.height, 0);
  const [low, high] = [Math.max(fromMs, window.fromMs), Math.min(toMs, window.toMs)];
  let path = "";
  let before: { readonly atMs: number; readonly value: number } | undefined;
  const draw = (atMs: number, value: number): void => {
    path += `${path === "" || before === undefined ? "M" : "L"}${x(atMs)} ${y(value)}`;
  };
  for (const [at, { atMs, value }] of points.entries()) {
    if (shape === "steps") {
      const endMs = Math.min(points[at + 1]?.atMs ?? high, high);
      const startMs = Math.max(atMs, low);
      if (value === null || endMs <= startMs) {
        if (value === null) before = undefined;
        continue;
      }
      draw(startMs, value);
      before = { atMs: startMs, value };
      draw(endMs, value);
      continue;
    }
    if (value === null || (before !== undefined && atMs - before.atMs > GAP_MS)) before = undefined;
    if (value === null || atMs > high) continue;
    if (atMs >= low) draw(atMs, value);
    before = atMs >= low ? { atMs, value } : undefined;
  }
  return path;
};

const ROUND = [1, 2, 2.5, 4, 5, 10];

/** 0, a round figure and its double, which nothing exceeds. */
export const valueTicks = (series: readonly ChartSeries[], leastTop: number): readonly number[] => {
  const highest = Math.max(leastTop, ...series.flatMap(({ points }) => points.map(({ value }) => value ?? 0)));
  let power = 1;
  while (power * 10 < highest / 2) power *= 10;
  while (power > highest / 2 && power > 1e-6) power /= 10;
  const step = power * (ROUND.find((factor) => factor * power >= highest / 2) ?? 10);
  return [0, step, 2 * step];
};

export type TimeTick = { readonly atMs: number; readonly sinceMs: number };

/** Clock steps counted from `originMs`, at most `most`. */
export const timeTicks = ({ fromMs, toMs }: Window, originMs: number, most: number): readonly TimeTick[] =>
  clockTicks((fromMs - originMs) / 1000, (toMs - originMs) / 1000, most).map((second) => ({
    atMs: originMs + second * 1000,
    sinceMs: second * 1000 + 0, // not -0
  }));

/** What a series says of a moment: of a line the measurement nearest before it (at most a gap ago), of steps the one in force. */
export const valueAt = (points: readonly ChartPoint[], shape: ChartShape, atMs: number): number | null => {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  const found = points[low - 1];
  if (found === undefined || (shape === "line" && atMs - found.atMs > GAP_MS)) return null;
  return found.value;
};

const MOST_ROWS = 30;

export type ChartRow = { readonly atMs: number; readonly values: readonly (number | null)[] };

/** The chart as a table: of a line the values at clock steps, of steps every change. */
export const chartRows = (series: readonly ChartSeries[], shape: ChartShape, window: Window, originMs: number): readonly ChartRow[] => {
  const isIn = (atMs: number): boolean => atMs >= window.fromMs && atMs <= window.toMs;
  const changes = series.flatMap(({ points }) => points.map(({ atMs }) => atMs)).filter(isIn);
  const moments =
    shape === "steps"
      ? [...new Set([window.fromMs, ...changes])].sort((a, b) => a - b)
      : timeTicks(window, originMs, MOST_ROWS).map(({ atMs }) => atMs);
  const rows = moments.map((atMs) => ({ atMs, values: series.map(({ points }) => valueAt(points, shape, atMs)) }));
  return rows.filter(({ values }) => values.some((value) => value !== null));
};

/** The highest value of a series in the window, and when; undefined = nothing was measured. */
export const peakOf = (
  { points }: ChartSeries,
  { fromMs, toMs }: Window,
): { readonly atMs: number; readonly value: number } | undefined => {
  let peak: { readonly atMs: number; readonly value: number } | undefined;
  for (const { atMs, value } of points) {
    if (value === null || atMs < fromMs || atMs > toMs) continue;
    if (peak === undefined || value > peak.value) peak = { atMs, value };
  }
  return peak;
};
