/**
 * Where junctions end and stop lines stand. Link shapes run from node to node; kerbs of neighbouring streets meet some metres before
 * the node (the setback), crosswalk and stop line lie behind it. Pictures need this for surfaces and markings, the engine's frames
 * need it so that a queue stands before its stop line and not in the middle of the crossing.
 * Only + - x / and square roots: the same on every machine.
 */
import type { City, Link, RoadClass } from "./city.ts";

export type LinkEnds = {
  /** How far the junction reaches into the link at its start and end, from the ends of the shape. */
  readonly startSetbackMm: number;
  readonly endSetbackMm: number;
  /** Crosswalk at the start or end. */
  readonly startCrosswalk: boolean;
  readonly endCrosswalk: boolean;
  /** Where the drivable part begins behind the start, and its stop line before the end of the shape. */
  readonly beginMm: number;
  readonly stopMm: number;
};

/** From the junction's edge: 1.2 m, a crosswalk of 4.4 m, 1.8 m to the stop line (Korean practice: crosswalk 4 m or more, stop line 2-5 m before it). */
export const CROSSWALK_FROM_MM = 1200;
export const CROSSWALK_MM = 4400;
export const STOP_LINE_MM: number = CROSSWALK_FROM_MM + CROSSWALK_MM + 1800;
/** Without a signal: a car's length of air is not needed, only room to see. */
const OPEN_STOP_MM = 1500;
/** Corner radius by the smaller class of two streets (kerb returns: 2 m in alleys to 12 m on motorways). */
const CORNER_MM: Readonly<Record<RoadClass, number>> = { motorway: 12_000, arterial: 10_000, collector: 7000, local: 4000, alley: 2000 };
const RANK: Readonly<Record<RoadClass, number>> = { motorway: 4, arterial: 3, collector: 2, local: 1, alley: 0 };
/** A junction never takes more of a link than this share, nor more than this. */
const MOST_P = 0.42;
const MOST_MM = 45_000;
/** Direction of an arm is taken over this length. */
const SIGHT_MM = 12_000;
/** Sine of the angle below which two arms count as parallel: no corner between them. */
const PARALLEL = 0.2;

type Arm = {
  /** Unit vector away from the node. */
  readonly dx: number;
  readonly dy: number;
  /** Width to the right and left of the reference line, looking away from the node. */
  readonly rightMm: number;
  readonly leftMm: number;
  readonly roadClass: RoadClass;
  readonly out: number;
  readonly into: number;
  readonly shapeMm: number;
  setbackMm: number;
};

/** One entry per link, in the order of city.links. */
export const linkEnds = (city: City): readonly LinkEnds[] => {
  const { links } = city;
  const opposite = pairs(links);
  const lengths = links.map((l) => shapeLength(l.shapeMm));
  const start = new Float64Array(links.length);
  const end = new Float64Array(links.length);
  const arms = new Map<string, Arm[]>();
  for (const [i, link] of links.entries()) {
    const o = opposite[i] as number;
    add(arms, link.from, armOf(links, lengths, i, o, true));
    if (o < 0) add(arms, link.to, armOf(links, lengths, i, -1, false));
  }
  for (const list of arms.values()) {
    setBack(list);
    for (const arm of list) {
      if (arm.out >= 0) start[arm.out] = arm.setbackMm;
      if (arm.into >= 0) end[arm.into] = arm.setbackMm;
    }
  }
  const [startCrosswalk, endCrosswalk] = crosswalks(city, opposite);
  return links.map((_, i): LinkEnds => {
    const room = (lengths[i] as number) * MOST_P;
    const reach = (setback: number, crosswalk: boolean): number =>
      Math.round(Math.min(room, setback + (crosswalk ? STOP_LINE_MM : OPEN_STOP_MM)));
    const s = start[i] as number;
    const e = end[i] as number;
    return {
      startSetbackMm: Math.round(s),
      endSetbackMm: Math.round(e),
      startCrosswalk: startCrosswalk[i] === 1,
      endCrosswalk: endCrosswalk[i] === 1,
      beginMm: reach(s, startCrosswalk[i] === 1),
      stopMm: reach(e, endCrosswalk[i] === 1),
    };
  });
};

/** For each link the position of the other direction of the same street, -1 if it is one-way. Dual carriageways stay apart. */
export const pairs = (links: readonly Link[]): readonly number[] => {
  const out = new Array<number>(links.length).fill(-1);
  const byEnds = new Map<string, number[]>();
  for (const [i, l] of links.entries()) {
    const key = `${l.from}\n${l.to}`;
    const list = byEnds.get(key);
    if (list) list.push(i);
    else byEnds.set(key, [i]);
  }
  for (const [i, l] of links.entries()) {
    if ((out[i] as number) >= 0) continue;
    const [mx, my] = along(l.shapeMm, shapeLength(l.shapeMm) / 2);
    for (const j of byEnds.get(`${l.to}\n${l.from}`) ?? []) {
      const other = links[j];
      if (!other || j === i || (out[j] as number) >= 0) continue;
      const [ox, oy] = along(other.shapeMm, shapeLength(other.shapeMm) / 2);
      if ((mx - ox) * (mx - ox) + (my - oy) * (my - oy) > 1500 * 1500) continue;
      out[i] = j;
      out[j] = i;
      break;
    }
  }
  return out;
};

const armOf = (links: readonly Link[], lengths: readonly number[], i: number, opposite: number, leaving: boolean): Arm => {
  const link = links[i] as Link;
  const length = lengths[i] as number;
  const width = link.laneCount * link.laneWidthMm;
  const back = links[opposite];
  const reach = Math.min(SIGHT_MM, length / 2);
  const [nx, ny] = along(link.shapeMm, leaving ? 0 : length);
  const [fx, fy] = along(link.shapeMm, leaving ? reach : length - reach);
  const d = Math.sqrt((fx - nx) * (fx - nx) + (fy - ny) * (fy - ny)) || 1;
  return {
    dx: (fx - nx) / d,
    dy: (fy - ny) / d,
    rightMm: leaving ? width : 0,
    leftMm: leaving ? (back ? back.laneCount * back.laneWidthMm : 0) : width,
    roadClass: link.roadClass,
    out: leaving ? i : -1,
    into: leaving ? opposite : i,
    shapeMm: length,
    setbackMm: 0,
  };
};

const add = (map: Map<string, Arm[]>, node: string, arm: Arm): void => {
  const list = map.get(node);
  if (list) list.push(arm);
  else map.set(node, [arm]);
};

/** Grows with the angle from east, counter-clockwise, 0 … 4: sorts like atan2 without it. */
const turnOrder = (dx: number, dy: number): number => {
  const p = dx / (Math.abs(dx) + Math.abs(dy));
  return dy < 0 ? 3 + p : 1 - p;
};

const setBack = (arms: Arm[]): void => {
  if (arms.length < 2) return;
  arms.sort((a, b) => turnOrder(a.dx, a.dy) - turnOrder(b.dx, b.dy) || a.out - b.out || a.into - b.into);
  for (let k = 0; k < arms.length; k++) {
    const a = arms[k] as Arm;
    const b = arms[(k + 1) % arms.length] as Arm;
    const sin = a.dx * b.dy - a.dy * b.dx;
    const cos = a.dx * b.dx + a.dy * b.dy;
    if (sin < PARALLEL) continue; // parallel, or an outer side: no corner
    // left kerb of a meets right kerb of b; then the tangent length of the corner's arc, radius / tan(angle / 2)
    const alongA = (b.rightMm + a.leftMm * cos) / sin;
    const alongB = (a.leftMm + b.rightMm * cos) / sin;
    const corner = RANK[a.roadClass] < RANK[b.roadClass] ? a.roadClass : b.roadClass;
    const tangent = arms.length > 2 ? (CORNER_MM[corner] * (1 + cos)) / sin : 0;
    a.setbackMm = Math.max(a.setbackMm, alongA + tangent);
    b.setbackMm = Math.max(b.setbackMm, alongB + tangent);
  }
  for (const arm of arms) arm.setbackMm = Math.max(0, Math.min(arm.setbackMm, arm.shapeMm * MOST_P, MOST_MM));
};

/** A signal at a link's end paints a crosswalk there, and one where its traffic leaves. */
const crosswalks = (city: City, opposite: readonly number[]): readonly [Uint8Array, Uint8Array] => {
  const start = new Uint8Array(city.links.length);
  const end = new Uint8Array(city.links.length);
  const byId = new Map(city.links.map((l, i) => [l.id, i]));
  for (const m of city.movements) {
    if (m.signal === undefined) continue;
    const from = byId.get(m.from);
    const to = byId.get(m.to);
    if (from !== undefined) {
      end[from] = 1;
      const back = opposite[from] as number;
      if (back >= 0) start[back] = 1;
    }
    if (to !== undefined) start[to] = 1;
  }
  return [start, end];
};

export const shapeLength = (shape: readonly number[]): number => {
  let sum = 0;
  for (let i = 2; i < shape.length; i += 2) sum += piece(shape, i);
  return sum;
};

const piece = (shape: readonly number[], i: number): number => {
  const dx = (shape[i] as number) - (shape[i - 2] as number);
  const dy = (shape[i + 1] as number) - (shape[i - 1] as number);
  return Math.sqrt(dx * dx + dy * dy);
};

const along = (shape: readonly number[], distanceMm: number): readonly [number, number] => {
  let rest = distanceMm;
  for (let i = 2; i < shape.length; i += 2) {
    const l = piece(shape, i);
    if (rest <= l || i === shape.length - 2) {
      const t = l > 0 ? Math.min(1, rest / l) : 0;
      return [
        (shape[i - 2] as number) + ((shape[i] as number) - (shape[i - 2] as number)) * t,
        (shape[i - 1] as number) + ((shape[i + 1] as number) - (shape[i - 1] as number)) * t,
      ];
    }
    rest -= l;
  }
  return [shape[0] as number, shape[1] as number];
};
