import { expect, test } from "vitest";
import { FRAME_MAGIC, FRAME_VERSION, frameBytes } from "../../sim-core/contract/frame.ts";
import { makeLinkLog } from "./link-log.ts";

/** A picture of an empty city whose links have these speeds (255 = free flow). */
const pictureOf = (speeds: readonly number[]): Uint8Array => {
  const picture = new Uint8Array(frameBytes(0, 0, 0, speeds.length));
  new Int32Array(picture.buffer, 0, 7).set([FRAME_MAGIC, FRAME_VERSION, 0, 0, 0, 0, speeds.length]);
  picture.set(speeds, 64);
  return picture;
};

const runAt = (minute: number, speeds: readonly number[]) => {
  const picture = pictureOf(speeds);
  return {
    nowMs: () => minute * 60_000,
    frameSize: () => picture.length,
    frame: (into: Uint8Array) => {
      into.set(picture);
      return picture.length;
    },
  };
};

test("links asked for together are counted together, minute by minute; a street without a count adds nothing", () => {
  const log = makeLinkLog();
  log.count(0, 5, 3, 60_000);
  log.count(0, 6, 1, 20_000);
  log.count(2, 5, 2, 10_000);
  expect(log.minutes([5, 6, 7])).toEqual([
    { left: 4, delayMs: 80_000, speedP: null },
    { left: 0, delayMs: 0, speedP: null },
    { left: 2, delayMs: 10_000, speedP: null },
  ]);
  expect(log.sumOf(5, 0, 3)).toEqual({ left: 5, delayMs: 70_000 });
  expect(log.sumOf(5, 1, 2)).toEqual({ left: 0, delayMs: 0 });
});

test("a speed is that of the picture at the minute's end, as a share of the limit, the mean of the links", () => {
  const log = makeLinkLog();
  log.note(runAt(1, [255, 51]));
  log.note(runAt(3, [0, 255]));
  expect(log.minutes([1]).map(({ speedP }) => speedP)).toEqual([0.2, null, 1]);
  expect(log.minutes([0, 1]).map(({ speedP }) => speedP)).toEqual([0.6, null, 0.5]);
});
