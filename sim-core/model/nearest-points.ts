/** The few of many points that lie nearest to a place, in a fixed order: by distance, equal distances by position in the list. */
import { makeCellIndex } from "./cell-index.ts";

export type NearPoint = { readonly at: number; readonly squaredMm: number };

export type NearestRequest = {
  readonly count: number;
  readonly withinMm?: number;
  readonly accept?: (at: number) => boolean;
};

const CELL_MM = 50_000;
const FIRST_REACH_MM = 100_000;

export const nearestPoints = (
  points: readonly (readonly [number, number])[],
): ((place: readonly [number, number], request: NearestRequest) => readonly NearPoint[]) => {
  const index = makeCellIndex(CELL_MM);
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  points.forEach(([x, y], at) => {
    index.add(at, x, y, x, y);
    [minX, minY, maxX, maxY] = [Math.min(minX, x), Math.min(minY, y), Math.max(maxX, x), Math.max(maxY, y)];
  });
  return ([x, y], { count, withinMm = Number.POSITIVE_INFINITY, accept }) => {
    if (points.length === 0) return [];
    // A window around the place, doubled until it holds enough points that nothing outside it can be nearer, or all there are.
    for (let reach = Math.min(FIRST_REACH_MM, withinMm); ; reach = Math.min(reach * 2, withinMm)) {
      const found: NearPoint[] = [];
      index.some(Math.max(minX, x - reach), Math.max(minY, y - reach), Math.min(maxX, x + reach), Math.min(maxY, y + reach), (at) => {
        const [px, py] = points[at] ?? [0, 0];
        const squaredMm = (px - x) * (px - x) + (py - y) * (py - y);
        if (squaredMm <= reach * reach && accept?.(at) !== false) found.push({ at, squaredMm });
        return false;
      });
      // The furthest corner of the points' box lies within reach, straight and across.
      const [farX, farY] = [Math.max(x - minX, maxX - x), Math.max(y - minY, maxY - y)];
      const reachesAll = farX * farX + farY * farY <= reach * reach;
      if (found.length < count && reach < withinMm && !reachesAll) continue;
      found.sort((a, b) => a.squaredMm - b.squaredMm || a.at - b.at);
      return found.slice(0, count);
    }
  };
};
