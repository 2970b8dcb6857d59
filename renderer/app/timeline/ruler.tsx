/** The ruler of the time line: ticks, the name of the golden time, and at its left end what part of the run is shown, nearer and farther. */
import type { CSSProperties } from "react";
import { IconButton } from "../shell/icon-button.tsx";
import { setApp, useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { spanText, ticksOf } from "./ruler-ticks.ts";
import { showHomeWindow, zoomTime } from "./time-verbs.ts";
import { GOLDEN_TIME_MS, percent, placeP, type Window } from "./timeline-model.ts";
import { spanOf } from "./zoom.ts";

/** The name of the golden time needs this much of the ruler, to its right. */
const GOLDEN_NAME_P = 0.085;

type RulerProps = { readonly window: Window; readonly originMs: number | undefined; readonly isGolden: boolean };

export const Ruler = ({ window, originMs, isGolden }: RulerProps) => {
  const t = useText();
  const startsAt = useApp((state) => state.project?.startsAt ?? "");
  const goldenP = isGolden ? placeP((originMs ?? Number.NaN) + GOLDEN_TIME_MS, window) : Number.NaN;
  const isTaken = (p: number): boolean => p - goldenP > -0.02 && p - goldenP < GOLDEN_NAME_P;
  return (
    <div className="track" aria-hidden="true">
      {goldenP >= 0 && goldenP <= 1 && (
        <div className="golden-name" style={{ left: percent(goldenP) }}>
          <span className="word">{t("timeline.golden")} </span>7:00
        </div>
      )}
      {ticksOf(window, originMs, startsAt).map(({ atMs, label }) => {
        const p = placeP(atMs, window);
        const style: CSSProperties = { left: percent(p) };
        return label === undefined || isTaken(p) ? (
          <i key={atMs} className="minor" style={style} />
        ) : (
          <span key={atMs} className="tick num" style={style}>
            {label}
          </span>
        );
      })}
    </div>
  );
};

const NEARER = 0.5;
const FARTHER = 2;

/** Minus, how long the window is, plus. The length leads back to the incident, or to the whole run. */
export const ZoomButtons = ({ window, isZoomed }: { readonly window: Window; readonly isZoomed: boolean }) => {
  const t = useText();
  const { isSeconds, figures } = spanText(spanOf(window));
  const length = isSeconds ? t("unit.secondsOf", { seconds: figures }) : figures;
  return (
    <div className="zoom-buttons">
      <IconButton icon="minus" says={t("timeline.farther")} size={13} className="sm" onClick={() => zoomTime(FARTHER)} />
      <button
        type="button"
        className="btn gh sm num zoom-length"
        data-span-ms={spanOf(window)}
        disabled={!isZoomed}
        aria-label={t("timeline.length", { length })}
        title={t(isZoomed ? "timeline.home" : "timeline.length", { length })}
        onClick={showHomeWindow}
      >
        {length}
      </button>
      <IconButton icon="plus" says={t("timeline.nearer")} size={13} className="sm" onClick={() => zoomTime(NEARER)} />
    </div>
  );
};

/** While two runs stand side by side: a row for each, or all lanes of the one on stage. */
export const RowsButton = () => {
  const t = useText();
  const hasAllLanes = useApp((state) => state.hasAllLanes);
  const hasSingleKeys = useApp((state) => state.singleKeys === "on");
  const words = t(hasAllLanes ? "timeline.twoRows" : "timeline.allLanes");
  return (
    <IconButton
      icon={hasAllLanes ? "rows" : "layers"}
      says={words}
      hint={`${words}${hasSingleKeys ? " (V)" : ""}`}
      size={13}
      className="sm rows-button"
      onClick={() => setApp({ hasAllLanes: !hasAllLanes })}
    />
  );
};

/** What is played again and again, as far as it lies in the window. */
export const LoopRange = ({ window }: { readonly window: Window }) => {
  const t = useText();
  const loop = useApp((state) => state.loop);
  if (loop === undefined || loop.toMs < window.fromMs || loop.fromMs > window.toMs) return null;
  const [fromP, toP] = [Math.max(0, placeP(loop.fromMs, window)), Math.min(1, placeP(loop.toMs, window))];
  return (
    <div className="track" style={{ pointerEvents: "none" }}>
      <div className="loop-range" title={t("timeline.looped")} style={{ left: percent(fromP), width: percent(toP - fromP) }} />
    </div>
  );
};
