import { expect, test } from "vitest";
import { FRAME_HEADER_BYTES, FRAME_MAGIC, FRAME_VERSION, frameBytes, readFrame } from "../../sim-core/contract/frame.ts";
import { crossroadsCity } from "../../sim-core/model/crossroads-city.ts";
import { approachesOf, readApproaches } from "./approaches.ts";
import { makeLinkLog } from "./link-log.ts";

const links = approachesOf(crossroadsCity);
const idOf = (link: number): string => crossroadsCity.links[link]?.id ?? "";
const north = links.find((link) => idOf(link) === "north-centre") ?? -1;

const frameOf = (atMs: number, northDm: number) => {
  const count = crossroadsCity.links.length;
  const buffer = new ArrayBuffer(frameBytes(0, 0, 0, count));
  new Int32Array(buffer, 0, FRAME_HEADER_BYTES / 4).set([FRAME_MAGIC, FRAME_VERSION, atMs, 0, 0, 0, count]);
  const frame = readFrame(buffer);
  frame.linkQueuesDm[north] = northDm;
  return frame;
};

test("a delay is the mean of all who left in the last five full minutes, not the mean of the minutes", () => {
  const log = makeLinkLog();
  log.count(0, north, 100, 9_000_000); // too long ago at 6:30
  log.count(1, north, 1, 60_000);
  log.count(4, north, 3, 20_000);
  log.count(5, north, 4, 16_000);
  log.count(6, north, 50, 9_000_000); // the minute that goes on
  const delayAt = (atMs: number) => readApproaches([north], frameOf(atMs, 0), log)[0];
  // 1:00 to 6:00: 8 vehicles lost 60 + 20 + 16 = 96 s.
  expect(delayAt(390_000)).toEqual({ link: north, queueM: 0, delayS: 12, vehicles: 8 });
  // At 5:59 the minute 0 still counts and minute 5 does not: 104 vehicles, 9,080 s.
  expect(delayAt(359_999)).toEqual({ link: north, queueM: 0, delayS: 9080 / 104, vehicles: 104 });
  expect(delayAt(30_000)).toEqual({ link: north, queueM: 0, delayS: null, vehicles: 0 });
});

test("every street that ends at a signal is told with its queue, whether anybody left it or not", () => {
  expect(links.map(idOf)).toEqual(["east-centre", "north-centre", "south-centre", "west-centre"]);
  const log = makeLinkLog();
  log.count(0, north, 2, 30_000);
  const told = readApproaches(links, frameOf(60_000, 825), log);
  expect(told.map(({ link, ...figures }) => [idOf(link), figures])).toEqual([
    ["east-centre", { queueM: 0, delayS: null, vehicles: 0 }],
    ["north-centre", { queueM: 82.5, delayS: 15, vehicles: 2 }],
    ["south-centre", { queueM: 0, delayS: null, vehicles: 0 }],
    ["west-centre", { queueM: 0, delayS: null, vehicles: 0 }],
  ]);
  // Minutes that are not computed yet are not there; the queue is.
  expect(readApproaches([north], frameOf(60_000, 825), undefined)).toEqual([{ link: north, queueM: 82.5, delayS: null, vehicles: 0 }]);
});
