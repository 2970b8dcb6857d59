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

/** Extra number per vertex: `seed` picks the window pattern. */
export type MesherExtras = { readonly seed?: true };

export class Mesher {
  readonly #position = new Growing((n) => new Float32Array(n));
  readonly #normal = new Growing((n) => new Float32Array(n));
  readonly #colour = new Growing((n) => new Float32Array(n));
  readonly #index = new Growing((n) => new Uint32Array(n));
  readonly #seed: Growing<Float32Array> | undefined;
  /** Corners taken from another mesher: theirs to ours. */
  readonly #copies = new Map<number, number>();
  /** Written with every vertex from now on. */
  seed = 0;

  constructor(extras: MesherExtras = {}) {
    if (extras.seed) this.#seed = new Growing((n) => new Float32Array(n));
  }

  get triangles(): number {
    return this.#index.length / 3;
  }

  /** A corner of the next triangle, in order. */
  vertex(x: number, y: number, z: number, nx: number, ny: number, nz: number, c: Rgb): void {
    this.#index.push(this.#position.length / 3);
    this.#corner(x, y, z, nx, ny, nz, c);
  }

  #corner(x: number, y: number, z: number, nx: number, ny: number, nz: number, c: Rgb): void {
    this.#position.push3(x, y, z);
    this.#normal.push3(nx, ny, nz);
    this.#colour.push3(c[0], c[1], c[2]);
    this.#seed?.push(this.seed);
  }

  triangle(a: Point3, b: Point3, c: Point3, n: Point3, colour: Rgb): void {
    this.vertex(a[0], a[1], a[2], n[0], n[1], n[2], colour);
    this.vertex(b[0], b[1], b[2], n[0], n[1], n[2], colour);
    this.vertex(c[0], c[1], c[2], n[0], n[1], n[2], colour);
  }

  /** Four corners, two triangles: software graphics pay by the corner. */
  quad(a: Point3, b: Point3, c: Point3, d: Point3, n: Point3, colour: Rgb): void {
    const first = this.#position.length / 3;
    this.#corner(a[0], a[1], a[2], n[0], n[1], n[2], colour);
    this.#corner(b[0], b[1], b[2], n[0], n[1], n[2], colour);
    this.#corner(c[0], c[1], c[2], n[0], n[1], n[2], colour);
    this.#corner(d[0], d[1], d[2], n[0], n[1], n[2], colour);
    this.#index.push3(first, first + 1, first + 2);
    this.#index.push3(first, first + 2, first + 3);
  }

  /** Flat quad facing up, whichever way round its corners are given (x0, y0 … x3, y3). */
  flat(x0: number, y0: number, x1: number, y1: number, x2: number, y2: number, x3: number, y3: number, z: number, colour: Rgb): void {
    const up = (x2 - x0) * (y3 - y1) - (y2 - y0) * (x3 - x1) > 0;
    const first = this.#position.length / 3;
    this.#corner(x0, y0, z, 0, 0, 1, colour);
    this.#corner(x1, y1, z, 0, 0, 1, colour);
    this.#corner(x2, y2, z, 0, 0, 1, colour);
    this.#corner(x3, y3, z, 0, 0, 1, colour);
    this.#index.push3(first, up ? first + 1 : first + 2, up ? first + 2 : first + 1);
    this.#index.push3(first, up ? first + 2 : first + 3, up ? first + 3 : first + 2);
  }

  /** Flat polygon facing up: the ring's corners once, `corners` three per triangle. */
  flatRing(ring: readonly number[], corners: readonly number[], z: number, colour: Rgb): void {
    const first = this.#position.length / 3;
    for (let i = 0; i < ring.length; i += 2) this.#corner(ring[i] as number, ring[i + 1] as number, z, 0, 0, 1, colour);
    for (let i = 0; i < corners.length; i += 3) {
      const [a, b, c] = [corners[i] as number, corners[i + 1] as number, corners[i + 2] as number];
      const [ax, ay] = [ring[2 * a] as number, ring[2 * a + 1] as number];
      const up =
        ((ring[2 * b] as number) - ax) * ((ring[2 * c + 1] as number) - ay) >
        ((ring[2 * b + 1] as number) - ay) * ((ring[2 * c] as number) - ax);
      this.#index.push3(first + a, first + (up ? b : c), first + (up ? c : b));
    }
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

  /** A flat triangle out of another mesher's parts; neighbours in a row share their corners here as they did there. */
  copyTriangle(corners: Uint32Array, position: Float32Array, colour: Float32Array): void {
    const copied = [0, 0, 0];
    for (let k = 0; k < 3; k++) {
      const from = corners[k] as number;
      let to = this.#copies.get(from);
      if (to === undefined) {
        to = this.#position.length / 3;
        this.#copies.set(from, to);
        const [a, b] = [3 * from, 3 * from + 1];
        this.#position.push3(position[a] as number, position[b] as number, position[b + 1] as number);
        this.#normal.push3(0, 0, 1);
        this.#colour.push3(colour[a] as number, colour[b] as number, colour[b + 1] as number);
      }
      copied[k] = to;
    }
    this.#index.push3(copied[0] as number, copied[1] as number, copied[2] as number);
  }

  geometry(): BufferGeometry {
    return joined([this]).geometry;
  }

  /** Numbers per corner and indices, as they are. */
  parts(): {
    readonly position: Float32Array;
    readonly normal: Float32Array;
    readonly colour: Float32Array;
    readonly seed: Float32Array | undefined;
    readonly index: Uint32Array;
  } {
    return {
      position: this.#position.taken(),
      normal: this.#normal.taken(),
      colour: this.#colour.taken(),
      seed: this.#seed?.taken(),
      index: this.#index.taken(),
    };
  }
}

/** Several meshers in one geometry, one after the other; `starts` = first index of each and, at the end, the number of indices. */
export const joined = (
  meshers: readonly Mesher[],
  rounds = 1,
): { readonly geometry: BufferGeometry; readonly starts: readonly number[] } => {
  const parts = meshers.map((m) => m.parts());
  const corners = parts.reduce((sum, p) => sum + p.position.length / 3, 0);
  const indices = parts.reduce((sum, p) => sum + p.index.length, 0);
  const position = new Float32Array(corners * 3);
  const normal = new Int8Array(corners * 3);
  const colour = new Float32Array(corners * 3);
  const seed = parts[0]?.seed ? new Float32Array(corners) : undefined;
  const index = new Uint32Array(indices * rounds);
  const starts: number[] = [];
  let [corner, at] = [0, 0];
  for (const p of parts) {
    position.set(p.position, corner * 3);
    for (let i = 0; i < p.normal.length; i++) normal[corner * 3 + i] = Math.round((p.normal[i] as number) * 127);
    colour.set(p.colour, corner * 3);
    if (p.seed) seed?.set(p.seed, corner);
    starts.push(at);
    for (let i = 0; i < p.index.length; i++) index[at + i] = (p.index[i] as number) + corner;
    at += p.index.length;
    corner += p.position.length / 3;
  }
  for (let r = 1; r < rounds; r++) index.copyWithin(r * indices, 0, indices);
  starts.push(indices);
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(position, 3));
  geometry.setAttribute("normal", new BufferAttribute(normal, 3, true));
  geometry.setAttribute("color", new BufferAttribute(colour, 3));
  if (seed) geometry.setAttribute("seed", new BufferAttribute(seed, 1));
  geometry.setIndex(new BufferAttribute(index, 1));
  return { geometry, starts };
};
