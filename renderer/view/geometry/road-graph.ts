/**
 * Roads as drawn: what the links say, seen from the junctions. An arm is one street where it meets a node; how far the junction
 * reaches into it (the setback) and where stop lines stand comes from the model, so that frames and pictures agree.
 */
import type { City, Link, RoadClass } from "../../../sim-core/model/city.ts";
import { linkEnds, pairs } from "../../../sim-core/model/stop-lines.ts";
import { metres } from "./polygon.ts";
import { type Line, lineOf, placeAt, simplified } from "./polyline.ts";

export type RoadLink = {
  readonly index: number;
  readonly link: Link;
  /** Reference line: the left edge of this direction. */
  readonly line: Line;
  /** The same with fewer points, no further off than `DRAWN_M`. */
  readonly drawn: readonly number[];
  readonly widthM: number;
  readonly laneWidthM: number;
  /** The other direction of the same street. */
  opposite: RoadLink | undefined;
  /** How far the junctions at the start and at the end reach into the link, metres. */
  readonly startSetbackM: number;
  readonly endSetbackM: number;
  /** Start and end with a crosswalk and, at the end, a stop line. */
  readonly startSignal: boolean;
  readonly endSignal: boolean;
  /** Where the open road begins behind the start, and how far before the end its stop line stands. */
  readonly beginM: number;
  readonly stopM: number;
};

export type Arm = {
  /** Direction away from the node, radians. */
  readonly headingRad: number;
  /** Kerb to reference line, looking away from the node: right = the link that leaves, left = the link that arrives. */
  readonly rightM: number;
  readonly leftM: number;
  readonly out: RoadLink | undefined;
  readonly in: RoadLink | undefined;
  readonly setbackM: number;
};

export type RoadNode = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly arms: readonly Arm[];
  readonly bridge: boolean;
};

export type RoadGraph = {
  readonly links: readonly RoadLink[];
  readonly byId: ReadonlyMap<string, RoadLink>;
  readonly nodes: readonly RoadNode[];
};

export const CLASS_RANK: Readonly<Record<RoadClass, number>> = { motorway: 4, arterial: 3, collector: 2, local: 1, alley: 0 };

/** Corner radius by the smaller class of two arms, metres (kerb returns of Korean city streets: 3 in alleys to 12 on arterials). */
const CORNER_M: readonly number[] = [2, 4, 7, 10, 12];

/** Surfaces may be this far from the line they follow, metres. */
const DRAWN_M = 0.15;

export const buildRoadGraph = (city: City): RoadGraph => {
  const ends = linkEnds(city);
  const links = city.links.map((link, index): RoadLink => {
    const e = ends[index];
    return {
      index,
      link,
      line: lineOf(metres(link.shapeMm)),
      drawn: simplified(metres(link.shapeMm), DRAWN_M),
      widthM: (link.laneCount * link.laneWidthMm) / 1000,
      laneWidthM: link.laneWidthMm / 1000,
      opposite: undefined,
      startSetbackM: (e?.startSetbackMm ?? 0) / 1000,
      endSetbackM: (e?.endSetbackMm ?? 0) / 1000,
      startSignal: e?.startCrosswalk ?? false,
      endSignal: e?.endCrosswalk ?? false,
      beginM: (e?.beginMm ?? 0) / 1000,
      stopM: (e?.stopMm ?? 0) / 1000,
    };
  });
  for (const [i, o] of pairs(city.links).entries()) if (o >= 0) (links[i] as RoadLink).opposite = links[o];
  return { links, byId: new Map(links.map((l) => [l.link.id, l])), nodes: buildNodes(city, links) };
};

const buildNodes = (city: City, links: readonly RoadLink[]): RoadNode[] => {
  const leaving = new Map<string, RoadLink[]>();
  const arriving = new Map<string, RoadLink[]>();
  const add = (map: Map<string, RoadLink[]>, id: string, l: RoadLink): void => {
    const list = map.get(id);
    if (list) list.push(l);
    else map.set(id, [l]);
  };
  for (const l of links) {
    add(leaving, l.link.from, l);
    add(arriving, l.link.to, l);
  }
  return city.nodes.map((n): RoadNode => {
    const arms: Arm[] = [];
    for (const out of leaving.get(n.id) ?? []) {
      const near = placeAt(out.line, Math.min(12, out.line.lengthM / 2));
      const start = placeAt(out.line, 0);
      arms.push({
        headingRad: Math.atan2(near.y - start.y, near.x - start.x),
        rightM: out.widthM,
        leftM: out.opposite?.widthM ?? 0,
        out,
        in: out.opposite,
        setbackM: out.startSetbackM,
      });
    }
    for (const into of arriving.get(n.id) ?? []) {
      if (into.opposite) continue;
      const near = placeAt(into.line, Math.max(into.line.lengthM - 12, into.line.lengthM / 2));
      const end = placeAt(into.line, into.line.lengthM);
      arms.push({
        headingRad: Math.atan2(near.y - end.y, near.x - end.x),
        rightM: 0,
        leftM: into.widthM,
        out: undefined,
        in: into,
        setbackM: into.endSetbackM,
      });
    }
    arms.sort((a, b) => a.headingRad - b.headingRad);
    const bridge = arms.length > 0 && arms.every((a) => (a.out ?? a.in)?.link.bridge === true);
    return { id: n.id, x: n.xyMm[0] / 1000, y: n.xyMm[1] / 1000, arms, bridge };
  });
};

/** Kerb of arm `a` on its left (counter-clockwise) side meets the kerb of the next arm `b` on its right side: distances along both. */
export const cornerOf = (a: Arm, b: Arm): { readonly alongA: number; readonly alongB: number; readonly radiusM: number } | undefined => {
  const turn = angleBetween(a.headingRad, b.headingRad);
  if (turn < 0.2 || turn > Math.PI - 0.2) return undefined; // nearly parallel: no corner
  const sin = Math.sin(turn);
  const cos = Math.cos(turn);
  // left edge of a: offset +leftM to the left; right edge of b: offset rightM to the right (looking away from the node)
  const alongA = (b.rightM + a.leftM * cos) / sin;
  const alongB = (a.leftM + b.rightM * cos) / sin;
  const rank = Math.min(rankOf(a), rankOf(b));
  return { alongA, alongB, radiusM: CORNER_M[rank] ?? 4 };
};

export const rankOf = (arm: Arm): number => CLASS_RANK[(arm.out ?? arm.in)?.link.roadClass ?? "local"];

/** Counter-clockwise from a to b, 0 … 2π. */
export const angleBetween = (a: number, b: number): number => (((b - a) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
