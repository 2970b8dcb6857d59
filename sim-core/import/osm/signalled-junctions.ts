/**
 * Which junctions have signals. Three rules, in this order; each needs at least two streams that would otherwise meet, and ramps and slip
 * lanes count as no leg.
 * 1. `highway=traffic_signals` on a road: the nearest junction along the road within 60 m.
 * 2. Where the map has only signalled crossings (`crossing=traffic_signals`): the nearest junction along the road within 60 m at which at
 *    least three legs of collectors or larger meet.
 * 3. Where three legs or more meet, one road an arterial and the other a collector or larger: Korean cities signal these; the map merely
 *    does not say so.
 */
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
  const legs = legsOf(network);
  const found = { signals: new Set<string>(), crossings: new Set<string>() };
  const seen = new Set<string>();
  for (const segment of graph.segments) {
    segment.nodes.forEach((node, index) => {
      const tags = map.nodes.get(node)?.tags;
      if (tags === undefined) return;
      const isSignal = tags["highway"] === "traffic_signals";
      if (!isSignal && !isSignalledCrossing(tags)) return;
      const near = junctionsNear(segment, index, graph, placeOf).filter((junction) => (legs.get(junction)?.all ?? 0) >= MIN_LEGS);
      const large = near.find((junction) => (legs.get(junction)?.collectors ?? 0) >= MIN_LEGS);
      const [nearest] = near;
      if (isSignal && nearest !== undefined) found.signals.add(large ?? nearest);
      else if (large !== undefined) found.crossings.add(large);
      else if (!seen.has(node)) {
        leftOut.add(
          "osm.crossing-signal",
          { ko: "모형의 교차로에서 떨어진 신호와 보행 신호", en: "signals and signalled crossings away from the junctions modelled" },
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

/** A leg = both directions of a road; one direction counts half. */
const legsOf = (network: RoadNetwork): ReadonlyMap<string, Legs> => {
  const roads = network.links.filter(
    (link) => link.roadClass !== "motorway" && network.sourceOf.get(link.id)?.segment.road.isRamp !== true,
  );
  const into = groupBy(roads, (link) => link.to);
  const outOf = groupBy(roads, (link) => link.from);
  return new Map(
    network.nodes.map(({ id }) => {
      const all = [...(into.get(id) ?? []), ...(outOf.get(id) ?? [])];
      const arterials = all.filter((link) => link.roadClass === "arterial");
      const collectors = all.filter((link) => link.roadClass === "collector" || link.roadClass === "arterial");
      return [id, { all: all.length / 2, collectors: collectors.length / 2, arterials: arterials.length / 2 }];
    }),
  );
};

/** Both ends of the segment as junctions, those within reach, nearest first. */
const junctionsNear = (segment: Segment, index: number, graph: RoadGraph, placeOf: PlaceOf): readonly string[] => {
  const before = lineLength(segment.nodes.slice(0, index + 1).flatMap((node) => [...placeOf(node)]));
  const after = lineLength(segment.nodes.slice(index).flatMap((node) => [...placeOf(node)]));
  const ends = [
    { vertex: segment.nodes[0] ?? "", mm: before },
    { vertex: segment.nodes.at(-1) ?? "", mm: after },
  ];
  return ends
    .filter(({ mm }) => mm <= REACH_MM)
    .sort((a, b) => a.mm - b.mm)
    .map(({ vertex }) => nodeIdOf(graph.junctionOf.get(vertex) ?? vertex));
};
