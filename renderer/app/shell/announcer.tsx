/** Says aloud what happens in the run, for those who do not see it: calls, arrivals and steps that did not work, every two seconds at most. */
import { useEffect, useRef, useState } from "react";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { itemTitle } from "../inspector/place-names.ts";
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { type Incident, isReturn } from "../timeline/timeline-model.ts";
import { useTimeline } from "../timeline/use-timeline.ts";

const EVERY_MS = 2000;
/** A larger step of the clock is a seek, not something that happened. */
const LARGEST_STEP_MS = 130_000;

/** When an item is worth a word: a call when it comes, a drive when it arrives, a step when it ends otherwise than done. */
const momentOf = (item: TimelineItem, incidents: readonly Incident[]): number | undefined => {
  if (item.kind === "incident") return item.startMs;
  if (item.kind === "drive") return isReturn(item, incidents) ? undefined : item.endMs;
  return item.kind === "step" && item.outcome !== "done" && item.outcome !== "running" ? item.endMs : undefined;
};

export const Announcer = () => {
  const t = useText();
  const { items, incidents } = useTimeline();
  const project = useApp((state) => state.project);
  const atMs = useApp((state) => (state.isPlaying ? Math.floor(state.atMs / 1000) * 1000 : undefined));
  const [words, setWords] = useState("");
  const heard = useRef({ untilMs: 0, wallMs: 0 });
  useEffect(() => {
    if (atMs === undefined || project === undefined) return;
    const { untilMs, wallMs } = heard.current;
    const isSeek = atMs < untilMs || atMs - untilMs > LARGEST_STEP_MS;
    if (!isSeek && performance.now() - wallMs < EVERY_MS) return;
    heard.current = { untilMs: atMs, wallMs: performance.now() };
    if (isSeek) return;
    const latest = items.findLast((item) => {
      const moment = momentOf(item, incidents);
      return moment !== undefined && moment > untilMs && moment <= atMs;
    });
    if (latest === undefined) return;
    const outcome = latest.kind === "incident" ? t("table.call") : t(`outcome.${latest.outcome}`);
    setWords(`${t(itemTitle(project, latest, incidents))}: ${outcome}`);
  }, [atMs, items, incidents, project, t]);
  return (
    <div className="hidden-text" role="status" aria-live="polite">
      {words}
    </div>
  );
};
