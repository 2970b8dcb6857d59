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
  isPlaying(): boolean;
  speed(): number;
};

export const SLOWEST = 0.1;
export const FASTEST = 1000;
export const cutSpeed = (speed: number): number => (Number.isFinite(speed) ? Math.min(FASTEST, Math.max(SLOWEST, speed)) : 1);

export const makeClock = (endMs: () => number): Clock => {
  let anchorMs = 0;
  let anchorWallMs = 0;
  let speed = 4;
  let isPlaying = false;
  let limitMs = Number.POSITIVE_INFINITY;

  const nowMs = (wallMs: number): number => {
    if (!isPlaying) return anchorMs;
    return Math.max(anchorMs, Math.min(endMs(), limitMs, anchorMs + (wallMs - anchorWallMs) * speed));
  };
  const anchor = (wallMs: number): void => {
    anchorMs = nowMs(wallMs);
    anchorWallMs = wallMs;
  };
  return {
    nowMs,
    seek(atMs, wallMs) {
      anchorMs = Math.max(0, Math.min(endMs(), atMs));
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
      // Time spent waiting at the old limit must not be made up for in one jump.
      if (nowMs(wallMs) >= limitMs) {
        anchorMs = limitMs;
        anchorWallMs = wallMs;
      }
      limitMs = atMs;
    },
    isPlaying: () => isPlaying,
    speed: () => speed,
  };
};
