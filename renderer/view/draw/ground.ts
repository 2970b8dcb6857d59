/** Ground with the river cut out, its slopes and water, and the areas painted on it. */
import type { Area, AreaKind, City } from "../../../sim-core/model/city.ts";
import { Mesher } from "../geometry/mesher.ts";
import { type Box2, boxOf, inset, metres, type Ring, signedArea, triangulate, x, y } from "../geometry/polygon.ts";
import { mixed, type Rgb, rgb, type Style } from "../style.ts";
import { WATER_LEVEL_M } from "./roads.ts";

/** The world goes on to the horizon, in mist. */
const HORIZON_M = 9000;
/** Slope of the embankment, horizontally. */
const SLOPE_M = 11;
/** Nearer to the frame than this counts as cut off by it (the ends of a river are rarely straight). */
const FRAME_M = 70;
/** Only water wider than this is sunk; ponds are painted. */
const SUNK_AREA_M2 = 20_000;

export type Ground = {
  readonly ground: Mesher;
  /** Painted in order, no depth. */
  readonly areas: Mesher;
  readonly slopes: Mesher;
  /** Water surface; the red channel of the colour is its depth 0-1 (shore to channel). */
  readonly water: Mesher;
  readonly sunk: readonly Ring[];
};

export const buildGround = (city: City, style: Style): Ground => {
  const bounds = boundsM(city);
  const sunk = city.water
    .filter((a) => (a.kind === "river" || a.kind === "lake") && !a.holesMm?.length)
    .map((a) => ({ area: a, ring: ccw(metres(a.ringMm)) }))
    .filter((w) => signedArea(w.ring) > SUNK_AREA_M2);
  const rings: Ring[] = [];
  for (const w of sunk) if (!rings.some((r) => touches(boxOf(r), boxOf(w.ring)))) rings.push(w.ring);
  const extended = rings.map((r) => toHorizon(r, bounds));
  const ground = new Mesher();
  const h = HORIZON_M + 400;
  const outer = [bounds[0] - h, bounds[1] - h, bounds[2] + h, bounds[1] - h, bounds[2] + h, bounds[3] + h, bounds[0] - h, bounds[3] + h];
  flatPolygon(ground, outer, extended, 0, rgb(style.ground));
  const slopes = new Mesher();
  const water = new Mesher();
  for (const ring of extended) sink(slopes, water, ring, style);
  const areas = new Mesher();
  const painted = [...city.water.filter((a) => !rings.some((r) => sameRing(r, a))), ...city.areas].filter(
    (a) => ORDER[a.kind] !== undefined,
  );
  painted.sort((a, b) => (ORDER[a.kind] ?? 0) - (ORDER[b.kind] ?? 0) || Math.abs(sizeOf(b)) - Math.abs(sizeOf(a)));
  for (const a of painted) {
    const holes = (a.holesMm ?? []).map(metres);
    flatPolygon(areas, metres(a.ringMm), holes, 0, rgb(colourOf(style, a.kind)));
  }
  return { ground, areas, slopes, water, sunk: extended };
};

export const boundsM = (city: City): Box2 => [
  city.boundsMm[0] / 1000,
  city.boundsMm[1] / 1000,
  city.boundsMm[2] / 1000,
  city.boundsMm[3] / 1000,
];

/** Painted from wide to narrow. */
const ORDER: Readonly<Partial<Record<AreaKind, number>>> = {
  bank: 0,
  lawn: 1,
  park: 2,
  "school-yard": 3,
  plaza: 4,
  path: 5,
  "car-park": 6,
  river: 7,
  lake: 7,
  stream: 7,
};

const colourOf = (style: Style, kind: AreaKind): string => {
  switch (kind) {
    case "bank":
      return style.terrace;
    case "lawn":
      return style.lawn;
    case "park":
      return style.park;
    case "school-yard":
      return style.sand;
    case "plaza":
      return style.plaza;
    case "path":
      return style.walk;
    case "car-park":
      return style.carPark;
    case "river":
    case "lake":
    case "stream":
      return style.waterShallow;
  }
};

const sizeOf = (a: Area): number => signedArea(a.ringMm) / 1e6;
const sameRing = (ring: Ring, a: Area): boolean => {
  const other = ccw(metres(a.ringMm));
  return other.length === ring.length && other.every((v, i) => v === ring[i]);
};
const ccw = (ring: number[]): number[] => {
  if (signedArea(ring) >= 0) return ring;
  const out: number[] = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) out.push(x(ring, i), y(ring, i));
  return out;
};
const touches = (a: Box2, b: Box2): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** A river that is cut off near the district's frame flows on to the horizon. */
const toHorizon = (ring: Ring, b: Box2): number[] => {
  const out: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const px = x(ring, i);
    const py = y(ring, i);
    const far = HORIZON_M;
    out.push(px <= b[0] + FRAME_M ? b[0] - far : px >= b[2] - FRAME_M ? b[2] + far : px, py);
  }
  return out;
};

export const flatPolygon = (mesher: Mesher, ring: Ring, holes: readonly Ring[], z: number, colour: Rgb): void => {
  const all = [...ring, ...holes.flat()];
  const corners = triangulate(ring, holes);
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [2 * (corners[i] as number), 2 * (corners[i + 1] as number), 2 * (corners[i + 2] as number)];
    mesher.flatTriangle(x(all, a), y(all, a), x(all, b), y(all, b), x(all, c), y(all, c), z, colour);
  }
};

const sink = (slopes: Mesher, water: Mesher, ring: Ring, style: Style): void => {
  const foot = inset(ring, SLOPE_M) ?? [...ring];
  const shore = mixed(rgb(style.bank), rgb(style.sand), 0.55);
  const bottom = WATER_LEVEL_M - 1;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const dx = x(ring, j) - x(ring, i);
    const dy = y(ring, j) - y(ring, i);
    const l = Math.hypot(dx, dy) || 1;
    const nx = (-dy / l) * 0.4;
    const ny = (dx / l) * 0.4;
    const a = [x(ring, i), y(ring, i), 0] as const;
    const b = [x(ring, j), y(ring, j), 0] as const;
    const c = [x(foot, j), y(foot, j), bottom] as const;
    const d = [x(foot, i), y(foot, i), bottom] as const;
    const n = [nx, ny, 0.9] as const;
    const green = rgb(style.bank);
    slopes.vertex(...a, ...n, green);
    slopes.vertex(...b, ...n, green);
    slopes.vertex(...c, ...n, shore);
    slopes.vertex(...a, ...n, green);
    slopes.vertex(...c, ...n, shore);
    slopes.vertex(...d, ...n, shore);
  }
  const deep = inset(ring, SLOPE_M + 38);
  if (!deep) {
    flatPolygon(water, ring, [], WATER_LEVEL_M, [0.7, 0, 0]);
    return;
  }
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const shallow: Rgb = [0, 0, 0];
    const channel: Rgb = [1, 0, 0];
    const z = WATER_LEVEL_M;
    const push = (r: Ring, k: number, c: Rgb): void => water.vertex(x(r, k), y(r, k), z, 0, 0, 1, c);
    const start = inset(ring, SLOPE_M * 0.8) ?? [...ring];
    push(start, i, shallow);
    push(start, j, shallow);
    push(deep, j, channel);
    push(start, i, shallow);
    push(deep, j, channel);
    push(deep, i, channel);
  }
  flatPolygon(water, deep, [], WATER_LEVEL_M, [1, 0, 0]);
};
