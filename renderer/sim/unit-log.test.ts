import { expect, test } from "vitest";
import { makeUnitLog } from "./unit-log.ts";

/** Links 7, 8, 9 of 30, 5 and 100 m in a row, junctions included. */
const WAY = { links: [7, 8, 9], lengthsMm: [30_000, 5000, 100_000] };
const from = (link: number) => ({ links: WAY.links.slice(link - 7), lengthsMm: WAY.lengthsMm.slice(link - 7) });
const at = (link: number, offsetMm: number) => ({ unit: 3, link, offsetMm, ...from(link) });

type Place = ReturnType<typeof at>;

/** Second 0 first; undefined = on no drive. */
const logOf = (places: readonly (Place | undefined)[]) => {
  const units = makeUnitLog();
  for (const [second, place] of places.entries()) {
    units.note({ nowMs: () => second * 1000, unitPlaces: () => (place === undefined ? [] : [place]) });
  }
  return units;
};

const DRIVE = [undefined, undefined, at(7, 10_000), at(7, 20_000), at(7, 28_000), at(9, 2000), at(9, 2000), undefined];

test("a speed is the way of one second, over a short street and through junctions too; it stands where it does not move", () => {
  // From 28 m on link 7: 2 m to its end, 5 m of link 8, 2 m on link 9.
  expect(logOf(DRIVE).trace(3, 0, 60_000)).toEqual({ fromMs: 1000, speedsMPerS: [null, null, 10, 8, 9, 0, null] });
});

test("a part is a part, and another unit has no speeds", () => {
  expect(logOf(DRIVE).trace(3, 3500, 4200)).toEqual({ fromMs: 4000, speedsMPerS: [8] });
  expect(logOf(DRIVE).trace(3, 5000, 4000).speedsMPerS).toEqual([]);
  expect(logOf(DRIVE).trace(4, 2000, 4000).speedsMPerS).toEqual([null, null, null]);
});

test("who turns round in a second has no speed in it, and goes on from there", () => {
  const back = { unit: 3, link: 6, offsetMm: 1000, links: [6], lengthsMm: [50_000] };
  expect(logOf([at(7, 0), back, { ...back, offsetMm: 4000 }]).trace(3, 0, 9000).speedsMPerS).toEqual([null, 3]);
});

test("a second that was not looked at belongs to no speed", () => {
  const units = makeUnitLog();
  for (const second of [1, 2, 4, 5]) {
    units.note({ nowMs: () => second * 1000, unitPlaces: () => [at(9, second * 10_000)] });
  }
  expect(units.trace(3, 0, 9000).speedsMPerS).toEqual([null, 10, null, null, 10]);
});
