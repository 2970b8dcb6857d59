/**
 * The floor of the window: incidents, one lane per agency, what it costs at the signals, and the playhead. A click or a drag seeks, the
 * wheel zooms. The playhead moves outside of React, once per animation frame.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from "react";
import { useSession } from "../project/session-context.ts";
import { BranchMarks } from "../runs/branch-marks.tsx";
import { useApp } from "../store/app-store.ts";
import { areOfOneDay } from "../store/arms.ts";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { CostLane } from "./cost-lane.tsx";
import { CursorLine, CursorTime } from "./cursor-line.tsx";
import { hoverAt } from "./hover.ts";
import { IncidentRow } from "./incident-row.tsx";
import { Lanes } from "./lanes.tsx";
import { LoopRange, RowsButton, Ruler, ZoomButtons } from "./ruler.tsx";
import { RunRows } from "./run-rows.tsx";
import { showHomeWindow } from "./time-verbs.ts";
import { GOLDEN_TIME_MS, hasGoldenTime, percent, placeP } from "./timeline-model.ts";
import { useFollow } from "./use-follow.ts";
import { type TimelineView, useTimeline } from "./use-timeline.ts";
import { useZoomGestures } from "./use-zoom-gestures.ts";

const DRAG_FROM_PX = 4;

/** When the call was 7:00 ago, and all that comes after. */
const GoldenTime = ({ window, focus }: TimelineView) => {
  if (focus === undefined || !hasGoldenTime(focus.item)) return null;
  const p = placeP(focus.callMs + GOLDEN_TIME_MS, window);
  if (p > 1) return null;
  return (
    <div className="track" style={{ pointerEvents: "none" }}>
      <div className="golden-after" style={{ left: percent(Math.max(0, p)) }} />
      {p >= 0 && <div className="golden-line" style={{ left: percent(p) }} />}
    </div>
  );
};

export const Timeline = () => {
  const t = useText();
  const { player } = useSession();
  const home = useTimeline();
  const zoom = useApp((state) => state.zoom);
  const view = useMemo(() => (zoom === undefined ? home : { ...home, window: zoom }), [home, zoom]);
  const { window, focus, computedMs } = view;
  const arm = useApp((state) => state.arm);
  const split = useApp((state) => state.split);
  const hasAllLanes = useApp((state) => state.hasAllLanes);
  // Two runs have a row each for a call that both live through; of the whole run there are lanes only.
  const hasRows = split !== undefined && focus !== undefined && areOfOneDay(split.arm, arm);
  const durationMs = useApp((state) => state.project?.durationMs ?? 1);
  const atSecond = useApp((state) => Math.floor(state.atMs / 1000));
  const lanes = useRef<HTMLDivElement>(null);
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

  useFollow(player, focus?.incident);
  useZoomGestures(lanes, track);

  /** Left of the track are the names; right of it its last moment goes on. */
  const momentAt = (clientX: number): number | undefined => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0 || clientX < box.left) return undefined;
    return window.fromMs + Math.min(1, (clientX - box.left) / box.width) * (window.toMs - window.fromMs);
  };
  const seekTo = (clientX: number): void => player.seek(momentAt(clientX) ?? window.fromMs);
  /** Where the button went down; undefined = it is up. A press that does not move is a click, and bars keep their clicks. */
  const pressedAtX = useRef<number | undefined>(undefined);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    // A second finger ends what the first began: two of them zoom.
    const isSeek = event.button === 0 && event.isPrimary && momentAt(event.clientX) !== undefined;
    pressedAtX.current = isSeek ? event.clientX : undefined;
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    hoverAt(momentAt(event.clientX));
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
      ref={lanes}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onPointerLeave={() => hoverAt(undefined)}
    >
      <div className="inner">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the same is a button at its left end, and a key */}
        <div className="ruler" onDoubleClick={(event) => momentAt(event.clientX) !== undefined && showHomeWindow()}>
          <ZoomButtons window={window} isZoomed={zoom !== undefined} />
          {hasRows && <RowsButton />}
          <Ruler window={window} originMs={focus?.callMs} isGolden={focus !== undefined && hasGoldenTime(focus.item)} />
          <LoopRange window={window} />
          <div className="track" style={{ pointerEvents: "none" }}>
            <CursorTime window={window} callMs={focus?.callMs} />
          </div>
        </div>
        {hasRows && !hasAllLanes ? (
          <RunRows arm={arm} beside={split.arm} incident={focus.incident} window={window} />
        ) : (
          <>
            <IncidentRow {...view} />
            <Lanes view={view} home={home.window} />
          </>
        )}
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
        <BranchMarks window={window} />
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
          <CursorLine window={window} />
          <div ref={playhead} className="playhead" />
        </div>
      </div>
    </div>
  );
};
