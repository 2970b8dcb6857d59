/**
 * Badly parked cars of one replication, drawn before the run from a stream of their own, so that they are the same in all arms: each parked
 * car of the city has, by chance, another one opposite it, and what is left between the two is the free width of the street there.
 * Limit: a car that stands alone narrows nothing, and a street without a reverse link has the width of its own lanes.
 */
import type { City, Link, ParkedCar } from "../model/city.ts";
import type { StreetParking } from "../model/scenario.ts";
import { pairs } from "../model/stop-lines.ts";
import type { Obstacle, RoadPlace } from "../scenario/world.ts";

/** `car` = position in city.parkedCars. */
export type BadlyParked = Obstacle & { readonly car: number };

type Chance = (stream: string, entity: number, k: number, low: number, high: number) => number;

/** From the middle of a car to where a unit stops before it: half of 4.7 m (a Korean mid-size saloon) and 1 m that a driver keeps. */
const STOPS_BEFORE_MM = 3_350;

export const placeObstacles = (city: City, rule: StreetParking, uniform: Chance): readonly BadlyParked[] => {
  const reverse = pairs(city.links);
  const linkAt = new Map(city.links.map(({ id }, position) => [id, position]));
  return city.parkedCars.flatMap((parked, car): readonly BadlyParked[] => {
    const position = linkAt.get(parked.link) ?? -1;
    const link = city.links[position];
    if (link === undefined || uniform("street-parking.opposite", car, 0, 0, 1) >= rule.doubleParkedP) return [];
    const back = reverse[position] ?? -1;
    const backLink = city.links[back];
    const widthMm = roadWidthMm(link) + (backLink === undefined ? 0 : roadWidthMm(backLink));
    const places = [before(position, parked.offsetMm)];
    if (backLink !== undefined) places.push(before(back, mirrored(parked, link, backLink)));
    return [{ car, places, freeWidthMm: Math.max(0, widthMm - 2 * Math.round((rule.carWidthM + rule.wallGapM) * 1000)) }];
  });
};

const roadWidthMm = ({ laneCount, laneWidthMm }: Link): number => laneCount * laneWidthMm;

/** A car less than that from the street's start bars the way in. */
const before = (link: number, middleMm: number): RoadPlace => ({ link, offsetMm: Math.max(0, middleMm - STOPS_BEFORE_MM) });

/** The same place seen from the other end; the two directions may differ in drivable length. */
const mirrored = ({ offsetMm }: ParkedCar, link: Link, back: Link): number => Math.round((1 - offsetMm / link.lengthMm) * back.lengthMm);
