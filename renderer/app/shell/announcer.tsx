/** Says aloud what happens in the run, for those who do not see it: calls, arrivals and steps that did not work, every two seconds at most. */
import { useEffect, useRef, useState } from "react";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { itemTitle } from "../inspector/place-names.ts";
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { useTimeline } from "../timeline/use-timeline.ts";

const EVERY_MS = 2000;
/** A larger step of the clock is a seek, not something that happened. */
const LARGEST_STEP_MS = 130_000;

/** When an item is worth a word: a call or a car in the way when it comes, a drive when it arrives, a step when it does not end done. */
const momentOf = (item: TimelineItem): number | undefined => {
  switch (item.kind) {
    case "incident":
    case "obstruction":
    case "casualties":
    case "water":
      return item.startMs;
    case "drive":
      return item.leg === "scene" || item.leg === "hospital" ? item.endMs : undefined;
    case "hospital":
      return item.endMs;
    case "step":
      return item.outcome !== "done" && item.outcome !== "running" ? item.endMs : undefined;
    default:
      return undefined;
  }
};

export const Announcer = () => {
  const t = useText();
  const { items } = useTimeline();
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
      const moment = momentOf(item);
      return moment !== undefined && moment > untilMs && moment <= atMs;
    });
    if (latest === undefined) return;
    const isNews = latest.kind === "incident" || latest.kind === "obstruction" || latest.kind === "casualties";
    const outcome = latest.kind === "incident" ? t("table.call") : isNews ? t(latest.note ?? latest.title) : t(`outcome.${latest.outcome}`);
    setWords(`${t(itemTitle(project, latest))}: ${outcome}`);
  }, [atMs, items, project, t]);
  return (
    <div className="hidden-text" role="status" aria-live="polite">
      {words}
    </div>
  );
};
