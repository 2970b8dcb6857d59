import { assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import type { City, Neighbourhood } from "./city.ts";
import { crossroadsCity } from "./crossroads-city.ts";
import { neighbourhoodsOf } from "./neighbourhoods.ts";
import { isInRing } from "./ring.ts";

const part = (id: string, ringMm: readonly number[]): Neighbourhood => ({ id, name: { ko: id, en: id }, ringMm });
const cityWith = (neighbourhoods: readonly Neighbourhood[]): City => ({ ...crossroadsCity, neighbourhoods });
const west = part("west", [-100, -100, 0, -100, 30, 0, 0, 100, -100, 100]);
const east = part("east", [0, -100, 100, -100, 100, 100, 0, 100, 30, 0]);

test("a place lies in the neighbourhood whose ring holds it, and in none outside", () => {
  const { at, all } = neighbourhoodsOf(cityWith([west, east]));
  expect(all.map(({ id }) => id)).toEqual(["west", "east"]);
  expect([at([-50, 0]), at([50, 0]), at([29, 0]), at([31, 0]), at([500, 0]), at([0, 101])]).toEqual([0, 1, 0, 1, undefined, undefined]);
});

test("a place on a border belongs to the east and to the north: exactly one of two neighbours has it", () => {
  const { at } = neighbourhoodsOf(cityWith([west, east]));
  expect([at([30, 0]), at([0, -100]), at([15, -50]), at([15, 50])]).toEqual([1, 1, 1, 1]);
  const stacked = neighbourhoodsOf(cityWith([part("south", [0, 0, 9, 0, 9, 9, 0, 9]), part("north", [0, 9, 9, 9, 9, 18, 0, 18])]));
  expect([stacked.at([4, 9]), stacked.at([4, 0]), stacked.at([4, 18])]).toEqual([1, 0, undefined]);
});

test("every place between the outer borders belongs to exactly one of two neighbours with a crooked border", () => {
  void assert(
    property(integer({ min: -99, max: 99 }), integer({ min: -99, max: 99 }), (x, y) => {
      expect([west, east].filter(({ ringMm }) => isInRing(ringMm, x, y)).length).toBe(1);
    }),
  );
});

test("where rings overlap, the first in the list has the place", () => {
  const { at } = neighbourhoodsOf(cityWith([part("a", [0, 0, 10, 0, 10, 10, 0, 10]), part("b", [5, 0, 15, 0, 15, 10, 5, 10])]));
  expect([at([7, 5]), at([12, 5])]).toEqual([0, 1]);
});

test("a city without neighbourhoods is told apart by compass, its own border included", () => {
  const { at, all } = neighbourhoodsOf(crossroadsCity);
  const idAt = (x: number, y: number): string | undefined => all[at([x, y]) ?? -1]?.id;
  expect(all.length).toBe(9);
  expect([idAt(0, 0), idAt(-150_000, 150_000), idAt(0, -199_999), idAt(200_000, 200_000), idAt(-200_000, -200_000)]).toEqual([
    "centre",
    "north-west",
    "south",
    "north-east",
    "south-west",
  ]);
  expect(idAt(200_001, 0)).toBeUndefined();
  expect(all.find(({ id }) => id === "north-east")?.name).toEqual({ ko: "북동부", en: "North-east" });
});
