/** Collects coloured, flat-shaded triangles into one geometry: a few draw calls for the whole city. */
import { BufferAttribute, BufferGeometry } from "three";
import type { Rgb } from "../style.ts";

export type Point3 = readonly [number, number, number];

class Growing<A extends Float32Array | Uint32Array> {
  data: A;
  length = 0;
  readonly #make: (size: number) => A;
  constructor(make: (size: number) => A) {
    this.#make = make;
    this.data = make(4096);
  }
  push3(a: number, b: number, c: number): void {
    this.#room(3);
    this.data[this.length] = a;
    this.data[this.length + 1] = b;
    this.data[this.length + 2] = c;
    this.length += 3;
  }
  push(a: number): void {
    this.#room(1);
    this.data[this.length++] = a;
  }
  taken(): A {
    return this.data.slice(0, this.length) as A;
  }
  #room(n: number): void {
    if (this.length + n <= this.data.length) return;
    const wider = this.#make(this.data.length * 2);
    wider.set(this.data);
    this.data = wider;
  }
}

/** Extra numbers per vertex: `seed` picks the window pattern, `feature` says what was hit (position in a list, for picking). */
export type MesherExtras = { readonly seed?: true; readonly feature?: true };

export class Mesher {
  readonly #position = new Growing((n) => new Float32Array(n));
  readonly #normal = new Growing((n) => new Float32Array(n));
  readonly #colour = new Growing((n) => new Float32Array(n));
  readonly #seed: Growing<Float32Array> | undefined;
  readonly #feature: Growing<Float32Array> | undefined;
  /** Written with every vertex from now on. */
  seed = 0;
  feature = -1;

  constructor(extras: MesherExtras = {}) {
    if (extras.seed) this.#seed = new Growing((n) => new Float32Array(n));
    if (extras.feature) this.#feature = new Growing((n) => new Float32Array(n));
  }

  get triangles(): number {
    return this.#position.length / 9;
  }

  vertex(x: number, y: number, z: number, nx: number, ny: number, nz: number, c: Rgb): void {
    this.#position.push3(x, y, z);
    this.#normal.push3(nx, ny, nz);
    this.#colour.push3(c[0], c[1], c[2]);
    this.#seed?.push(this.seed);
    this.#feature?.push(this.feature);
  }

  triangle(a: Point3, b: Point3, c: Point3, n: Point3, colour: Rgb): void {
    this.vertex(a[0], a[1], a[2], n[0], n[1], n[2], colour);
    this.vertex(b[0], b[1], b[2], n[0], n[1], n[2], colour);
    this.vertex(c[0], c[1], c[2], n[0], n[1], n[2], colour);
  }

  quad(a: Point3, b: Point3, c: Point3, d: Point3, n: Point3, colour: Rgb): void {
    this.triangle(a, b, c, n, colour);
    this.triangle(a, c, d, n, colour);
  }

  /** Flat quad facing up, whichever way round its corners are given (x0, y0 … x3, y3). */
  flat(x0: number, y0: number, x1: number, y1: number, x2: number, y2: number, x3: number, y3: number, z: number, colour: Rgb): void {
    this.flatTriangle(x0, y0, x1, y1, x2, y2, z, colour);
    this.flatTriangle(x0, y0, x2, y2, x3, y3, z, colour);
  }

  flatTriangle(x0: number, y0: number, x1: number, y1: number, x2: number, y2: number, z: number, colour: Rgb): void {
    const up = (x1 - x0) * (y2 - y0) - (y1 - y0) * (x2 - x0) > 0;
    this.vertex(x0, y0, z, 0, 0, 1, colour);
    if (up) this.vertex(x1, y1, z, 0, 0, 1, colour);
    this.vertex(x2, y2, z, 0, 0, 1, colour);
    if (!up) this.vertex(x1, y1, z, 0, 0, 1, colour);
  }

  /** Box on a turned rectangle, without a bottom. */
  box(x: number, y: number, headingRad: number, length: number, width: number, z0: number, z1: number, wall: Rgb, top: Rgb): void {
    const co = Math.cos(headingRad);
    const si = Math.sin(headingRad);
    const a = length / 2;
    const b = width / 2;
    const p = (u: number, v: number, z: number): Point3 => [x + u * co - v * si, y + u * si + v * co, z];
    const n = (u: number, v: number): Point3 => [u * co - v * si, u * si + v * co, 0];
    this.quad(p(-a, -b, z0), p(a, -b, z0), p(a, -b, z1), p(-a, -b, z1), n(0, -1), wall);
    this.quad(p(a, -b, z0), p(a, b, z0), p(a, b, z1), p(a, -b, z1), n(1, 0), wall);
    this.quad(p(a, b, z0), p(-a, b, z0), p(-a, b, z1), p(a, b, z1), n(0, 1), wall);
    this.quad(p(-a, b, z0), p(-a, -b, z0), p(-a, -b, z1), p(-a, b, z1), n(-1, 0), wall);
    this.quad(p(-a, -b, z1), p(a, -b, z1), p(a, b, z1), p(-a, b, z1), [0, 0, 1], top);
  }

  geometry(): BufferGeometry {
    const g = new BufferGeometry();
    g.setAttribute("position", new BufferAttribute(this.#position.taken(), 3));
    g.setAttribute("normal", new BufferAttribute(this.#normal.taken(), 3));
    g.setAttribute("color", new BufferAttribute(this.#colour.taken(), 3));
    if (this.#seed) g.setAttribute("seed", new BufferAttribute(this.#seed.taken(), 1));
    if (this.#feature) g.setAttribute("feature", new BufferAttribute(this.#feature.taken(), 1));
    return g;
  }
}
