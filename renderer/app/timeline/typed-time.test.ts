import { expect, test } from "vitest";
import { readTime, type TimeFrame } from "./typed-time.ts";

/** Ninety minutes from eight o'clock, with a call at 08:14:20. */
const FRAME: TimeFrame = { startsAt: "2026-03-02T08:00:00+09:00", durationMs: 5_400_000, callMs: 860_000 };
const S = 1000;

const read = (text: string, frame = FRAME): number | string => {
  const found = readTime(text, frame);
  return found.ok ? found.atMs : found.fault;
};

test("with a sign it counts from the call", () => {
  expect(["+4:38", "+0:00", "-1:10", "−0:30", "+4:38.25", "+1:02:03", "+75:00", "+90"].map((text) => read(text))).toEqual([
    860 * S + 278 * S,
    860 * S,
    860 * S - 70 * S,
    860 * S - 30 * S,
    860 * S + 278_250,
    860 * S + 3723 * S,
    860 * S + 4500 * S,
    860 * S + 90 * S,
  ]);
});

test("two or three figures with colons are the clock on the wall", () => {
  expect(["08:18:58", "8:18:58", "8:18", "08:00", "9:30", "08:00:00.5"].map((text) => read(text))).toEqual([
    1138 * S,
    1138 * S,
    1080 * S,
    0,
    5400 * S,
    500,
  ]);
});

test("bare figures are seconds since the call, as the clock shows them", () => {
  expect(["278", "278 s", "278초", "0.5"].map((text) => read(text))).toEqual([1138 * S, 1138 * S, 1138 * S, 860_500]);
});

test("where no call is in focus, signs and seconds count from the start of the run", () => {
  const frame = { ...FRAME, callMs: undefined };
  expect(["+4:38", "278", "-1"].map((text) => read(text, frame))).toEqual([278 * S, 278 * S, "clock.fault.outside"]);
});

test("blanks and the full-width figures of a Korean keyboard mean the same", () => {
  expect([" 8 : 18 ", "＋４：３８", "０８：１８：５８"].map((text) => read(text))).toEqual([1080 * S, 1138 * S, 1138 * S]);
});

test("what is no time, and what no clock shows, is not read", () => {
  for (const text of ["", "abc", "4:7", "8:61", "24:00", "8:18:60", "+4:60", "+1:60:00", "4.38.1", "+", "1e3", "--4"]) {
    expect([text, read(text)]).toEqual([text, "clock.fault.unread"]);
  }
});

test("a time outside of the run is read and refused", () => {
  expect(["7:59", "09:30:01", "+76:00", "-20:00", "4:38", "99999"].map((text) => read(text))).toEqual(Array(6).fill("clock.fault.outside"));
});

test("a run past midnight", () => {
  const night: TimeFrame = { startsAt: "2026-03-02T23:30:00+09:00", durationMs: 3_600_000, callMs: undefined };
  expect(["23:45", "0:10", "00:30:00", "22:00"].map((text) => read(text, night))).toEqual([
    900 * S,
    2400 * S,
    3600 * S,
    "clock.fault.outside",
  ]);
});
