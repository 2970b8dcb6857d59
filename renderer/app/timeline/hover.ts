/** The moment under the pointer, wherever on the page that is: every chart over time draws its cursor there. */
import type { PointerEvent } from "react";
import { appState, setApp, useApp } from "../store/app-store.ts";
import type { Window } from "./timeline-model.ts";

let wantedMs: number | undefined;
let isDue = false;

/** Pointers move faster than pictures: the store is told at most once per animation frame. */
export const hoverAt = (atMs: number | undefined): void => {
  wantedMs = atMs === undefined ? undefined : Math.round(atMs);
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    if (appState().hoverMs !== wantedMs) setApp({ hoverMs: wantedMs });
  });
};

export const useHoverMs = (): number | undefined => useApp((state) => state.hoverMs);

/** For the box of a chart whose left edge is the beginning of the window, and whose right edge is its end. */
export const cursorHandlers = ({ fromMs, toMs }: Window) => ({
  onPointerMove: ({ currentTarget, clientX }: PointerEvent<Element>): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const p = (clientX - left) / width;
    hoverAt(p >= 0 && p <= 1 ? fromMs + p * (toMs - fromMs) : undefined);
  },
  onPointerLeave: (): void => hoverAt(undefined),
});
