/**
 * Roads as drawn: what the links say, seen from the junctions. An arm is one street where it meets a node; its setback is how far
 * the junction reaches into it (where kerbs of neighbouring arms meet, plus a corner radius). Stop lines stand behind the setback.
 */
import type { City, Link, RoadClass } from "../../../sim-core/model/city.ts";
import { metres } from "./polygon.ts";
import { type Line, lineOf, placeAt } from "./polyline.ts";

export type RoadLink = {
  readonly index: number;
  readonly link: Link;
  /** Reference line: the left edge of this direction. */
  readonly line: Line;
  readonly widthM: number;
  readonly laneWidthM: number;
  /** The other direction of the same street. */
  opposite: RoadLink | undefined;
  /** How far the junctions at the start and at the end reach into the link, metres. */
  startSetbackM: number;
  endSetbackM: number;
  /** Start and end with a crosswalk and, at the end, a stop line (signal, or a larger junction). */
  startSignal: boolean;
  endSignal: boolean;
};

export type Arm = {
  /** Direction away from the node, radians. */
  readonly headingRad: number;
  /** Kerb to reference line, looking away from the node: right = the link that leaves, left = the link that arrives. */
  readonly rightM: number;
  readonly leftM: number;
  readonly out: RoadLink | undefined;
  readonly in: RoadLink | undefined;
  setbackM: number;
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

export const buildRoadGraph = (city: City): RoadGraph => {
  const links = city.links.map((link, index): RoadLink => {
    const line = lineOf(metres(link.shapeMm));
    return {
      index,
      link,
      line,
      widthM: (link.laneCount * link.laneWidthMm) / 1000,
      laneWidthM: link.laneWidthMm / 1000,
      opposite: undefined,
      startSetbackM: 0,
      endSetbackM: 0,
      startSignal: false,
      endSignal: false,
    };
  });
  const byId = new Map(links.map((l) => [l.link.id, l]));
  pairDirections(links);
  markSignals(city, byId);
  const nodes = buildNodes(city, links);
  for (const node of nodes) applySetbacks(node);
  return { links, byId, nodes };
};

const pairDirections = (links: readonly RoadLink[]): void => {
  const byEnds = new Map<string, RoadLink[]>();
  for (const l of links) {
    const key = `${l.link.from}\n${l.link.to}`;
    const list = byEnds.get(key);
    if (list) list.push(l);
    else byEnds.set(key, [l]);
  }
  for (const l of links) {
    if (l.opposite) continue;
    const middle = placeAt(l.line, l.line.lengthM / 2);
    for (const o of byEnds.get(`${l.link.to}\n${l.link.from}`) ?? []) {
      if (o.opposite || o === l) continue;
      const other = placeAt(o.line, o.line.lengthM / 2);
      // the same street only if both reference lines run together; dual carriageways stay apart
      if (Math.hypot(middle.x - other.x, middle.y - other.y) > 1.5) continue;
      l.opposite = o;
      o.opposite = l;
      break;
    }
  }
};

const markSignals = (city: City, byId: ReadonlyMap<string, RoadLink>): void => {
  for (const m of city.movements) {
    if (!m.signal) continue;
    const from = byId.get(m.from);
    const to = byId.get(m.to);
    if (from) {
      from.endSignal = true;
      if (from.opposite) from.opposite.startSignal = true;
    }
    if (to) to.startSignal = true;
  }
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
        setbackM: 0,
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
        setbackM: 0,
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

const applySetbacks = (node: RoadNode): void => {
  const { arms } = node;
  if (arms.length < 2) return;
  for (let i = 0; i < arms.length; i++) {
    const a = arms[i] as Arm;
    const b = arms[(i + 1) % arms.length] as Arm;
    const corner = cornerOf(a, b);
    if (!corner) continue;
    const turn = angleBetween(a.headingRad, b.headingRad);
    const tangent = arms.length > 2 ? corner.radiusM / Math.tan(turn / 2) : 0;
    a.setbackM = Math.max(a.setbackM, corner.alongA + tangent);
    b.setbackM = Math.max(b.setbackM, corner.alongB + tangent);
  }
  for (const arm of arms) {
    const length = (arm.out ?? arm.in)?.line.lengthM ?? 0;
    arm.setbackM = Math.max(0, Math.min(arm.setbackM, length * 0.42, 45));
    if (arm.out) arm.out.startSetbackM = arm.setbackM;
    if (arm.in) arm.in.endSetbackM = arm.setbackM;
  }
};
