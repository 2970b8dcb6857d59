/**
 * White arrows before a signal: where each lane may go, as the movements say. One shape per lane, joined from a shaft and a head for each
 * turn; 5 m long (Korean road marking practice: 5 m where people drive up to 60 km/h).
 */
import type { City, Turn } from "../../../sim-core/model/city.ts";
import type { Mesher } from "../geometry/mesher.ts";
import { placeAt } from "../geometry/polyline.ts";
import { CLASS_RANK, type RoadGraph, type RoadLink } from "../geometry/road-graph.ts";
import { type Rgb, rgb, type Style } from "../style.ts";

/** From the stop line to the arrow's tip, and its parts; metres. */
const TIP_M = 4;
const LONG_M = 5;
const SHAFT_M = 0.28;
const HEAD_M = 1.5;
const HEAD_HALF_M = 0.62;
/** A turn leaves the shaft this far behind the tip, and reaches so far to the side. */
const TURN_AT_M = 1.9;
const TURN_REACH_M = 1.25;

export const drawLaneArrows = (mesher: Mesher, city: City, graph: RoadGraph, style: Style): void => {
  const white = rgb(style.marking);
  for (const [link, lanes] of turnsByLane(city)) {
    const l = graph.byId.get(link);
    if (!l?.endSignal || l.link.bridge || l.link.tunnel || CLASS_RANK[l.link.roadClass] < 2) continue;
    if (l.line.lengthM - l.stopM - l.beginM < TIP_M + LONG_M + 6) continue;
    for (const [lane, turns] of lanes) arrow(mesher, l, lane, turns, white);
  }
};

const turnsByLane = (city: City): ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<Turn>>> => {
  const links = new Map<string, Map<number, Set<Turn>>>();
  for (const { from, turn, lanes } of city.movements) {
    let byLane = links.get(from);
    if (!byLane) {
      byLane = new Map();
      links.set(from, byLane);
    }
    for (const lane of lanes) {
      const turns = byLane.get(lane);
      if (turns) turns.add(turn);
      else byLane.set(lane, new Set([turn]));
    }
  }
  return links;
};

const arrow = (mesher: Mesher, l: RoadLink, lane: number, turns: ReadonlySet<Turn>, white: Rgb): void => {
  const tip = placeAt(l.line, l.line.lengthM - l.stopM - TIP_M);
  const [co, si] = [Math.cos(tip.headingRad), Math.sin(tip.headingRad)];
  // lane 0 is the one at the kerb
  const middle = (l.link.laneCount - 1 - lane + 0.5) * l.laneWidthM;
  /** Metres behind the tip and to the right of the lane's middle. */
  const at = (behind: number, right: number): readonly [number, number] => [
    tip.x - co * behind + si * (middle + right),
    tip.y - si * behind - co * (middle + right),
  ];
  const bar = (fromBehind: number, toBehind: number, fromRight: number, toRight: number): void => {
    const [a, b, c, d] = [at(fromBehind, fromRight), at(toBehind, fromRight), at(toBehind, toRight), at(fromBehind, toRight)];
    mesher.flat(a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1], 0, white);
  };
  const head = (point: readonly [number, number], one: readonly [number, number], other: readonly [number, number]): void =>
    mesher.flatTriangle(point[0], point[1], one[0], one[1], other[0], other[1], 0, white);
  const goesOn = turns.has("through");
  bar(goesOn ? HEAD_M * 0.9 : TURN_AT_M - SHAFT_M / 2, LONG_M, -SHAFT_M / 2, SHAFT_M / 2);
  if (goesOn) head(at(0, 0), at(HEAD_M, -HEAD_HALF_M), at(HEAD_M, HEAD_HALF_M));
  for (const [turn, side] of [
    ["left", -1],
    ["right", 1],
  ] as const) {
    if (!turns.has(turn)) continue;
    const inner = TURN_REACH_M - HEAD_M * 0.6;
    bar(TURN_AT_M - SHAFT_M / 2, TURN_AT_M + SHAFT_M / 2, 0, side * (inner + 0.05));
    head(at(TURN_AT_M, side * TURN_REACH_M), at(TURN_AT_M - HEAD_HALF_M, side * inner), at(TURN_AT_M + HEAD_HALF_M, side * inner));
  }
};
