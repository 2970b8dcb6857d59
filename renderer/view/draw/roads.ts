/** Road surfaces, pavements and junctions, painted flat on the ground in order of rank; bridges stand above the water. */
import type { RoadClass } from "../../../sim-core/model/city.ts";
import type { Mesher } from "../geometry/mesher.ts";
import { cut, offsetLine, px, py } from "../geometry/polyline.ts";
import {
  type Arm,
  angleBetween,
  CLASS_RANK,
  cornerOf,
  type RoadGraph,
  type RoadLink,
  type RoadNode,
  rankOf,
} from "../geometry/road-graph.ts";
import { mixed, type Rgb, rgb, type Style } from "../style.ts";

/** Pavement width by rank, metres. */
const WALK_M: readonly number[] = [0, 2.2, 3.2, 4.2, 0];
/** How far below the road the deck of a bridge reaches. */
const DECK_M = 1.6;
export const WATER_LEVEL_M = -5;

const colourOf = (style: Style, roadClass: RoadClass): Rgb =>
  rgb(roadClass === "alley" ? style.alley : CLASS_RANK[roadClass] >= 3 ? style.road : style.roadMinor);

/** Ribbon between two offsets (metres to the right of the line). */
export const ribbon = (mesher: Mesher, points: readonly number[], fromM: number, toM: number, z: number, colour: Rgb): void => {
  const a = offsetLine(points, fromM);
  const b = offsetLine(points, toM);
  for (let i = 2; i < points.length; i += 2) {
    // a quad per piece: neighbours share their corners' places, so no gap can open
    mesher.flat(px(a, i - 2), py(a, i - 2), px(b, i - 2), py(b, i - 2), px(b, i), py(b, i), px(a, i), py(a, i), z, colour);
  }
};

export const drawPavements = (mesher: Mesher, graph: RoadGraph, style: Style, coarse: boolean): void => {
  const colour = rgb(style.walk);
  for (const l of graph.links) {
    const walk = walkOf(l);
    if (walk === 0 || l.link.bridge || l.link.tunnel || isBack(l)) continue;
    ribbon(mesher, l.drawn, -(l.opposite?.widthM ?? 0) - walk, l.widthM + walk, 0, colour);
  }
  for (const node of graph.nodes) {
    if (!node.bridge && node.arms.some((a) => rankOf(a) > 0)) fan(mesher, node, outline(node, true, coarse), 0, colour);
  }
};

/** The second of two directions: its street is drawn with the first. */
const isBack = (l: RoadLink): boolean => l.opposite !== undefined && l.opposite.index < l.index;

const walkOf = (l: RoadLink): number => WALK_M[CLASS_RANK[l.link.roadClass]] ?? 0;

/** Ground roads, low rank first: who paints later covers. Painting order stands in for height, so nothing can flicker. */
export const drawRoadSurfaces = (mesher: Mesher, graph: RoadGraph, style: Style, coarse: boolean): void => {
  const ordered = graph.links.filter((l) => !(l.link.bridge || l.link.tunnel || isBack(l)));
  for (let rank = 0; rank <= 4; rank++) {
    for (const l of ordered) {
      if (CLASS_RANK[l.link.roadClass] !== rank) continue;
      ribbon(mesher, l.drawn, -(l.opposite?.widthM ?? 0), l.widthM, 0, colourOf(style, l.link.roadClass));
    }
    for (const node of graph.nodes) {
      const top = Math.max(-1, ...node.arms.map(rankOf));
      if (top !== rank || node.bridge || node.arms.length < 2 || (coarse && rank === 0)) continue;
      fan(mesher, node, outline(node, false, coarse), 0, rgb(rank === 0 ? style.alley : rank >= 3 ? style.road : style.roadMinor));
    }
  }
};

/** Kerb line round a junction: arcs at the corners, the arms' ends between them; optionally moved out by the pavement. */
const outline = (node: RoadNode, withWalk: boolean, coarse: boolean): number[] => {
  const arms = withWalk ? node.arms.map(widened) : node.arms;
  const out: number[] = [];
  for (let i = 0; i < arms.length; i++) {
    const a = arms[i] as Arm;
    const b = arms[(i + 1) % arms.length] as Arm;
    const corner = arms.length > 1 ? cornerOf(a, b) : undefined;
    if (!corner || corner.alongA > 70 || corner.alongB > 70 || corner.alongA < -30 || corner.alongB < -30) {
      out.push(...edge(node, a, a.setbackM, 1), ...edge(node, b, b.setbackM, -1));
      continue;
    }
    const radius = arms.length > 2 ? corner.radiusM : 0;
    const tangent = radius / Math.tan(angleBetween(a.headingRad, b.headingRad) / 2);
    const [sx, sy] = edge(node, a, corner.alongA + tangent, 1) as [number, number];
    const [cx, cy] = edge(node, a, corner.alongA, 1) as [number, number];
    const [ex, ey] = edge(node, b, corner.alongB + tangent, -1) as [number, number];
    const pieces = radius > 0 ? (coarse ? (radius < 5 ? 1 : 2) : radius < 5 ? 3 : 5) : 1;
    for (let k = 0; k <= pieces; k++) {
      const t = k / pieces;
      const u = 1 - t;
      out.push(u * u * sx + 2 * u * t * cx + t * t * ex, u * u * sy + 2 * u * t * cy + t * t * ey);
    }
  }
  return out;
};

const widened = (arm: Arm): Arm => {
  const walk = WALK_M[rankOf(arm)] ?? 0;
  return { ...arm, rightM: arm.rightM + walk, leftM: arm.leftM + walk };
};

/** Point of an arm at a distance from the node: side 1 = its left kerb, -1 = its right kerb, looking away from the node. */
const edge = (node: RoadNode, arm: Arm, alongM: number, side: 1 | -1): number[] => {
  const co = Math.cos(arm.headingRad);
  const si = Math.sin(arm.headingRad);
  const across = side === 1 ? arm.leftM : -arm.rightM;
  return [node.x + co * alongM - si * across, node.y + si * alongM + co * across];
};

const fan = (mesher: Mesher, node: RoadNode, ring: readonly number[], z: number, colour: Rgb): void => {
  const corners: number[] = [];
  const n = ring.length / 2;
  for (let i = 1; i <= n; i++) corners.push(0, i, (i % n) + 1);
  mesher.flatRing([node.x, node.y, ...ring], corners, z, colour);
};

/** Decks, parapets and piers. The surface stays at street height: the water lies below. */
export const drawBridges = (mesher: Mesher, graph: RoadGraph, style: Style, coarse: boolean): void => {
  const side = mixed(rgb(style.bridge), [0, 0, 0], style.dark ? 0.2 : 0.1);
  const top = rgb(style.bridge);
  for (const l of graph.links) {
    if (!l.link.bridge) continue;
    ribbon(mesher, l.drawn, 0, l.widthM, 0.04, colourOf(style, l.link.roadClass));
    const railM = CLASS_RANK[l.link.roadClass] >= 2 ? 1.6 : 0.6;
    parapet(mesher, l.drawn, l.widthM, l.widthM + railM, side, top);
    if (!l.opposite) parapet(mesher, l.drawn, -railM, 0, side, top);
    piers(mesher, l, side, coarse);
  }
};

const parapet = (mesher: Mesher, points: readonly number[], innerM: number, outerM: number, side: Rgb, top: Rgb): void => {
  const a = offsetLine(points, innerM);
  const b = offsetLine(points, outerM);
  for (let i = 2; i < points.length; i += 2) {
    const [ax, ay, bx, by] = [px(a, i - 2), py(a, i - 2), px(a, i), py(a, i)];
    const [cx, cy, dx, dy] = [px(b, i - 2), py(b, i - 2), px(b, i), py(b, i)];
    const l = Math.hypot(bx - ax, by - ay) || 1;
    const nx = (by - ay) / l;
    const ny = -(bx - ax) / l;
    const outward = innerM >= 0 ? 1 : -1;
    const low: readonly [number, number] = innerM >= 0 ? [cx, cy] : [ax, ay];
    const high: readonly [number, number] = innerM >= 0 ? [dx, dy] : [bx, by];
    // outer face, lower edge to parapet; both windings are fine because bridges are drawn double-sided
    mesher.quad(
      [low[0], low[1], -DECK_M],
      [high[0], high[1], -DECK_M],
      [high[0], high[1], 0.9],
      [low[0], low[1], 0.9],
      [nx * outward, ny * outward, 0],
      side,
    );
    mesher.flat(ax, ay, cx, cy, dx, dy, bx, by, 0.9, top);
  }
};

const piers = (mesher: Mesher, l: RoadLink, colour: Rgb, coarse: boolean): void => {
  const step = coarse ? 100 : 50;
  for (let s = step / 2; s < l.line.lengthM; s += step) {
    const points = cut(l.line, s - 1.5, s + 1.5);
    const middle = offsetLine(points, l.widthM / 2);
    const heading = Math.atan2(py(points, 2) - py(points, 0), px(points, 2) - px(points, 0));
    mesher.box(px(middle, 0), py(middle, 0), heading, 3.4, Math.max(2, l.widthM - 3), WATER_LEVEL_M - 3, 0, colour, colour);
  }
};
