import { MeshBasicMaterial } from "three";
import { expect, test } from "vitest";
import type { City } from "../../../sim-core/model/city.ts";
import { STYLE } from "../style.ts";
import { BuildingPicker } from "./building-picker.ts";
import { buildBuildings } from "./buildings.ts";
import { TileMesh } from "./tile-mesh.ts";

const house = (id: string, x: number, y: number, heightMm: number) => ({
  id,
  ringMm: [x, y, x + 20_000, y, x + 20_000, y + 20_000, x, y + 20_000],
  heightMm,
  storeys: Math.round(heightMm / 3100),
  use: "shop" as const,
  floorAreaM2: 400,
});
const city = { buildings: [house("low", 100_000, 100_000, 10_000), house("high", 140_000, 100_000, 60_000)] } as unknown as City;

test("from the south only walls that can face south are sent, from inside the tile all of them", () => {
  const [tile] = buildBuildings(city, STYLE.light, true).tiles;
  if (!tile) throw new Error("one tile expected");
  const mesh = new TileMesh(tile, new MeshBasicMaterial());
  const sent = (): number => mesh.wallTriangles / 2;
  mesh.seenFrom(130, -2000);
  expect(sent()).toBeGreaterThanOrEqual(2); // the two southern walls at least
  expect(sent()).toBeLessThanOrEqual(6); // never the two northern ones
  mesh.seenFrom(-2000, 140);
  expect(sent()).toBeGreaterThanOrEqual(2); // from the west the two western ones, where the angle jumps
  expect(sent()).toBeLessThanOrEqual(6);
  mesh.seenFrom(130, 110);
  expect(sent()).toBe(8);
});

test("walls onto a narrow gap are left out where they are not wanted, the walls round it stay", () => {
  // 2 m between the two: each has one wall onto the other
  const pair = { buildings: [house("a", 0, 0, 9000), house("b", 22_000, 0, 10_000)] } as unknown as City;
  const [tile] = buildBuildings(pair, STYLE.light, true).tiles;
  if (!tile) throw new Error("one tile expected");
  const mesh = new TileMesh(tile, new MeshBasicMaterial());
  mesh.seenFrom(20, 10); // from within: all sides
  expect(mesh.wallTriangles).toBe(16);
  mesh.showsGaps = false;
  expect(mesh.wallTriangles).toBe(12);
});

test("a ray from the west hits the low house first, and the high one over its roof", () => {
  const picker = new BuildingPicker(city);
  const slope = (fromZ: number, toX: number, toZ: number) => picker.hit(0, 110, fromZ, toX, 0, toZ - fromZ)?.index;
  expect(slope(30, 110, 5)).toBe(0);
  expect(slope(70, 142, 50)).toBe(1);
  expect(slope(30, 60, 0)).toBeUndefined();
});
