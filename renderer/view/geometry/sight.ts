/**
 * What a camera sees, as a ring on the ground: its cone up to its range or to the first wall, whichever is nearer. Walls count whatever
 * their height, as in the simulation (sim-core/model/camera-sight.ts), which alone decides who is seen.
 */
import { DEFAULT_FOV_MRAD, DEFAULT_RANGE_MM } from "../../../sim-core/model/camera-sight.ts";
import type { Asset, City } from "../../../sim-core/model/city.ts";
import { type Box2, boxOf, inside, metres, type Ring, x, y } from "./polygon.ts";

type Wall = { readonly ring: Ring; readonly box: Box2 };

/** One ray every so many degrees: an edge of a house stands out by less than 3 m at 80 m. */
const RAY_DEG = 2;

export type Sights = {
  /** x0, y0, x1, y1 … from the camera and round; `headingRad` where it is turned. */
  readonly of: (camera: Asset, headingRad?: number) => readonly number[];
};

export const makeSights = (city: City): Sights => {
  let walls: readonly Wall[] | undefined;
  const known = new Map<string, readonly number[]>();
  const build = (camera: Asset, headingRad: number | undefined): readonly number[] => {
    walls ??= city.buildings.map(({ ringMm }) => {
      const ring = metres(ringMm);
      return { ring, box: boxOf(ring) };
    });
    return ringOf(camera, headingRad, walls);
  };
  return {
    of: (camera, headingRad) => {
      if (headingRad !== undefined) return build(camera, headingRad);
      const found = known.get(camera.id) ?? build(camera, undefined);
      known.set(camera.id, found);
      return found;
    },
  };
};

const ringOf = ({ xyMm, attributes }: Asset, turnedRad: number | undefined, walls: readonly Wall[]): readonly number[] => {
  const [cx, cy] = [xyMm[0] / 1000, xyMm[1] / 1000];
  const rangeM = (attributes["rangeMm"] ?? DEFAULT_RANGE_MM) / 1000;
  const fieldRad = Math.min(2 * Math.PI, (attributes["fovMrad"] ?? DEFAULT_FOV_MRAD) / 1000);
  const headingRad = turnedRad ?? (attributes["headingMrad"] ?? 0) / 1000;
  const near = walls.filter(
    ({ ring, box: [minX, minY, maxX, maxY] }) =>
      minX < cx + rangeM && maxX > cx - rangeM && minY < cy + rangeM && maxY > cy - rangeM && !inside(ring, cx, cy),
  );
  const rays = Math.max(2, Math.ceil((fieldRad * 180) / Math.PI / RAY_DEG));
  const out: number[] = fieldRad < 6.2 ? [cx, cy] : [];
  for (let i = 0; i <= rays; i++) {
    const a = headingRad - fieldRad / 2 + (fieldRad * i) / rays;
    const [dx, dy] = [Math.cos(a), Math.sin(a)];
    const reachM = near.reduce((best, { ring }) => nearestHit(ring, cx, cy, dx, dy, best), rangeM);
    out.push(cx + dx * reachM, cy + dy * reachM);
  }
  return out;
};

/** Distance along a ray of unit direction to the ring's edge, `best` where there is none nearer. */
const nearestHit = (ring: Ring, ox: number, oy: number, dx: number, dy: number, best: number): number => {
  let nearest = best;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay] = [x(ring, j) - ox, y(ring, j) - oy];
    const [ex, ey] = [x(ring, i) - x(ring, j), y(ring, i) - y(ring, j)];
    const turn = dx * ey - dy * ex;
    if (Math.abs(turn) < 1e-9) continue;
    const along = (ax * ey - ay * ex) / turn;
    const onEdge = (ax * dy - ay * dx) / turn;
    if (along > 0 && along < nearest && onEdge >= 0 && onEdge <= 1) nearest = along;
  }
  return nearest;
};
