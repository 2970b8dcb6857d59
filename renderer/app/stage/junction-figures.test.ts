import { expect, test } from "vitest";
import type { Approach } from "../../../sim-core/contract/sim-service.ts";
import { crossroadsCity } from "../../../sim-core/model/crossroads-city.ts";
import { delayWindowMs, differencesOf, junctionFigures } from "./junction-figures.ts";

const link = (id: string): number => crossroadsCity.links.findIndex((one) => one.id === id);
const approach = (id: string, queueM: number, delayS: number | null, vehicles: number): Approach => ({
  link: link(id),
  queueM,
  delayS,
  vehicles,
});

const own = {
  atMs: 630_000,
  approaches: [approach("north-centre", 82.5, 30, 10), approach("south-centre", 15, 10, 30), approach("east-centre", 0, null, 0)],
};

test("a junction has its longest queue and the mean of all its vehicles", () => {
  // (10 x 30 s + 30 x 10 s) / 40 vehicles = 15 s.
  expect(junctionFigures(crossroadsCity, own)).toEqual([{ signal: "centre", queueM: 82.5, vehicles: 40, delayS: 15, deltaS: undefined }]);
});

test("where nobody left there is no delay, and not a delay of nothing", () => {
  const still = { atMs: 630_000, approaches: [approach("north-centre", 7.5, null, 0)] };
  expect(junctionFigures(crossroadsCity, still)).toEqual([
    { signal: "centre", queueM: 7.5, vehicles: 0, delayS: undefined, deltaS: undefined },
  ]);
});

test("a difference is this run minus the other, of the same minutes and of five vehicles at least on either side", () => {
  const other = {
    atMs: 655_000,
    approaches: [approach("north-centre", 0, 50, 5), approach("south-centre", 0, 90, 4), approach("east-centre", 0, 8, 9)],
  };
  expect(differencesOf(own, other)).toEqual([{ link: link("north-centre"), deltaS: -20 }]);
  expect(junctionFigures(crossroadsCity, own, other)[0]?.deltaS).toBe(-20);
  expect(differencesOf(own, { ...other, atMs: 660_000 })).toEqual([]);
  expect(differencesOf(own, undefined)).toEqual([]);
});

test("delays speak of full minutes that are over", () => {
  expect(delayWindowMs(630_000)).toEqual({ fromMs: 300_000, toMs: 600_000 });
  expect(delayWindowMs(150_000)).toEqual({ fromMs: 0, toMs: 120_000 });
  expect(delayWindowMs(59_999)).toBeUndefined();
});
