/**
 * A chart over the run's time: what is past in full colour, what is still to come pale, a line at the clock and one under the pointer.
 * A click goes to the moment. Beside it the same figures as a table, whose times are buttons: everything without a pointer too.
 */
import { type PointerEvent, useMemo, useRef, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { stepFocus } from "../inspector/step-focus.ts";
import { useSession } from "../project/session-context.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { useApp } from "../store/app-store.ts";
import { sinceCall, timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { CursorLine } from "../timeline/cursor-line.tsx";
import { cursorHandlers, useHoverMs } from "../timeline/hover.ts";
import { placeP, type Window } from "../timeline/timeline-model.ts";
import {
  type Box,
  type ChartSeries,
  type ChartShape,
  chartPath,
  chartRows,
  peakOf,
  timeTicks,
  valueAt,
  valueTicks,
} from "./chart-model.ts";

export type ChartMark = { readonly atMs: number; readonly toMs?: number; readonly label: string };

export type TimeChartProps = {
  readonly title: string;
  readonly unit: string;
  /** The arm on stage first. */
  readonly series: readonly ChartSeries[];
  readonly shape?: ChartShape;
  readonly window: Window;
  /** Times count from this call; left out = the time of day. */
  readonly callMs?: number | undefined;
  /** The axis reaches at least this. */
  readonly leastTop: number;
  readonly digits?: number;
  readonly marks?: readonly ChartMark[];
};

const BOX: Box = { width: 1000, height: 64 };
const percent = (p: number): string => `${p * 100}%`;
const isIn = (atMs: number, { fromMs, toMs }: Window): boolean => atMs >= fromMs && atMs <= toMs;

const useMomentText = (callMs: number | undefined): ((atMs: number) => string) => {
  const startsAt = useApp((state) => state.project?.startsAt ?? "");
  return (atMs) => (callMs === undefined ? timeOfDay(startsAt, atMs) : sinceCall(atMs - callMs));
};

const figure = (value: number | null | undefined, digits: number): string => (value == null ? "–" : value.toFixed(digits));

/** The values at the pointer, or else now, beside the arms' lines. */
const Legend = ({ series, shape = "line", window, digits = 0 }: TimeChartProps) => {
  const nowMs = useApp((state) => Math.floor(state.atMs / 1000) * 1000);
  const hoverMs = useHoverMs();
  const atMs = hoverMs !== undefined && isIn(hoverMs, window) ? hoverMs : nowMs;
  return (
    <span className="chart-legend num">
      {series.map(({ look, label, points }) => (
        <span key={label} title={label}>
          <ArmLine look={look} />
          <span className="hidden-text">{label}</span>
          <b>{figure(valueAt(points, shape, atMs), digits)}</b>
        </span>
      ))}
    </span>
  );
};

const Lines = ({ series, shape = "line", window, top, nowMs }: TimeChartProps & { readonly top: number; readonly nowMs: number }) => (
  <svg width="100%" height="100%" viewBox={`0 0 ${BOX.width} ${BOX.height}`} preserveAspectRatio="none" aria-hidden="true">
    {series.map(({ look, label, points }, at) => {
      const part = (fromMs: number, toMs: number): string => chartPath(points, shape, { window, top, box: BOX, fromMs, toMs });
      // The other arm is there to be compared with: it is drawn whole.
      const [past, future] = at === 0 ? [part(window.fromMs, nowMs), part(nowMs, window.toMs)] : [part(window.fromMs, window.toMs), ""];
      return (
        <g key={label} className={`chart-line ${look}`}>
          <path className="to-come" d={future} />
          <path d={past} />
        </g>
      );
    })}
  </svg>
);

/** In one sentence what the lines show, for whoever does not see them. */
const useSummary = ({ title, unit, series, window, digits = 0 }: TimeChartProps, moment: (atMs: number) => string): string => {
  const t = useText();
  const told = series.map((one) => {
    const peak = peakOf(one, window);
    return peak === undefined
      ? t("chart.nothing", { name: one.label })
      : t("chart.peak", { name: one.label, value: figure(peak.value, digits), unit, time: moment(peak.atMs) });
  });
  return `${title}. ${told.join(" ")}`;
};

const Plot = (props: TimeChartProps) => {
  const { series, window, callMs, leastTop, marks = [] } = props;
  const session = useSession();
  const moment = useMomentText(callMs);
  const nowMs = useApp((state) => Math.floor(state.atMs / 500) * 500);
  const summary = useSummary(props, moment);
  const ticks = useMemo(() => valueTicks(series, leastTop), [series, leastTop]);
  const top = ticks.at(-1) ?? leastTop;
  const seek = ({ currentTarget, clientX }: PointerEvent<HTMLDivElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    session.player.seek(Math.round(window.fromMs + ((clientX - left) / width) * (window.toMs - window.fromMs)));
  };
  return (
    <div className="chart">
      <div className="chart-y num" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} style={{ bottom: percent(tick / top) }}>
            {tick}
          </span>
        ))}
      </div>
      <div className="chart-plot" role="img" aria-label={summary} onPointerDown={seek} {...cursorHandlers(window)}>
        {ticks.map((tick) => (
          <i key={tick} className="chart-grid" style={{ bottom: percent(tick / top) }} />
        ))}
        {marks
          .filter(({ atMs, toMs = atMs }) => toMs >= window.fromMs && atMs <= window.toMs)
          .map(({ atMs, toMs = atMs, label }) => {
            const fromP = Math.max(0, placeP(atMs, window));
            const style = { left: percent(fromP), width: `max(2px, ${percent(Math.min(1, placeP(toMs, window)) - fromP)})` };
            return <i key={`${atMs} ${label}`} className="chart-mark" style={style} title={label} />;
          })}
        <Lines {...props} top={top} nowMs={nowMs} />
        {isIn(nowMs, window) && <i className="chart-now" style={{ left: percent(placeP(nowMs, window)) }} />}
        <CursorLine window={window} />
      </div>
      <div className="chart-x num" aria-hidden="true">
        {timeTicks(window, callMs ?? 0, 4).map(({ atMs }) => {
          const p = placeP(atMs, window);
          // Labels at the ends stay inside.
          const style = { left: percent(p), transform: `translateX(${p < 0.06 ? 0 : p > 0.94 ? -100 : -50}%)` };
          return (
            <span key={atMs} style={style}>
              {callMs === undefined ? moment(atMs).slice(0, 5) : moment(atMs)}
            </span>
          );
        })}
      </div>
    </div>
  );
};

/** Today first, as in every table of two runs. */
const Table = ({ title, unit, series: ownFirst, shape = "line", window, callMs, digits = 0 }: TimeChartProps) => {
  const t = useText();
  const session = useSession();
  const moment = useMomentText(callMs);
  const table = useRef<HTMLTableElement>(null);
  const series = useMemo(() => [...ownFirst].reverse(), [ownFirst]);
  const rows = useMemo(() => chartRows(series, shape, window, callMs ?? 0), [series, shape, window, callMs]);
  return (
    <div className="chart-table">
      <table className="tbl num" ref={table} onKeyDown={(event) => stepFocus(event, table.current)}>
        <caption className="hidden-text">{`${title} (${unit})`}</caption>
        <thead>
          <tr>
            <th scope="col">{t("chart.time")}</th>
            {series.map(({ look, label }) => (
              <th key={label} scope="col" className="r" title={label}>
                <span className="row" style={{ justifyContent: "flex-end" }}>
                  <ArmLine look={look} />
                  <span className="hidden-text">{label}</span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ atMs, values }, row) => (
            <tr key={atMs}>
              <td>
                <button type="button" className="link" tabIndex={row === 0 ? 0 : -1} onClick={() => session.player.seek(atMs)}>
                  {moment(atMs)}
                </button>
              </td>
              {series.map(({ label }, at) => (
                <td key={label} className="r">
                  {figure(values[at], digits)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

export const TimeChart = (props: TimeChartProps) => {
  const t = useText();
  const [isTable, setIsTable] = useState(false);
  return (
    <div className="sec detail chart-sec">
      <h3>
        {props.title}
        <span className="faint cap">{props.unit}</span>
        <Legend {...props} />
        <button
          type="button"
          className="btn gh sm ic"
          aria-pressed={isTable}
          aria-label={t("chart.asTable", { title: props.title })}
          title={t("chart.asTable", { title: props.title })}
          onClick={() => setIsTable(!isTable)}
        >
          <Icon name="table" size={13} />
        </button>
      </h3>
      {isTable ? <Table {...props} /> : <Plot {...props} />}
    </div>
  );
};
