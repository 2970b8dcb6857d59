import { useMemo } from "react";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { type AppState, useApp } from "../store/app-store.ts";
import { areOfOneDay, todayOf } from "../store/arms.ts";
import { homeWindowOf, type Incident, incidentsOf, type Window } from "./timeline-model.ts";

const NO_ITEMS: readonly TimelineItem[] = [];

export type TimelineView = {
  readonly items: readonly TimelineItem[];
  readonly incidents: readonly Incident[];
  /** The incident looked at, unless the whole run is. */
  readonly focus: Incident | undefined;
  /** The same incident in the baseline's run: paired runs share their incidents. */
  readonly baselineFocus: Incident | undefined;
  readonly window: Window;
  readonly computedMs: number;
};

/** Of the run that stands beside it, where both live through the same calls. */
export const besideItems = ({ split, arm, summaries }: AppState): readonly TimelineItem[] =>
  (split === undefined || !areOfOneDay(split.arm, arm) ? undefined : summaries[split.arm]?.timeline) ?? NO_ITEMS;

/** What the timeline of the arm on stage shows. */
export const useTimeline = (): TimelineView => {
  const summary = useApp((state) => state.summaries[state.arm]);
  const baseline = useApp((state) => (state.project === undefined ? undefined : state.summaries[todayOf(state.project, state.arm)]));
  const beside = useApp(besideItems);
  const focusNumber = useApp((state) => state.focus);
  const isWholeRun = useApp((state) => state.isWholeRun);
  const durationMs = useApp((state) => state.project?.durationMs ?? 1);
  return useMemo(() => {
    const items = summary?.timeline ?? NO_ITEMS;
    const incidents = incidentsOf(items);
    const focus = isWholeRun ? undefined : incidents.find(({ incident }) => incident === focusNumber);
    const baselineFocus =
      focus === undefined || baseline === undefined || baseline === summary
        ? undefined
        : incidentsOf(baseline.timeline).find(({ incident }) => incident === focus.incident);
    const window = homeWindowOf(focus, beside, durationMs);
    return { items, incidents, focus, baselineFocus, window, computedMs: summary?.computedMs ?? 0 };
  }, [summary, baseline, beside, focusNumber, isWholeRun, durationMs]);
};
