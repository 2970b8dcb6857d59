/**
 * Light without a shadow pass: two small textures computed once from the heights of buildings and trees. Every lit material reads
 * both, so shadows lie on ground, walls, roofs and cars for the price of two fetches.
 *  A, fine:   R height that the shadow reaches, G soft shadow on the ground
 *  B, coarse: R height of what stands around (occlusion), G street-lamp glow
 * One sweep away from the sun, row by row; neighbours are interpolated, which gives a penumbra that grows with distance.
 */
import { DataTexture, LinearFilter, RGFormat, UnsignedByteType } from "three";
import type { Box2, Ring } from "../geometry/polygon.ts";
import { boxOf, x as rx, y as ry } from "../geometry/polygon.ts";

/** Height in metres that a full byte stands for: steps of 0.6 m. */
export const HEIGHT_SCALE_M = 150;

export type Occluder = { readonly ring: Ring; readonly heightM: number };
export type RoundOccluder = { readonly x: number; readonly y: number; readonly radiusM: number; readonly heightM: number };

export type LightFieldInput = {
  readonly box: Box2;
  readonly buildings: readonly Occluder[];
  readonly trees: readonly RoundOccluder[];
  readonly lamps: readonly (readonly [number, number])[];
  readonly sunAzimuthDeg: number;
  readonly sunElevationDeg: number;
  /** Texels along the longer side of texture A. */
  readonly resolution: number;
};

export type LightField = {
  readonly fine: DataTexture;
  readonly coarse: DataTexture;
  /** minX, minY, width, height in metres. */
  readonly window: readonly [number, number, number, number];
};

/** Coarse texels are 4 x 4 fine ones. */
const COARSE = 4;

export const bakeLightField = (input: LightFieldInput): LightField => {
  const [x0, y0, x1, y1] = input.box;
  const cell = Math.max(x1 - x0, y1 - y0) / input.resolution;
  const columns = Math.ceil((x1 - x0) / cell / COARSE) * COARSE;
  const rows = Math.ceil((y1 - y0) / cell / COARSE) * COARSE;
  const grid: Grid = { x0, y0, cell, columns, rows, height: new Float32Array(columns * rows) };
  for (const b of input.buildings) raster(grid, b.ring, b.heightM);
  for (const t of input.trees) rasterRound(grid, t);
  const shadow = sweep(grid, input.sunAzimuthDeg, input.sunElevationDeg);
  return {
    fine: fineTexture(grid, shadow),
    coarse: coarseTexture(grid, input.lamps),
    window: [x0, y0, columns * cell, rows * cell],
  };
};

type Grid = {
  readonly x0: number;
  readonly y0: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  readonly height: Float32Array;
};

const raster = (grid: Grid, ring: Ring, heightM: number): void => {
  const { x0, y0, cell, columns, rows, height } = grid;
  const box = boxOf(ring);
  const j0 = Math.max(0, Math.floor((box[1] - y0) / cell));
  const j1 = Math.min(rows - 1, Math.ceil((box[3] - y0) / cell));
  const crossings: number[] = [];
  for (let j = j0; j <= j1; j++) {
    const yy = y0 + (j + 0.5) * cell;
    crossings.length = 0;
    for (let i = 0, k = ring.length - 2; i < ring.length; k = i, i += 2) {
      const ya = ry(ring, k);
      const yb = ry(ring, i);
      if (ya > yy !== yb > yy) crossings.push(rx(ring, k) + ((yy - ya) / (yb - ya)) * (rx(ring, i) - rx(ring, k)));
    }
    crossings.sort((a, b) => a - b);
    for (let c = 0; c + 1 < crossings.length; c += 2) {
      const i0 = Math.max(0, Math.ceil(((crossings[c] as number) - x0) / cell - 0.5));
      const i1 = Math.min(columns - 1, Math.floor(((crossings[c + 1] as number) - x0) / cell - 0.5));
      for (let i = i0; i <= i1; i++) {
        const q = j * columns + i;
        if ((height[q] as number) < heightM) height[q] = heightM;
      }
    }
  }
};

const rasterRound = (grid: Grid, tree: RoundOccluder): void => {
  const { x0, y0, cell, columns, rows, height } = grid;
  const r = tree.radiusM / cell;
  const cx = (tree.x - x0) / cell;
  const cy = (tree.y - y0) / cell;
  for (let j = Math.max(0, Math.floor(cy - r)); j <= Math.min(rows - 1, cy + r); j++) {
    for (let i = Math.max(0, Math.floor(cx - r)); i <= Math.min(columns - 1, cx + r); i++) {
      const q = j * columns + i;
      if (Math.hypot(i + 0.5 - cx, j + 0.5 - cy) <= r && (height[q] as number) < tree.heightM) height[q] = tree.heightM;
    }
  }
};

const sweep = (grid: Grid, azimuthDeg: number, elevationDeg: number): Float32Array => {
  const { columns, rows, cell, height } = grid;
  const sunX = Math.sin((azimuthDeg * Math.PI) / 180);
  const sunY = Math.cos((azimuthDeg * Math.PI) / 180);
  const byColumn = Math.abs(sunX) > Math.abs(sunY);
  const du = byColumn ? sunX : sunY;
  const dv = (byColumn ? sunY : sunX) / Math.abs(du);
  const drop = (cell / Math.abs(du)) * Math.tan((elevationDeg * Math.PI) / 180);
  const sign = Math.sign(du);
  const nu = byColumn ? columns : rows;
  const nv = byColumn ? rows : columns;
  const strideU = byColumn ? 1 : columns;
  const strideV = byColumn ? columns : 1;
  const shadow = new Float32Array(height.length);
  const reach = new Float32Array(nv);
  const next = new Float32Array(nv);
  // `reach` holds the height of shadow or object in the row nearer to the sun
  for (let n = 0; n < nu; n++) {
    const u = sign > 0 ? nu - 1 - n : n;
    for (let v = 0; v < nv; v++) {
      const q = u * strideU + v * strideV;
      const vs = v + dv;
      const v0 = Math.floor(vs);
      let s = 0;
      if (n > 0 && v0 >= 0 && v0 < nv - 1) {
        const f = vs - v0;
        s = (reach[v0] as number) * (1 - f) + (reach[v0 + 1] as number) * f - drop;
      }
      if (s > 0) shadow[q] = s;
      next[v] = Math.max(s, height[q] as number);
    }
    reach.set(next);
  }
  return shadow;
};

const fineTexture = (grid: Grid, shadow: Float32Array): DataTexture => {
  const { columns, rows } = grid;
  const soft = new Float32Array(shadow.length);
  for (let i = 0; i < shadow.length; i++) soft[i] = (shadow[i] as number) > 0.35 ? 1 : 0;
  blur(soft, columns, rows, 1, 1);
  const bytes = new Uint8Array(shadow.length * 2);
  for (let i = 0; i < shadow.length; i++) {
    bytes[2 * i] = Math.min(255, ((shadow[i] as number) / HEIGHT_SCALE_M) * 255);
    bytes[2 * i + 1] = (soft[i] as number) * 255;
  }
  return texture(bytes, columns, rows);
};

const coarseTexture = (grid: Grid, lamps: LightFieldInput["lamps"]): DataTexture => {
  const columns = grid.columns / COARSE;
  const rows = grid.rows / COARSE;
  const around = new Float32Array(columns * rows);
  const glow = new Float32Array(columns * rows);
  for (let j = 0; j < grid.rows; j++) {
    for (let i = 0; i < grid.columns; i++) {
      const q = ((j / COARSE) | 0) * columns + ((i / COARSE) | 0);
      around[q] = (around[q] as number) + Math.min(60, grid.height[j * grid.columns + i] as number) / (COARSE * COARSE);
    }
  }
  const size = grid.cell * COARSE;
  for (const [lx, ly] of lamps) {
    const i = Math.round((lx - grid.x0) / size);
    const j = Math.round((ly - grid.y0) / size);
    if (i > 0 && j > 0 && i < columns && j < rows) glow[j * columns + i] = (glow[j * columns + i] as number) + 1;
  }
  blur(around, columns, rows, 2, 2);
  blur(glow, columns, rows, 2, 3);
  const bytes = new Uint8Array(columns * rows * 2);
  for (let i = 0; i < columns * rows; i++) {
    bytes[2 * i] = Math.min(255, ((around[i] as number) / HEIGHT_SCALE_M) * 255);
    bytes[2 * i + 1] = Math.min(255, (glow[i] as number) * 255 * 20);
  }
  return texture(bytes, columns, rows);
};

/** Box blur by running sums, in place. */
const blur = (field: Float32Array, columns: number, rows: number, radius: number, passes: number): void => {
  const other = new Float32Array(field.length);
  for (let p = 0; p < passes; p++) {
    line(field, other, rows, columns, columns, 1, radius);
    line(other, field, columns, rows, 1, columns, radius);
  }
};

const line = (from: Float32Array, to: Float32Array, lines: number, n: number, lineStride: number, stride: number, r: number): void => {
  for (let l = 0; l < lines; l++) {
    const o = l * lineStride;
    let sum = 0;
    for (let i = -r; i <= r; i++) sum += from[o + Math.min(n - 1, Math.max(0, i)) * stride] as number;
    for (let i = 0; i < n; i++) {
      to[o + i * stride] = sum / (2 * r + 1);
      sum += (from[o + Math.min(n - 1, i + r + 1) * stride] as number) - (from[o + Math.max(0, i - r) * stride] as number);
    }
  }
};

const texture = (bytes: Uint8Array<ArrayBuffer>, columns: number, rows: number): DataTexture => {
  const t = new DataTexture(bytes, columns, rows, RGFormat, UnsignedByteType);
  t.minFilter = LinearFilter;
  t.magFilter = LinearFilter;
  t.unpackAlignment = 1;
  t.needsUpdate = true;
  return t;
};
