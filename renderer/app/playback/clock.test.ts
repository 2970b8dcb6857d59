import { expect, test } from "vitest";
import { cutSpeed, endOfPlay, makeClock, startOfPlay, turnOf } from "./clock.ts";

const END_MS = 5_400_000;

test("ten times real time is ten simulated seconds a second, and the end is the end", () => {
  const clock = makeClock(() => END_MS);
  clock.setSpeed(10, 0);
  clock.play(1000);
  expect([clock.nowMs(1000), clock.nowMs(2000), clock.nowMs(10_000_000)]).toEqual([0, 10_000, END_MS]);
});

test("a change of speed or a pause loses no time and makes no jump", () => {
  const clock = makeClock(() => END_MS);
  clock.setSpeed(4, 0);
  clock.play(0);
  clock.setSpeed(20, 1000);
  clock.pause(2000);
  expect([clock.nowMs(2000), clock.nowMs(9000)]).toEqual([24_000, 24_000]);
});

test("a slow machine plays slower instead of jumping", () => {
  const clock = makeClock(() => END_MS);
  clock.setSpeed(10, 0);
  clock.play(0);
  clock.limit(5_000, 0);
  expect(clock.nowMs(3000)).toBe(5_000);
  clock.limit(9_000, 3000);
  expect([clock.nowMs(3000), clock.nowMs(3100), clock.nowMs(9999)]).toEqual([5_000, 6_000, 9_000]);
});

test("speeds are kept between a tenth and a thousand", () => {
  expect([0.05, 0.1, 7, 1001, Number.NaN].map(cutSpeed)).toEqual([0.1, 0.1, 7, 1000, 1]);
});

const LOOP = { fromMs: 60_000, toMs: 61_000 };

test("a loop ends where its range ends, for a clock that is in it or before it; one behind it goes on to the end of the run", () => {
  expect([0, 60_500, 61_000, 61_001].map((fromMs) => endOfPlay(fromMs, LOOP, END_MS))).toEqual([61_000, 61_000, 61_000, END_MS]);
  expect(endOfPlay(0, undefined, END_MS)).toBe(END_MS);
});

test("a clock at a thousand times real time stops at the end of the loop to the millisecond, however long a picture takes", () => {
  const clock = makeClock((fromMs) => endOfPlay(fromMs, LOOP, END_MS));
  clock.setSpeed(1000, 0);
  clock.seek(60_000, 0);
  clock.play(0);
  expect([0.5, 1, 16, 5000].map((wallMs) => clock.nowMs(wallMs))).toEqual([60_500, 61_000, 61_000, 61_000]);
});

test("playing begins where the clock stands, at the start of the loop from its end, at the start of the run from the run's end", () => {
  expect([0, 60_500, 61_000, 70_000].map((nowMs) => startOfPlay(nowMs, LOOP, END_MS))).toEqual([0, 60_500, 60_000, 60_000]);
  expect([70_000, END_MS].map((nowMs) => startOfPlay(nowMs, undefined, END_MS))).toEqual([70_000, 0]);
});

test("it goes back when the picture of the last moment was there, not before, and only while it plays", () => {
  expect(turnOf(60_999, true, LOOP, END_MS, 60_990)).toBe("on");
  expect(turnOf(61_000, true, LOOP, END_MS, undefined)).toBe("on");
  expect(turnOf(61_000, true, LOOP, END_MS, 60_000)).toBe("on");
  expect(turnOf(61_000, true, LOOP, END_MS, 61_000)).toBe("again");
  expect(turnOf(61_000, false, LOOP, END_MS, 61_000)).toBe("on");
});

test("at the end of the run it stops, or goes back to the loop", () => {
  expect([turnOf(END_MS, true, undefined, END_MS, undefined), turnOf(END_MS, true, LOOP, END_MS, END_MS)]).toEqual(["stop", "again"]);
});
