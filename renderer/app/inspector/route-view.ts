/** Where the camera must be to see a way as a whole. Pure. */
import type { City } from "../../../sim-core/model/city.ts";

export type View = { readonly xM: number; readonly yM: number; readonly distanceM: number };

/** Nearer than this a way of two streets would fill the picture with one house. */
const NEAREST_M = 420;
/** Camera distance per metre of the way's larger extent: the lens is long (30 degrees), the panels and strips want room. */
const DISTANCE_PER_M = 1.9;

/** Of links by their positions, and further points in metres; undefined = there is nothing to see. */
export const viewOfWay = (
  city: Pick<City, "links">,
  links: readonly number[],
  points: readonly (readonly [number, number])[],
): View | undefined => {
  const xM: number[] = points.map(([x]) => x);
  const yM: number[] = points.map(([, y]) => y);
  for (const link of links) {
    const shape = city.links[link]?.shapeMm ?? [];
    for (let at = 0; at + 1 < shape.length; at += 2) {
      xM.push((shape[at] ?? 0) / 1000);
      yM.push((shape[at + 1] ?? 0) / 1000);
    }
  }
  if (xM.length === 0) return undefined;
  const [left, right] = [Math.min(...xM), Math.max(...xM)];
  const [low, high] = [Math.min(...yM), Math.max(...yM)];
  return {
    xM: (left + right) / 2,
    yM: (low + high) / 2,
    distanceM: Math.max(NEAREST_M, DISTANCE_PER_M * Math.max(right - left, high - low)),
  };
};
