import { expect, test } from "vitest";
import { cosine, sine } from "./trigonometry.ts";

test("sine and cosine agree with the platform's to 1e-12, over every milliradian of a turn and far beyond", () => {
  let worst = 0;
  for (let mrad = -6_400; mrad <= 6_400; mrad++) {
    const angle = mrad / 1000;
    worst = Math.max(worst, Math.abs(sine(angle) - Math.sin(angle)), Math.abs(cosine(angle) - Math.cos(angle)));
  }
  for (let i = 0; i <= 20_000; i++) {
    const angle = -1_000 + i / 10 + i * 1e-5;
    worst = Math.max(worst, Math.abs(sine(angle) - Math.sin(angle)), Math.abs(cosine(angle) - Math.cos(angle)));
  }
  expect(worst).toBeLessThan(1e-12);
});

test("the angles that everybody knows", () => {
  expect([sine(0), cosine(0)]).toEqual([0, 1]);
  expect(sine(Math.PI / 6)).toBeCloseTo(0.5, 14);
  expect(cosine(Math.PI / 3)).toBeCloseTo(0.5, 14);
  expect(sine(Math.PI / 4)).toBeCloseTo(Math.SQRT1_2, 14);
  expect([sine(Math.PI / 2), cosine(Math.PI), sine(-Math.PI / 2)]).toEqual([1, -1, -1]);
});
