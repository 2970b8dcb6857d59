/** Where trips can begin and end in a city: streets by the floor area beside them, and gateways by the class of their roads. */
import type { BuildingUse, City, Link, RoadClass } from "../model/city.ts";
import { makeSnap } from "../model/nearest-street.ts";
import { middleOfRing } from "../model/ring.ts";
import { largestStrongPart } from "./connectivity.ts";

export type Weighted = { readonly link: number; readonly weight: number };
export type Gateway = Weighted & { readonly xyMm: readonly [number, number] };
export type DemandPlaces = {
  readonly homes: readonly Weighted[];
  readonly works: readonly Weighted[];
  readonly entries: readonly Gateway[];
  readonly exits: readonly Gateway[];
  /** Exits that can be reached from entry i, as positions in `exits`; and whether the streets inside can be. */
  readonly reach: readonly { readonly exits: readonly number[]; readonly inside: boolean }[];
  /** Exits that can be reached from the streets inside. */
  readonly exitsFromInside: readonly number[];
  readonly usesFloorArea: boolean;
};

/** Trips made per square metre of floor in a morning, relative to a dwelling's: more begin at homes, more end at work. */
const HOME_WEIGHT: Readonly<Partial<Record<BuildingUse, number>>> = { villa: 1, apartment: 1, tower: 0.4, other: 0.3 };
const WORK_WEIGHT: Readonly<Partial<Record<BuildingUse, number>>> = {
  office: 1,
  tower: 0.8,
  shop: 1,
  school: 0.8,
  public: 1,
  hospital: 1.2,
  industrial: 0.4,
  other: 0.3,
};

/** Traffic of one lane at the border, relative to an arterial's. */
export const BORDER_WEIGHT: Readonly<Record<RoadClass, number>> = { motorway: 1.8, arterial: 1, collector: 0.5, local: 0.12, alley: 0.04 };

export const demandPlaces = (city: City): DemandPlaces => {
  const position = new Map(city.links.map((link, index) => [link.id, index]));
  const inside = largestStrongPart(
    { nodes: city.links.map(({ id }) => ({ id, kind: "junction" as const })), links: city.movements },
    false,
  );
  const ahead = neighbours(city, position);
  const gateways = new Map(city.nodes.filter(({ kind }) => kind === "gateway").map(({ id, xyMm }) => [id, xyMm]));
  const gatewayLinks = (end: "from" | "to"): readonly Gateway[] =>
    city.links.flatMap((link, index) => {
      const xyMm = gateways.get(link[end]);
      return xyMm === undefined ? [] : [{ link: index, weight: link.laneCount * BORDER_WEIGHT[link.roadClass], xyMm }];
    });
  const entries = gatewayLinks("from");
  const exits = gatewayLinks("to");
  const insidePositions = city.links.flatMap((link, index) => (inside.has(link.id) ? [index] : []));
  const exitPositions = (reached: Uint8Array): readonly number[] =>
    exits.flatMap(({ link }, index) => (reached[link] === 1 ? [index] : []));
  const [anyInside] = insidePositions;
  const fromInside = anyInside === undefined ? new Uint8Array(city.links.length) : reachedFrom(anyInside, ahead);
  const reach = entries.map(({ link }) => {
    const reached = reachedFrom(link, ahead);
    return { exits: exitPositions(reached), inside: anyInside !== undefined && reached[anyInside] === 1 };
  });
  const streets = weightedStreets(city, inside, position);
  return { ...streets, entries, exits, reach, exitsFromInside: exitPositions(fromInside) };
};

const neighbours = (city: City, position: ReadonlyMap<string, number>): readonly (readonly number[])[] => {
  const ahead: number[][] = city.links.map(() => []);
  for (const { from, to } of city.movements) {
    const target = position.get(to);
    if (target !== undefined) ahead[position.get(from) ?? -1]?.push(target);
  }
  return ahead;
};

const reachedFrom = (start: number, ahead: readonly (readonly number[])[]): Uint8Array => {
  const reached = new Uint8Array(ahead.length);
  reached[start] = 1;
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of ahead[at] ?? []) {
      if (reached[next] === 1) continue;
      reached[next] = 1;
      open.push(next);
    }
  }
  return reached;
};

/** By floor area of the buildings beside a street; without buildings by the street's length. */
const weightedStreets = (
  city: City,
  inside: ReadonlySet<string>,
  position: ReadonlyMap<string, number>,
): Pick<DemandPlaces, "homes" | "works" | "usesFloorArea"> => {
  const gateways = new Set(city.nodes.filter(({ kind }) => kind === "gateway").map(({ id }) => id));
  const mayUse = (link: Link): boolean => inside.has(link.id) && !gateways.has(link.from) && !gateways.has(link.to);
  const snap = makeSnap(city.links, mayUse);
  const homes = new Map<number, number>();
  const works = new Map<number, number>();
  const add = (map: Map<number, number>, link: number, weight: number): void => {
    if (weight > 0) map.set(link, (map.get(link) ?? 0) + weight);
  };
  for (const building of city.buildings) {
    const [x, y] = middleOfRing(building.ringMm);
    const place = snap([Math.round(x), Math.round(y)]);
    const link = place === undefined ? undefined : position.get(place.link);
    if (link === undefined) continue;
    add(homes, link, building.floorAreaM2 * (HOME_WEIGHT[building.use] ?? 0));
    add(works, link, building.floorAreaM2 * (WORK_WEIGHT[building.use] ?? 0));
  }
  const usesFloorArea = homes.size > 0 && works.size > 0;
  if (!usesFloorArea) {
    city.links.forEach((link, index) => {
      if (!mayUse(link) || link.roadClass === "motorway") return;
      add(homes, index, link.lengthMm);
      add(works, index, link.lengthMm);
    });
  }
  const sorted = (map: ReadonlyMap<number, number>): readonly Weighted[] =>
    [...map].sort(([a], [b]) => a - b).map(([link, weight]) => ({ link, weight }));
  return { homes: sorted(homes), works: sorted(works), usesFloorArea };
};
