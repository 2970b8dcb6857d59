/**
 * Badly parked cars of one replication, drawn before the run from a stream of their own, so that they are the same in all arms: each parked
 * car of the city has, by chance, another one opposite it, and what is left between the two is the free width of the street there.
 * Cars of the city file that bar a fire engine by themselves stand there in every replication.
 */
import type { City } from "../model/city.ts";
import type { StreetParking } from "../model/scenario.ts";
import { type BlockingCar, type StreetWidth, streetWidth } from "../model/street-width.ts";
import type { Obstacle } from "../scenario/world.ts";

/** `car` = position in city.parkedCars. */
export type BadlyParked = Obstacle & { readonly car: number };

type Chance = (stream: string, entity: number, k: number, low: number, high: number) => number;

type Streets = Pick<StreetWidth, "widthMm" | "placesBefore"> & { readonly always: ReadonlyMap<number, BlockingCar> };
/** Once per city: every arm of every replication asks. */
const known = new WeakMap<City, Streets>();
const streetsOf = (city: City): Streets => {
  const found = known.get(city);
  if (found !== undefined) return found;
  const { widthMm, placesBefore, blockingCars } = streetWidth(city);
  const made = { widthMm, placesBefore, always: new Map(blockingCars().map((blocking) => [blocking.car, blocking])) };
  known.set(city, made);
  return made;
};

export const placeObstacles = (city: City, rule: StreetParking, uniform: Chance): readonly BadlyParked[] => {
  const { widthMm, placesBefore, always } = streetsOf(city);
  const usuallyMm = Math.round((rule.carWidthM + rule.wallGapM) * 1000);
  return city.parkedCars.flatMap(({ link, takesMm = usuallyMm }, car): readonly BadlyParked[] => {
    const standing = always.get(car);
    if (standing !== undefined) return [standing];
    if (uniform("street-parking.opposite", car, 0, 0, 1) >= rule.doubleParkedP) return [];
    return [{ car, places: placesBefore(car), freeWidthMm: Math.max(0, widthMm(link) - 2 * takesMm) }];
  });
};
