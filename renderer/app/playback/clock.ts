/**
 * The clock of the picture: simulated time from wall time and speed. It never runs past what the worker has delivered, so a slow
 * machine plays slower instead of jumping.
 */
export type Clock = {
  nowMs(wallMs: number): number;
  seek(atMs: number, wallMs: number): void;
  play(wallMs: number): void;
  pause(wallMs: number): void;
  setSpeed(speed: number, wallMs: number): void;
  /** Holds at `atMs` until a later limit is set. */
  limit(atMs: number, wallMs: number): void;
  /** From here on another end may hold: what has passed until now stays as it was. */
  anchor(wallMs: number): void;
  isPlaying(): boolean;
  speed(): number;
};

export const SLOWEST = 0.1;
export const FASTEST = 1000;
export const cutSpeed = (speed: number): number => (Number.isFinite(speed) ? Math.min(FASTEST, Math.max(SLOWEST, speed)) : 1);

/** A stretch of the run, in whole milliseconds. */
export type Range = { readonly fromMs: number; readonly toMs: number };

/** Where a clock that stands at `fromMs` stops at the latest: the end of the range it is played in, or before; else the end of the run. */
export const endOfPlay = (fromMs: number, loop: Range | undefined, durationMs: number): number =>
  loop !== undefined && fromMs <= loop.toMs ? loop.toMs : durationMs;

/** Where playing begins: where the clock stands, unless it stands at an end. */
export const startOfPlay = (nowMs: number, loop: Range | undefined, durationMs: number): number => {
  if (loop !== undefined && nowMs >= loop.toMs) return loop.fromMs;
  return nowMs >= durationMs ? 0 : nowMs;
};

/**
 * What happens at a tick. A range is left only when its last moment was on the screen (`seenMs` = the latest moment that was, undefined =
 * none since the last jump): so the end is always seen, and however fast it goes there is at least one picture between two jumps.
 */
export const turnOf = (
  nowMs: number,
  isPlaying: boolean,
  loop: Range | undefined,
  durationMs: number,
  seenMs: number | undefined,
): "on" | "again" | "stop" => {
  const endMs = endOfPlay(nowMs, loop, durationMs);
  if (!isPlaying || nowMs < endMs) return "on";
  if (loop === undefined) return "stop";
  return seenMs !== undefined && seenMs >= endMs ? "again" : "on";
};

/** `endMs` = where it stops, seen from a moment. */
export const makeClock = (endMs: (fromMs: number) => number): Clock => {
  let anchorMs = 0;
  let anchorWallMs = 0;
  let speed = 4;
  let isPlaying = false;
  let limitMs = Number.POSITIVE_INFINITY;

  const nowMs = (wallMs: number): number => {
    if (!isPlaying) return anchorMs;
    return Math.max(anchorMs, Math.min(endMs(anchorMs), limitMs, anchorMs + (wallMs - anchorWallMs) * speed));
  };
  const anchor = (wallMs: number): void => {
    anchorMs = nowMs(wallMs);
    anchorWallMs = wallMs;
  };
  return {
    nowMs,
    seek(atMs, wallMs) {
      anchorMs = Math.max(0, Math.min(endMs(Number.POSITIVE_INFINITY), atMs));
      anchorWallMs = wallMs;
      limitMs = Number.POSITIVE_INFINITY;
    },
    play(wallMs) {
      anchor(wallMs);
      isPlaying = true;
    },
    pause(wallMs) {
      anchor(wallMs);
      isPlaying = false;
    },
    setSpeed(wanted, wallMs) {
      anchor(wallMs);
      speed = cutSpeed(wanted);
    },
    limit(atMs, wallMs) {
      // Time spent waiting at the old limit must not be made up for in one jump, and a nearer limit must not turn the clock back.
      anchor(wallMs);
      limitMs = atMs;
    },
    anchor,
    isPlaying: () => isPlaying,
    speed: () => speed,
  };
};
