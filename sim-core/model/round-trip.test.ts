import { array, assert, constantFrom, dictionary, double, integer, option, property, record, string, tuple } from "fast-check";
import { expect, test } from "vitest";
import type { Area, Asset, Building, City } from "./city.ts";
import { crossroadsCity } from "./crossroads-city.ts";
import { parseCity } from "./parse-city.ts";
import { hashCity, printCity } from "./print-city.ts";

const coordinate = integer({ min: -10_000_000_000, max: 10_000_000_000 });
const name = record({ ko: string({ unit: "grapheme", maxLength: 20 }), en: string({ maxLength: 20 }) });
const ring = array(tuple(coordinate, coordinate), { minLength: 3, maxLength: 8 }).map((points) => points.flat());
/** Keys that reach a prototype are refused on reading; a city never has them. */
const key = string({ minLength: 1, maxLength: 10 }).filter((text) => !["__proto__", "constructor", "prototype"].includes(text));

const building = record({
  ringMm: ring,
  heightMm: integer({ min: 1, max: 500_000 }),
  storeys: integer({ min: 1, max: 120 }),
  use: constantFrom<Building["use"]>("villa", "apartment", "shop", "tower", "other"),
  floorAreaM2: double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
});
const area = record({
  kind: constantFrom<Area["kind"]>("river", "lake", "park"),
  ringMm: ring,
  holes: option(array(ring, { maxLength: 2 })),
  name: option(name),
});
const asset = record({
  kind: constantFrom<Asset["kind"]>("camera", "gauge", "tree", "hydrant"),
  xyMm: tuple(coordinate, coordinate),
  name: option(name),
  attributes: dictionary(key, integer(), { maxKeys: 4, noNullPrototype: true }),
});

const city = record({
  buildings: array(building, { maxLength: 5 }),
  water: array(area, { maxLength: 4 }),
  assets: array(asset, { maxLength: 5 }),
  title: name,
}).map(
  ({ buildings, water, assets, title }): City => ({
    ...crossroadsCity,
    title,
    buildings: buildings.map((item, index) => ({ ...item, id: `b${index}` })),
    water: water.map(({ holes, name: called, ...item }, index) => ({
      ...item,
      id: `w${index}`,
      ...(holes === null ? {} : { holesMm: holes }),
      ...(called === null ? {} : { name: called }),
    })),
    assets: assets.map(({ name: called, ...item }, index) => ({ ...item, id: `a${index}`, ...(called === null ? {} : { name: called }) })),
  }),
);

test("any city survives printing and parsing, with its hash", () => {
  void assert(
    property(city, (drawn) => {
      const outcome = parseCity(printCity(drawn), "a.city.json");
      expect(outcome).toEqual({ ok: true, value: drawn });
      if (outcome.ok) expect(hashCity(outcome.value)).toBe(hashCity(drawn));
    }),
  );
});
