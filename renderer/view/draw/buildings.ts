/**
 * Buildings: extruded footprints with parapets, stair towers and the green-painted roofs of villa quarters. Merged by tiles of 400 m,
 * so that what is out of the picture costs nothing; walls sorted by the way they face, so that backs of houses are not even sent.
 */
import type { Building, BuildingUse, City } from "../../../sim-core/model/city.ts";
import { Mesher, type Point3 } from "../geometry/mesher.ts";
import { inset, metres, type Ring, signedArea, triangulate, turnedBox, x, y } from "../geometry/polygon.ts";
import { chance, hashOf } from "../geometry/scatter.ts";
import { at, mixed, type Rgb, rgb, type Style, varied } from "../style.ts";
import type { Occluder } from "./light-field.ts";
import { narrowGaps, type StandingRing } from "./narrow-gaps.ts";
import { type BuildingTile, noSides, sideFacing } from "./tile-mesh.ts";

const TILE_M = 400;
export type BuiltBuildings = { readonly tiles: readonly BuildingTile[]; readonly occluders: readonly Occluder[] };

/** Window patterns of the lit material, thousands of the seed. */
const PATTERN: Readonly<Record<"house" | "band" | "slab", number>> = { house: 0, band: 1000, slab: 2000 };

const patternOf = (use: BuildingUse): number =>
  use === "apartment" ? PATTERN.slab : ["shop", "office", "tower", "hospital", "public"].includes(use) ? PATTERN.band : PATTERN.house;

export const buildBuildings = (city: City, style: Style, coarse: boolean): BuiltBuildings => {
  const tiles = new Map<string, BuildingTile>();
  const occluders: Occluder[] = [];
  const rings = city.buildings.map((b) => ({ ring: metres(b.ringMm), heightM: b.heightMm / 1000 }));
  const isGap = narrowGaps(rings);
  for (const [i, b] of city.buildings.entries()) {
    const { ring } = rings[i] as StandingRing;
    if (ring.length < 6) continue;
    const key = `${Math.floor(x(ring, 0) / TILE_M)},${Math.floor(y(ring, 0) / TILE_M)}`;
    let tile = tiles.get(key);
    if (!tile) {
      tile = { walls: noSides(), gaps: noSides(), roofs: new Mesher({ seed: true }) };
      tiles.set(key, tile);
    }
    drawBuilding(tile, occluders, b, ring, style, coarse, (from, to) => isGap(i, from, to));
  }
  return { tiles: [...tiles.values()], occluders };
};

const drawBuilding = (
  tile: BuildingTile,
  occluders: Occluder[],
  b: Building,
  ring: Ring,
  style: Style,
  coarse: boolean,
  isGap: (from: number, to: number) => boolean,
): void => {
  const hash = hashOf(b.id);
  const h = b.heightMm / 1000;
  const wall = wallOf(b, hash, style);
  const roof = roofOf(b, hash, style);
  const rim = mixed(wall, roof, 0.35);
  const mesher = tile.roofs;
  walls(tile, isGap, Math.floor(chance(hash, 0) * 900) + 1 + patternOf(b.use), ring, h, wall);
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

const walls = (
  tile: BuildingTile,
  isGap: (from: number, to: number) => boolean,
  seed: number,
  ring: Ring,
  h: number,
  colour: Rgb,
): void => {
  const turn = signedArea(ring) > 0 ? 1 : -1;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const from = turn > 0 ? j : i;
    const to = turn > 0 ? i : j;
    const [ax, ay, bx, by] = [x(ring, from), y(ring, from), x(ring, to), y(ring, to)];
    const l = Math.hypot(bx - ax, by - ay);
    if (l < 0.05) continue;
    const n: Point3 = [(by - ay) / l, -(bx - ax) / l, 0];
    const sides = isGap(from, to) ? tile.gaps : tile.walls;
    const side = sideFacing(sides, n[0], n[1]);
    side.mesher.seed = seed;
    side.mesher.quad([ax, ay, 0], [bx, by, 0], [bx, by, h], [ax, ay, h], n, colour);
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
