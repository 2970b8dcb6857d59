import { expect, test } from "vitest";
import type { Asset, City } from "./city.ts";
import { crossroadsCity } from "./crossroads-city.ts";
import { nearestHydrant } from "./nearest-hydrant.ts";

const hydrant = (id: string, x: number, y: number): Asset => ({ id, kind: "hydrant", xyMm: [x, y], attributes: {} });
const cityOf = (...assets: readonly Asset[]): City => ({ ...crossroadsCity, assets: [...crossroadsCity.assets, ...assets] });

test("the hose is 1.3 times as long as the straight way to the nearest hydrant", () => {
  const city = cityOf(hydrant("far", 90_000, 0), hydrant("near", 30_000, 40_000));
  const found = nearestHydrant(city)([0, 0]);
  // 30, 40 and 50 m are a right-angled triangle; 50 m x 1.3 = 65 m.
  expect([city.assets[found?.hydrant ?? -1]?.id, found?.distanceMm]).toEqual(["near", 65_000]);
});

test("a hydrant far away is found as well, equal distances go to the smaller id, and none is none", () => {
  const far = cityOf(hydrant("z", 5_000_000, 0));
  expect(nearestHydrant(far)([0, 0])?.distanceMm).toBe(6_500_000);
  const twins = cityOf(hydrant("b", 10_000, 0), hydrant("a", -10_000, 0));
  expect(twins.assets[nearestHydrant(twins)([0, 0])?.hydrant ?? -1]?.id).toBe("a");
  expect(nearestHydrant(crossroadsCity)([0, 0])).toBeUndefined();
});
