/**
 * When the light may change. Another hour is another scene, built in about a second on the page's thread: so it waits until nobody
 * drags the camera and no picture moves, but not for ever. Until then the city keeps the light it has.
 */
import type { DayMoment } from "./city-view-types.ts";
import { stepOf, styleAt } from "./daylight.ts";
import { STYLE, type Style } from "./style.ts";

/** Still for so long counts as still. */
const STILL_MS = 300;
/** A playing run gets its next light after this much wall time at the soonest. */
const PLAYING_MS = 15_000;

export class LightClock {
  #now: Style;
  #wanted: Style;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #movedMs = Number.NEGATIVE_INFINITY;
  #changedMs: number;
  readonly #isDragged: () => boolean;
  readonly #onChange: () => void;

  constructor(first: Style, isDragged: () => boolean, onChange: () => void) {
    this.#now = first;
    this.#wanted = first;
    this.#changedMs = performance.now();
    this.#isDragged = isDragged;
    this.#onChange = onChange;
  }

  /** The style to build and to draw in. */
  get style(): Style {
    return this.#now;
  }

  /** Something in the picture moved. */
  moved(): void {
    this.#movedMs = performance.now();
  }

  /** Another theme, or by the theme again: at once. */
  take(style: Style): void {
    this.#wanted = style;
    this.#change();
  }

  /** By the simulated clock: as soon as it disturbs nobody. */
  want(style: Style): void {
    this.#wanted = style;
    if (style !== this.#now && this.#timer === undefined) this.#timer = setTimeout(this.#try, STILL_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  readonly #try = (): void => {
    this.#timer = undefined;
    if (this.#wanted === this.#now) return;
    const ms = performance.now();
    const isStill = ms - this.#movedMs >= STILL_MS;
    if (!this.#isDragged() && (isStill || ms - this.#changedMs >= PLAYING_MS)) this.#change();
    else this.#timer = setTimeout(this.#try, STILL_MS);
  };

  #change(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#wanted === this.#now) return;
    this.#now = this.#wanted;
    this.#changedMs = performance.now();
    this.#onChange();
  }
}

/** By the clock where one is given, else by the theme. The same step gives the same object. */
export const makeStyles = (): ((theme: keyof typeof STYLE, moment: DayMoment | undefined) => Style) => {
  let known: { readonly key: string; readonly style: Style } | undefined;
  return (theme, moment) => {
    if (moment === undefined) return STYLE[theme];
    const step = stepOf(moment);
    const key = `${step.dayOfYear} ${step.minuteOfDay}`;
    if (known?.key !== key) known = { key, style: styleAt(step) };
    return known.style;
  };
};
