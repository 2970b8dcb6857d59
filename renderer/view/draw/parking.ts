/** Parked cars: along alleys as the city says, in car parks by stalls and occupancy. One upload, and another when one was moved away. */
import type { City, ParkedCar } from "../../../sim-core/model/city.ts";
import type { Mesher } from "../geometry/mesher.ts";
import { inside, metres, turnedBox } from "../geometry/polygon.ts";
import { placeAt } from "../geometry/polyline.ts";
import { CLASS_RANK, type RoadGraph } from "../geometry/road-graph.ts";
import { chance, hashOf } from "../geometry/scatter.ts";
import { rgb, type Style } from "../style.ts";
import { lookOf, SLOT_FLOATS } from "./vehicle-slots.ts";

export type Place = { readonly x: number; readonly y: number; readonly headingRad: number; readonly hash: number };

/** Stall 2.5 x 5 m and aisle 6 m (Parking Lot Act, enforcement rule 3). */
const STALL_M = 2.6;
const STALL_DEPTH_M = 5;
const AISLE_M = 6;
/** Share of stalls taken where the city does not say. */
const OCCUPIED_P = 0.7;
/** Vehicles are placed by their front bumper. */
const HALF_CAR_M = 2.45;

/** Position `i` of the city's parked cars; undefined where its street is not drawn. */
export const parkedPlace = (car: ParkedCar, i: number, graph: RoadGraph): Place | undefined => {
  const l = graph.byId.get(car.link);
  if (!l) return undefined;
  const p = placeAt(l.line, car.offsetMm / 1000);
  const alley = CLASS_RANK[l.link.roadClass] === 0;
  const kerb = alley ? 1.0 : 1.1;
  const o = car.side === "right" ? l.widthM - kerb : l.opposite ? -(l.opposite.widthM - kerb) : kerb;
  const hash = hashOf(`${car.link}:${i}`);
  const turned = (car.side === "left") !== chance(hash, 1) < 0.15 ? Math.PI : 0;
  return { x: p.x + Math.sin(p.headingRad) * o, y: p.y - Math.cos(p.headingRad) * o, headingRad: p.headingRad + turned, hash };
};

/** Without those that have been moved away (positions in the city's parked cars). */
export const parkedCars = (city: City, graph: RoadGraph, gone: ReadonlySet<number> = new Set()): readonly Place[] =>
  city.parkedCars.flatMap((car, i) => {
    const place = gone.has(i) ? undefined : parkedPlace(car, i, graph);
    return place ? [place] : [];
  });

/** Stalls of all car parks; their lines go to `paint`. */
export const stalledCars = (city: City, paint: Mesher, style: Style, coarse: boolean): readonly Place[] => {
  const out: Place[] = [];
  const white = rgb(style.marking);
  for (const area of city.areas) {
    if (area.kind !== "car-park") continue;
    const ring = metres(area.ringMm);
    const box = turnedBox(ring);
    const hash = hashOf(area.id);
    const co = Math.cos(box.headingRad);
    const si = Math.sin(box.headingRad);
    const place = (u: number, v: number): readonly [number, number] => [box.x + u * co - v * si, box.y + u * si + v * co];
    const module = 2 * STALL_DEPTH_M + AISLE_M;
    const rows = Math.max(1, Math.floor((box.width - 2) / module));
    let k = 0;
    for (let r = 0; r < rows; r++) {
      const v0 = -((rows * module) / 2) + r * module;
      for (const [v, facing] of [
        [v0 + STALL_DEPTH_M / 2, 1],
        [v0 + module - STALL_DEPTH_M / 2, -1],
      ] as const) {
        for (let u = -box.length / 2 + 4; u < box.length / 2 - 4; u += STALL_M, k++) {
          const [x, y] = place(u, v);
          if (!inside(ring, x, y)) continue;
          if (!coarse) line(paint, place, u - STALL_M / 2, v, white);
          if (chance(hash, 2 * k) > OCCUPIED_P) continue;
          out.push({
            x,
            y,
            headingRad: box.headingRad + (facing * Math.PI) / 2 + (chance(hash, 2 * k + 1) < 0.3 ? Math.PI : 0),
            hash: hash + k,
          });
        }
      }
    }
  }
  return coarse ? out.filter((_, i) => i % 2 === 0) : out;
};

const line = (
  paint: Mesher,
  place: (u: number, v: number) => readonly [number, number],
  u: number,
  v: number,
  white: readonly [number, number, number],
): void => {
  const d = STALL_DEPTH_M / 2;
  const [a, b, c, e] = [place(u - 0.08, v - d), place(u + 0.08, v - d), place(u + 0.08, v + d), place(u - 0.08, v + d)];
  paint.flat(a[0], a[1], b[0], b[1], c[0], c[1], e[0], e[1], 0, white);
};

/** As vehicles that never move. */
export const asSlots = (places: readonly Place[]): Float32Array => {
  const out = new Float32Array(places.length * SLOT_FLOATS);
  for (const [i, p] of places.entries()) {
    const at = [p.x + Math.cos(p.headingRad) * HALF_CAR_M, p.y + Math.sin(p.headingRad) * HALF_CAR_M, 0, p.headingRad];
    out.set([...at, ...at, lookOf(0, chance(p.hash, 9), false)], i * SLOT_FLOATS);
  }
  return out;
};
