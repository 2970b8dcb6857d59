/** The point of a link's line that lies so far along its drivable length. */
import type { Link } from "../model/city.ts";

export const pointOn = (link: Link | undefined, offsetMm: number): readonly [number, number] => {
  if (link === undefined) return [0, 0];
  const { shapeMm, lengthMm } = link;
  let whole = 0;
  for (let at = 0; at + 3 < shapeMm.length; at += 2) whole += segmentMm(shapeMm, at);
  // Line and drivable length differ by the junctions' insides.
  let left = lengthMm === 0 ? 0 : (offsetMm / lengthMm) * whole;
  for (let at = 0; at + 3 < shapeMm.length; at += 2) {
    const length = segmentMm(shapeMm, at);
    const isLast = at + 5 >= shapeMm.length;
    if (left <= length || isLast) {
      const share = length === 0 ? 0 : Math.min(1, left / length);
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = shapeMm.slice(at, at + 4);
      return [Math.round(x0 + (x1 - x0) * share), Math.round(y0 + (y1 - y0) * share)];
    }
    left -= length;
  }
  return [shapeMm[0] ?? 0, shapeMm[1] ?? 0];
};

const segmentMm = (shapeMm: readonly number[], at: number): number => {
  const dx = (shapeMm[at + 2] ?? 0) - (shapeMm[at] ?? 0);
  const dy = (shapeMm[at + 3] ?? 0) - (shapeMm[at + 1] ?? 0);
  return Math.sqrt(dx * dx + dy * dy);
};
