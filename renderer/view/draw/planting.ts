/** Trees: those of the city, rows along wide pavements, groves in parks; always the same ones. Street lamps for the dusk theme. */
import {
  BufferGeometry,
  Color,
  Float32BufferAttribute,
  IcosahedronGeometry,
  InstancedMesh,
  type Material,
  Matrix4,
  Quaternion,
  Vector3,
} from "three";
import type { City } from "../../../sim-core/model/city.ts";
import { chunkKey } from "../geometry/chunks.ts";
import { boxOf, distanceToEdge, inside, metres, type Ring, signedArea } from "../geometry/polygon.ts";
import { cut, lineOf, offsetLine, placeAt } from "../geometry/polyline.ts";
import { CLASS_RANK, type RoadGraph } from "../geometry/road-graph.ts";
import { chance, hashOf } from "../geometry/scatter.ts";
import { at, type Style } from "../style.ts";

export type Tree = { readonly x: number; readonly y: number; readonly heightM: number; readonly hash: number };

const STREET_TREE_EVERY_M = 16;
const LAMP_EVERY_M = 38;

export const plantTrees = (city: City, graph: RoadGraph): readonly Tree[] => {
  const trees: Tree[] = [];
  const blocked = obstacles(city, graph);
  const plant = (x: number, y: number, heightM: number, hash: number): void => {
    if (!blocked(x, y)) trees.push({ x, y, heightM, hash });
  };
  for (const a of city.assets) {
    if (a.kind !== "tree") continue;
    const hash = hashOf(a.id);
    trees.push({
      x: a.xyMm[0] / 1000,
      y: a.xyMm[1] / 1000,
      heightM: (a.attributes["heightMm"] ?? 5000 + 2500 * chance(hash, 0)) / 1000,
      hash,
    });
  }
  // a city that lists its trees needs no others
  if (trees.length > 0) return trees;
  for (const l of graph.links) {
    if (CLASS_RANK[l.link.roadClass] < 2 || CLASS_RANK[l.link.roadClass] > 3 || l.link.bridge || l.link.tunnel) continue;
    const from = l.beginM + 3;
    const to = l.line.lengthM - l.stopM - 3;
    if (to - from < 20) continue;
    const row = lineOf(offsetLine(cut(l.line, from, to), l.widthM + 1.3));
    const hash = hashOf(l.link.id);
    for (let s = 4, k = 0; s < row.lengthM - 3; s += STREET_TREE_EVERY_M, k++) {
      if (chance(hash, 3 * k) < 0.1) continue;
      const p = placeAt(row, s + (chance(hash, 3 * k + 1) - 0.5) * 2);
      plant(p.x, p.y, 4.4 + 1.8 * chance(hash, 3 * k + 2), hash + k);
    }
  }
  for (const area of city.areas) {
    const density = area.kind === "park" ? 1 / 190 : area.kind === "lawn" ? 1 / 420 : area.kind === "bank" ? 1 / 900 : 0;
    if (density > 0) grove(metres(area.ringMm), (area.holesMm ?? []).map(metres), density, hashOf(area.id), plant);
  }
  return trees;
};

/** One tree in five is drawn from afar in the reduced mode. */
const isSample = (t: Tree): boolean => t.hash % 5 === 0;

const grove = (
  ring: Ring,
  holes: readonly Ring[],
  density: number,
  hash: number,
  plant: (x: number, y: number, heightM: number, hash: number) => void,
): void => {
  const box = boxOf(ring);
  const n = Math.min(900, Math.round(Math.abs(signedArea(ring)) * density));
  for (let k = 0, tries = 0; k < n && tries < n * 6; tries++) {
    const px = box[0] + (box[2] - box[0]) * chance(hash, 4 * tries);
    const py = box[1] + (box[3] - box[1]) * chance(hash, 4 * tries + 1);
    if (!inside(ring, px, py) || holes.some((h) => inside(h, px, py)) || distanceToEdge(ring, px, py) < 3) continue;
    k++;
    plant(px, py, 4 + 4 * chance(hash, 4 * tries + 2), hash + tries);
  }
};

/** True on roads, houses, paths, water and car parks: a coarse grid of 4 m cells. */
const obstacles = (city: City, graph: RoadGraph): ((x: number, y: number) => boolean) => {
  const cell = 4;
  const x0 = city.boundsMm[0] / 1000;
  const y0 = city.boundsMm[1] / 1000;
  const columns = Math.ceil((city.boundsMm[2] / 1000 - x0) / cell) + 1;
  const rows = Math.ceil((city.boundsMm[3] / 1000 - y0) / cell) + 1;
  const taken = new Uint8Array(columns * rows);
  const mark = (x: number, y: number): void => {
    const i = Math.floor((x - x0) / cell);
    const j = Math.floor((y - y0) / cell);
    if (i >= 0 && j >= 0 && i < columns && j < rows) taken[j * columns + i] = 1;
  };
  const fill = (ring: Ring, margin: number): void => {
    const b = boxOf(ring);
    for (let y = b[1] - margin; y <= b[3] + margin; y += cell) {
      for (let x = b[0] - margin; x <= b[2] + margin; x += cell) {
        if (inside(ring, x, y) || (margin > 0 && distanceToEdge(ring, x, y) < margin)) mark(x, y);
      }
    }
  };
  for (const l of graph.links) {
    for (let s = 0; s <= l.line.lengthM; s += cell) {
      const p = placeAt(l.line, s);
      for (let o = 0; o < l.widthM - 0.5; o += cell / 2) mark(p.x + Math.sin(p.headingRad) * o, p.y - Math.cos(p.headingRad) * o);
    }
  }
  for (const b of city.buildings) fill(metres(b.ringMm), 1);
  for (const a of city.areas) if (["car-park", "path", "plaza", "school-yard"].includes(a.kind)) fill(metres(a.ringMm), 0);
  for (const a of city.water) fill(metres(a.ringMm), 2);
  return (x, y) => {
    const i = Math.floor((x - x0) / cell);
    const j = Math.floor((y - y0) / cell);
    return i >= 0 && j >= 0 && i < columns && j < rows && taken[j * columns + i] === 1;
  };
};

/** Indices of the upper half of a coarse crown: what is left of it from afar. */
const CROWN_TOP = 18;

/** Twelve faces round eight corners, lit smoothly: the cheapest crown that still looks round. The upper six come first. */
const coarseCrown = (): BufferGeometry => {
  const g = new BufferGeometry();
  const corners = [0, 0, 1.1, 0, 0, -1];
  const upper: number[] = [];
  const lower: number[] = [];
  for (let k = 0; k < 6; k++) {
    corners.push(Math.cos((k * Math.PI) / 3), Math.sin((k * Math.PI) / 3), k % 2 ? 0.15 : -0.15);
    const [a, b] = [2 + k, 2 + ((k + 1) % 6)];
    upper.push(a, b, 0);
    lower.push(b, a, 1);
  }
  g.setAttribute("position", new Float32BufferAttribute(corners, 3));
  g.setAttribute("normal", new Float32BufferAttribute(corners, 3));
  g.setIndex([...upper, ...lower]);
  return g;
};

/** Trees of one square of the city. */
export type Grove = {
  readonly mesh: InstancedMesh;
  /** Every tree with its whole crown, or one in five with the upper half. */
  seenFromNear(isNear: boolean): void;
};

export const makeGroves = (trees: readonly Tree[], material: Material, style: Style, coarse: boolean): readonly Grove[] => {
  const squares = new Map<string, Tree[]>();
  for (const tree of trees) {
    const key = chunkKey(tree.x, tree.y);
    const list = squares.get(key);
    if (list) list.push(tree);
    else squares.set(key, [tree]);
  }
  return [...squares.values()].map((list) => {
    const few = list.filter(isSample);
    const mesh = treeMesh([...few, ...list.filter((t) => !isSample(t))], material, style, coarse);
    return {
      mesh,
      seenFromNear: (isNear) => {
        mesh.count = isNear ? list.length : few.length;
        mesh.visible = mesh.count > 0;
        mesh.geometry.setDrawRange(0, isNear ? Infinity : CROWN_TOP);
      },
    };
  });
};

/** Squashed crowns, tinted per tree. */
const treeMesh = (trees: readonly Tree[], material: Material, style: Style, coarse: boolean): InstancedMesh => {
  const crown = coarse ? coarseCrown() : new IcosahedronGeometry(1, 0);
  const position = crown.getAttribute("position");
  const shade = new Float32Array(position.count * 3);
  for (let i = 0; i < position.count; i++)
    shade.fill(0.8 + 0.24 * Math.min(1, Math.max(0, (position.getZ(i) + 1) / 2.2)), 3 * i, 3 * i + 3);
  crown.setAttribute("color", new Float32BufferAttribute(shade, 3));
  const mesh = new InstancedMesh(crown, material, trees.length);
  const matrix = new Matrix4();
  const turn = new Quaternion();
  const up = new Vector3(0, 0, 1);
  const colour = new Color();
  for (const [i, t] of trees.entries()) {
    const wide = coarse ? 0.46 : 0.42;
    turn.setFromAxisAngle(up, chance(t.hash, 20) * 6.28);
    matrix.compose(
      new Vector3(t.x, t.y, t.heightM * 0.62),
      turn,
      new Vector3(t.heightM * wide * (0.9 + 0.2 * chance(t.hash, 21)), t.heightM * wide, t.heightM * 0.52),
    );
    mesh.setMatrixAt(i, matrix);
    colour.set(at(style.trees, chance(t.hash, 22)));
    mesh.setColorAt(i, colour);
  }
  mesh.computeBoundingSphere(); // of all of them, not of those that happen to be drawn first
  return mesh;
};

/** Along both kerbs of arterials, staggered. */
export const lampPlaces = (graph: RoadGraph): readonly (readonly [number, number])[] => {
  const lamps: (readonly [number, number])[] = [];
  for (const l of graph.links) {
    if (CLASS_RANK[l.link.roadClass] < 2) continue;
    for (let s = LAMP_EVERY_M / 2; s < l.line.lengthM; s += LAMP_EVERY_M) {
      const p = placeAt(l.line, s);
      const o = l.widthM + 1;
      lamps.push([p.x + Math.sin(p.headingRad) * o, p.y - Math.cos(p.headingRad) * o]);
    }
  }
  return lamps;
};
