import type { City, Link } from "../model/city.ts";

/** Smallest box around all links: minX, minY, maxX, maxY in local millimetres. */
export const boundsOf = (links: readonly Link[]): City["boundsMm"] => {
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { shapeMm } of links) {
    for (let i = 0; i + 1 < shapeMm.length; i += 2) {
      minX = Math.min(minX, shapeMm[i] ?? 0);
      maxX = Math.max(maxX, shapeMm[i] ?? 0);
      minY = Math.min(minY, shapeMm[i + 1] ?? 0);
      maxY = Math.max(maxY, shapeMm[i + 1] ?? 0);
    }
  }
  return [minX, minY, maxX, maxY];
};
