/**
 * How wide a street is, and what parked cars leave of it. A street's carriageway is the lanes of a link and of the link back; where two
 * cars stand opposite each other, both take their share.
 */
import type { City, Link, ParkedCar } from "./city.ts";

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
  /** What parked car number `car` of the city and those beside or opposite it leave free. */
  readonly leftByMm: (car: number) => number;
};

type Standing = { readonly car: number; readonly atMm: number; readonly right: boolean; readonly takesMm: number };

export const streetWidth = (city: City): StreetWidth => {
  const linkById = new Map(city.links.map((link): [string, Link] => [link.id, link]));
  const backOf = oppositeLinks(city.links);
  const widthMm = (id: string): number => {
    const link = linkById.get(id);
    return link === undefined ? 0 : ownWidth(link) + ownWidth(backOf.get(link));
  };
  // Both directions of a street are one row of cars: places along the link whose id comes first.
  const rows = new Map<Link, Standing[]>();
  const placeOf = (parked: ParkedCar, car: number): { readonly street: Link; readonly standing: Standing } | undefined => {
    const link = linkById.get(parked.link);
    if (link === undefined) return undefined;
    const back = backOf.get(link);
    const isFirst = back === undefined || link.id < back.id;
    return {
      street: isFirst ? link : back,
      standing: {
        car,
        atMm: isFirst ? parked.offsetMm : link.lengthMm - parked.offsetMm,
        right: (parked.side === "right") === isFirst,
        takesMm: parked.takesMm ?? PARKED_CAR_TAKES_MM,
      },
    };
  };
  const places = city.parkedCars.map(placeOf);
  for (const place of places) {
    if (place === undefined) continue;
    const row = rows.get(place.street);
    if (row === undefined) rows.set(place.street, [place.standing]);
    else row.push(place.standing);
  }
  return {
    widthMm,
    leftByMm: (car) => {
      const place = places[car];
      if (place === undefined) return 0;
      const beside = (rows.get(place.street) ?? []).filter(({ atMm }) => Math.abs(atMm - place.standing.atMm) < PARKED_CAR_LENGTH_MM);
      const widest = (right: boolean): number => Math.max(0, ...beside.filter((one) => one.right === right).map(({ takesMm }) => takesMm));
      return Math.max(0, widthMm(place.street.id) - widest(true) - widest(false));
    },
  };
};

const ownWidth = (link: Link | undefined): number => (link === undefined ? 0 : link.laneCount * link.laneWidthMm);

/** The link that runs the same way back: the same line reversed, or else the only one with its ends swapped. */
const oppositeLinks = (links: readonly Link[]): ReadonlyMap<Link, Link> => {
  const byEnds = new Map<string, Link[]>();
  for (const link of links) {
    const key = JSON.stringify([link.from, link.to]);
    const list = byEnds.get(key);
    if (list === undefined) byEnds.set(key, [link]);
    else list.push(link);
  }
  const answer = new Map<Link, Link>();
  for (const link of links) {
    const [there, back] = [byEnds.get(JSON.stringify([link.from, link.to])), byEnds.get(JSON.stringify([link.to, link.from]))];
    if (back === undefined) continue;
    const isOnly = back.length === 1 && there?.length === 1;
    const found = back.find(({ shapeMm }) => isReversed(link.shapeMm, shapeMm)) ?? (isOnly ? back[0] : undefined);
    if (found !== undefined) answer.set(link, found);
  }
  return answer;
};

const isReversed = (a: readonly number[], b: readonly number[]): boolean => {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 2) {
    if (a[at] !== b[b.length - 2 - at] || a[at + 1] !== b[b.length - 1 - at]) return false;
  }
  return true;
};
