/** Rings in metres: x0, y0, x1, y1 …, not closed. */
import { ShapeUtils, Vector2 } from "three";

export type Ring = readonly number[];
export type Box2 = readonly [minX: number, minY: number, maxX: number, maxY: number];

export const metres = (mm: readonly number[]): number[] => mm.map((v) => v / 1000);

/** Positive when counter-clockwise. */
export const signedArea = (ring: Ring): number => {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) sum += x(ring, j) * y(ring, i) - x(ring, i) * y(ring, j);
  return sum / 2;
};

export const x = (ring: Ring, i: number): number => ring[i] as number;
export const y = (ring: Ring, i: number): number => ring[i + 1] as number;

export const boxOf = (ring: Ring): Box2 => {
  let [a, b, c, d] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    a = Math.min(a, x(ring, i));
    b = Math.min(b, y(ring, i));
    c = Math.max(c, x(ring, i));
    d = Math.max(d, y(ring, i));
  }
  return [a, b, c, d];
};

export const inside = (ring: Ring, px: number, py: number): boolean => {
  let odd = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [xi, yi, xj, yj] = [x(ring, i), y(ring, i), x(ring, j), y(ring, j)];
    if (yi > py !== yj > py && px < ((xj - xi) * (py - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
};

/** Nearest distance from a point to the ring's edge. */
export const distanceToEdge = (ring: Ring, px: number, py: number): number => {
  let best = Infinity;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    best = Math.min(best, distanceToSegment(px, py, x(ring, j), y(ring, j), x(ring, i), y(ring, i)));
  }
  return best;
};

export const distanceToSegment = (px: number, py: number, ax: number, ay: number, bx: number, by: number): number => {
  const dx = bx - ax;
  const dy = by - ay;
  const l2 = dx * dx + dy * dy;
  const t = l2 === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / l2));
  return Math.hypot(px - ax - dx * t, py - ay - dy * t);
};

/** Corner numbers, three per triangle, over the ring and then its holes. */
export const triangulate = (ring: Ring, holes: readonly Ring[] = []): number[] => {
  const points = (r: Ring): Vector2[] => {
    const out: Vector2[] = [];
    for (let i = 0; i < r.length; i += 2) out.push(new Vector2(x(r, i), y(r, i)));
    return out;
  };
  return ShapeUtils.triangulateShape(points(ring), holes.map(points)).flat();
};

/**
 * The ring moved inwards by `distance` (outwards if negative), corner by corner along the mitre, mitres cut at three times the
 * distance. Good for compact rings; undefined where it would turn inside out.
 */
export const inset = (ring: Ring, distance: number): number[] | undefined => {
  const n = ring.length;
  const out: number[] = [];
  const turn = signedArea(ring) > 0 ? 1 : -1;
  for (let i = 0; i < n; i += 2) {
    const p = (i + n - 2) % n;
    const q = (i + 2) % n;
    const a = unit(x(ring, i) - x(ring, p), y(ring, i) - y(ring, p));
    const b = unit(x(ring, q) - x(ring, i), y(ring, q) - y(ring, i));
    const nx = -(a[1] + b[1]) * turn;
    const ny = (a[0] + b[0]) * turn;
    const l = Math.hypot(nx, ny);
    if (l < 1e-6) return undefined;
    const cosHalf = Math.max(1 / 3, l / 2);
    out.push(x(ring, i) + ((nx / l) * distance) / cosHalf, y(ring, i) + ((ny / l) * distance) / cosHalf);
  }
  const before = signedArea(ring);
  const after = signedArea(out);
  if (distance > 0 && (after * before <= 0 || Math.abs(after) > Math.abs(before))) return undefined;
  return out;
};

const unit = (dx: number, dy: number): readonly [number, number] => {
  const l = Math.hypot(dx, dy) || 1;
  return [dx / l, dy / l];
};

/** A rectangle round the ring, turned like its longest edge. */
export type TurnedBox = {
  readonly x: number;
  readonly y: number;
  readonly headingRad: number;
  readonly length: number;
  readonly width: number;
};

export const turnedBox = (ring: Ring): TurnedBox => {
  let heading = 0;
  let longest = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const l = Math.hypot(x(ring, i) - x(ring, j), y(ring, i) - y(ring, j));
    if (l > longest + 1e-6) {
      longest = l;
      heading = Math.atan2(y(ring, i) - y(ring, j), x(ring, i) - x(ring, j));
    }
  }
  const co = Math.cos(heading);
  const si = Math.sin(heading);
  let [a, b, c, d] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    const u = x(ring, i) * co + y(ring, i) * si;
    const v = -x(ring, i) * si + y(ring, i) * co;
    a = Math.min(a, u);
    b = Math.min(b, v);
    c = Math.max(c, u);
    d = Math.max(d, v);
  }
  const u = (a + c) / 2;
  const v = (b + d) / 2;
  return { x: u * co - v * si, y: u * si + v * co, headingRad: heading, length: c - a, width: d - b };
};
