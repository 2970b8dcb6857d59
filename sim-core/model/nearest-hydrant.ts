/** How much hose lies between a place and the nearest hydrant. */
import type { City } from "./city.ts";
import { nearestPoints } from "./nearest-points.ts";
import { byId } from "./text-order.ts";

/** A hose goes round corners and parked cars: its length over the straight distance. Assumption; a grid of streets would make it 1 to 1.41. */
export const HOSE_ROUTE_FACTOR = 1.3;

export type HydrantReach = {
  /** Position in `city.assets`. */
  readonly hydrant: number;
  /** Length of hose: straight distance x HOSE_ROUTE_FACTOR, rounded to a millimetre. */
  readonly distanceMm: number;
};

/** Nearest hydrant of a city to a point; equal distances go to the smaller id; undefined where the city has none. */
export const nearestHydrant = (city: City): ((point: readonly [number, number]) => HydrantReach | undefined) => {
  const hydrants = city.assets.flatMap(({ kind, id, xyMm }, position) => (kind === "hydrant" ? [{ id, xyMm, position }] : [])).sort(byId);
  const nearest = nearestPoints(hydrants.map(({ xyMm }) => xyMm));
  return (point) => {
    const [found] = nearest(point, { count: 1 });
    const hydrant = found === undefined ? undefined : hydrants[found.at];
    if (found === undefined || hydrant === undefined) return undefined;
    return { hydrant: hydrant.position, distanceMm: Math.round(Math.sqrt(found.squaredMm) * HOSE_ROUTE_FACTOR) };
  };
};
