/**
 * Walls that look onto a neighbour two or three steps away: in a quarter of villas every third one. From a kilometre up nobody sees
 * them, so the reduced mode leaves them out when the camera is far.
 */
import { boxOf, inside, type Ring, x, y } from "../geometry/polygon.ts";

/** A gap narrower than this shows two metres of wall from the usual pitch: two pixels from where it is left out. */
const GAP_M = 3;
/** The neighbour must stand about as high, or the wall shows above it. */
const HIGH_P = 0.75;
/** Where along the wall is looked. */
const PROBES: readonly number[] = [0.2, 0.5, 0.8];
const CELL_M = 16;

export type StandingRing = { readonly ring: Ring; readonly heightM: number };

/** Answers for a wall of house `own`, from one corner to another with the outside on its right, whether it looks onto a neighbour. */
export const narrowGaps = (houses: readonly StandingRing[]) => {
  const cells = new Map<string, number[]>();
  const key = (cx: number, cy: number): string => `${cx},${cy}`;
  for (const [i, { ring }] of houses.entries()) {
    const box = boxOf(ring);
    for (let cx = Math.floor(box[0] / CELL_M); cx <= Math.floor(box[2] / CELL_M); cx++) {
      for (let cy = Math.floor(box[1] / CELL_M); cy <= Math.floor(box[3] / CELL_M); cy++) {
        const list = cells.get(key(cx, cy));
        if (list) list.push(i);
        else cells.set(key(cx, cy), [i]);
      }
    }
  }
  const isBuilt = (own: number, px: number, py: number, fromM: number): boolean =>
    (cells.get(key(Math.floor(px / CELL_M), Math.floor(py / CELL_M))) ?? []).some((i) => {
      const house = houses[i];
      return house !== undefined && i !== own && house.heightM >= fromM && inside(house.ring, px, py);
    });
  return (own: number, from: number, to: number): boolean => {
    const house = houses[own];
    if (!house) return false;
    const [ax, ay, bx, by] = [x(house.ring, from), y(house.ring, from), x(house.ring, to), y(house.ring, to)];
    const reach = GAP_M / (Math.hypot(bx - ax, by - ay) || 1);
    return PROBES.every((p) =>
      isBuilt(own, ax + (bx - ax) * p + (by - ay) * reach, ay + (by - ay) * p - (bx - ax) * reach, house.heightM * HIGH_P),
    );
  };
};
