/**
 * Badly parked cars of one replication, drawn before the run from a stream of their own, so that they are the same in all arms: each parked
 * car of the city has, by chance, another one opposite it, and what is left between the two is the free width of the street there.
 * Limit: what stands in the city file narrows nothing here by itself; model/street-width.ts says what of it does.
 */
import type { City } from "../model/city.ts";
import type { StreetParking } from "../model/scenario.ts";
import { streetWidth } from "../model/street-width.ts";
import type { Obstacle } from "../scenario/world.ts";

/** `car` = position in city.parkedCars. */
export type BadlyParked = Obstacle & { readonly car: number };

type Chance = (stream: string, entity: number, k: number, low: number, high: number) => number;

export const placeObstacles = (city: City, rule: StreetParking, uniform: Chance): readonly BadlyParked[] => {
  const { widthMm, placesBefore } = streetWidth(city);
  const bothCarsMm = 2 * Math.round((rule.carWidthM + rule.wallGapM) * 1000);
  return city.parkedCars.flatMap(({ link }, car): readonly BadlyParked[] => {
    if (uniform("street-parking.opposite", car, 0, 0, 1) >= rule.doubleParkedP) return [];
    return [{ car, places: placesBefore(car), freeWidthMm: Math.max(0, widthMm(link) - bothCarsMm) }];
  });
};
