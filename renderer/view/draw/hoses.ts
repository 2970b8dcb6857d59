/** Hose lines of a fire that is being fought: from the hydrant to the engine to the house, and the hydrant itself. */
import { Group, Mesh, MeshBasicMaterial } from "three";
import type { City } from "../../../sim-core/model/city.ts";
import { nearestHydrant } from "../../../sim-core/model/nearest-hydrant.ts";
import type { HoseMark } from "../city-view-types.ts";
import { Mesher } from "../geometry/mesher.ts";
import { rgb, type Style } from "../style.ts";
import { ribbon } from "./roads.ts";

/** Ten times a hose, so that it can be seen. */
const HALF_WIDTH_M = 0.6;
const LIFT_M = 0.55;
type Point = { readonly x: number; readonly y: number };

export class Hoses {
  readonly group = new Group();
  readonly #city: City;
  readonly #style: Style;
  readonly #material: MeshBasicMaterial;
  readonly #shown = new Map<number, { readonly key: string; readonly mesh: Mesh }>();
  #nearest: ReturnType<typeof nearestHydrant> | undefined;

  constructor(city: City, style: Style) {
    this.#city = city;
    this.#style = style;
    this.#material = new MeshBasicMaterial({ vertexColors: true, depthTest: false, transparent: true, opacity: 0.95, side: 2, fog: false });
  }

  /** `engine` and `fire` say where things stand now; a line is drawn again only when its ends have moved. */
  set(marks: readonly HoseMark[], engine: (unit: number) => Point | undefined, fire: (incident: number) => Point | undefined): void {
    for (const [incident, { mesh }] of this.#shown) if (!marks.some((m) => m.incident === incident)) this.#remove(incident, mesh);
    for (const mark of marks) {
      const [truck, house] = [engine(mark.unit), fire(mark.incident)];
      if (!truck || !house) continue;
      const key = [truck.x, truck.y, house.x, house.y].map(Math.round).join(" ");
      const old = this.#shown.get(mark.incident);
      if (old?.key === key) continue;
      if (old) this.#remove(mark.incident, old.mesh);
      const mesh = new Mesh(this.#line(truck, house).geometry(), this.#material);
      mesh.renderOrder = 29;
      mesh.frustumCulled = false;
      this.group.add(mesh);
      this.#shown.set(mark.incident, { key, mesh });
    }
  }

  dispose(): void {
    for (const [incident, { mesh }] of this.#shown) this.#remove(incident, mesh);
    this.#material.dispose();
  }

  #remove(incident: number, mesh: Mesh): void {
    this.group.remove(mesh);
    mesh.geometry.dispose();
    this.#shown.delete(incident);
  }

  #line(truck: Point, house: Point): Mesher {
    const m = new Mesher();
    const water = rgb(this.#style.hose);
    this.#nearest ??= nearestHydrant(this.#city);
    const found = this.#nearest([Math.round(house.x * 1000), Math.round(house.y * 1000)]);
    const hydrant = found === undefined ? undefined : this.#city.assets[found.hydrant];
    ribbon(m, [truck.x, truck.y, house.x, house.y], -HALF_WIDTH_M, HALF_WIDTH_M, LIFT_M, water);
    if (hydrant) {
      const [hx, hy] = [hydrant.xyMm[0] / 1000, hydrant.xyMm[1] / 1000];
      ribbon(m, [hx, hy, truck.x, truck.y], -HALF_WIDTH_M, HALF_WIDTH_M, LIFT_M, water);
      m.box(hx, hy, 0, 1.4, 1.4, 0, 2.2, rgb(this.#style.unit), water);
    }
    return m;
  }
}
