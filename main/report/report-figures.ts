/** Figures as a report shows them: seconds from a minute on as minutes and seconds, shares in percent, a real minus, the unit in words. */
import type { Language } from "../../sim-core/model/units.ts";

const MINUS = "−";
const DASH = "–";

const fixed = (value: number, digits: number): string => {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
};

const digitsOf = (value: number): number => (Math.abs(value) < 10 ? 2 : 1);

/** 4:44.7 */
const clock = (seconds: number): string => {
  const tenths = Math.round(Math.abs(seconds) * 10);
  const rest = (tenths % 600) / 10;
  return `${seconds < 0 ? MINUS : ""}${Math.floor(tenths / 600)}:${rest < 10 ? "0" : ""}${rest.toFixed(1)}`;
};

/** 7:00, for axes and limits. */
export const clockTick = (seconds: number): string => clock(seconds).replace(/\.0$/, "");

const CLOCK_FROM_S = 90;

const isNumber = (value: number | null | undefined): value is number => typeof value === "number" && Number.isFinite(value);

export const valueText = (value: number | null | undefined, unit: string, language: Language): string => {
  if (!isNumber(value)) return DASH;
  if (unit === "share") return `${fixed(value * 100, 1)} %`;
  if (unit === "count") return fixed(value, Number.isInteger(value) ? 0 : 1);
  if (unit !== "s") return `${fixed(value, digitsOf(value))} ${unit}`;
  return Math.abs(value) >= CLOCK_FROM_S ? clock(value) : `${fixed(value, digitsOf(value))} ${secondsWord(language)}`;
};

export const changeText = (value: number | null | undefined, unit: string, language: Language): string => {
  if (!isNumber(value)) return DASH;
  const sign = value > 0 ? "+" : "";
  if (unit === "share") return `${sign}${fixed(value * 100, 1)} %p`;
  if (unit === "count") return `${sign}${fixed(value, 1)}`;
  return `${sign}${fixed(value, digitsOf(value))} ${unit === "s" ? secondsWord(language) : unit}`;
};

const secondsWord = (language: Language): string => (language === "ko" ? "초" : "s");

type Ends = { readonly low: number | null | undefined; readonly high: number | null | undefined };

/** `4:30.1 … 4:59.3`; the unit once. */
export const rangeText = ({ low, high }: Ends, unit: string, language: Language, isChange = false): string => {
  if (!isNumber(low) || !isNumber(high)) return DASH;
  const show = isChange ? changeText : valueText;
  const [a, b] = [show(low, unit, language), show(high, unit, language)];
  const tail = / \S+$/.exec(b)?.[0];
  return `${tail !== undefined && a.endsWith(tail) ? a.slice(0, -tail.length) : a} … ${b}`;
};

/** `+17.5 %p [13.2 … 21.9 %p]` */
export const changeWithRange = (value: number | null | undefined, ends: Ends, unit: string, language: Language): string => {
  if (!isNumber(value)) return DASH;
  const shown = changeText(value, unit, language);
  return isNumber(ends.low) && isNumber(ends.high) ? `${shown} [${rangeText(ends, unit, language, true)}]` : shown;
};

export const percent = (share: number, digits = 1): string => `${fixed(share * 100, digits)} %`;

/** 12,345 */
export const countText = (count: number): string => `${count}`.replaceAll(/\B(?=(\d{3})+$)/g, ",");
