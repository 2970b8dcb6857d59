/**
 * The floor of the window: incidents, one lane per agency, what it costs at the signals, and the playhead. A click or a drag seeks.
 * The playhead moves outside of React, once per animation frame.
 */
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef } from "react";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { minutesSeconds, sinceCall, timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { CostLane } from "./cost-lane.tsx";
import { Lanes } from "./lanes.tsx";
import { GOLDEN_TIME_MS, hasGoldenTime, placeP, ticksOf, type Window } from "./timeline-model.ts";
import { type TimelineView, useTimeline } from "./use-timeline.ts";

const DRAG_FROM_PX = 4;

const percent = (p: number): string => `${(p * 100).toFixed(3)}%`;

/** The name of the golden time needs this much of the ruler, to its right. */
const GOLDEN_NAME_P = 0.085;

type RulerProps = { readonly window: Window; readonly originMs: number | undefined; readonly isGolden: boolean };

const Ruler = ({ window, originMs, isGolden }: RulerProps) => {
  const t = useText();
  const startsAt = useApp((state) => state.project?.startsAt ?? "");
  const label = (ms: number): string =>
    originMs === undefined ? timeOfDay(startsAt, ms).slice(0, 5) : sinceCall(ms).replace("+0:00", "0:00");
  const goldenMs = (originMs ?? Number.NaN) + GOLDEN_TIME_MS;
  const isTaken = (atMs: number): boolean => {
    const beyondP = placeP(atMs, window) - placeP(goldenMs, window);
    return isGolden && beyondP > -0.02 && beyondP < GOLDEN_NAME_P;
  };
  return (
    <div className="track" aria-hidden="true">
      {isGolden && (
        <div className="golden-name" style={{ left: percent(placeP(goldenMs, window)) }}>
          <span className="word">{t("timeline.golden")} </span>7:00
        </div>
      )}
      {ticksOf(window, originMs ?? 0, label).map(({ atMs, label: words }) =>
        words === undefined || isTaken(atMs) ? (
          <i key={atMs} className="minor" style={{ left: percent(placeP(atMs, window)) }} />
        ) : (
          <span key={atMs} className="tick num" style={{ left: percent(placeP(atMs, window)) }}>
            {words}
          </span>
        ),
      )}
    </div>
  );
};

/** When the call was 7:00 ago; and where the truck would arrive today. */
const GoldenTime = ({ window, focus }: TimelineView) => {
  if (focus === undefined || !hasGoldenTime(focus.item)) return null;
  const left = percent(placeP(focus.callMs + GOLDEN_TIME_MS, window));
  return (
    <div className="track" style={{ pointerEvents: "none" }}>
      <div className="golden-after" style={{ left }} />
      <div className="golden-line" style={{ left }} />
    </div>
  );
};

const IncidentRow = ({ items, window, incidents, focus }: TimelineView) => {
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
          .filter(({ callMs }) => callMs >= window.fromMs && callMs <= window.toMs)
          .map(({ incident, callMs, item }) => (
            <button
              key={incident}
              type="button"
              className={`call-mark ${incident === focus?.incident ? "focus" : ""} ${item.incidentKind === "medical" ? "medical" : ""}`}
              style={{ left: percent(placeP(callMs, window)) }}
              aria-label={`${t(item.title)} ${timeOfDay(startsAt, callMs)}`}
              title={`${t(item.title)} ${timeOfDay(startsAt, callMs)}`}
              onClick={() => session.goToIncident(incident)}
            >
              <Icon name={item.incidentKind === "medical" ? "plus" : "flame"} size={12} />
            </button>
          ))}
        {items
          .filter((item) => item.kind === "casualties" && item.incident === focus?.incident && item.startMs <= atMs)
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

export const Timeline = () => {
  const t = useText();
  const { player } = useSession();
  const view = useTimeline();
  const { window, focus, computedMs } = view;
  const durationMs = useApp((state) => state.project?.durationMs ?? 1);
  const atSecond = useApp((state) => Math.floor(state.atMs / 1000));
  const track = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLDivElement>(null);

  useEffect(
    () =>
      player.onTick((atMs) => {
        if (playhead.current === null || track.current === null) return;
        const p = placeP(atMs, window);
        playhead.current.style.visibility = p < 0 || p > 1 ? "hidden" : "visible";
        playhead.current.dataset["atMs"] = String(Math.round(atMs));
        playhead.current.style.transform = `translateX(${p * track.current.clientWidth}px)`;
      }),
    [player, window],
  );

  const seekTo = useCallback(
    (clientX: number) => {
      const box = track.current?.getBoundingClientRect();
      if (box === undefined || box.width === 0) return;
      const p = Math.max(0, Math.min(1, (clientX - box.left) / box.width));
      player.seek(window.fromMs + p * (window.toMs - window.fromMs));
    },
    [player, window],
  );
  /** Where the button went down; undefined = it is up. A press that does not move is a click, and bars keep their clicks. */
  const pressedAtX = useRef<number | undefined>(undefined);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const box = track.current?.getBoundingClientRect();
    if (event.button !== 0 || box === undefined || event.clientX < box.left) return;
    pressedAtX.current = event.clientX;
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (pressedAtX.current === undefined) return;
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) {
      if (Math.abs(event.clientX - pressedAtX.current) < DRAG_FROM_PX) return;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    seekTo(event.clientX);
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    const isDrag = event.currentTarget.hasPointerCapture(event.pointerId);
    const isOnBar = event.target instanceof Element && event.target.closest("button") !== null;
    if (pressedAtX.current !== undefined && !isDrag && !isOnBar) seekTo(event.clientX);
    pressedAtX.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const byMs = { PageUp: 60_000, PageDown: -60_000 }[event.key];
    if (byMs === undefined) return;
    event.preventDefault();
    player.seek(player.nowMs() + byMs);
  };
  return (
    <div
      className="lanes"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    >
      <div className="inner">
        <div className="ruler">
          <Ruler window={window} originMs={focus?.callMs} isGolden={focus !== undefined && hasGoldenTime(focus.item)} />
        </div>
        <IncidentRow {...view} />
        <Lanes view={view} />
        <CostLane window={window} />
        {computedMs < window.toMs && computedMs < durationMs && (
          <div className="track" style={{ pointerEvents: "none" }}>
            <div
              className="uncomputed"
              title={t("timeline.notComputed")}
              style={{ left: percent(Math.max(0, placeP(computedMs, window))) }}
            />
          </div>
        )}
        <GoldenTime {...view} />
        <div
          className="track"
          ref={track}
          style={{ pointerEvents: "none" }}
          role="slider"
          tabIndex={0}
          aria-label={t("timeline.title")}
          aria-description={t("timeline.hint")}
          aria-valuemin={0}
          aria-valuemax={Math.floor(durationMs / 1000)}
          aria-valuenow={atSecond}
          aria-valuetext={minutesSeconds(atSecond * 1000)}
          onKeyDown={onKeyDown}
        >
          <div ref={playhead} className="playhead" />
        </div>
      </div>
    </div>
  );
};
