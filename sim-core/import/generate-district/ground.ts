/**
 * The ground the district is drawn on: a plan with straight streets in "plan metres" (x east, y north), bent gently into local
 * metres, so that streets look grown. Only + - x / and square roots: the same bytes on every machine.
 */

import { chanceOf } from "../../model/philox.ts";

export type Point = readonly [number, number];

const PI = Math.PI;

/** Sine by its series after folding into [-pi/2, pi/2]; error below 1e-7, plenty for a street. */
export const sine = (angle: number): number => {
  let a = angle - 2 * PI * Math.floor(angle / (2 * PI) + 0.5);
  if (a > PI / 2) a = PI - a;
  if (a < -PI / 2) a = -PI - a;
  const s = a * a;
  return a * (1 - (s / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - s / 110)))));
};
export const cosine = (angle: number): number => sine(angle + PI / 2);

/** Angle of a vector in milliradians, counter-clockwise from east, -3141 to 3141. Series of the arctangent; error below 1 mrad. */
export const directionMrad = ([x, y]: Point): number => {
  const [ax, ay] = [x < 0 ? -x : x, y < 0 ? -y : y];
  if (ax + ay === 0) return 0;
  const t = ax > ay ? ay / ax : ax / ay;
  const s = t * t;
  const base = t * (0.999866 + s * (-0.3302995 + s * (0.180141 + s * (-0.085133 + s * 0.0208351))));
  const first = ax > ay ? base : PI / 2 - base;
  const half = x < 0 ? PI - first : first;
  return Math.round(1000 * (y < 0 ? -half : half));
};

/** Plan metres to local metres. The amplitudes turn streets by at most about 7 degrees and shear corners by at most about 8. */
export const bend = ([x, y]: Point): Point => [
  x + 30 * sine(y / 430 + 0.6) + 11 * sine((x + y) / 330),
  y + 38 * sine(x / 560 + 0.3) + 11 * sine((y - x) / 300),
];

export const bentMm = (point: Point): readonly [number, number] => {
  const [x, y] = bend(point);
  return [Math.round(x * 1000), Math.round(y * 1000)];
};

/** Unit vector in local metres of a step from `at` by (dx, dy) plan metres. */
export const bentDirection = (at: Point, dx: number, dy: number): Point => {
  const length = Math.sqrt(dx * dx + dy * dy);
  const [ux, uy] = [(dx / length) * 4, (dy / length) * 4];
  const a = bend([at[0] - ux, at[1] - uy]);
  const b = bend([at[0] + ux, at[1] + uy]);
  const [vx, vy] = [b[0] - a[0], b[1] - a[1]];
  const size = Math.sqrt(vx * vx + vy * vy);
  return [vx / size, vy / size];
};

/** A chain of plan points, cut so that its bent image is smooth: no step longer than `stepM`. */
export const bentLineMm = (points: readonly Point[], stepM: number): number[] => {
  const shape: number[] = [];
  points.forEach((point, i) => {
    const next = points[i + 1];
    shape.push(...bentMm(point));
    if (next === undefined) return;
    const [dx, dy] = [next[0] - point[0], next[1] - point[1]];
    const pieces = Math.ceil(Math.sqrt(dx * dx + dy * dy) / stepM);
    for (let k = 1; k < pieces; k++) shape.push(...bentMm([point[0] + (dx * k) / pieces, point[1] + (dy * k) / pieces]));
  });
  return shape;
};

export const lengthOfMm = (shape: readonly number[]): number => {
  let sum = 0;
  for (let i = 2; i < shape.length; i += 2) {
    const [dx, dy] = [(shape[i] ?? 0) - (shape[i - 2] ?? 0), (shape[i + 1] ?? 0) - (shape[i - 1] ?? 0)];
    sum += Math.sqrt(dx * dx + dy * dy);
  }
  return Math.round(sum);
};

/** Where a shape is `offsetMm` after its start, and its direction there. */
export const alongMm = (shape: readonly number[], offsetMm: number): { readonly at: Point; readonly direction: Point } => {
  let left = offsetMm;
  for (let i = 2; i < shape.length; i += 2) {
    const [x0, y0, x1, y1] = [shape[i - 2] ?? 0, shape[i - 1] ?? 0, shape[i] ?? 0, shape[i + 1] ?? 0];
    const size = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
    if (left <= size || i + 2 >= shape.length) {
      const direction: Point = size === 0 ? [1, 0] : [(x1 - x0) / size, (y1 - y0) / size];
      return { at: [x0 + direction[0] * left, y0 + direction[1] * left], direction };
    }
    left -= size;
  }
  return { at: [shape[0] ?? 0, shape[1] ?? 0], direction: [1, 0] };
};

/** Numbers in order from the counter-based generator that the engine uses too; one stream per purpose, so that a change in one part moves no other part. */
export type Dice = {
  /** [0, 1). */
  readonly next: () => number;
  readonly between: (low: number, high: number) => number;
  /** low … high, both included. */
  readonly integer: (low: number, high: number) => number;
  readonly chance: (share: number) => boolean;
};

export const dice = (seed: number, purpose: string): Dice => {
  const stream = chanceOf(String(seed), 0, `district ${purpose}`);
  let drawn = 0;
  const next = (): number => stream.uniform(0, drawn++);
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer,
    chance: (share) => next() < share,
  };
};
