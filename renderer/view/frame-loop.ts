/**
 * Draws only when something changed, and never more often than the screen. The reduced mode draws what moves at a lower resolution and,
 * once all is still, a last picture at the full one.
 */

/** After this long without a change the reduced mode draws once at full resolution. */
const SETTLE_MS = 350;
/** A camera that was still for longer moves on as if it had been this long. */
const LONGEST_STEP_S = 0.1;

export type LoopParts = {
  /** Moves the camera on. `isDirty` = something else changed too. */
  move(deltaS: number, isDirty: boolean): { readonly hasMoved: boolean; readonly isMoving: boolean };
  draw(): void;
  /** Whether a moving picture is drawn at a lower resolution. */
  isReduced(): boolean;
  /** The resolution is to follow `isSettled`. */
  onSharpness(): void;
  /** Milliseconds between two pictures in a row. */
  onInterval(ms: number): void;
};

export class FrameLoop {
  readonly #parts: LoopParts;
  #isDirty: boolean = true;
  #asked = 0;
  #lastTick = 0;
  #drewLastTick: boolean = false;
  #isSettled: boolean = true;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;
  #isHeld: boolean = false;
  #isAway: boolean = false;
  #isStopped: boolean = false;

  constructor(parts: LoopParts) {
    this.#parts = parts;
  }

  /** Whether the picture is drawn at full resolution. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Nothing is drawn while held: there is no context to draw into. */
  set isHeld(value: boolean) {
    this.#isHeld = value;
    if (!value) this.changed();
  }

  /** Nothing is drawn while the picture has no place on the page: an experiment beside it needs the processor. */
  set isAway(value: boolean) {
    this.#isAway = value;
    if (!value) this.changed();
  }

  changed(): void {
    this.#isDirty = true;
    this.ask();
  }

  /** A look at the camera with the next animation frame. */
  ask(): void {
    if (this.#asked === 0 && !this.#isStopped) this.#asked = requestAnimationFrame(this.#tick);
  }

  stop(): void {
    this.#isStopped = true;
    cancelAnimationFrame(this.#asked);
    clearTimeout(this.#settleTimer);
  }

  readonly #tick = (now: number): void => {
    this.#asked = 0;
    if (this.#isStopped || this.#isHeld || this.#isAway) return;
    const deltaS = Math.min(LONGEST_STEP_S, Math.max(0, (now - this.#lastTick) / 1000));
    if (this.#drewLastTick && this.#lastTick > 0) this.#parts.onInterval(now - this.#lastTick);
    this.#lastTick = now;
    const { hasMoved, isMoving } = this.#parts.move(deltaS, this.#isDirty);
    this.#drewLastTick = this.#isDirty || hasMoved;
    if (this.#drewLastTick) this.#drawMoving();
    if (hasMoved || isMoving) this.ask();
  };

  #drawMoving(): void {
    this.#isDirty = false;
    if (this.#parts.isReduced()) {
      if (this.#isSettled) {
        this.#isSettled = false;
        this.#parts.onSharpness();
      }
      clearTimeout(this.#settleTimer);
      this.#settleTimer = setTimeout(this.#settle, SETTLE_MS);
    }
    this.#parts.draw();
  }

  readonly #settle = (): void => {
    if (this.#isStopped || this.#isHeld || this.#isAway) return;
    this.#isSettled = true;
    this.#parts.onSharpness();
    this.#parts.draw();
  };
}
