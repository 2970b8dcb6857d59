/** Which house a ray hits first. */
import type { City } from "../../../sim-core/model/city.ts";
import { boxOf, metres, type Ring, x, y } from "../geometry/polygon.ts";

/** Nearest building that a ray hits first: boxes first, then prisms. Fast enough without an index tree for a district. */
export class BuildingPicker {
  readonly #rings: readonly Ring[];
  readonly #heights: Float32Array;
  readonly #boxes: Float32Array;

  constructor(city: City) {
    this.#rings = city.buildings.map((b) => metres(b.ringMm));
    this.#heights = new Float32Array(this.#rings.length);
    this.#boxes = new Float32Array(this.#rings.length * 4);
    for (const [i, ring] of this.#rings.entries()) {
      this.#heights[i] = (city.buildings[i]?.heightMm ?? 0) / 1000;
      this.#boxes.set(boxOf(ring), i * 4);
    }
  }

  /** Ray from (ox, oy, oz) along (dx, dy, dz), dz < 0. Answers the position in city.buildings and the distance. */
  hit(ox: number, oy: number, oz: number, dx: number, dy: number, dz: number): { readonly index: number; readonly t: number } | undefined {
    let best = Infinity;
    let index = -1;
    for (let i = 0; i < this.#heights.length; i++) {
      const h = this.#heights[i] as number;
      // the part of the ray between roof and ground
      const t0 = Math.max(0, (h - oz) / dz);
      const t1 = -oz / dz;
      if (t0 >= best || !this.#crossesBox(i, ox, oy, dx, dy, t0, t1)) continue;
      const t = hitPrism(this.#rings[i] as Ring, ox, oy, dx, dy, t0, t1);
      if (t < best) {
        best = t;
        index = i;
      }
    }
    return index < 0 ? undefined : { index, t: best };
  }

  #crossesBox(i: number, ox: number, oy: number, dx: number, dy: number, t0: number, t1: number): boolean {
    const b = this.#boxes;
    const [xa, xb] = [ox + dx * t0, ox + dx * t1];
    const [ya, yb] = [oy + dy * t0, oy + dy * t1];
    const o = i * 4;
    return (
      Math.min(xa, xb) <= (b[o + 2] as number) &&
      Math.max(xa, xb) >= (b[o] as number) &&
      Math.min(ya, yb) <= (b[o + 3] as number) &&
      Math.max(ya, yb) >= (b[o + 1] as number)
    );
  }
}

/** Distance at which the ray enters the footprint between t0 (roof) and t1 (ground); Infinity if it does not. */
const hitPrism = (ring: Ring, ox: number, oy: number, dx: number, dy: number, t0: number, t1: number): number => {
  const [sx, sy] = [ox + dx * t0, oy + dy * t0];
  let odd = false;
  let best = Infinity;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [x(ring, j), y(ring, j), x(ring, i), y(ring, i)];
    if (by > sy !== ay > sy && sx < ((ax - bx) * (sy - by)) / (ay - by) + bx) odd = !odd;
    const [ex, ey] = [bx - ax, by - ay];
    const cross = dx * ey - dy * ex;
    if (Math.abs(cross) < 1e-9) continue;
    const t = ((ax - ox) * ey - (ay - oy) * ex) / cross;
    const s = ((ax - ox) * dy - (ay - oy) * dx) / cross;
    if (s >= 0 && s <= 1 && t >= t0 && t <= t1) best = Math.min(best, t);
  }
  return odd ? t0 : best;
};
