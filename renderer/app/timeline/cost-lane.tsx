/** What the others pay: mean delay at signals per minute, this arm solid, today dashed, on one scale. */
import { Icon } from "../icons/icon.tsx";
import { useApp } from "../store/app-store.ts";
import { armLook, todayOf } from "../store/arms.ts";
import { useText } from "../text/use-text.ts";
import { useHoverMs } from "./hover.ts";
import { percent, placeP, type Window } from "./timeline-model.ts";
import { clockStepMs, isIn } from "./zoom.ts";

const MINUTE_MS = 60_000;
const HEIGHT = 28;
const WIDTH = 1000;

type Series = readonly (number | null)[];

/** A line through the middles of the minutes, in a box of 1000 x 28. */
const pathOf = (series: Series, window: Window, topS: number): string =>
  series
    .flatMap((seconds, minute) => {
      const middleMs = (minute + 0.5) * MINUTE_MS;
      const isInside = middleMs >= window.fromMs - MINUTE_MS && middleMs <= window.toMs + MINUTE_MS;
      return seconds === null || !isInside ? [] : [[placeP(middleMs, window) * WIDTH, HEIGHT - 3 - (seconds / topS) * (HEIGHT - 6)]];
    })
    .map(([x, y], at) => `${at === 0 ? "M" : "L"}${(x ?? 0).toFixed(1)} ${(y ?? 0).toFixed(1)}`)
    .join("");

type AtCursorProps = { readonly window: Window; readonly own: Series; readonly today: Series | undefined; readonly isToday: boolean };

/** Both values of the minute under the pointer. */
const AtCursor = ({ window, own, today, isToday }: AtCursorProps) => {
  const t = useText();
  const hoverMs = useHoverMs();
  if (hoverMs === undefined || !isIn(hoverMs, window)) return null;
  const minute = Math.floor(hoverMs / MINUTE_MS);
  const [ownS, todayS] = [own[minute], today?.[minute]];
  const p = placeP(hoverMs, window);
  const side = p < 0.5 ? { left: `calc(${percent(p)} + 5px)` } : { right: `calc(${percent(1 - p)} + 5px)` };
  return (
    <span className="cursor-value num" style={side} aria-hidden="true">
      {ownS != null && (
        <b style={{ color: isToday ? "var(--today)" : "var(--plan-ink)" }}>{t("unit.secondsOf", { seconds: ownS.toFixed(1) })}</b>
      )}
      {!isToday && todayS != null && (
        <span style={{ color: "var(--today)" }}>{t("inspector.today", { time: t("unit.secondsOf", { seconds: todayS.toFixed(1) }) })}</span>
      )}
    </span>
  );
};

export const CostLane = ({ window }: { readonly window: Window }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const arm = useApp((state) => state.arm);
  const own = useApp((state) => state.summaries[state.arm]?.signalDelayS);
  const today = useApp((state) =>
    state.project === undefined ? undefined : state.summaries[todayOf(state.project, state.arm)]?.signalDelayS,
  );
  const stepMs = clockStepMs(window);
  const atMs = useApp((state) => Math.floor(state.atMs / stepMs) * stepMs);
  if (project === undefined || own === undefined) return null;
  const isToday = armLook(project, arm) === "today";
  const topS = Math.max(10, ...[...own, ...(today ?? [])].map((seconds) => seconds ?? 0));
  const now = own[Math.floor(atMs / MINUTE_MS)];
  const pastP = Math.max(0, Math.min(1, placeP(atMs, window)));
  return (
    <div className="lane" style={{ borderBottom: 0 }}>
      <div className="name muted" title={now == null ? undefined : t("timeline.cost.unit", { seconds: now.toFixed(0) })}>
        <span style={{ width: 20, display: "flex", justifyContent: "center" }}>
          <Icon name="car" />
        </span>
        <span className="clip long">{t("timeline.cost")}</span>
        <span className="clip short" aria-hidden="true" title={t("timeline.cost")}>
          {t("timeline.cost.short")}
        </span>
        {now != null && <span className="faint num nowrap">{t("unit.secondsOf", { seconds: now.toFixed(0) })}</span>}
      </div>
      <div className="track">
        <svg width="100%" height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {!isToday && today !== undefined && (
            <path
              d={pathOf(today, window, topS)}
              fill="none"
              stroke="var(--today)"
              strokeWidth="1.4"
              strokeDasharray="4 3"
              vectorEffect="non-scaling-stroke"
            />
          )}
          {/* Cut at the clock, whatever is computed already. */}
          <svg
            width={pastP * WIDTH}
            height={HEIGHT}
            viewBox={`0 0 ${pastP * WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <path
              d={pathOf(own, window, topS)}
              fill="none"
              stroke={isToday ? "var(--today)" : "var(--plan)"}
              strokeWidth="1.8"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
        </svg>
        <AtCursor window={window} own={own} today={isToday ? undefined : today} isToday={isToday} />
      </div>
    </div>
  );
};
