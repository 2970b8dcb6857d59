/** What somebody types into the clock, as a moment of the run: since the call, by the clock on the wall, or in seconds. Pure. */
import { timeOfDay } from "../text/format.ts";
import type { MessageKey } from "../text/messages.ts";

export type TimeFrame = {
  readonly startsAt: string;
  readonly durationMs: number;
  /** What "+" counts from; undefined = the start of the run. */
  readonly callMs: number | undefined;
};

export type TypedTime =
  | { readonly ok: true; readonly atMs: number }
  | { readonly ok: false; readonly fault: Extract<MessageKey, `clock.fault.${string}`> };

const DAY_MS = 86_400_000;

/** [h:]m:s of what has passed, to the millisecond. */
const PASSED = /^([+-])(?:(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,3})?)|(\d{1,6}(?:\.\d{1,3})?)(?:s|초)?)$/;
const SECONDS = /^(\d{1,6}(?:\.\d{1,3})?)(?:s|초)?$/;
const OF_DAY = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,3})?))?$/;

const ms = (seconds: string | undefined): number => Math.round(Number(seconds ?? 0) * 1000);
const minuteMs = (minutes: string | undefined): number => Number(minutes ?? 0) * 60_000;
const hourMs = (hours: string | undefined): number => Number(hours ?? 0) * 3_600_000;

/** Hours, minutes and seconds that no clock shows are a slip of the fingers, not a time. */
const isSixty = (text: string | undefined): boolean => Number(text ?? 0) < 60;

/** Full-width figures and signs of a Korean keyboard, a true minus, and blanks mean the same. */
const plain = (text: string): string => text.normalize("NFKC").replace(/[−–]/g, "-").replace(/\s+/g, "").toLowerCase();

const passedMs = (text: string): number | undefined => {
  const seconds = SECONDS.exec(text);
  if (seconds !== null) return ms(seconds[1]);
  const found = PASSED.exec(text);
  if (found === null) return undefined;
  const [, sign, hours, minutes, rest, bare] = found;
  if (bare === undefined && (!isSixty(rest) || (hours !== undefined && !isSixty(minutes)))) return undefined;
  return (sign === "-" ? -1 : 1) * (bare === undefined ? hourMs(hours) + minuteMs(minutes) + ms(rest) : ms(bare));
};

/** Since the run's first midnight; its own start likewise. */
const ofDayMs = (text: string): number | undefined => {
  const found = OF_DAY.exec(text);
  if (found === null || Number(found[1]) > 23 || !isSixty(found[2]) || !isSixty(found[3])) return undefined;
  return hourMs(found[1]) + minuteMs(found[2]) + ms(found[3]);
};

export const readTime = (typed: string, { startsAt, durationMs, callMs }: TimeFrame): TypedTime => {
  const text = plain(typed);
  const passed = passedMs(text);
  const ofDay = passed === undefined ? ofDayMs(text) : undefined;
  if (passed === undefined && ofDay === undefined) return { ok: false, fault: "clock.fault.unread" };
  // A run that goes past midnight means the first such time in it.
  const startOfDayMs = ofDayMs(timeOfDay(startsAt, 0)) ?? 0;
  const atMs = passed !== undefined ? (callMs ?? 0) + passed : ((ofDay ?? 0) - startOfDayMs + DAY_MS) % DAY_MS;
  if (atMs < 0 || atMs > durationMs) return { ok: false, fault: "clock.fault.outside" };
  return { ok: true, atMs };
};
