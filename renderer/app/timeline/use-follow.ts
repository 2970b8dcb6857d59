import { useEffect, useRef } from "react";
import type { Player } from "../playback/player.ts";
import { appState, setApp } from "../store/app-store.ts";
import { shownWindow } from "./time-verbs.ts";
import { pageAfter, windowAround } from "./zoom.ts";

/** The window turns like a page when the playhead runs out of it while the run plays, and goes where somebody seeks to. */
export const useFollow = (player: Player, focus: number | undefined): void => {
  const beforeMs = useRef<number | undefined>(undefined);
  useEffect(
    () =>
      player.onTick((atMs, hasJumped) => {
        const before = beforeMs.current;
        beforeMs.current = atMs;
        if (before === undefined || before === atMs) return;
        const { zoom, isPlaying, project } = appState();
        const durationMs = project?.durationMs ?? 1;
        // Without a zoom of somebody's own the incident's window goes with the clock by itself.
        if (hasJumped) {
          const around = zoom === undefined ? undefined : windowAround(zoom, atMs, durationMs);
          if (around !== undefined) setApp({ zoom: zoom?.by === "hand" ? { ...around, by: "hand" } : undefined });
        } else if (isPlaying) {
          const page = pageAfter(shownWindow(), before, atMs, durationMs);
          if (page !== undefined) setApp({ zoom: { ...page, by: zoom?.by ?? "clock" } });
        }
      }),
    [player],
  );
  // What the clock moved away from one incident is no place to look at another.
  useEffect(() => {
    if (focus !== undefined && appState().zoom?.by === "clock") setApp({ zoom: undefined });
  }, [focus]);
};
