/**
 * How wide a street is, and what parked cars leave of it. A street's carriageway is the lanes of a link and of the link back; where two
 * cars stand opposite each other, both take their share.
 */
import type { City, Link } from "./city.ts";
import { pairs } from "./stop-lines.ts";

/** Free width that a fire engine needs: 2.5 m, the widest vehicle permitted on a Korean road (automobile rules, article 4). */
export const FIRE_ENGINE_MM = 2_500;
/** Free width that a passenger car needs: a body of 1.83 m and a hand's breadth. Assumption. */
export const CAR_PASSES_MM = 1_900;
/** What a parked car takes of the carriageway where it does not say: body, mirror and distance from the kerb. Assumption. */
export const PARKED_CAR_TAKES_MM = 1_900;
/** Cars whose middles are nearer than a car's length along the street stand side by side. Assumption: 4.7 m. */
export const PARKED_CAR_LENGTH_MM = 4_700;

export type StreetWidth = {
  /** Kerb to kerb, both directions together. */
  readonly widthMm: (link: string) => number;
  /** Where a vehicle that cannot pass stops in front of parked car number `car`, in each direction of its street. */
  readonly placesBefore: (car: number) => BlockingCar["places"];
  /** What parked car number `car` of the city and those beside or opposite it leave free. */
  readonly leftByMm: (car: number) => number;
  /** The cars that have to leave before a vehicle of this width can pass everywhere, in the order of the city's cars. */
  readonly blockingCars: (vehicleMm?: number) => readonly BlockingCar[];
};

export type BlockingCar = {
  /** Position in `city.parkedCars`. */
  readonly car: number;
  /** What is left of the street beside it while it stands there. */
  readonly freeWidthMm: number;
  /** Where a vehicle stops in front of it, in each direction of the street; `link` is a position in `city.links`. */
  readonly places: readonly { readonly link: number; readonly offsetMm: number }[];
};

type Standing = { readonly car: number; readonly atMm: number; readonly right: boolean; readonly takesMm: number };
type Street = { readonly link: Link; readonly back: Link | undefined; readonly widthMm: number; readonly row: Standing[] };

export const streetWidth = (city: City): StreetWidth => {
  const { streets, streetOf } = streetsOf(city);
  const standings = city.parkedCars.map((parked, car) => {
    const street = streetOf.get(parked.link);
    if (street === undefined) return undefined;
    const isAlong = parked.link === street.link.id;
    const standing: Standing = {
      car,
      atMm: isAlong ? parked.offsetMm : street.link.lengthMm - parked.offsetMm,
      right: (parked.side === "right") === isAlong,
      takesMm: parked.takesMm ?? PARKED_CAR_TAKES_MM,
    };
    street.row.push(standing);
    return { street, standing };
  });
  const positionOf = new Map(city.links.map(({ id }, position): [string, number] => [id, position]));
  return {
    widthMm: (link) => streetOf.get(link)?.widthMm ?? 0,
    placesBefore: (car) => {
      const place = standings[car];
      return place === undefined ? [] : placesBefore(place.street, place.standing, positionOf);
    },
    leftByMm: (car) => {
      const place = standings[car];
      if (place === undefined) return 0;
      const beside = place.street.row.filter((other) => isBeside(other, place.standing));
      const widest = (right: boolean): number => Math.max(0, ...beside.filter((one) => one.right === right).map(({ takesMm }) => takesMm));
      return Math.max(0, place.street.widthMm - widest(true) - widest(false));
    },
    blockingCars: (vehicleMm = FIRE_ENGINE_MM) =>
      streets.flatMap((street) => blockingIn(street, vehicleMm, positionOf)).sort((a, b) => a.car - b.car),
  };
};

/** Both directions of a street are one row of cars: places along the direction that comes first in the city. */
const streetsOf = (city: City): { readonly streets: readonly Street[]; readonly streetOf: ReadonlyMap<string, Street> } => {
  const backOf = pairs(city.links);
  const streets: Street[] = [];
  const streetOf = new Map<string, Street>();
  city.links.forEach((link, position) => {
    if (streetOf.has(link.id)) return;
    const back = city.links[backOf[position] ?? -1];
    const street: Street = { link, back, widthMm: ownWidth(link) + ownWidth(back), row: [] };
    streets.push(street);
    streetOf.set(link.id, street);
    if (back !== undefined) streetOf.set(back.id, street);
  });
  return { streets, streetOf };
};

const isBeside = (a: Standing, b: Standing): boolean => Math.abs(a.atMm - b.atMm) < PARKED_CAR_LENGTH_MM;

/**
 * A car that alone leaves too little has to leave. Of cars opposite each other that together leave too little one has to: the one that
 * stands opposite most others; among equals the one on the left of the street's first direction, then the first in the city.
 */
const blockingIn = (street: Street, vehicleMm: number, positionOf: ReadonlyMap<string, number>): readonly BlockingCar[] => {
  const { row, widthMm } = street;
  const blocking = row.flatMap((standing): (readonly [Standing, number])[] => {
    const freeWidthMm = widthMm - standing.takesMm;
    return freeWidthMm < vehicleMm ? [[standing, freeWidthMm]] : [];
  });
  const alone = new Set(blocking.map(([standing]) => standing));
  const rest = row.filter((standing) => !alone.has(standing));
  let tight = rest
    .filter(({ right }) => right)
    .flatMap((a) =>
      rest.filter((b) => !b.right && isBeside(a, b) && widthMm - a.takesMm - b.takesMm < vehicleMm).map((b) => [a, b] as const),
    );
  while (tight.length > 0) {
    const partners = (one: Standing): number => tight.filter((pair) => pair.includes(one)).length;
    const [worst] = [...new Set(tight.flat())].sort(
      (a, b) => partners(b) - partners(a) || Number(a.right) - Number(b.right) || a.car - b.car,
    );
    if (worst === undefined) break;
    const widest = Math.max(...tight.filter((pair) => pair.includes(worst)).map(([a, b]) => (a === worst ? b : a).takesMm));
    blocking.push([worst, Math.max(0, widthMm - worst.takesMm - widest)]);
    tight = tight.filter((pair) => !pair.includes(worst));
  }
  return blocking.map(([standing, freeWidthMm]) => ({
    car: standing.car,
    freeWidthMm: Math.max(0, freeWidthMm),
    places: placesBefore(street, standing, positionOf),
  }));
};

/** A driver stops so far before the car's end. Assumption. */
const STOPS_BEFORE_MM = 1_000;

const placesBefore = ({ link, back }: Street, { atMm }: Standing, positionOf: ReadonlyMap<string, number>): BlockingCar["places"] => {
  const place = (direction: Link, middleMm: number) => ({
    link: positionOf.get(direction.id) ?? 0,
    offsetMm: Math.min(direction.lengthMm, Math.max(0, middleMm - PARKED_CAR_LENGTH_MM / 2 - STOPS_BEFORE_MM)),
  });
  // Both directions of a street may differ a little in drivable length: the car stands at the same share of each.
  const backMm = back === undefined ? 0 : Math.round((1 - atMm / link.lengthMm) * back.lengthMm);
  return back === undefined ? [place(link, atMm)] : [place(link, atMm), place(back, backMm)];
};

const ownWidth = (link: Link | undefined): number => (link === undefined ? 0 : link.laneCount * link.laneWidthMm);
