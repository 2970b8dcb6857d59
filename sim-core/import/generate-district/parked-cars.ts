/**
 * Cars parked along alleys. Where an alley is wide enough for it they stand in a row along one kerb, and a fire engine still passes. Here
 * and there one stands where it may not: opposite the row, or in an alley too narrow for any. It stops a fire engine, not a car.
 */
import type { Link, ParkedCar } from "../../model/city.ts";
import { CAR_PASSES_MM, FIRE_ENGINE_MM, PARKED_CAR_LENGTH_MM } from "../../model/street-width.ts";
import { type Dice, dice } from "./ground.ts";
import type { Network } from "./network.ts";
import type { DistrictParameters, Zone } from "./parameters.ts";

/** What a car takes of the carriageway: 1,825 mm wide, a hand's breadth from the wall, on the alley's edge strip of 400 mm. */
const AT_THE_WALL_MM = 1_525;
/** A lorry, or a car that stands off the wall because of steps and goods. */
const OFF_THE_WALL_MM = 2_350;
/** In a bay beside the lane of an estate, whose kerb it cannot mount. */
const AT_THE_KERB_MM = 1_925;
/** Nobody parks within this of a corner: half a car and a way round it. */
const CORNER_MM = 9_000;
const BAY_MM = 6_200;

/**
 * Cars that bar a fire engine, per 150 m of alley. Of ten Korean alleys that reporters looked at, all had illegal parking and two were
 * impassable (nocutnews.co.kr, article 4741835); ten are few, so the old quarter has more and estates, whose lanes are private, have fewer. Assumption.
 */
export const BARRING_PER_150_M: Readonly<Partial<Record<Zone, number>>> = { villa: 0.2, "old-quarter": 0.3, apartment: 0.1 };

export const parkCars = (parameters: DistrictParameters, network: Network): ParkedCar[] => {
  const chance = dice(parameters.seed, "parked cars");
  const barring = dice(parameters.seed, "cars that bar the way");
  const zoneOf = new Map(parameters.blocks.map(({ id, zone }): [string, Zone] => [id, zone]));
  const backs = new Set(network.links.map(({ from, to }) => `${from} ${to}`));
  return network.links.flatMap((link): ParkedCar[] => {
    const street = network.streetOf.get(link.id);
    if (street?.parking !== true || !link.id.endsWith("a")) return [];
    const widthMm = link.laneWidthMm * (backs.has(`${link.to} ${link.from}`) ? 2 : 1);
    const zone = zoneOf.get(street.block ?? "") ?? "villa";
    const takesMm = zone === "apartment" ? AT_THE_KERB_MM : AT_THE_WALL_MM;
    const row = widthMm - takesMm < FIRE_ENGINE_MM ? [] : legalRow(link, takesMm, chance);
    const rate = ((BARRING_PER_150_M[zone] ?? 0) * link.lengthMm) / 150_000;
    return barring.chance(rate) ? [...row, ...barringCar(link, widthMm, takesMm, row, barring)] : row;
  });
};

/** A car length and a gap apart, none near a corner; on one side only, so that a fire engine still passes. */
const legalRow = (link: Link, takesMm: number, chance: Dice): ParkedCar[] => {
  const cars: ParkedCar[] = [];
  const share = chance.between(0.15, 0.7);
  for (let s = CORNER_MM; s < link.lengthMm - CORNER_MM; s += BAY_MM) {
    if (chance.chance(share)) cars.push({ link: link.id, offsetMm: Math.round(s + chance.between(-400, 400)), side: "right", takesMm });
  }
  return cars;
};

/** One car more, where it leaves a car's width but not a fire engine's; none where no place does. */
const barringCar = (link: Link, widthMm: number, takesMm: number, row: readonly ParkedCar[], chance: Dice): ParkedCar[] => {
  if (link.lengthMm < 2 * CORNER_MM + PARKED_CAR_LENGTH_MM) return [];
  const anywhere = Math.round(chance.between(CORNER_MM, link.lengthMm - CORNER_MM));
  const opposite = row[Math.floor(chance.next() * row.length)];
  for (const [takes, beside] of [
    [takesMm, 0],
    [takesMm, takesMm],
    [OFF_THE_WALL_MM, 0],
  ] as const) {
    const leftMm = widthMm - takes - beside;
    if (leftMm < CAR_PASSES_MM || leftMm >= FIRE_ENGINE_MM) continue;
    if (beside > 0) return opposite === undefined ? [] : [{ ...opposite, side: "left" }];
    const isFree = row.every(({ offsetMm }) => Math.abs(offsetMm - anywhere) >= PARKED_CAR_LENGTH_MM);
    return isFree ? [{ link: link.id, offsetMm: anywhere, side: row.length === 0 ? "right" : "left", takesMm: takes }] : [];
  }
  return [];
};
