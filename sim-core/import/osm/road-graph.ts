/**
 * Ways to a graph: split where roads meet, joined again where one road merely continues, and junctions that the map draws as several
 * nodes (dual carriageways) gathered into one.
 */
import { byText } from "../../model/text-order.ts";
import type { Tally } from "../import-report.ts";
import { lineLength } from "../polyline.ts";
import { byOsmId, type OsmMap, type OsmWay } from "./read-osm.ts";
import { type Road, roadOf } from "./road-rules.ts";

export type Segment = {
  /** `<way>:<ordinal among the way's segments>` */
  readonly id: string;
  /** Ways it is made of: restrictions name them. */
  readonly ways: readonly string[];
  readonly nodes: readonly string[];
  readonly road: Road;
};

export type RoadGraph = {
  readonly segments: readonly Segment[];
  /** Vertex (OSM node id) -> id of its junction (the smallest node id of the cluster). */
  readonly junctionOf: ReadonlyMap<string, string>;
  /** Junction -> its vertices. */
  readonly verticesOf: ReadonlyMap<string, readonly string[]>;
  readonly clustered: number;
};

export type PlaceOf = (node: string) => readonly [number, number];

const start = (segment: Segment): string => segment.nodes[0] ?? "";
const end = (segment: Segment): string => segment.nodes.at(-1) ?? "";

export type RoadWay = { readonly way: OsmWay; readonly road: Road; readonly nodes: readonly string[] };

/** Roads that cars use, cut where their nodes are not in the file. */
export const takeRoads = (
  map: OsmMap,
  leftOut: Tally,
): { readonly roads: readonly RoadWay[]; readonly missing: number; readonly used: number } => {
  const roads: RoadWay[] = [];
  let missing = 0;
  let used = 0;
  for (const way of map.ways) {
    const { highway } = way.tags;
    if (highway === undefined) continue;
    const road = roadOf(way.tags);
    if (road === undefined) {
      leftOut.add(
        `osm.highway.${highway}`,
        { ko: `highway=${highway} (차량 도로가 아니거나 통행 제한)`, en: `highway=${highway} (not a road for cars, or closed to them)` },
        way.id,
      );
      continue;
    }
    used += way.nodes.length;
    for (const run of runsOf(way.nodes, map)) {
      if (run.length >= 2) roads.push({ way, road, nodes: run });
    }
    const lost = way.nodes.filter((node) => !map.nodes.has(node)).length;
    if (lost > 0)
      leftOut.add(
        "osm.missing-nodes",
        { ko: "파일에 없는 노드를 지나는 도로 구간", en: "road nodes that the file does not hold" },
        way.id,
        lost,
      );
    missing += lost;
  }
  roads.sort((a, b) => byOsmId(a.way.id, b.way.id));
  return { roads, missing, used };
};

/** Stretches of nodes that exist, without repeats in a row. */
const runsOf = (nodes: readonly string[], map: OsmMap): readonly (readonly string[])[] => {
  const runs: string[][] = [[]];
  for (const node of nodes) {
    if (!map.nodes.has(node)) runs.push([]);
    else if (runs.at(-1)?.at(-1) !== node) runs.at(-1)?.push(node);
  }
  return runs;
};

export const buildRoadGraph = (roads: readonly RoadWay[], placeOf: PlaceOf): RoadGraph => {
  const segments = joinContinuations(splitAtJunctions(roads));
  const clusters = clusterJunctions(segments, placeOf);
  return { ...clusters, segments };
};

const splitAtJunctions = (roads: readonly RoadWay[]): Segment[] => {
  const uses = new Map<string, number>();
  for (const { nodes } of roads) {
    nodes.forEach((node, index) => {
      const isEnd = index === 0 || index === nodes.length - 1;
      uses.set(node, (uses.get(node) ?? 0) + (isEnd ? 2 : 1));
    });
  }
  const segments: Segment[] = [];
  const ordinals = new Map<string, number>();
  for (const { way, road, nodes } of roads) {
    let from = 0;
    const cut = (to: number): void => {
      const ordinal = ordinals.get(way.id) ?? 0;
      ordinals.set(way.id, ordinal + 1);
      segments.push({ id: `${way.id}:${ordinal}`, ways: [way.id], nodes: nodes.slice(from, to + 1), road });
      from = to;
    };
    for (let at = 1; at < nodes.length; at++) {
      const isVertex = at === nodes.length - 1 || (uses.get(nodes[at] ?? "") ?? 0) > 1;
      if (!isVertex) continue;
      // A loop has no two ends: it gets a vertex half way.
      if (nodes[from] === nodes[at] && at - from > 1) cut(from + Math.floor((at - from) / 2));
      cut(at);
    }
  }
  return segments;
};

const sameRoad = (a: Road, b: Road): boolean =>
  a.roadClass === b.roadClass &&
  a.speedMmPerS === b.speedMmPerS &&
  a.isRamp === b.isRamp &&
  a.isRoundabout === b.isRoundabout &&
  a.bridge === b.bridge &&
  a.tunnel === b.tunnel &&
  a.turnLanesForward === b.turnLanesForward &&
  a.turnLanesBackward === b.turnLanesBackward &&
  a.name?.ko === b.name?.ko;

const reversed = (segment: Segment): Segment => ({
  ...segment,
  nodes: segment.nodes.toReversed(),
  road: {
    ...segment.road,
    forward: segment.road.backward,
    backward: segment.road.forward,
    turnLanesForward: segment.road.turnLanesBackward,
    turnLanesBackward: segment.road.turnLanesForward,
  },
});

/** Where exactly two segments of one kind of road meet, they become one; it keeps the id of the first. */
const joinContinuations = (segments: readonly Segment[]): Segment[] => {
  const current = new Map(segments.map((segment, order) => [order, segment]));
  const at = new Map<string, Set<number>>();
  const register = (order: number, segment: Segment): void => {
    for (const vertex of [start(segment), end(segment)]) at.set(vertex, (at.get(vertex) ?? new Set()).add(order));
  };
  for (const [order, segment] of current) register(order, segment);
  for (const [vertex, orders] of at) {
    const [first, second, third] = [...orders].sort((a, b) => a - b);
    if (first === undefined || second === undefined || third !== undefined) continue;
    const a = current.get(first);
    const b = current.get(second);
    if (a === undefined || b === undefined) continue;
    const ahead = end(a) === vertex ? a : reversed(a);
    const onward = start(b) === vertex ? b : reversed(b);
    const { forward, backward } = ahead.road;
    const fits = sameRoad(ahead.road, onward.road) && forward === onward.road.forward && backward === onward.road.backward;
    if (!fits || start(ahead) === end(onward)) continue;
    const joined: Segment = {
      id: a.id,
      ways: [...a.ways, ...b.ways],
      nodes: [...ahead.nodes, ...onward.nodes.slice(1)],
      road: { ...ahead.road, assumedLanes: ahead.road.assumedLanes || onward.road.assumedLanes },
    };
    current.set(first, joined);
    current.delete(second);
    at.get(end(onward))?.delete(second);
    at.get(end(onward))?.add(first);
    at.delete(vertex);
  }
  return [...current.values()];
};

/** Carriageways of Seoul's widest roads lie up to about 40 m apart; a crossing of two of them spans up to about 70 m. */
const MAX_INSIDE_M = 45;
const MAX_CLUSTER_M = 75;

/**
 * Gathered: crossings that are joined by a short piece of a collector or larger road, when that piece is one-way (between two
 * carriageways) or has a one-way carriageway across at least one of its ends, as long as the whole stays within 75 m. Shortest pieces
 * first. Ramps and slip lanes make no crossing; bridges, tunnels and roundabouts stay as they are.
 */
const clusterJunctions = (segments: readonly Segment[], placeOf: PlaceOf): Omit<RoadGraph, "segments"> => {
  const vertices = new Map<string, { legs: number; oneWayLegs: number }>();
  for (const segment of segments) {
    for (const vertex of [start(segment), end(segment)]) {
      const counts = vertices.get(vertex) ?? { legs: 0, oneWayLegs: 0 };
      vertices.set(vertex, counts);
      if (segment.road.isRamp) continue;
      counts.legs++;
      if (isOneWay(segment.road)) counts.oneWayLegs++;
    }
  }
  const members = new Map<string, readonly string[]>([...vertices.keys()].map((vertex) => [vertex, [vertex]]));
  const clusterOf = new Map<string, string>([...vertices.keys()].map((vertex) => [vertex, vertex]));
  const isCrossing = (vertex: string): boolean => (vertices.get(vertex)?.legs ?? 0) >= 3;
  const hasCarriageway = (vertex: string): boolean => (vertices.get(vertex)?.oneWayLegs ?? 0) >= 2;
  const pieces = segments
    .filter(({ road }) => isInsidePiece(road))
    .filter((segment) => isCrossing(start(segment)) && isCrossing(end(segment)))
    .filter((segment) => isOneWay(segment.road) || hasCarriageway(start(segment)) || hasCarriageway(end(segment)))
    .map((segment) => ({ segment, lengthMm: lineLength(segment.nodes.flatMap((node) => placeOf(node))) }))
    .filter(({ lengthMm }) => lengthMm <= MAX_INSIDE_M * 1000)
    .sort((a, b) => a.lengthMm - b.lengthMm || byText(a.segment.id, b.segment.id));
  let clustered = 0;
  for (const { segment } of pieces) {
    const a = clusterOf.get(start(segment)) ?? "";
    const b = clusterOf.get(end(segment)) ?? "";
    if (a === b) continue;
    const all = [...(members.get(a) ?? []), ...(members.get(b) ?? [])].sort(byOsmId);
    if (spanMm(all, placeOf) > MAX_CLUSTER_M * 1000) continue;
    const [smallest = a] = all;
    members.delete(a);
    members.delete(b);
    members.set(smallest, all);
    for (const vertex of all) clusterOf.set(vertex, smallest);
    clustered++;
  }
  return { junctionOf: clusterOf, verticesOf: members, clustered };
};

const isOneWay = (road: Road): boolean => road.forward === 0 || road.backward === 0;

const isInsidePiece = (road: Road): boolean =>
  (road.roadClass === "arterial" || road.roadClass === "collector") && !road.isRamp && !road.isRoundabout && !road.bridge && !road.tunnel;

const spanMm = (nodes: readonly string[], placeOf: PlaceOf): number => {
  const places = nodes.map(placeOf);
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  const dx = spread(places.map(([x]) => x));
  const dy = spread(places.map(([, y]) => y));
  return Math.sqrt(dx * dx + dy * dy);
};
