/**
 * Which junctions have signals. Three rules, in this order:
 * 1. `highway=traffic_signals` on a road: the nearest junction along the road within 60 m.
 * 2. Where the map has only signalled crossings (`crossing=traffic_signals`): the nearest junction along the road within 60 m, if at
 *    least three legs of collectors or larger meet there.
 * 3. Where two roads meet of which one is an arterial and the other a collector or larger, on the level, three legs or more: Korean cities
 *    signal these; the map merely does not say so.
 */
import type { CityNode, Link } from "../../model/city.ts";
import type { Tally } from "../import-report.ts";
import { lineLength } from "../polyline.ts";
import { groupBy, nodeIdOf, type RoadNetwork } from "./graph-to-links.ts";
import type { OsmMap, OsmTags } from "./read-osm.ts";
import type { PlaceOf, RoadGraph, Segment } from "./road-graph.ts";

export type SignalledJunctions = {
  /** Node ids of the city. */
  readonly nodes: ReadonlySet<string>;
  readonly fromSignals: number;
  readonly fromCrossings: number;
  readonly assumed: number;
};

const REACH_MM = 60_000;
const MIN_LEGS = 2.5;

type Legs = { readonly all: number; readonly collectors: number; readonly arterials: number };

export const signalledJunctions = (
  map: OsmMap,
  graph: RoadGraph,
  network: RoadNetwork,
  placeOf: PlaceOf,
  leftOut: Tally,
): SignalledJunctions => {
  const legs = legsOf(network.nodes, network.links);
  const found = { signals: new Set<string>(), crossings: new Set<string>() };
  const seen = new Set<string>();
  for (const segment of graph.segments) {
    segment.nodes.forEach((node, index) => {
      const tags = map.nodes.get(node)?.tags;
      if (tags === undefined) return;
      const isSignal = tags["highway"] === "traffic_signals";
      if (!isSignal && !isSignalledCrossing(tags)) return;
      const junction = nearestJunction(segment, index, graph, legs, placeOf);
      const size = legs.get(junction ?? "");
      if (junction !== undefined && isSignal) found.signals.add(junction);
      else if (junction !== undefined && (size?.collectors ?? 0) >= MIN_LEGS) found.crossings.add(junction);
      else if (!seen.has(node)) {
        leftOut.add(
          "osm.crossing-signal",
          { ko: "교차로에서 떨어진 보행 신호(모형에 없음)", en: "pedestrian signals away from junctions (not modelled)" },
          node,
        );
      }
      seen.add(node);
    });
  }
  const assumed = new Set(
    network.nodes.filter((node) => node.kind === "junction" && isLargeJunction(legs.get(node.id))).map(({ id }) => id),
  );
  const gateways = new Set(network.nodes.filter(({ kind }) => kind === "gateway").map(({ id }) => id));
  const nodes = new Set([...found.signals, ...found.crossings, ...assumed].filter((id) => !gateways.has(id)));
  const fromSignals = [...nodes].filter((id) => found.signals.has(id)).length;
  const fromCrossings = [...nodes].filter((id) => found.crossings.has(id) && !found.signals.has(id)).length;
  return { nodes, fromSignals, fromCrossings, assumed: nodes.size - fromSignals - fromCrossings };
};

const isSignalledCrossing = (tags: OsmTags): boolean =>
  tags["highway"] === "crossing" && (tags["crossing"] === "traffic_signals" || tags["crossing:signals"] === "yes");

const isLargeJunction = (legs: Legs | undefined): boolean =>
  legs !== undefined && legs.arterials >= 1.5 && legs.collectors >= MIN_LEGS && legs.all >= MIN_LEGS;

/** A leg = both directions of a road; one direction counts half. Ramps and grade-separated roads are no legs. */
const legsOf = (nodes: readonly CityNode[], links: readonly Link[]): ReadonlyMap<string, Legs> => {
  const into = groupBy(links, (link) => link.to);
  const outOf = groupBy(links, (link) => link.from);
  return new Map(
    nodes.map(({ id }) => {
      const all = [...(into.get(id) ?? []), ...(outOf.get(id) ?? [])].filter((link) => link.roadClass !== "motorway");
      const arterials = all.filter((link) => link.roadClass === "arterial" && link.laneCount > 1);
      const collectors = all.filter((link) => link.roadClass === "collector" || (link.roadClass === "arterial" && link.laneCount > 1));
      return [id, { all: all.length / 2, collectors: collectors.length / 2, arterials: arterials.length / 2 }];
    }),
  );
};

const nearestJunction = (
  segment: Segment,
  index: number,
  graph: RoadGraph,
  legs: ReadonlyMap<string, Legs>,
  placeOf: PlaceOf,
): string | undefined => {
  const before = lineLength(segment.nodes.slice(0, index + 1).flatMap((node) => [...placeOf(node)]));
  const after = lineLength(segment.nodes.slice(index).flatMap((node) => [...placeOf(node)]));
  const ends = [
    { vertex: segment.nodes[0] ?? "", mm: before },
    { vertex: segment.nodes.at(-1) ?? "", mm: after },
  ].map(({ vertex, mm }) => ({ node: nodeIdOf(graph.junctionOf.get(vertex) ?? vertex), mm }));
  const near = ends.filter(({ node, mm }) => mm <= REACH_MM && (legs.get(node)?.all ?? 0) >= 2).sort((a, b) => a.mm - b.mm);
  return near[0]?.node;
};
