import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { inspectedRun } from "../compare/inspected.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { armLook, todayOf } from "../store/arms.ts";
import { minutesSeconds, timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { hasGoldenTime, incidentsOf, nameOf } from "../timeline/timeline-model.ts";
import { GoldenBar } from "./golden-bar.tsx";
import { GoThere, Head } from "./head.tsx";
import { ItemRows } from "./item-rows.tsx";
import { PhaseTable } from "./phase-table.tsx";
import { Story } from "./story.tsx";

/** What lies on another item, or is the incident itself. */
const NOT_LISTED: ReadonlySet<TimelineItem["kind"]> = new Set(["incident", "queue"]);

export const IncidentDetails = ({ incident }: { readonly incident: number }) => {
  const t = useText();
  const session = useSession();
  const project = useApp((state) => state.project);
  const summary = useApp((state) => state.summaries[inspectedRun(state)]);
  const baseline = useApp((state) =>
    state.project === undefined ? undefined : state.summaries[todayOf(state.project, inspectedRun(state))],
  );
  const atMs = useApp((state) => Math.floor(state.atMs / 500) * 500);
  const look = useApp((state) => (state.project === undefined ? "plan" : armLook(state.project, inspectedRun(state))));
  const incidents = incidentsOf(summary?.timeline ?? []);
  const found = incidents.find((one) => one.incident === incident);
  if (project === undefined || summary === undefined || found === undefined) return null;
  const today = baseline === summary ? undefined : incidentsOf(baseline?.timeline ?? []).find((one) => one.incident === incident);
  const isGolden = hasGoldenTime(found.item);
  const hasArrived = found.arrivedMs !== undefined && found.arrivedMs <= atMs;
  const sinceMs = Math.max(0, (hasArrived ? (found.arrivedMs ?? atMs) : atMs) - found.callMs);
  const items = summary.timeline.filter((item) => item.incident === incident && !NOT_LISTED.has(item.kind) && item.startMs <= atMs);
  return (
    <>
      <Head
        icon={isGolden ? "flame" : "plus"}
        look={isGolden ? "incident" : "medical"}
        title={t(nameOf(incidents, incident))}
        subtitle={`${t("table.call")} ${timeOfDay(project.startsAt, found.callMs)}`}
      />
      <div className="sec row gap6">
        <GoThere picked={{ kind: "incident", id: incident }} />
        <button type="button" className="btn" onClick={() => session.goToIncident(incident)}>
          <Icon name="history" />
          {t("inspector.toCall")}
        </button>
      </div>
      <div className="sec">
        <div className="row sb" style={{ alignItems: "flex-end" }}>
          <span>
            <span className="muted cap">{t(hasArrived ? "inspector.arrivedAfter" : "inspector.sinceCall")}</span>
            <span className="big num" style={{ display: "block" }}>
              {minutesSeconds(sinceMs)}
            </span>
          </span>
          {today?.arrivedMs !== undefined && (
            <span className="num muted">{t("inspector.today", { time: minutesSeconds(today.arrivedMs - today.callMs) })}</span>
          )}
        </div>
        <GoldenBar
          isGolden={isGolden}
          look={look}
          nowMs={sinceMs}
          todayMs={today?.arrivedMs === undefined ? undefined : today.arrivedMs - today.callMs}
        />
      </div>
      <PhaseTable incident={incident} />
      <Story incident={incident} callMs={found.callMs} />
      <details className="sec detail">
        <summary>{t("inspector.log")}</summary>
        <ItemRows items={items} atMs={atMs} callMs={found.callMs} />
      </details>
    </>
  );
};
