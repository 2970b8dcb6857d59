import { expect, it } from "vitest";
import type { City, Link, ParkedCar } from "../model/city.ts";
import { crossroadsCity } from "../model/crossroads-city.ts";
import { chanceOf } from "../model/philox.ts";
import type { StreetParking } from "../model/scenario.ts";
import { type BadlyParked, placeObstacles } from "./place-obstacles.ts";

const alley = (id: string, from: string, to: string, shapeMm: readonly number[], laneWidthMm: number): Link => ({
  id,
  from,
  to,
  shapeMm,
  lengthMm: 100_000,
  laneCount: 1,
  laneWidthMm,
  speedMmPerS: 5556,
  roadClass: "alley",
});

/** Position 0 and 1: both directions of one alley; 2: one way; 3: between the same nodes as 1, but another street. */
const links = [
  alley("a", "west", "east", [0, 0, 100_000, 0], 3000),
  alley("b", "east", "west", [100_000, 0, 0, 0], 2500),
  alley("c", "north", "south", [0, 90_000, 0, -10_000], 4000),
  alley("d", "east", "west", [100_000, 0, 50_000, 40_000, 0, 0], 2500),
];
const cityWith = (parkedCars: readonly ParkedCar[]): City => ({ ...crossroadsCity, links, parkedCars });
const inA: ParkedCar = { link: "a", offsetMm: 40_000, side: "right" };
const always: StreetParking = { doubleParkedP: 1, carWidthM: 1.85, wallGapM: 0.25 };
const place = (city: City, rule: StreetParking): readonly BadlyParked[] =>
  placeObstacles(city, rule, (stream, entity, k, low, high) => low + (high - low) * chanceOf("1", 0, stream).uniform(entity, k));

it("two cars opposite each other narrow both directions of their alley, to what its two lanes leave between them", () => {
  // 3.0 + 2.5 - 2 x (1.85 + 0.25) = 1.3 m. A truck stops half of 4.7 m and 1 m before the cars' middle: at 40 m, or 60 m from the other end.
  const expected = {
    car: 0,
    places: [
      { link: 0, offsetMm: 36_650 },
      { link: 1, offsetMm: 56_650 },
    ],
    freeWidthMm: 1300,
  };
  expect(place(cityWith([inA]), always)).toEqual([expected]);
});

it("a one-way alley is as wide as its own lane, and a car at its mouth bars the way in", () => {
  const car: ParkedCar = { link: "c", offsetMm: 2000, side: "left", takesMm: 1_400 };
  // 4.0 m - 2 x 1.4 m = 1.2 m.
  expect(place(cityWith([car]), always)).toEqual([{ car: 0, places: [{ link: 2, offsetMm: 0 }], freeWidthMm: 1_200 }]);
});

it("about as many cars stand opposite another as the rule says, the same ones for a higher chance and more", () => {
  const many = cityWith(Array.from({ length: 2000 }, () => inA));
  const [few, more] = [0.1, 0.3].map((doubleParkedP) => new Set(place(many, { ...always, doubleParkedP }).map(({ car }) => car)));
  expect(place(many, { ...always, doubleParkedP: 0 })).toEqual([]);
  // Binomial: 4 standard deviations of 2,000 draws are .027 at .1 and .041 at .3.
  expect(Math.abs((few?.size ?? 0) / 2000 - 0.1)).toBeLessThan(0.027);
  expect(Math.abs((more?.size ?? 0) / 2000 - 0.3)).toBeLessThan(0.041);
  expect([...(few ?? [])].every((car) => more?.has(car))).toBe(true);
});

it("a car says nothing about another: one more car changes none of the others", () => {
  const rule = { ...always, doubleParkedP: 0.5 };
  const cars = Array.from({ length: 50 }, (_, car): ParkedCar => ({ ...inA, offsetMm: 10_000 + 1000 * car }));
  const [fifty, fortyNine] = [place(cityWith(cars), rule), place(cityWith(cars.slice(0, 49)), rule)];
  expect(fortyNine.length).toBeGreaterThan(10);
  expect(fifty.slice(0, fortyNine.length)).toEqual(fortyNine);
});

it("a city that says how much of its alley a car takes is believed", () => {
  const car: ParkedCar = { link: "a", offsetMm: 40_000, side: "right", takesMm: 1_525 };
  // 3.0 + 2.5 - 2 x 1.525 = 2.45 m.
  expect(place(cityWith([car]), always).map(({ freeWidthMm }) => freeWidthMm)).toEqual([2_450]);
});

it("a car of the city that bars a fire engine by itself stands there whatever the chance", () => {
  // 4.0 m - 1.9 m = 2.1 m in the one-way alley; the other car leaves 3.6 m.
  const cars: readonly ParkedCar[] = [inA, { link: "c", offsetMm: 50_000, side: "right" }];
  expect(place(cityWith(cars), { ...always, doubleParkedP: 0 })).toEqual([
    { car: 1, places: [{ link: 2, offsetMm: 46_650 }], freeWidthMm: 2_100 },
  ]);
});
