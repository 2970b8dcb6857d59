/**
 * Badly parked cars that somebody knows of: drawn in the colour of the camera that found them, and in the colour of trouble where a unit
 * stands before one. All others are scenery (parking.ts). A few dozen at most: two draw calls.
 */
import { Color, Group, InstancedMesh, type Material, Matrix4, MeshBasicMaterial, RingGeometry } from "three";
import type { City } from "../../../sim-core/model/city.ts";
import type { CarMark } from "../city-view-types.ts";
import { Mesher } from "../geometry/mesher.ts";
import type { RoadGraph } from "../geometry/road-graph.ts";
import { rgb, type Style } from "../style.ts";
import { parkedPlace } from "./parking.ts";

const MOST = 128;
/** A little larger than the car of the scenery that stands in the same place. */
const LENGTH_M = 4.8;
const WIDTH_M = 2;
const RING_M = 4.2;

export class ChainCars {
  readonly group = new Group();
  readonly #city: City;
  readonly #graph: RoadGraph;
  readonly #bodies: InstancedMesh;
  readonly #rings: InstancedMesh;
  readonly #looks: Readonly<Record<CarMark["look"], Color>>;
  readonly #places = new Map<number, { readonly x: number; readonly y: number; readonly z: number }>();
  readonly #matrix = new Matrix4();
  #marks: readonly CarMark[] = [];
  #distanceM = 0;

  constructor(city: City, graph: RoadGraph, style: Style, material: Material) {
    this.#city = city;
    this.#graph = graph;
    this.#looks = { known: new Color(style.camera), stops: new Color(style.stops) };
    this.#bodies = new InstancedMesh(car(), material, MOST);
    this.#rings = new InstancedMesh(
      new RingGeometry(0.82, 1, 28),
      new MeshBasicMaterial({ transparent: true, opacity: 0.9, depthTest: false, depthWrite: false, side: 2, fog: false }),
      MOST,
    );
    for (const [order, mesh] of [this.#bodies, this.#rings].entries()) {
      mesh.count = 0;
      mesh.frustumCulled = false;
      mesh.renderOrder = 24 + order;
      this.group.add(mesh);
    }
  }

  set(marks: readonly CarMark[]): void {
    this.#marks = marks;
    this.#places.clear();
    let count = 0;
    for (const mark of marks) {
      const parked = this.#city.parkedCars[mark.parked];
      const place = parked && parkedPlace(parked, mark.parked, this.#graph);
      if (!place || count === MOST) continue;
      this.#places.set(mark.car, { x: place.x, y: place.y, z: 1.6 });
      const colour = this.#looks[mark.look];
      this.#bodies.setMatrixAt(count, this.#matrix.makeRotationZ(place.headingRad).setPosition(place.x, place.y, 0));
      this.#bodies.setColorAt(count, colour);
      this.#rings.setColorAt(count, colour);
      count++;
    }
    for (const mesh of [this.#bodies, this.#rings]) {
      mesh.count = count;
      if (mesh.instanceColor) mesh.instanceColor.needsUpdate = true;
    }
    this.#bodies.instanceMatrix.needsUpdate = true;
    this.#placeRings();
  }

  /** Rings keep a size on the screen, so that a car is found from afar; from near the car is enough. */
  seenFrom(cameraM: number): void {
    if (Math.abs(cameraM - this.#distanceM) < cameraM * 0.02) return;
    this.#distanceM = cameraM;
    this.#placeRings();
  }

  #placeRings(): void {
    const cameraM = this.#distanceM;
    let at = 0;
    for (const mark of this.#marks) {
      const place = this.#places.get(mark.car);
      if (!place || at === this.#rings.count) continue;
      const radius = mark.look === "stops" ? Math.max(RING_M, cameraM / 70) : Math.max(RING_M * 0.8, cameraM / 160);
      this.#rings.setMatrixAt(at, this.#matrix.makeScale(radius, radius, 1).setPosition(place.x, place.y, 0.7));
      at++;
    }
    this.#rings.instanceMatrix.needsUpdate = true;
  }

  all(): IterableIterator<[number, { readonly x: number; readonly y: number; readonly z: number }]> {
    return this.#places.entries();
  }

  positionOf(number: number): { readonly x: number; readonly y: number; readonly z: number } | undefined {
    return this.#places.get(number);
  }

  dispose(): void {
    this.#bodies.dispose();
    this.#rings.dispose();
  }
}

/** White, so that the instance's colour is what is seen. */
const car = () => {
  const m = new Mesher();
  const body = rgb("#FFFFFF");
  const glass = rgb("#5A6670");
  m.box(0, 0, 0, LENGTH_M, WIDTH_M, 0.3, 1, body, body);
  m.box(-0.3, 0, 0, 2.5, WIDTH_M - 0.2, 1, 1.62, glass, body);
  return m.geometry();
};
