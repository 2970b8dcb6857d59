/** Where the ruler of the time line has its ticks, and what stands on them: from tenths of a second to hours. Pure. */
import { minutesSeconds, sinceCall, timeOfDay } from "../text/format.ts";
import type { Window } from "./timeline-model.ts";
import { spanOf } from "./zoom.ts";

export type Tick = { readonly atMs: number; readonly label: string | undefined };

const STEPS_MS: readonly number[] = [
  100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000,
  14_400_000,
];
const COARSEST_MS = 28_800_000;

/** More labels than this would run into each other on a narrow window; those with hours and seconds sooner. */
const MOST_SHORT = 12;
const MOST_LONG = 8;

const tenth = (ms: number): string => `.${Math.floor(Math.abs(ms) / 100) % 10}`;

/** 4:38.2 */
export const minutesTenths = (ms: number): string => `${ms < 0 && ms > -1000 ? "−" : ""}${minutesSeconds(ms)}${tenth(ms)}`;

const labelSinceCall = (ms: number, stepMs: number): string => {
  if (ms === 0) return "0:00";
  if (stepMs >= 1000) return sinceCall(ms);
  return ms < 0 ? minutesTenths(ms) : `+${minutesTenths(ms)}`;
};

const labelOfDay = (startsAt: string, atMs: number, stepMs: number): string => {
  const time = timeOfDay(startsAt, atMs);
  return stepMs >= 60_000 ? time.slice(0, 5) : stepMs >= 1000 ? time : `${time}${tenth(atMs)}`;
};

/** Counts from the call (`originMs`), or by the time of day where there is none. Minor ticks lie half way between the labels. */
export const ticksOf = (window: Window, originMs: number | undefined, startsAt: string): readonly Tick[] => {
  const spanMs = spanOf(window);
  const isShort = originMs !== undefined || spanMs > MOST_LONG * 60_000;
  const stepMs = STEPS_MS.find((step) => spanMs / step <= (isShort ? MOST_SHORT : MOST_LONG)) ?? COARSEST_MS;
  const zeroMs = originMs ?? 0;
  const ticks: Tick[] = [];
  const first = Math.ceil((window.fromMs - zeroMs) / (stepMs / 2));
  const last = Math.floor((window.toMs - zeroMs) / (stepMs / 2));
  for (let half = first; half <= last; half++) {
    const ms = (half * stepMs) / 2;
    const label = originMs === undefined ? labelOfDay(startsAt, ms, stepMs) : labelSinceCall(ms, stepMs);
    ticks.push({ atMs: zeroMs + ms, label: half % 2 === 0 ? label : undefined });
  }
  return ticks;
};

/** Length of a window in words of figures: 1.5 (s), 45 (s), 9:30. */
export const spanText = (spanMs: number): { readonly isSeconds: boolean; readonly figures: string } => {
  if (spanMs >= 60_000) return { isSeconds: false, figures: minutesSeconds(spanMs) };
  return { isSeconds: true, figures: spanMs < 10_000 ? (spanMs / 1000).toFixed(1) : String(Math.round(spanMs / 1000)) };
};
