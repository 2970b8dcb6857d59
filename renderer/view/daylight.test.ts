import { expect, test } from "vitest";
import { stepOf, styleAt, sunAt } from "./daylight.ts";
import { STYLE } from "./style.ts";

const MARCH_20 = 79;
const at = (hour: number, minute = 0, dayOfYear = MARCH_20) => ({ dayOfYear, minuteOfDay: hour * 60 + minute });

test("the sun over Seoul stands where an almanac has it, to a degree", () => {
  // At the equinox it stands at noon at 90 - 37.5 degrees in the south and rises in the east; at the summer solstice 23.45 higher.
  const isNear = (found: number, expected: number): void => expect(Math.abs(found - expected)).toBeLessThan(1);
  isNear(sunAt(at(12, 32)).elevationDeg, 52.5);
  isNear(sunAt(at(12, 32)).azimuthDeg, 180);
  isNear(sunAt(at(6, 32)).elevationDeg, 0);
  isNear(sunAt(at(6, 32)).azimuthDeg, 90);
  isNear(sunAt(at(18, 32)).azimuthDeg, 270);
  isNear(sunAt(at(12, 32, 172)).elevationDeg, 52.5 + 23.45);
});

test("eight in the morning is day, seven in the evening dusk, eleven night", () => {
  expect(styleAt(at(8)).ground).toBe(STYLE.light.ground);
  expect(styleAt(at(19)).ground).toBe(STYLE.dark.ground);
  expect(styleAt(at(19)).litP).toBeGreaterThan(0.1);
  const night = styleAt(at(23));
  expect(night.dark).toBe(true);
  expect(night.hemisphereIntensity).toBeLessThan(STYLE.dark.hemisphereIntensity);
  expect(night.litP).toBeGreaterThan(STYLE.dark.litP);
  // what lies over the city stays as readable as at dusk
  expect([night.plan, night.unit, night.speed]).toEqual([STYLE.dark.plan, STYLE.dark.unit, STYLE.dark.speed]);
});

test("between day and dusk every colour lies between the two, and a whole night is one look", () => {
  const evening = styleAt(at(18, 30));
  const red = (hex: string): number => Number.parseInt(hex.slice(1, 3), 16);
  expect(red(evening.ground)).toBeLessThan(red(STYLE.light.ground));
  expect(red(evening.ground)).toBeGreaterThan(red(STYLE.dark.ground));
  expect(styleAt(at(1))).toBe(styleAt(at(3)));
  expect(stepOf(at(8, 29))).toEqual(at(8));
});
