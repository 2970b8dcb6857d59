/**
 * When the light may change. Another hour is another scene, built in about a second on the page's thread: so it waits until nobody
 * drags the camera and no picture moves, but not for ever. Until then the city keeps the light it has.
 */
import type { DayMoment, ViewTheme } from "./city-view-types.ts";
import { stepOf, styleAt } from "./daylight.ts";
import { STYLE, type Style } from "./style.ts";

/** Still for so long counts as still. */
const STILL_MS = 300;
/** A playing run gets its next light after this much wall time at the soonest. */
const PLAYING_MS = 15_000;

export class LightClock {
  #theme: ViewTheme;
  #moment: DayMoment | undefined;
  /** Of the latest step of the clock, so that the same step gives the same object. */
  #step: { readonly key: string; readonly style: Style } | undefined;
  #now: Style;
  #wanted: Style;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #movedMs = Number.NEGATIVE_INFINITY;
  #changedMs: number;
  readonly #isDragged: () => boolean;
  readonly #onChange: () => void;

  constructor(theme: ViewTheme, moment: DayMoment | undefined, isDragged: () => boolean, onChange: () => void) {
    this.#theme = theme;
    this.#moment = moment;
    this.#now = this.#asked();
    this.#wanted = this.#now;
    this.#changedMs = performance.now();
    this.#isDragged = isDragged;
    this.#onChange = onChange;
  }

  /** The style to build and to draw in. */
  get style(): Style {
    return this.#now;
  }

  /** For words that are to be read on it. */
  get wordTheme(): ViewTheme {
    return this.#now.dark ? "dark" : "light";
  }

  /** At once, unless the light follows the clock. */
  setTheme(theme: ViewTheme): void {
    this.#theme = theme;
    this.#wanted = this.#asked();
    this.#change();
  }

  /** By the simulated clock, as soon as it disturbs nobody; undefined = by the theme. Between the two at once. */
  setDaylight(moment: DayMoment | undefined): void {
    const isOther = (moment === undefined) !== (this.#moment === undefined);
    this.#moment = moment;
    this.#wanted = this.#asked();
    if (isOther) this.#change();
    else if (this.#wanted !== this.#now && this.#timer === undefined) this.#timer = setTimeout(this.#try, STILL_MS);
  }

  /** Something in the picture moved. */
  moved(): void {
    this.#movedMs = performance.now();
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

  #asked(): Style {
    if (this.#moment === undefined) return STYLE[this.#theme];
    const step = stepOf(this.#moment);
    const key = `${step.dayOfYear} ${step.minuteOfDay}`;
    if (this.#step?.key !== key) this.#step = { key, style: styleAt(step) };
    return this.#step.style;
  }
}
