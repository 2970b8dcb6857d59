/** Closed lines of the map as rings: counter-clockwise, not closed, in local millimetres; multipolygons put together from their ways. */
import { isInRing } from "../../model/ring.ts";
import type { OsmMap, OsmRelation } from "./read-osm.ts";
import type { PlaceOf } from "./road-graph.ts";

export type Ring = readonly number[];
export type Polygon = { readonly ringMm: Ring; readonly holesMm: readonly Ring[] };

const MIN_AREA_M2 = 1;

/** Twice the signed area, square millimetres; positive = counter-clockwise. */
const doubleArea = (ring: Ring): number => {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    sum += (ring[i] ?? 0) * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * (ring[i + 1] ?? 0);
  }
  return sum;
};

export const areaM2 = (ring: Ring): number => Math.abs(doubleArea(ring)) / 2_000_000;

/** A closed chain of nodes as a ring, or undefined where it is open, has nodes that are not in the file, or no area. */
export const ringOf = (nodes: readonly string[], map: OsmMap, placeOf: PlaceOf): Ring | undefined => {
  if (nodes.length < 4 || nodes[0] !== nodes.at(-1) || nodes.some((node) => !map.nodes.has(node))) return undefined;
  const points = nodes.slice(0, -1).map(placeOf);
  const distinct = points.filter(([x, y], index) => {
    const before = points[(index + points.length - 1) % points.length];
    return before === undefined || before[0] !== x || before[1] !== y;
  });
  const ring = distinct.flat();
  if (distinct.length < 3 || areaM2(ring) < MIN_AREA_M2) return undefined;
  return doubleArea(ring) > 0 ? ring : distinct.toReversed().flat();
};

/** The polygons of a multipolygon: each outer ring with the holes that lie in it. Chains that do not close are left out. */
export const polygonsOf = (
  relation: OsmRelation,
  map: OsmMap,
  placeOf: PlaceOf,
  wayNodes: ReadonlyMap<string, readonly string[]>,
): readonly Polygon[] => {
  const chains = (isInner: boolean): readonly (readonly string[])[] =>
    relation.members
      .filter((member) => member.type === "way" && (member.role === "inner") === isInner)
      .flatMap((member) => {
        const nodes = wayNodes.get(member.ref);
        return nodes === undefined ? [] : [nodes];
      });
  const rings = (isInner: boolean): readonly Ring[] =>
    closeChains(chains(isInner))
      .map((nodes) => ringOf(nodes, map, placeOf))
      .filter((ring) => ring !== undefined);
  const holes = rings(true);
  return rings(false).map((ringMm) => ({
    ringMm,
    holesMm: holes.filter((hole) => isInRing(ringMm, hole[0] ?? 0, hole[1] ?? 0)),
  }));
};

/** Joins ways end to end until they close. */
const closeChains = (chains: readonly (readonly string[])[]): readonly (readonly string[])[] => {
  const closed: (readonly string[])[] = [];
  const open = chains.map((chain) => [...chain]);
  for (let chain = open.shift(); chain !== undefined; chain = open.shift()) {
    if (chain[0] === chain.at(-1)) {
      closed.push(chain);
      continue;
    }
    const end = chain.at(-1);
    const at = open.findIndex((other) => other[0] === end || other.at(-1) === end);
    const next = at < 0 ? undefined : open.splice(at, 1)[0];
    if (next === undefined) continue;
    open.unshift([...chain, ...(next[0] === end ? next : next.toReversed()).slice(1)]);
  }
  return closed;
};
