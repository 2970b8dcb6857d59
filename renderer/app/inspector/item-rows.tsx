/** Lines of the log, told as on the time line: how it ended, what it was, when since the call. A click goes there. */
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { useSession } from "../project/session-context.ts";
import { Outcome } from "../shell/outcome.tsx";
import { useApp } from "../store/app-store.ts";
import { minutesSeconds, timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { keyOf } from "../timeline/lane-rows.ts";
import { outcomeAt } from "../timeline/timeline-model.ts";
import { itemTitle } from "./place-names.ts";

type ItemRowsProps = {
  readonly items: readonly TimelineItem[];
  readonly atMs: number;
  /** Times count from here; left out = the time of day. */
  readonly callMs?: number;
};

export const ItemRows = ({ items, atMs, callMs }: ItemRowsProps) => {
  const t = useText();
  const session = useSession();
  const project = useApp((state) => state.project);
  if (project === undefined) return null;
  return items.map((item) => {
    const outcome = outcomeAt(item, atMs);
    const own = t(itemTitle(project, item));
    const title = item.kind === "preemption" ? `${t(item.title)} · ${own}` : own;
    const hasEnded = outcome !== "running" && outcome !== "planned";
    return (
      <button key={keyOf(item)} type="button" className={`step is-${outcome}`} onClick={() => session.goToItem(item, item.startMs)}>
        <Outcome outcome={outcome} />
        <span className="grow">
          <span className="clip" style={{ display: "block" }} title={title}>
            {title}
          </span>
          {hasEnded && item.note !== undefined && <span className="faint cap why">{t(item.note)}</span>}
        </span>
        <span className="when num">
          {callMs === undefined ? timeOfDay(project.startsAt, item.startMs) : minutesSeconds(item.startMs - callMs)}
        </span>
      </button>
    );
  });
};
