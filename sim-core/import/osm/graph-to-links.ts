/** Segments of the road graph to links, and junctions to nodes; dead ends at the edge of the map become gateways. */
import type { CityNode, Link, RoadClass } from "../../model/city.ts";
import { byId } from "../../model/text-order.ts";
import { lineLength, offsetLine, roundLine } from "../polyline.ts";
import type { PlaceOf, RoadGraph, Segment } from "./road-graph.ts";

export type LinkSource = { readonly segment: Segment; readonly isForward: boolean; readonly fromVertex: string; readonly toVertex: string };
export type RoadNetwork = {
  readonly nodes: readonly CityNode[];
  readonly links: readonly Link[];
  readonly sourceOf: ReadonlyMap<string, LinkSource>;
  readonly insidePieces: number;
  readonly edgeGateways: number;
  readonly oneWayGateways: number;
};

const MIN_LENGTH_MM = 1000;

export const linkIdOf = (segment: Segment, isForward: boolean): string => `osm:${segment.id}:${isForward ? "f" : "b"}`;
export const nodeIdOf = (junction: string): string => `osm:${junction}`;

export const networkOf = (graph: RoadGraph, placeOf: PlaceOf): RoadNetwork => {
  const sourceOf = new Map<string, LinkSource>();
  const links: Link[] = [];
  let insidePieces = 0;
  for (const segment of graph.segments) {
    const ends = [segment.nodes[0] ?? "", segment.nodes.at(-1) ?? ""] as const;
    const [from, to] = ends.map((vertex) => graph.junctionOf.get(vertex) ?? vertex) as [string, string];
    if (from === to) {
      insidePieces++;
      continue;
    }
    const line = segment.nodes.flatMap((node) => [...placeOf(node)]);
    for (const isForward of [true, false]) {
      const lanes = isForward ? segment.road.forward : segment.road.backward;
      if (lanes === 0) continue;
      const link = linkOf({ segment, isForward, lanes, line, from: isForward ? from : to, to: isForward ? to : from });
      links.push(link);
      sourceOf.set(link.id, { segment, isForward, fromVertex: isForward ? ends[0] : ends[1], toVertex: isForward ? ends[1] : ends[0] });
    }
  }
  links.sort(byId);
  return { links, sourceOf, insidePieces, ...nodesOf(graph, links, placeOf) };
};

type LinkRequest = {
  readonly segment: Segment;
  readonly isForward: boolean;
  readonly lanes: number;
  readonly line: readonly number[];
  readonly from: string;
  readonly to: string;
};

/** The map draws a two-way road in its middle, a one-way carriageway in the carriageway's middle; a link's shape is its left edge. */
const linkOf = ({ segment, isForward, lanes, line, from, to }: LinkRequest): Link => {
  const { road } = segment;
  const directed = isForward ? line : reversedLine(line);
  const isOneWay = road.forward === 0 || road.backward === 0;
  const shape = isOneWay ? offsetLine(directed, (lanes * road.laneWidthMm) / 2) : directed;
  return {
    id: linkIdOf(segment, isForward),
    from: nodeIdOf(from),
    to: nodeIdOf(to),
    shapeMm: roundLine(shape),
    lengthMm: Math.max(MIN_LENGTH_MM, Math.round(lineLength(line))),
    laneCount: lanes,
    laneWidthMm: road.laneWidthMm,
    speedMmPerS: road.speedMmPerS,
    roadClass: road.roadClass,
    ...(road.name === undefined ? {} : { name: road.name }),
    ...(road.bridge ? { bridge: true as const } : {}),
    ...(road.tunnel ? { tunnel: true as const } : {}),
  };
};

const reversedLine = (line: readonly number[]): number[] => {
  const turned: number[] = [];
  for (let i = line.length - 2; i >= 0; i -= 2) turned.push(line[i] ?? 0, line[i + 1] ?? 0);
  return turned;
};

/** Larger roads do not end blind: a dead end of these classes is where the cut ends, wherever it lies. */
const THROUGH_CLASSES: readonly RoadClass[] = ["motorway", "arterial", "collector"];
/** Side streets that end within this of the edge of the road network were cut there. */
const EDGE_MM = 150_000;

const nodesOf = (
  graph: RoadGraph,
  links: readonly Link[],
  placeOf: PlaceOf,
): { readonly nodes: readonly CityNode[]; readonly edgeGateways: number; readonly oneWayGateways: number } => {
  const into = groupBy(links, (link) => link.to);
  const outOf = groupBy(links, (link) => link.from);
  const places = new Map([...graph.verticesOf].map(([junction, vertices]) => [nodeIdOf(junction), middleOf(vertices, placeOf)]));
  const used = [...places].filter(([id]) => into.has(id) || outOf.has(id));
  const hull = convexHull(used.map(([, xy]) => xy));
  let edgeGateways = 0;
  let oneWayGateways = 0;
  const nodes = used
    .map(([id, xyMm]): CityNode => {
      const arriving = into.get(id) ?? [];
      const leaving = outOf.get(id) ?? [];
      const neighbours = new Set([...arriving.map((link) => link.from), ...leaving.map((link) => link.to)]);
      const isOneWayEnd = arriving.length === 0 || leaving.length === 0;
      const isDeadEnd = neighbours.size === 1;
      const isLarge = [...arriving, ...leaving].some((link) => THROUGH_CLASSES.includes(link.roadClass));
      const isCut = isDeadEnd && (isLarge || distanceToHull(xyMm, hull) <= EDGE_MM);
      if (isOneWayEnd) oneWayGateways++;
      else if (isCut) edgeGateways++;
      return { id, xyMm, kind: isOneWayEnd || isCut ? "gateway" : "junction" };
    })
    .sort(byId);
  return { nodes, edgeGateways, oneWayGateways };
};

export const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

type Point = readonly [number, number];

const middleOf = (vertices: readonly string[], placeOf: PlaceOf): Point => {
  const places = vertices.map(placeOf);
  const mean = (axis: 0 | 1): number => Math.round(places.reduce((sum, place) => sum + place[axis], 0) / places.length);
  return [mean(0), mean(1)];
};

/** Andrew's monotone chain, counter-clockwise. */
const convexHull = (points: readonly Point[]): readonly Point[] => {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      for (let a = chain.at(-2), b = chain.at(-1); a !== undefined && b !== undefined; a = chain.at(-2), b = chain.at(-1)) {
        if ((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
};

const distanceToHull = (point: Point, hull: readonly Point[]): number =>
  hull.reduce((nearest, a, index) => {
    const b = hull[(index + 1) % hull.length] ?? a;
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) return nearest;
    return Math.min(nearest, Math.abs((dx * (point[1] - a[1]) - dy * (point[0] - a[0])) / length));
  }, Number.POSITIVE_INFINITY);
