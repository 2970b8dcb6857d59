/**
 * What cameras see: the cone of each, as far as its range, up to the first wall. Plane geometry: a wall hides what is behind it whatever its
 * height, and trees, cars and darkness hide nothing. So this is an upper limit of what an operator would see.
 */
import { attributeOf } from "./asset-attribute.ts";
import { type CellIndex, makeCellIndex } from "./cell-index.ts";
import type { Asset, Building, City, ServiceClass } from "./city.ts";
import { nearestPoints } from "./nearest-points.ts";
import { makeSnap } from "./nearest-street.ts";
import { boxOfRing, crossesRing, isInRing, middleOfRing } from "./ring.ts";
import { serviceClassOf } from "./service-class.ts";
import { byId } from "./text-order.ts";
import { cosine, sine } from "./trigonometry.ts";

/** Range of a camera that gives none: a face or a plate is still told at this distance, not beyond. Assumption. */
export const DEFAULT_RANGE_MM = 60_000;
/** Whole angle of a cone that gives none: a lens of 6 mm on a sensor of 1/2.8 inch. Assumption. */
export const DEFAULT_FOV_MRAD = 840;

export type Sight = {
  /** Position in `city.assets`. */
  readonly camera: number;
  /** Straight distance, rounded to a millimetre. */
  readonly distanceMm: number;
  readonly sees: boolean;
};

export type SightOptions = {
  /** So many cameras are answered for, nearest first; equal distances in order of id. */
  readonly nearest: number;
  /** Cameras further away are left out. */
  readonly withinMm?: number;
  /** Only cameras of this service class (service-class.ts). */
  readonly class?: ServiceClass;
  /** Id of the building that the point belongs to: its own walls do not hide it. */
  readonly building?: string;
};

export type CameraSight = { readonly seenBy: (point: readonly [number, number], options: SightOptions) => readonly Sight[] };

type Camera = {
  readonly position: number;
  readonly id: string;
  readonly xyMm: readonly [number, number];
  readonly class: ServiceClass;
  readonly rangeMm: number;
  /** Unit vector down the middle of the cone, and the cosine of half its angle; -1 = all round. */
  readonly heading: readonly [number, number];
  readonly cosHalf: number;
  /** Buildings that it hangs on: they do not hide its view. */
  readonly ownWalls: readonly number[];
};

const CELL_MM = 50_000;

export const cameraSight = (city: City): CameraSight => {
  const walls = makeCellIndex(CELL_MM);
  city.buildings.forEach(({ ringMm }, index) => {
    walls.add(index, ...boxOfRing(ringMm));
  });
  const cameras = city.assets
    .flatMap((asset, position): Camera[] => (asset.kind === "camera" ? [cameraOf(asset, position, city.buildings, walls)] : []))
    .sort(byId);
  const nearest = nearestPoints(cameras.map(({ xyMm }) => xyMm));
  const buildingAt = new Map(city.buildings.map(({ id }, index): [string, number] => [id, index]));

  return {
    seenBy: (point, { nearest: count, withinMm, class: wanted, building }) => {
      const own = building === undefined ? undefined : buildingAt.get(building);
      const request = { count, ...(withinMm === undefined ? {} : { withinMm }) };
      const accept = (at: number): boolean => wanted === undefined || cameras[at]?.class === wanted;
      return nearest(point, { ...request, accept }).flatMap(({ at, squaredMm }): Sight[] => {
        const camera = cameras[at];
        if (camera === undefined) return [];
        const sees = isInCone(camera, point, squaredMm) && !isHidden(camera, point, own, city.buildings, walls);
        return [{ camera: camera.position, distanceMm: Math.round(Math.sqrt(squaredMm)), sees }];
      });
    },
  };
};

const cameraOf = (asset: Asset, position: number, buildings: readonly Building[], walls: CellIndex): Camera => {
  const headingMrad = attributeOf(asset, "headingMrad");
  const fovMrad = attributeOf(asset, "fovMrad") ?? DEFAULT_FOV_MRAD;
  const [x, y] = asset.xyMm;
  const ownWalls: number[] = [];
  walls.some(x, y, x, y, (building) => {
    if (isInRing(buildings[building]?.ringMm ?? [], x, y)) ownWalls.push(building);
    return false;
  });
  // A camera whose direction nobody recorded is taken for one that can be turned.
  const isAllRound = attributeOf(asset, "steerable") === 1 || headingMrad === undefined || fovMrad >= FULL_TURN_MRAD;
  return {
    position,
    id: asset.id,
    xyMm: asset.xyMm,
    class: serviceClassOf(asset),
    rangeMm: attributeOf(asset, "rangeMm") ?? DEFAULT_RANGE_MM,
    heading: [cosine((headingMrad ?? 0) / 1000), sine((headingMrad ?? 0) / 1000)],
    cosHalf: isAllRound ? -1 : cosine(fovMrad / 2000),
    ownWalls,
  };
};

const FULL_TURN_MRAD = 6_283;

/** The rim of cone and range belongs to them, to a millionth of a radian. */
const isInCone = ({ xyMm, rangeMm, heading, cosHalf }: Camera, [x, y]: readonly [number, number], squared: number): boolean => {
  if (squared > rangeMm * rangeMm) return false;
  if (cosHalf === -1 || squared === 0) return true;
  const along = (x - xyMm[0]) * heading[0] + (y - xyMm[1]) * heading[1];
  return along >= (cosHalf - RIM) * Math.sqrt(squared);
};
const RIM = 1e-9;

const isHidden = (
  { xyMm, ownWalls }: Camera,
  point: readonly [number, number],
  own: number | undefined,
  buildings: readonly Building[],
  walls: CellIndex,
): boolean => {
  const [minX, maxX] = xyMm[0] < point[0] ? [xyMm[0], point[0]] : [point[0], xyMm[0]];
  const [minY, maxY] = xyMm[1] < point[1] ? [xyMm[1], point[1]] : [point[1], xyMm[1]];
  return walls.some(minX, minY, maxX, maxY, (building) => {
    if (building === own || ownWalls.includes(building)) return false;
    return crossesRing(buildings[building]?.ringMm ?? [], xyMm, point);
  });
};

export type Coverage = { readonly buildings: number; readonly seen: number; readonly seenP: number };

/** Share of buildings whose front is seen by a crime-prevention camera: the place on the nearest street, where crew and truck would stand. */
export const coverage = (city: City): Coverage => {
  const sight = cameraSight(city);
  const snap = makeSnap(city.links);
  const longestMm = Math.max(
    0,
    ...city.assets.filter(({ kind }) => kind === "camera").map(({ attributes }) => attributes["rangeMm"] ?? DEFAULT_RANGE_MM),
  );
  const all: SightOptions = { nearest: city.assets.length, withinMm: longestMm, class: "crime-prevention" };
  const seen = city.buildings.filter(({ id, ringMm }) => {
    const front = snap(middleOfRing(ringMm));
    return front !== undefined && sight.seenBy(front.xyMm, { ...all, building: id }).some(({ sees }) => sees);
  }).length;
  return { buildings: city.buildings.length, seen, seenP: city.buildings.length === 0 ? 0 : seen / city.buildings.length };
};
