/**
 * Plays a run: pulls pictures from the simulation worker once per animation frame at most, hands them to the view, and tells React a
 * few times a second. One request is under way at a time; the newest wish wins. Nothing here is React, nothing here draws.
 */
import { type FrameView, readFrame } from "../../../sim-core/contract/frame.ts";
import type { RunSummary, SimService, UnitPosition } from "../../../sim-core/contract/sim-service.ts";
import { LostWorker } from "../../sim/sim-client.ts";
import { endOfPlay, makeClock, type Range, startOfPlay, turnOf } from "./clock.ts";

/** Whoever draws: CityView, or a table's stand-in. */
export type Picture = {
  show(frame: FrameView, mixP?: number, other?: FrameView): void;
  mix(mixP: number): void;
};

export type PlayerState = {
  readonly atMs: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  /** What is played again and again. */
  readonly loop: Range | undefined;
};

export type PlayerParts = {
  readonly service: Pick<SimService, "frame" | "summary" | "units" | "precompute">;
  readonly wallMs: () => number;
  readonly nextFrame: (callback: () => void) => void;
  readonly onState: (state: PlayerState) => void;
  readonly onSummary: (summary: RunSummary, ghosts: readonly UnitPosition[]) => void;
  /** Of the arm that is compared with, now and then. */
  readonly onOtherSummary: (summary: RunSummary) => void;
  readonly onFault: (error: unknown) => void;
  /** Milliseconds of wall time from a seek to its picture. */
  readonly onSeekDone?: (tookMs: number) => void;
};

export type Player = {
  /** Begins on a project that the service has open. */
  load(run: { readonly durationMs: number; readonly arm: string; readonly ghostOf: string | undefined; readonly atMs: number }): void;
  show(picture: Picture | undefined): void;
  setArm(arm: string, ghostOf: string | undefined): void;
  /** From now on every picture comes with that of another arm at the same moment; undefined = alone. */
  pair(arm: string | undefined): void;
  seek(atMs: number): void;
  toggle(): void;
  pause(): void;
  setSpeed(speed: number): void;
  /** Plays a part of the run again and again; undefined = on to the end of the run. */
  setLoop(range: Range | undefined): void;
  nowMs(): number;
  /** Called once per animation frame with the time of the picture, and whether somebody has sought since. Answers how to stop that. */
  onTick(listener: (atMs: number, hasJumped: boolean) => void): () => void;
  stop(): void;
};

/** Pictures per wall second that are enough to mix between (rendering costs far more than fetching). */
const PICTURES_PER_S = 10;
/** Above this speed mixing would cut corners: every picture is then shown as it is. */
const MIX_BELOW_SPEED = 8;
/** Where drawing takes longer than this there is nothing to mix: every picture is the moment it is drawn at. */
const MIX_BELOW_TICK_MS = 90;
/** How far the clock may run ahead of the last picture, in wall time, before it waits for the worker. */
const PATIENCE_MS = 2500;
const SUMMARY_EVERY_MS = 180;
const STATE_EVERY_MS = 120;
const OTHER_SUMMARY_EVERY_MS = 1000;

export const makePlayer = (parts: PlayerParts): Player => {
  const { service, wallMs } = parts;
  let durationMs = 0;
  let loop: Range | undefined;
  const clock = makeClock((fromMs) => endOfPlay(fromMs, loop, durationMs));
  let arm = "";
  let ghostOf: string | undefined;
  let picture: Picture | undefined;
  let isLoaded = false;
  let isStopped = false;
  let isAsking = false;
  /** Raised by everything that makes the pictures in hand worthless: a seek, another arm, another view. */
  let epoch = 0;
  let newest: { readonly atMs: number; readonly epoch: number } | undefined;
  let previousMs = 0;
  let buffer = new ArrayBuffer(0);
  let paired: string | undefined;
  let pairedBuffer = new ArrayBuffer(0);
  let summaryWallMs = Number.NEGATIVE_INFINITY;
  let otherWallMs = Number.NEGATIVE_INFINITY;
  let summaryFor = { atMs: -1, epoch: -1 };
  let stateWallMs = 0;
  let seekWallMs: number | undefined;
  /** Usual time between two animation frames: long where software draws. */
  let tickMs = 16;
  let lastTickWallMs: number | undefined;
  /** Where the clock stood at the animation frame before. */
  let tickedMs = 0;
  const computing = new Set<string>();
  let isGrowing = false;
  const listeners = new Set<(atMs: number, hasJumped: boolean) => void>();
  let hasJumped = false;

  const tellState = (): void => {
    stateWallMs = wallMs();
    parts.onState({ atMs: clock.nowMs(stateWallMs), isPlaying: clock.isPlaying(), speed: clock.speed(), loop });
  };

  const mixes = (): boolean => clock.isPlaying() && clock.speed() <= MIX_BELOW_SPEED && tickMs < MIX_BELOW_TICK_MS;

  /** The moment whose picture is wanted next, or undefined if the one in hand will do. */
  const wantedMs = (nowMs: number): number | undefined => {
    const hand = newest?.epoch === epoch ? newest : undefined;
    if (hand === undefined) return Math.floor(nowMs);
    if (!mixes()) return Math.floor(nowMs) === hand.atMs ? undefined : Math.floor(nowMs);
    const stepMs = (1000 / PICTURES_PER_S) * clock.speed();
    if (hand.atMs < nowMs) return Math.floor(nowMs);
    const endMs = endOfPlay(nowMs, loop, durationMs);
    if (hand.atMs - nowMs > stepMs / 2 || hand.atMs >= endMs) return undefined;
    return Math.min(endMs, Math.floor(hand.atMs + stepMs));
  };

  const mixP = (nowMs: number): number => {
    if (newest === undefined || !mixes() || newest.atMs <= previousMs) return 1;
    return Math.max(0, Math.min(1, (nowMs - previousMs) / (newest.atMs - previousMs)));
  };

  /** How far the clock may go from the picture in hand; anew at every tick, since how fast drawing goes and whether it mixes changes. */
  const holdClock = (wall: number): void => {
    if (newest?.epoch === epoch) clock.limit(mixes() ? newest.atMs : newest.atMs + clock.speed() * PATIENCE_MS, wall);
  };

  const takePicture = (frame: FrameView, other: FrameView | undefined, atMs: number, askedIn: number): void => {
    const isContinued = newest?.epoch === askedIn && atMs > newest.atMs;
    previousMs = isContinued && newest !== undefined ? newest.atMs : atMs;
    newest = { atMs, epoch: askedIn };
    const wall = wallMs();
    holdClock(wall);
    picture?.show(frame, isContinued ? mixP(clock.nowMs(wall)) : 1, other);
    if (seekWallMs !== undefined && askedIn === epoch) {
      parts.onSeekDone?.(wall - seekWallMs);
      seekWallMs = undefined;
    }
  };

  const isSummaryDue = (pictureMs: number): boolean => {
    const sinceMs = wallMs() - summaryWallMs;
    if (summaryFor.epoch !== epoch) return true;
    if (sinceMs < SUMMARY_EVERY_MS) return false;
    // While something is computed ahead, and once after, what is known grows even when the clock stands still.
    if (computing.size > 0) isGrowing = true;
    const isLate = isGrowing && sinceMs > OTHER_SUMMARY_EVERY_MS / 2;
    if (isLate && computing.size === 0) isGrowing = false;
    return summaryFor.atMs !== pictureMs || isLate;
  };

  /** Asks for what is known at the moment of a picture; answers how to tell it. */
  const fetchSummary = async (atMs: number, askedIn: number): Promise<() => void> => {
    const asked = { arm, ghostOf, paired };
    const summary = await service.summary(asked.arm, atMs);
    const ghosts = asked.ghostOf === undefined ? [] : await service.units(asked.ghostOf, atMs);
    // What stands beside it on stage is told as often as the arm itself, a mere ghost now and then.
    const isGhostDue = asked.ghostOf !== asked.paired && wallMs() - otherWallMs > OTHER_SUMMARY_EVERY_MS;
    const others = [asked.paired, isGhostDue ? asked.ghostOf : undefined].filter((one) => one !== undefined);
    const told: RunSummary[] = [];
    for (const one of others) told.push(await service.summary(one, atMs));
    return () => {
      summaryWallMs = wallMs();
      summaryFor = { atMs, epoch: askedIn };
      if (isGhostDue) otherWallMs = summaryWallMs;
      for (const other of told) parts.onOtherSummary(other);
      if (askedIn === epoch) parts.onSummary(summary, ghosts);
    };
  };

  const pull = async (): Promise<void> => {
    if (isAsking || !isLoaded) return;
    isAsking = true;
    const askedIn = epoch;
    try {
      const atMs = wantedMs(clock.nowMs(wallMs()));
      if (atMs !== undefined) buffer = await service.frame(arm, atMs, buffer);
      const beside = paired;
      if (atMs !== undefined && beside !== undefined) pairedBuffer = await service.frame(beside, atMs, pairedBuffer);
      const draw = (drawnMs: number): void =>
        takePicture(readFrame(buffer), beside === undefined ? undefined : readFrame(pairedBuffer), drawnMs, askedIn);
      const pictureMs = atMs ?? newest?.atMs;
      // A moving picture must not wait for words; a still one is drawn once, with everything that lies over it.
      const isMoving = clock.isPlaying();
      if (isMoving && atMs !== undefined && askedIn === epoch) draw(atMs);
      const tell =
        pictureMs !== undefined && askedIn === epoch && isSummaryDue(pictureMs) ? await fetchSummary(pictureMs, askedIn) : undefined;
      if (!isMoving && atMs !== undefined && askedIn === epoch) draw(atMs);
      tell?.();
    } catch (error) {
      buffer = new ArrayBuffer(0); // the old ones may have gone down with the worker
      pairedBuffer = new ArrayBuffer(0);
      // Asked of the project before, answered by the one that was opened meanwhile, which has no such arm: nobody waits for it.
      const isOutdated = askedIn !== epoch && !(error instanceof LostWorker);
      if (!isOutdated) {
        isLoaded = false;
        clock.pause(wallMs());
        tellState();
        parts.onFault(error);
      }
    } finally {
      isAsking = false;
    }
    // Something else was wished for meanwhile: at once, not at the next animation frame.
    if (askedIn !== epoch) await pull();
  };

  const tick = (): void => {
    if (isStopped) return;
    const wall = wallMs();
    if (lastTickWallMs !== undefined) tickMs += (Math.min(2000, wall - lastTickWallMs) - tickMs) / 5;
    lastTickWallMs = wall;
    holdClock(wall);
    let nowMs = clock.nowMs(wall);
    const inHandMs = newest?.epoch === epoch ? newest.atMs : undefined;
    const turn = turnOf(nowMs, clock.isPlaying(), loop, durationMs, inHandMs === undefined ? undefined : Math.min(inHandMs, tickedMs));
    if (turn === "stop") {
      clock.pause(wall);
      tellState();
    } else if (turn === "again" && loop !== undefined) {
      epoch++;
      nowMs = loop.fromMs;
      clock.seek(nowMs, wall);
      // The first pictures of the range are not skipped while the worker goes back for them.
      clock.limit(nowMs, wall);
    }
    tickedMs = nowMs;
    for (const listener of listeners) listener(nowMs, hasJumped);
    hasJumped = false;
    if (mixes()) picture?.mix(mixP(nowMs));
    if (clock.isPlaying() && wall - stateWallMs > STATE_EVERY_MS) tellState();
    void pull();
    parts.nextFrame(tick);
  };

  const compute = (name: string): void => {
    if (computing.has(name)) return;
    computing.add(name);
    // A lost worker is reported by the next picture; here it only means that nothing is computed ahead any more.
    void service.precompute(name).then(
      () => computing.delete(name),
      () => computing.delete(name),
    );
  };

  parts.nextFrame(tick);

  return {
    load(run) {
      epoch++;
      durationMs = run.durationMs;
      loop = undefined;
      arm = run.arm;
      ghostOf = run.ghostOf;
      computing.clear();
      clock.pause(wallMs());
      clock.seek(run.atMs, wallMs());
      isLoaded = true;
      compute(arm);
      if (ghostOf !== undefined) compute(ghostOf);
      tellState();
    },
    show(next) {
      picture = next;
      epoch++;
    },
    setArm(nextArm, nextGhost) {
      epoch++;
      arm = nextArm;
      ghostOf = nextGhost;
      compute(arm);
      if (ghostOf !== undefined) compute(ghostOf);
    },
    pair(other) {
      if (other === paired) return;
      epoch++;
      paired = other;
      if (other !== undefined) compute(other);
    },
    seek(atMs) {
      epoch++;
      seekWallMs = wallMs();
      clock.seek(atMs, seekWallMs);
      hasJumped = true;
      tellState();
      void pull();
    },
    toggle() {
      const wall = wallMs();
      if (clock.isPlaying()) clock.pause(wall);
      else {
        const startMs = startOfPlay(clock.nowMs(wall), loop, durationMs);
        if (startMs !== clock.nowMs(wall)) {
          epoch++;
          clock.seek(startMs, wall);
        }
        clock.play(wall);
      }
      tellState();
    },
    pause() {
      clock.pause(wallMs());
      tellState();
    },
    setSpeed(speed) {
      clock.setSpeed(speed, wallMs());
      tellState();
    },
    setLoop(range) {
      clock.anchor(wallMs());
      loop =
        range === undefined
          ? undefined
          : { fromMs: Math.max(0, Math.floor(range.fromMs)), toMs: Math.min(durationMs, Math.ceil(range.toMs)) };
      tellState();
    },
    nowMs: () => clock.nowMs(wallMs()),
    onTick(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      isStopped = true;
    },
  };
};
