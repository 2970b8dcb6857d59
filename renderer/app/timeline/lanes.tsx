/** One lane per agency that acts: its bars in as many rows as they need, and under them what belongs to other incidents. */
import { useMemo } from "react";
import type { Agency } from "../../../sim-core/model/city.ts";
import { Icon } from "../icons/icon.tsx";
import { AgencyBadge } from "../shell/outcome.tsx";
import { useApp } from "../store/app-store.ts";
import { armLook } from "../store/arms.ts";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { type BarView, barTopPx, EventBar, laneHeightPx, OtherBar } from "./event-bar.tsx";
import { barsIn, keyOf, type LanePlan, ROWS_WITH_WORDS, rowsOfLane } from "./lane-rows.ts";
import { lanesOf, percent, placeP, SIGNAL_LANE, type Window } from "./timeline-model.ts";
import type { TimelineView } from "./use-timeline.ts";
import { clockStepMs, isIn, spanOf } from "./zoom.ts";

const NO_AGENCIES: readonly Agency[] = [];

/** Two figures nearer than this share of the window would cover each other. */
const APART_P = 0.085;

/** Where the first unit arrived, in its own row; and where it would have arrived today. */
const Arrivals = ({ view, plan }: { readonly view: TimelineView; readonly plan: LanePlan }) => {
  const t = useText();
  const { window, focus, baselineFocus } = view;
  if (focus === undefined) return null;
  const { arrivedMs } = focus;
  const todayMs = baselineFocus?.arrivedMs;
  const isTodayLater = todayMs !== undefined && arrivedMs !== undefined && todayMs > arrivedMs;
  const first = plan.bars.find(({ items: [item] }) => item?.leg === "scene" && item.endMs === arrivedMs);
  if (first === undefined) return null;
  const top = barTopPx(first.row);
  const apartP = isTodayLater ? placeP(todayMs, window) - placeP(arrivedMs, window) : 0;
  const today =
    isTodayLater && baselineFocus !== undefined ? t("timeline.todayArrive", { time: minutesSeconds(todayMs - baselineFocus.callMs) }) : "";
  return (
    <>
      {arrivedMs !== undefined && isIn(arrivedMs, window) && (
        <span className="mark plan num" style={{ left: percent(placeP(arrivedMs, window)), top }}>
          {t("timeline.arrive", { time: minutesSeconds(arrivedMs - focus.callMs) })}
          {isTodayLater && apartP < APART_P && <span className="of-today"> · {today}</span>}
        </span>
      )}
      {isTodayLater && apartP >= APART_P && isIn(todayMs, window) && (
        <span className={`mark today num ${apartP < 0.2 ? "after" : ""}`} style={{ left: percent(placeP(todayMs, window)), top }}>
          {today}
        </span>
      )}
    </>
  );
};

type LaneProps = { readonly agency: string; readonly owner: Agency | undefined; readonly plan: LanePlan; readonly view: TimelineView };

const Lane = ({ agency, owner, plan, view }: LaneProps) => {
  const t = useText();
  const stepMs = clockStepMs(view.window);
  const atMs = useApp((state) => Math.floor(state.atMs / stepMs) * stepMs);
  const isToday = useApp((state) => state.project !== undefined && armLook(state.project, state.arm) === "today");
  const words =
    agency === SIGNAL_LANE
      ? t("timeline.signals")
      : owner === undefined
        ? t("timeline.noAgency")
        : owner.kind === "hospital"
          ? t("agency.hospital")
          : t(owner.name);
  const look: BarView = { window: view.window, atMs, isToday, callMs: view.focus?.callMs };
  const firstKey = plan.bars[0]?.key;
  return (
    <div className="lane" style={{ height: laneHeightPx(plan.rows) }}>
      <div className="name">
        {agency === SIGNAL_LANE ? (
          <span className="ag">
            <Icon name="signal" size={13} />
          </span>
        ) : (
          <AgencyBadge kind={owner?.kind} />
        )}
        <span className="clip long" title={words}>
          {words}
        </span>
        <span className="clip short" aria-hidden="true" title={words}>
          {owner === undefined ? words : t(`agency.${owner.kind}`)}
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be placed over the ruler's seconds */}
      <div className="track" role="group" aria-label={words}>
        {plan.others.map((item) => (
          <OtherBar key={keyOf(item)} item={item} {...look} />
        ))}
        {plan.bars.map((bar) => (
          <EventBar key={bar.key} bar={bar} isFirst={bar.key === firstKey} {...look} />
        ))}
        <Arrivals view={view} plan={plan} />
      </div>
    </div>
  );
};

type LanesProps = {
  readonly view: TimelineView;
  /** Where nobody has zoomed. */
  readonly home: Window;
};

export const Lanes = ({ view, home }: LanesProps) => {
  const agencies = useApp((state) => state.project?.city.agencies ?? NO_AGENCIES);
  const { items, window, focus } = view;
  const spanMs = spanOf(window);
  const lanes = useMemo(
    () =>
      lanesOf(
        items,
        agencies.map(({ id }) => id),
      ),
    [items, agencies],
  );
  // Rows are laid out anew for another length of the window, not while it only moves.
  const rows = useMemo(
    () =>
      lanes.map(({ agency, items: own }) => ({
        agency,
        // Signals are many and small: their words give way first.
        rows: rowsOfLane(own, spanMs, focus?.incident, agency === SIGNAL_LANE ? 1 : ROWS_WITH_WORDS),
      })),
    [lanes, spanMs, focus?.incident],
  );
  // An agency that acts in the incident keeps its lane, whatever part of it is looked at.
  const plans = useMemo(
    () =>
      rows
        .map(({ agency, rows: own }) => ({ agency, plan: barsIn(own, window, home), isHome: barsIn(own, home).bars.length > 0 }))
        .filter(({ plan, isHome }) => plan.bars.length > 0 || isHome),
    [rows, window, home],
  );
  return plans.map(({ agency, plan }) => (
    <Lane key={agency} agency={agency} owner={agencies.find(({ id }) => id === agency)} plan={plan} view={view} />
  ));
};
