import { Mesh } from "three";
import { expect, test } from "vitest";
import { STYLE } from "../style.ts";
import { bakeLightField } from "./light-field.ts";
import { lightUniforms } from "./lit-material.ts";
import type { Place } from "./parking.ts";
import { StillCars } from "./still-cars.ts";
import { Vehicles } from "./vehicles.ts";

const field = bakeLightField({
  box: [0, 0, 100, 100],
  buildings: [],
  trees: [],
  lamps: [],
  sunAzimuthDeg: 180,
  sunElevationDeg: 45,
  resolution: 16,
});
const light = lightUniforms(STYLE.light, field);
const at = (x: number, y: number): Place => ({ x, y, headingRad: 0, hash: 1 });
const drawn = (cars: StillCars): number =>
  cars.group.children.reduce((sum, m) => {
    if (!(m instanceof Mesh) || !m.visible) return sum;
    const { instanceCount } = m.geometry as { readonly instanceCount?: number };
    return sum + (instanceCount ?? 0);
  }, 0);

test("every parked car is drawn from near, those of car parks from afar, and one that was moved away no more", () => {
  const inPark = [at(10, 10), at(15, 10)];
  const alley = [at(20, 40), at(1500, 40), at(1505, 40)];
  const cars = new StillCars(() => new Vehicles(STYLE.light, light, "coarse", false), inPark, alley);
  expect(drawn(cars)).toBe(5);
  expect(cars.group.children.length).toBe(2); // two squares of the city
  cars.seenFromNear(false);
  expect(drawn(cars)).toBe(2);
  cars.seenFromNear(true);
  cars.set(inPark, alley.slice(0, 1));
  expect(drawn(cars)).toBe(3);
  cars.dispose();
});

test("a square reaches as far as its cars, so that none is left out at the edge of the picture", () => {
  const cars = new StillCars(() => new Vehicles(STYLE.light, light, "coarse", false), [], [at(0, 0), at(600, 0)]);
  const [square] = cars.group.children as Mesh[];
  const sphere = square?.geometry.boundingSphere;
  expect(sphere?.center.x).toBeCloseTo(300);
  expect(sphere?.radius).toBeGreaterThan(300);
});
