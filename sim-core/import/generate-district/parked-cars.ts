/**
 * Cars parked along alleys: in a row along one kerb where the alley is wide enough that a fire engine passes beside them. Each leaves room
 * for one more opposite it that stops a fire engine but no car; how often that happens is the scenario's business.
 */
import type { Link, ParkedCar } from "../../model/city.ts";
import { CAR_PASSES_MM, FIRE_ENGINE_MM } from "../../model/street-width.ts";
import { type Dice, dice } from "./ground.ts";
import type { Network } from "./network.ts";
import type { DistrictParameters } from "./parameters.ts";

/** A compact car of 1,825 mm at a hand's breadth from the kerb; its mirrors are folded. Assumption. */
const AT_THE_KERB_MM = 1_925;
/** An alley's lanes end 400 mm before the walls (PAVEMENT_M): a car that stands at the wall takes so much less of them. */
const AT_THE_WALL_MM = AT_THE_KERB_MM - 400;
/** In old alleys smaller cars park, 1,750 mm wide. */
const SMALL_AT_THE_WALL_MM = 1_450;
/** Nobody parks within this of a corner: half a car and a way round it. */
const CORNER_MM = 9_000;
/** A car length and a gap. */
const BAY_MM = 6_200;

export const parkCars = (parameters: DistrictParameters, network: Network): ParkedCar[] => {
  const chance = dice(parameters.seed, "parked cars");
  const zoneOf = new Map(parameters.blocks.map(({ id, zone }) => [id, zone]));
  const ends = new Set(network.links.map(({ from, to }) => `${from} ${to}`));
  return network.links.flatMap((link): ParkedCar[] => {
    const street = network.streetOf.get(link.id);
    if (street?.parking !== true || !link.id.endsWith("a")) return [];
    const widthMm = link.laneWidthMm * (ends.has(`${link.to} ${link.from}`) ? 2 : 1);
    // Lanes of an estate have kerbs, alleys do not. The largest car goes that leaves a car's width to one more opposite it.
    const sizes = zoneOf.get(street.block ?? "") === "apartment" ? [AT_THE_KERB_MM] : [AT_THE_WALL_MM, SMALL_AT_THE_WALL_MM];
    const takesMm = sizes.find((size) => widthMm - size >= FIRE_ENGINE_MM && widthMm - 2 * size >= CAR_PASSES_MM);
    return takesMm === undefined ? [] : row(link, takesMm, chance);
  });
};

const row = (link: Link, takesMm: number, chance: Dice): ParkedCar[] => {
  const cars: ParkedCar[] = [];
  const share = chance.between(0.15, 0.7);
  for (let s = CORNER_MM; s < link.lengthMm - CORNER_MM; s += BAY_MM) {
    if (chance.chance(share)) cars.push({ link: link.id, offsetMm: Math.round(s + chance.between(-400, 400)), side: "right", takesMm });
  }
  return cars;
};
