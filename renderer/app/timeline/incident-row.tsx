/** The calls of the run, each a mark that leads to it, and how many people the one in focus has to be carried. */
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { nameOf, percent, placeP } from "./timeline-model.ts";
import type { TimelineView } from "./use-timeline.ts";
import { isIn } from "./zoom.ts";

export const IncidentRow = ({ items, window, incidents, focus }: TimelineView) => {
  const t = useText();
  const session = useSession();
  const startsAt = useApp((state) => state.project?.startsAt ?? "");
  const atMs = useApp((state) => Math.floor(state.atMs / 1000) * 1000);
  return (
    <div className="lane">
      <div className="name">
        <span className="ag fire">
          <Icon name="flame" size={13} />
        </span>
        <span className="clip">{t("timeline.incidents")}</span>
      </div>
      <div className="track">
        {incidents
          .filter(({ callMs }) => isIn(callMs, window))
          .map(({ incident, callMs, item }) => (
            <button
              key={incident}
              type="button"
              className={`call-mark ${incident === focus?.incident ? "focus" : ""} ${item.incidentKind === "medical" ? "medical" : ""}`}
              style={{ left: percent(placeP(callMs, window)) }}
              aria-label={`${t(nameOf(incidents, incident))} ${timeOfDay(startsAt, callMs)}`}
              title={`${t(nameOf(incidents, incident))} ${timeOfDay(startsAt, callMs)}`}
              onClick={() => session.goToIncident(incident)}
            >
              <Icon name={item.incidentKind === "medical" ? "plus" : "flame"} size={12} />
            </button>
          ))}
        {items
          .filter(
            (item) => item.kind === "casualties" && item.incident === focus?.incident && item.startMs <= atMs && isIn(item.startMs, window),
          )
          .map((item) => (
            <button
              key={item.startMs}
              type="button"
              className="people-mark"
              style={{ left: percent(placeP(item.startMs, window)) }}
              title={`${t(item.title)}${item.note === undefined ? "" : ` · ${t(item.note)}`}`}
              onClick={() => session.goToItem(item, item.startMs)}
            >
              <Icon name="users" size={12} />
              {t(item.title)}
            </button>
          ))}
      </div>
    </div>
  );
};
