import type { CSSProperties } from "react";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { Icon } from "../icons/icon.tsx";
import { itemTitle } from "../inspector/place-names.ts";
import { OUTCOME_ICONS } from "../shell/outcome.tsx";
import { setApp, useApp } from "../store/app-store.ts";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { type Incident, outcomeAt, placeP, type Window } from "./timeline-model.ts";

type EventBarProps = {
  readonly item: TimelineItem;
  readonly window: Window;
  readonly atMs: number;
  /** Belongs to another incident than the one in focus: drawn quietly. */
  readonly isOther: boolean;
  readonly isToday: boolean;
  readonly incidents: readonly Incident[];
};

/** One stretch from request to answer. Short ones keep the glyph and drop the words; the label says it all either way. */
export const EventBar = ({ item, window, atMs, isOther, isToday, incidents }: EventBarProps) => {
  const t = useText();
  const selection = useApp((state) => state.selection);
  const project = useApp((state) => state.project);
  const title = t(project === undefined ? item.title : itemTitle(project, item, incidents));
  const outcome = outcomeAt(item, atMs);
  const fromP = Math.max(0, placeP(item.startMs, window));
  const toP = Math.min(1, placeP(item.endMs ?? Math.max(atMs, item.startMs), window));
  const widthP = Math.max(0, toP - fromP);
  const isDrive = item.kind === "drive";
  const doneP = item.endMs === undefined ? 1 : Math.max(0, Math.min(1, (atMs - item.startMs) / (item.endMs - item.startMs)));
  const isTiny = widthP < 0.022;
  const isSelected = isDrive && item.unit !== undefined && selection?.kind === "unit" && selection.id === item.unit;
  const lengthMs = item.endMs === undefined ? undefined : item.endMs - item.startMs;
  const note = item.note === undefined ? "" : ` · ${t(item.note)}`;
  const name = `${title}, ${t(`outcome.${outcome}`)}${lengthMs === undefined ? "" : `, ${minutesSeconds(lengthMs)}`}${note}`;
  const classes = [
    "ev",
    `is-${outcome}`,
    isDrive ? "drive" : "",
    isDrive && isToday ? "today" : "",
    isOther ? "other" : "",
    isTiny ? "tiny" : "",
    isSelected ? "selected" : "",
  ];
  const style = { left: `${fromP * 100}%`, width: `${widthP * 100}%`, "--done-p": `${doneP * 100}%` } as CSSProperties;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.filter((name_) => name_ !== "").join(" ")}
      style={style}
      title={name}
      aria-label={name}
      onClick={() =>
        setApp({ selection: item.unit === undefined ? { kind: "incident", id: item.incident } : { kind: "unit", id: item.unit } })
      }
    >
      {!isTiny && !isOther && (
        <>
          {isDrive && outcome !== "planned" && (
            // The part that is driven lies over the whole bar with the same words in the other colour.
            <span className="driven" aria-hidden="true">
              <Icon name="truck" size={12} />
              {widthP > 0.05 && <span>{title}</span>}
            </span>
          )}
          <Icon
            name={isDrive ? "truck" : item.kind === "preemption" && outcome === "running" ? "signal" : OUTCOME_ICONS[outcome]}
            size={12}
          />
          {widthP > 0.05 && <span>{title}</span>}
        </>
      )}
    </button>
  );
};
