/** Lines along a street, for layers drawn over it. */
import { cut, offsetLine, placeAt, px, py, simplified } from "./polyline.ts";
import type { RoadLink } from "./road-graph.ts";

/** Points above the ground, metres. */
export type Path = readonly (readonly [number, number, number])[];

/** Fewer points than the street has: deck's path shader is dear by the segment. */
const TOLERANCE_M = 0.4;

/** Along the middle of one direction's lanes, between two distances from the start of its reference line. */
export const carriageway = (l: RoadLink, fromM: number, toM: number, liftM: number): Path => {
  const points = offsetLine(simplified(cut(l.line, fromM, Math.max(fromM + 1, toM)), TOLERANCE_M), l.widthM / 2);
  const path: [number, number, number][] = [];
  for (let i = 0; i < points.length; i += 2) path.push([px(points, i), py(points, i), liftM]);
  return path;
};

/** Across the lanes of one direction, at a distance from the start. */
export const across = (l: RoadLink, atM: number, liftM: number): Path => {
  const { x, y, headingRad } = placeAt(l.line, atM);
  const [rightX, rightY] = [Math.sin(headingRad) * l.widthM, -Math.cos(headingRad) * l.widthM];
  return [
    [x, y, liftM],
    [x + rightX, y + rightY, liftM],
  ];
};
