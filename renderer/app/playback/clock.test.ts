import { expect, test } from "vitest";
import { cutSpeed, makeClock } from "./clock.ts";

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
