/**
 * Cars that stand: in car parks, and along streets, less those that were moved away. By squares of the city, so that a street corner
 * does not pay for the whole district's alleys; from afar the reduced mode draws the roofs of those in car parks only.
 */
import { Group, Sphere, Vector3 } from "three";
import { chunkKey } from "../geometry/chunks.ts";
import { asSlots, type Place } from "./parking.ts";
import type { Vehicles } from "./vehicles.ts";

/** Half a car beyond its place, metres. */
const REACH_M = 4;

type Square = { readonly vehicles: Vehicles; inCarParks: number; count: number };

export class StillCars {
  readonly group = new Group();
  readonly #make: () => Vehicles;
  readonly #squares = new Map<string, Square>();
  #isNear = true;

  constructor(make: () => Vehicles, inCarParks: readonly Place[], alongStreets: readonly Place[]) {
    this.#make = make;
    this.set(inCarParks, alongStreets);
  }

  set(inCarParks: readonly Place[], alongStreets: readonly Place[]): void {
    const parks = bySquare(inCarParks);
    const streets = bySquare(alongStreets);
    for (const key of new Set([...this.#squares.keys(), ...parks.keys(), ...streets.keys()])) {
      const [first, second] = [parks.get(key) ?? [], streets.get(key) ?? []];
      const square = this.#squares.get(key) ?? this.#add(key);
      square.vehicles.bind(asSlots([...first, ...second]), false);
      square.vehicles.mesh.geometry.boundingSphere = around([...first, ...second]);
      square.inCarParks = first.length;
      square.count = first.length + second.length;
    }
    this.seenFromNear(this.#isNear);
  }

  seenFromNear(isNear: boolean): void {
    this.#isNear = isNear;
    for (const { vehicles, inCarParks, count } of this.#squares.values()) {
      const drawn = isNear ? count : inCarParks;
      vehicles.setCount(drawn);
      vehicles.roofOnly = !isNear;
      vehicles.mesh.visible = drawn > 0;
    }
  }

  dispose(): void {
    for (const { vehicles } of this.#squares.values()) vehicles.dispose();
  }

  #add(key: string): Square {
    const vehicles = this.#make();
    vehicles.mesh.frustumCulled = true;
    this.group.add(vehicles.mesh);
    const square = { vehicles, inCarParks: 0, count: 0 };
    this.#squares.set(key, square);
    return square;
  }
}

const bySquare = (places: readonly Place[]): ReadonlyMap<string, readonly Place[]> => {
  const squares = new Map<string, Place[]>();
  for (const place of places) {
    const key = chunkKey(place.x, place.y);
    const list = squares.get(key);
    if (list) list.push(place);
    else squares.set(key, [place]);
  }
  return squares;
};

const around = (places: readonly Place[]): Sphere => {
  const sphere = new Sphere().setFromPoints(places.map(({ x, y }) => new Vector3(x, y, 1)));
  sphere.radius += REACH_M;
  return sphere;
};
