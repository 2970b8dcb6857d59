/** What part of the run the time line shows: zoomed about a point, moved along, and turned like a page when the playhead leaves it. Pure. */
import type { Window } from "./timeline-model.ts";

/** Ten ticks of 100 ms: below that nothing on the time line differs any more. */
export const SHORTEST_WINDOW_MS = 1000;

/** `by` = whoever moved it away from the incident's own window: a person, or the clock while it plays. */
export type Zoom = Window & { readonly by: "hand" | "clock" };

export const spanOf = ({ fromMs, toMs }: Window): number => toMs - fromMs;
export const isIn = (atMs: number, { fromMs, toMs }: Window): boolean => atMs >= fromMs && atMs <= toMs;

/** How often what is drawn follows the clock: whole seconds are enough until a second is wide enough to see. */
export const clockStepMs = (window: Window): number => (spanOf(window) < 60_000 ? 50 : 1000);

/** A window of this length, pushed back into the run where it would reach beyond it. */
const windowAt = (fromMs: number, wantedSpanMs: number, durationMs: number): Window => {
  const spanMs = Math.round(Math.min(durationMs, Math.max(SHORTEST_WINDOW_MS, wantedSpanMs)));
  const from = Math.round(Math.max(0, Math.min(durationMs - spanMs, fromMs)));
  return { fromMs: from, toMs: from + spanMs };
};

/** `factor` below 1 shows less; what lies at `aboutP` of the window stays there, except where the run ends. */
export const zoomed = (window: Window, factor: number, aboutP: number, durationMs: number): Window => {
  const aboutMs = window.fromMs + aboutP * spanOf(window);
  const spanMs = Math.min(durationMs, Math.max(SHORTEST_WINDOW_MS, spanOf(window) * factor));
  return windowAt(aboutMs - aboutP * spanMs, spanMs, durationMs);
};

/** Moved by a share of itself; positive = later. */
export const panned = (window: Window, byP: number, durationMs: number): Window =>
  windowAt(window.fromMs + byP * spanOf(window), spanOf(window), durationMs);

/** How much of the page before is seen again on the next. */
const OVERLAP_P = 0.1;

/**
 * The page to turn to when the playhead ran out of a window in which it was to be seen a moment before; undefined = stay. Whoever has
 * moved the window away from the playhead keeps what is looked at.
 */
export const pageAfter = (window: Window, beforeMs: number, nowMs: number, durationMs: number): Window | undefined => {
  if (!isIn(beforeMs, window) || isIn(nowMs, window)) return undefined;
  const spanMs = spanOf(window);
  const page = windowAt(nowMs - spanMs * (nowMs > window.toMs ? OVERLAP_P : 1 - OVERLAP_P), spanMs, durationMs);
  return page.fromMs === window.fromMs ? undefined : page;
};

/** The window about a moment that somebody asked for; undefined = it is in there already. */
export const windowAround = (window: Window, atMs: number, durationMs: number): Window | undefined =>
  isIn(atMs, window) ? undefined : windowAt(atMs - spanOf(window) / 2, spanOf(window), durationMs);
