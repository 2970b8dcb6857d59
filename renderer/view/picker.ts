/**
 * What is under a point of the screen. Small moving things by their distance on the screen, houses by a ray, streets and signals by
 * the point on the ground. Only on a click, so plain loops over the snapshot are fast enough.
 */
import { type PerspectiveCamera, Vector3 } from "three";
import type { City } from "../../sim-core/model/city.ts";
import type { RunParts } from "./city-scene.ts";
import type { Picked } from "./city-view-types.ts";
import { BuildingPicker } from "./draw/building-picker.ts";
import type { VehicleSlots } from "./draw/vehicle-slots.ts";
import { distanceToSegment } from "./geometry/polygon.ts";
import { px, py } from "./geometry/polyline.ts";
import type { RoadGraph } from "./geometry/road-graph.ts";
import type { Projector } from "./projector.ts";

const UNIT_PX = 24;
const INCIDENT_PX = 26;
const VEHICLE_PX = 10;
const CAR_PX = 16;
const SIGNAL_M = 14;
const ASSET_M = 14;

export class Picker {
  readonly #city: City;
  readonly #graph: RoadGraph;
  readonly #buildings: BuildingPicker;
  readonly #direction = new Vector3();

  constructor(city: City, graph: RoadGraph) {
    this.#city = city;
    this.#graph = graph;
    this.#buildings = new BuildingPicker(city);
  }

  at(
    xPx: number,
    yPx: number,
    scene: RunParts,
    slots: VehicleSlots,
    mixP: number,
    projector: Projector,
    camera: PerspectiveCamera,
  ): Picked | undefined {
    const unit = nearest(scene.units.units(), UNIT_PX, (u) => {
      const p = scene.units.positionOf(u);
      return p ? projector.distancePx(p.x, p.y, p.z + 2, xPx, yPx) : Infinity;
    });
    if (unit !== undefined) return { kind: "unit", id: unit };
    const fire = nearest([...scene.incidents.all()], INCIDENT_PX, (i) => projector.distancePx(i.x, i.y, i.topM, xPx, yPx));
    if (fire) return { kind: "incident", id: fire.mark.incident };
    const car = nearest([...scene.cars.all()], CAR_PX, ([, p]) => projector.distancePx(p.x, p.y, p.z, xPx, yPx));
    if (car) return { kind: "car", id: car[0] };

    const d = this.#direction
      .set((xPx / projector.width) * 2 - 1, 1 - (yPx / projector.height) * 2, 0.5)
      .unproject(camera)
      .sub(camera.position)
      .normalize();
    const o = camera.position;
    if (d.z >= -1e-4) return undefined;
    const house = this.#buildings.hit(o.x, o.y, o.z, d.x, d.y, d.z);
    const ground = -o.z / d.z;
    const vehicle = this.#vehicle(xPx, yPx, slots, mixP, projector);
    if (vehicle !== undefined && (!house || house.t > ground - 12)) return { kind: "vehicle", id: vehicle };
    const hit = house && this.#city.buildings[house.index];
    if (hit) return { kind: "building", id: hit.id };
    return this.#onGround(o.x + d.x * ground, o.y + d.y * ground);
  }

  #vehicle(xPx: number, yPx: number, slots: VehicleSlots, mixP: number, projector: Projector): number | undefined {
    let best = VEHICLE_PX;
    let found: number | undefined;
    for (let i = 0; i < slots.count; i++) {
      const x = slots.older(i, 0) * (1 - mixP) + slots.newer(i, 0) * mixP;
      const y = slots.older(i, 1) * (1 - mixP) + slots.newer(i, 1) * mixP;
      const p = projector.distancePx(x, y, 0.8, xPx, yPx);
      if (p < best) {
        best = p;
        found = slots.ids[i];
      }
    }
    return found;
  }

  #onGround(x: number, y: number): Picked | undefined {
    for (const s of this.#city.signals)
      if (Math.hypot(s.xyMm[0] / 1000 - x, s.xyMm[1] / 1000 - y) < SIGNAL_M) return { kind: "signal", id: s.id };
    for (const a of this.#city.assets) {
      if (a.kind !== "tree" && Math.hypot(a.xyMm[0] / 1000 - x, a.xyMm[1] / 1000 - y) < ASSET_M) return { kind: "asset", id: a.id };
    }
    let best = Infinity;
    let found: string | undefined;
    for (const l of this.#graph.links) {
      const p = l.line.points;
      for (let i = 2; i < p.length; i += 2) {
        const [ax, ay, bx, by] = [px(p, i - 2), py(p, i - 2), px(p, i), py(p, i)];
        const right = ((bx - ax) * (ay - y) + (by - ay) * (x - ax)) / (Math.hypot(bx - ax, by - ay) || 1);
        if (right < -0.5 || right > l.widthM + 1) continue;
        const d = distanceToSegment(x, y, ax, ay, bx, by);
        if (d > l.widthM + 1 || d >= best) continue;
        best = d;
        found = l.link.id;
      }
    }
    return found === undefined ? undefined : { kind: "link", id: found };
  }
}

const nearest = <T>(all: Iterable<T>, withinPx: number, distance: (one: T) => number): T | undefined => {
  let best = withinPx;
  let found: T | undefined;
  for (const one of all) {
    const d = distance(one);
    if (d < best) {
      best = d;
      found = one;
    }
  }
  return found;
};
