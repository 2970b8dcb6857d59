/** Lines in metres: x0, y0, x1, y1 … with the distance along them. */

import { distanceToSegment } from "./polygon.ts";

export type Line = { readonly points: readonly number[]; readonly lengthM: number; readonly alongM: readonly number[] };

export const lineOf = (points: readonly number[]): Line => {
  const alongM = [0];
  let sum = 0;
  for (let i = 2; i < points.length; i += 2) {
    sum += Math.hypot(px(points, i) - px(points, i - 2), py(points, i) - py(points, i - 2));
    alongM.push(sum);
  }
  return { points, lengthM: sum, alongM };
};

export const px = (points: readonly number[], i: number): number => points[i] as number;
export const py = (points: readonly number[], i: number): number => points[i + 1] as number;

export type Place = { x: number; y: number; headingRad: number };

/** Place at a distance from the start, held at the ends. */
export const placeAt = (line: Line, distanceM: number): Place => {
  const last = line.alongM.length - 1;
  let i = 1;
  while (i < last && (line.alongM[i] as number) < distanceM) i++;
  const a = line.alongM[i - 1] as number;
  const b = line.alongM[i] as number;
  const t = b > a ? Math.max(0, Math.min(1, (distanceM - a) / (b - a))) : 0;
  const p = line.points;
  const [x0, y0, x1, y1] = [px(p, 2 * i - 2), py(p, 2 * i - 2), px(p, 2 * i), py(p, 2 * i)];
  return { x: x0 + (x1 - x0) * t, y: y0 + (y1 - y0) * t, headingRad: Math.atan2(y1 - y0, x1 - x0) };
};

/** The line moved sideways, to the right if positive, with mitred corners (mitre cut at twice the offset). */
export const offsetLine = (points: readonly number[], rightM: number): number[] => {
  const out: number[] = [];
  const n = points.length;
  for (let i = 0; i < n; i += 2) {
    const p = Math.max(0, i - 2);
    const q = Math.min(n - 2, i + 2);
    const [ax, ay] = direction(points, p, i === 0 ? q : i);
    const [bx, by] = direction(points, i === n - 2 ? p : i, q);
    const sx = ax + bx;
    const sy = ay + by;
    const l = Math.hypot(sx, sy);
    if (l < 1e-6) {
      out.push(px(points, i) + ay * rightM, py(points, i) - ax * rightM);
      continue;
    }
    const k = rightM / Math.max(0.5, l / 2);
    out.push(px(points, i) + (sy / l) * k, py(points, i) - (sx / l) * k);
  }
  return out;
};

const direction = (points: readonly number[], i: number, j: number): readonly [number, number] => {
  const dx = px(points, j) - px(points, i);
  const dy = py(points, j) - py(points, i);
  const l = Math.hypot(dx, dy) || 1;
  return [dx / l, dy / l];
};

/** The part between two distances, at least its two ends. */
export const cut = (line: Line, fromM: number, toM: number): number[] => {
  const a = placeAt(line, fromM);
  const out = [a.x, a.y];
  for (let i = 1; i < line.alongM.length - 1; i++) {
    const s = line.alongM[i] as number;
    if (s > fromM + 0.05 && s < toM - 0.05) out.push(px(line.points, 2 * i), py(line.points, 2 * i));
  }
  const b = placeAt(line, toM);
  out.push(b.x, b.y);
  return out;
};

/** Corners rounded by a quadratic curve of about `radiusM`, points no further apart than `stepM`. */
export const rounded = (points: readonly number[], radiusM: number, stepM: number): number[] => {
  const soft: number[] = [px(points, 0), py(points, 0)];
  const n = points.length;
  for (let i = 2; i < n - 2; i += 2) {
    const [x, y] = [px(points, i), py(points, i)];
    const la = Math.hypot(x - px(points, i - 2), y - py(points, i - 2));
    const lb = Math.hypot(px(points, i + 2) - x, py(points, i + 2) - y);
    const k = Math.min(radiusM, la / 2, lb / 2);
    if (k < 0.1) continue;
    const [sx, sy] = [x + ((px(points, i - 2) - x) / la) * k, y + ((py(points, i - 2) - y) / la) * k];
    const [ex, ey] = [x + ((px(points, i + 2) - x) / lb) * k, y + ((py(points, i + 2) - y) / lb) * k];
    const bend = Math.abs((x - sx) * (ey - y) - (y - sy) * (ex - x)) / (k * k);
    const pieces = bend < 0.02 ? 1 : 6;
    for (let j = 0; j <= pieces; j++) {
      const t = j / pieces;
      const u = 1 - t;
      soft.push(u * u * sx + 2 * t * u * x + t * t * ex, u * u * sy + 2 * t * u * y + t * t * ey);
    }
  }
  soft.push(px(points, n - 2), py(points, n - 2));
  const out: number[] = [px(soft, 0), py(soft, 0)];
  for (let i = 2; i < soft.length; i += 2) {
    const [x0, y0, x1, y1] = [out.at(-2) as number, out.at(-1) as number, px(soft, i), py(soft, i)];
    const l = Math.hypot(x1 - x0, y1 - y0);
    if (l < 0.05) continue; // two corners met half-way: a point of no length has no direction
    const pieces = Math.ceil(l / stepM);
    for (let j = 1; j <= pieces; j++) out.push(x0 + ((x1 - x0) * j) / pieces, y0 + ((y1 - y0) * j) / pieces);
  }
  return out;
};

/** Fewer points, none further than `toleranceM` from the old line (Douglas & Peucker 1973). */
export const simplified = (points: readonly number[], toleranceM: number): number[] => {
  const n = points.length / 2;
  const keep = new Uint8Array(n);
  keep[0] = 1;
  keep[n - 1] = 1;
  const open: [number, number][] = [[0, n - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [a, b] = span;
    let worst = toleranceM;
    let at = -1;
    for (let i = a + 1; i < b; i++) {
      const d = distanceToSegment(
        px(points, 2 * i),
        py(points, 2 * i),
        px(points, 2 * a),
        py(points, 2 * a),
        px(points, 2 * b),
        py(points, 2 * b),
      );
      if (d <= worst) continue;
      worst = d;
      at = i;
    }
    if (at < 0) continue;
    keep[at] = 1;
    open.push([a, at], [at, b]);
  }
  const out: number[] = [];
  for (let i = 0; i < n; i++) if (keep[i]) out.push(px(points, 2 * i), py(points, 2 * i));
  return out;
};
