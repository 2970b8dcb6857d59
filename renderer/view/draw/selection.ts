/** The outline round what is selected: ink, seen through everything. */
import { Color, Group, Mesh, MeshBasicMaterial, RingGeometry } from "three";
import type { City } from "../../../sim-core/model/city.ts";
import type { Picked } from "../city-view-types.ts";
import { Mesher } from "../geometry/mesher.ts";
import { metres, x, y } from "../geometry/polygon.ts";
import { offsetLine } from "../geometry/polyline.ts";
import type { RoadGraph } from "../geometry/road-graph.ts";
import { rgb, type Style } from "../style.ts";
import { ribbon } from "./roads.ts";

const EDGE_M = 1;

export class Selection {
  readonly group = new Group();
  readonly #city: City;
  readonly #graph: RoadGraph;
  readonly #material: MeshBasicMaterial;
  readonly #ring: Mesh;
  readonly #style: Style;
  picked: Picked | undefined;

  constructor(city: City, graph: RoadGraph, style: Style) {
    this.#city = city;
    this.#graph = graph;
    this.#style = style;
    this.#material = new MeshBasicMaterial({ color: new Color(style.selection), depthTest: false, transparent: true, side: 2, fog: false });
    this.#ring = new Mesh(new RingGeometry(0.86, 1, 40), this.#material);
    this.#ring.frustumCulled = false;
    this.#ring.renderOrder = 50;
  }

  set(picked: Picked | undefined): void {
    this.picked = picked;
    for (const child of [...this.group.children]) {
      this.group.remove(child);
      if (child instanceof Mesh && child !== this.#ring) child.geometry.dispose();
    }
    if (!picked) return;
    const outline = this.#outline(picked);
    if (!outline) {
      this.group.add(this.#ring);
      return;
    }
    const mesh = new Mesh(outline.geometry(), this.#material);
    mesh.frustumCulled = false;
    mesh.renderOrder = 50;
    this.group.add(mesh);
  }

  /** Where the ring of a point-like thing is now. */
  follow(px: number, py: number, radiusM: number): void {
    this.#ring.position.set(px, py, 0.8);
    this.#ring.scale.setScalar(radiusM);
  }

  /** `picked` stays readable, so that the next scene can show it again. */
  dispose(): void {
    const { picked } = this;
    this.set(undefined);
    this.picked = picked;
    this.#ring.geometry.dispose();
    this.#material.dispose();
  }

  #outline(picked: Picked): Mesher | undefined {
    const ink = rgb(this.#style.selection);
    if (picked.kind === "building") {
      const b = this.#city.buildings.find((q) => q.id === picked.id);
      if (!b) return undefined;
      const ring = metres(b.ringMm);
      const closed = [...ring, x(ring, 0), y(ring, 0), x(ring, 2), y(ring, 2)];
      const m = new Mesher();
      ribbon(m, closed, 0, EDGE_M, 0.3, ink);
      ribbon(m, closed, -EDGE_M / 2, EDGE_M / 2, b.heightMm / 1000 + 0.2, ink);
      return m;
    }
    if (picked.kind === "link") {
      const l = this.#graph.byId.get(picked.id);
      if (!l) return undefined;
      const m = new Mesher();
      for (const o of [0, l.widthM]) ribbon(m, offsetLine(l.line.points, o), -EDGE_M / 2, EDGE_M / 2, 0.4, ink);
      return m;
    }
    return undefined;
  }
}
