/**
 * Buildings: extruded footprints with parapets, stair towers and the green-painted roofs of villa quarters. Merged by tiles of 400 m,
 * so that what is out of the picture costs nothing; walls sorted by the way they face, so that backs of houses are not even sent.
 */

import { Box3, type Material, Mesh } from "three";
import type { Building, BuildingUse, City } from "../../../sim-core/model/city.ts";
import { joined, Mesher, type Point3 } from "../geometry/mesher.ts";
import { boxOf, inset, metres, type Ring, signedArea, triangulate, turnedBox, x, y } from "../geometry/polygon.ts";
import { chance, hashOf } from "../geometry/scatter.ts";
import { at, mixed, type Rgb, rgb, type Style, varied } from "../style.ts";
import type { Occluder } from "./light-field.ts";

const TILE_M = 400;
/** Ways a wall can face. */
const SIDES = 8;

export type BuildingTile = { readonly walls: readonly Mesher[]; readonly roofs: Mesher };
export type BuiltBuildings = { readonly tiles: readonly BuildingTile[]; readonly occluders: readonly Occluder[] };

/** Window patterns of the lit material, thousands of the seed. */
const PATTERN: Readonly<Record<"house" | "band" | "slab", number>> = { house: 0, band: 1000, slab: 2000 };

const patternOf = (use: BuildingUse): number =>
  use === "apartment" ? PATTERN.slab : ["shop", "office", "tower", "hospital", "public"].includes(use) ? PATTERN.band : PATTERN.house;

export const buildBuildings = (city: City, style: Style, coarse: boolean): BuiltBuildings => {
  const tiles = new Map<string, BuildingTile>();
  const occluders: Occluder[] = [];
  const make = (): Mesher => new Mesher({ seed: true });
  for (const b of city.buildings) {
    const ring = metres(b.ringMm);
    if (ring.length < 6) continue;
    const key = `${Math.floor(x(ring, 0) / TILE_M)},${Math.floor(y(ring, 0) / TILE_M)}`;
    let tile = tiles.get(key);
    if (!tile) {
      tile = { walls: Array.from({ length: SIDES }, make), roofs: make() };
      tiles.set(key, tile);
    }
    drawBuilding(tile, occluders, b, ring, style, coarse);
  }
  return { tiles: [...tiles.values()], occluders };
};

/** A tile as meshes. Indices of the walls stand twice in a row, so that any run of neighbouring sides is one range. */
export class TileMesh {
  readonly walls: Mesh;
  readonly roofs: Mesh;
  readonly #starts: readonly number[];
  readonly #box: Box3;

  set material(material: Material) {
    this.walls.material = material;
  }

  constructor(tile: BuildingTile, material: Material) {
    const { geometry, starts } = joined(tile.walls, 2);
    this.#starts = starts;
    this.walls = new Mesh(geometry, material);
    this.roofs = new Mesh(tile.roofs.geometry(), material);
    geometry.computeBoundingBox();
    this.#box = geometry.boundingBox ?? new Box3();
  }

  /** Draws only the walls that some point of the tile can turn to a camera at this place. */
  seenFrom(cameraX: number, cameraY: number): void {
    const { min, max } = this.#box;
    const total = this.#starts[SIDES] as number;
    const { geometry } = this.walls;
    const [mx, my] = [(min.x + max.x) / 2 - cameraX, (min.y + max.y) / 2 - cameraY];
    const away = Math.hypot(mx, my);
    const radius = Math.hypot(max.x - min.x, max.y - min.y) / 2;
    if (away <= radius * 1.05) {
      geometry.setDrawRange(0, total);
      return;
    }
    // side k faces k x 45 degrees counter-clockwise from east, give or take 22.5; a wall shows its face up to 90 degrees off
    const towards = (Math.atan2(-my, -mx) / Math.PI) * 4;
    const reach = 2 + 0.5 + (Math.asin(radius / away) / Math.PI) * 4;
    const first = Math.ceil(towards - reach);
    const count = Math.floor(towards + reach) - first + 1;
    if (count >= SIDES) {
      geometry.setDrawRange(0, total);
      return;
    }
    const from = ((first % SIDES) + SIDES) % SIDES;
    const at = (k: number): number => (this.#starts[k % SIDES] as number) + (k >= SIDES ? total : 0);
    geometry.setDrawRange(at(from), at(from + count) - at(from));
  }
}

const drawBuilding = (tile: BuildingTile, occluders: Occluder[], b: Building, ring: Ring, style: Style, coarse: boolean): void => {
  const hash = hashOf(b.id);
  const h = b.heightMm / 1000;
  const wall = wallOf(b, hash, style);
  const roof = roofOf(b, hash, style);
  const rim = mixed(wall, roof, 0.35);
  const mesher = tile.roofs;
  walls(tile.walls, Math.floor(chance(hash, 0) * 900) + 1 + patternOf(b.use), ring, h, wall);
  occluders.push({ ring, heightM: h });
  const inner = coarse ? undefined : inset(ring, 0.9);
  if (coarse) {
    roofPlane(mesher, ring, h, mixed(rim, roof, 0.5));
    return;
  }
  roofPlane(mesher, ring, h, rim);
  if (inner) roofPlane(mesher, inner, h + 0.05, roof);
  roofDetails(mesher, occluders, b, ring, hash, h, wall, roof, style);
};

const walls = (sides: readonly Mesher[], seed: number, ring: Ring, h: number, colour: Rgb): void => {
  const turn = signedArea(ring) > 0 ? 1 : -1;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const from = turn > 0 ? j : i;
    const to = turn > 0 ? i : j;
    const [ax, ay, bx, by] = [x(ring, from), y(ring, from), x(ring, to), y(ring, to)];
    const l = Math.hypot(bx - ax, by - ay);
    if (l < 0.05) continue;
    const n: Point3 = [(by - ay) / l, -(bx - ax) / l, 0];
    const side = (Math.round((Math.atan2(n[1], n[0]) / (2 * Math.PI)) * SIDES) + SIDES) % SIDES;
    const mesher = sides[side] as Mesher;
    mesher.seed = seed;
    mesher.quad([ax, ay, 0], [bx, by, 0], [bx, by, h], [ax, ay, h], n, colour);
  }
};

const roofPlane = (mesher: Mesher, ring: Ring, z: number, colour: Rgb): void =>
  mesher.flatRing(ring, ring.length === 8 ? QUAD : triangulate(ring), z, colour);
const QUAD: readonly number[] = [0, 1, 2, 0, 2, 3];

const wallOf = (b: Building, hash: number, style: Style): Rgb => {
  if (b.use === "fire-station") return rgb(style.wallStation);
  const list = b.use === "apartment" ? style.wallsApartment : patternOf(b.use) === PATTERN.band ? style.wallsCommercial : style.walls;
  return varied(rgb(at(list, chance(hash, 1))), style.dark ? 0.02 : 0.025, chance(hash, 2));
};

/** A third of the villa roofs are painted green (urethane waterproofing): what makes it Korea from above. */
const roofOf = (b: Building, hash: number, style: Style): Rgb => {
  if (b.use === "fire-station") return rgb(style.roofStation);
  const g = chance(hash, 3);
  const green = b.use === "villa" ? 0.36 : b.use === "school" ? 0.8 : b.use === "shop" ? 0.16 : 0;
  if (g < green) return varied(rgb(at(style.roofsGreen, chance(hash, 4))), 0.02, chance(hash, 5));
  if (b.use === "villa" && g < green + 0.06) return rgb(style.roofBrick);
  return varied(rgb(at(style.roofs, chance(hash, 4))), 0.02, chance(hash, 5));
};

const roofDetails = (
  mesher: Mesher,
  occluders: Occluder[],
  b: Building,
  ring: Ring,
  hash: number,
  h: number,
  wall: Rgb,
  roof: Rgb,
  style: Style,
): void => {
  const box = turnedBox(ring);
  if (box.length < 9 || box.width < 7) return;
  const co = Math.cos(box.headingRad);
  const si = Math.sin(box.headingRad);
  const place = (u: number, v: number): readonly [number, number] => [box.x + u * co - v * si, box.y + u * si + v * co];
  const add = (u: number, v: number, length: number, width: number, rise: number, side: Rgb, top: Rgb): void => {
    const [px, py] = place(u, v);
    mesher.box(px, py, box.headingRad, length, width, h, h + rise, side, top);
  };
  // an L-shaped footprint fills little of its box: details in the middle would float
  const compact = Math.abs(signedArea(ring)) > 0.72 * box.length * box.width;
  if (!compact) return;
  if (b.use === "apartment") {
    const cores = Math.max(1, Math.round(box.length / 30));
    for (let i = 0; i < cores; i++) add(((i + 0.5) / cores - 0.5) * box.length, 0, 6, Math.min(6, box.width * 0.5), 4, wall, roof);
    return;
  }
  if (b.use === "fire-station") {
    add(-box.length * 0.36, 0, 5.5, 5.5, 11, wall, roof); // hose tower
    return;
  }
  if (b.use === "hospital") {
    const c = rgb(style.cross);
    const [px, py] = place(0, 0);
    mesher.box(px, py, box.headingRad, 13, 4.4, h, h + 0.5, c, c);
    mesher.box(px, py, box.headingRad, 4.4, 13, h, h + 0.55, c, c);
    return;
  }
  if (b.storeys > 16) {
    const rise = 8 + chance(hash, 6) * 10;
    add(0, 0, box.length * 0.6, box.width * 0.6, rise, wall, roof);
    const inner = inset(ring, box.width * 0.2);
    if (inner) occluders.push({ ring: inner, heightM: h + rise });
    return;
  }
  const small = b.use === "villa" || box.length < 14;
  const u = (chance(hash, 7) - 0.5) * 0.44 * box.length;
  const v = (chance(hash, 8) - 0.5) * 0.3 * box.width;
  add(u, v, small ? 3.4 : 6, Math.min(small ? 3 : 5, box.width * 0.5), small ? 2.4 : 3.4, wall, roof);
  if (small && chance(hash, 9) < 0.35) {
    const tank = rgb(at(style.tank, chance(hash, 10)));
    const away = u > 0 ? -1 : 1;
    add(away * box.length * 0.28, -v, 1.6, 1.6, 1.5, tank, tank);
  }
};

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
