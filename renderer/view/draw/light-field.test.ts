import { expect, test } from "vitest";
import { bakeLightField, HEIGHT_SCALE_M } from "./light-field.ts";

/** A house of 20 m on a square of 200 m, one texel per metre. */
const field = bakeLightField({
  box: [0, 0, 200, 200],
  buildings: [{ ring: [90, 90, 110, 90, 110, 110, 90, 110], heightM: 20 }],
  trees: [],
  lamps: [],
  sunAzimuthDeg: 270,
  sunElevationDeg: 45,
  resolution: 200,
});
const shadowHeightAt = (x: number, y: number): number => {
  const bytes = field.fine.image.data as Uint8Array;
  return ((bytes[2 * (y * 200 + x)] as number) / 255) * HEIGHT_SCALE_M;
};

test("the shadow lies on the side away from the sun, as long as the house is high at 45 degrees", () => {
  expect(shadowHeightAt(120, 100)).toBeGreaterThan(7); // 10 m behind the wall the shadow still reaches about 10 m up
  expect(shadowHeightAt(120, 100)).toBeLessThan(13);
  expect(shadowHeightAt(128, 100)).toBeGreaterThan(0);
  expect(shadowHeightAt(134, 100)).toBe(0); // 24 m away the ground is in the sun
  expect(shadowHeightAt(80, 100)).toBe(0);
  expect(shadowHeightAt(120, 130)).toBe(0);
});
