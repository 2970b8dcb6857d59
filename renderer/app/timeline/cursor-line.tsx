/** The shared cursor of everything that is drawn over time: a thin line at the moment under the pointer. */
import { useApp } from "../store/app-store.ts";
import { sinceCall, timeOfDay } from "../text/format.ts";
import { useHoverMs } from "./hover.ts";
import { minutesTenths } from "./ruler-ticks.ts";
import { percent, placeP, type Window } from "./timeline-model.ts";
import { isIn, spanOf } from "./zoom.ts";

/** Lies in a box that begins and ends with the window. */
export const CursorLine = ({ window }: { readonly window: Window }) => {
  const hoverMs = useHoverMs();
  if (hoverMs === undefined || !isIn(hoverMs, window)) return null;
  return <i className="cursor-line" style={{ left: percent(placeP(hoverMs, window)) }} aria-hidden="true" />;
};

/** Windows shorter than this are read to the tenth of a second. */
const TENTHS_BELOW_MS = 60_000;

/** The moment in words of figures: since the call, and by the clock on the wall. */
export const CursorTime = ({ window, callMs }: { readonly window: Window; readonly callMs: number | undefined }) => {
  const hoverMs = useHoverMs();
  const startsAt = useApp((state) => state.project?.startsAt ?? "");
  if (hoverMs === undefined || !isIn(hoverMs, window)) return null;
  const p = placeP(hoverMs, window);
  const hasTenths = spanOf(window) < TENTHS_BELOW_MS;
  const sinceMs = hoverMs - (callMs ?? 0);
  const since = hasTenths ? `${sinceMs < 0 ? "" : "+"}${minutesTenths(sinceMs)}` : sinceCall(sinceMs);
  return (
    <span className="cursor-time num" style={{ left: percent(p), transform: `translateX(${-100 * p}%)` }} aria-hidden="true">
      {callMs !== undefined && <b>{since}</b>}
      {timeOfDay(startsAt, hoverMs)}
      {callMs === undefined && hasTenths ? `.${Math.floor(hoverMs / 100) % 10}` : ""}
    </span>
  );
};
