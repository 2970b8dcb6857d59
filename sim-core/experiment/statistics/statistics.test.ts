import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { describe, expect, test } from "vitest";
import { bootstrapInterval } from "./bootstrap.ts";
import { arcTangent, exponential, naturalLog } from "./elementary.ts";
import { holmAdjusted } from "./holm.ts";
import { newcombeInterval, relativeChange, tInterval, wilsonInterval } from "./intervals.ts";
import { lognormalMean, lognormalSigma } from "./lognormal.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import { runsNeeded, runsNeededByNormal, steinTotal } from "./sample-size.ts";
import { shapleyValues } from "./shapley.ts";
import { studentCdf, studentQuantile } from "./student.ts";

describe("elementary functions", () => {
  test("exp, ln and atan agree with the platform's to 1e-14", () => {
    for (let i = -4000; i <= 4000; i++) {
      const x = i / 100;
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
      expect(Math.abs(arcTangent(x) - Math.atan(x))).toBeLessThan(4e-15);
    }
    for (const x of [1e-300, 1e-9, 0.1, 0.5, 0.7072, 1, 1.4141, 2, 3.75, 1e3, 1e200]) {
      expect(Math.abs(naturalLog(x) - Math.log(x))).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(Math.log(x))));
    }
    expect(naturalLog(0)).toBeNaN();
  });
});

describe("normal and Student quantiles", () => {
  test("the normal quantile of 0.975 is 1.959963984540054 and of 0.9 is 1.2815515655446004", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 12);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalCdf(-1.959963984540054)).toBeCloseTo(0.025, 13);
  });

  test("the t quantile agrees with an independent implementation for 1 to 400 degrees of freedom", () => {
    for (const degrees of [1, 2, 3, 4, 5, 7, 9, 12, 19, 20, 29, 37, 50, 99, 199, 400]) {
      for (const p of [0.55, 0.9, 0.95, 0.975, 0.99, 0.995, 0.025]) {
        expect(Math.abs(studentQuantile(p, degrees) / tQuantile(p, degrees) - 1)).toBeLessThan(1e-9);
      }
    }
  });

  test("the t quantile inverts the t distribution", () => {
    for (const degrees of [1, 2, 9, 30, 101]) expect(studentCdf(studentQuantile(0.975, degrees), degrees)).toBeCloseTo(0.975, 14);
  });

  test("a share of zero or one has no quantile", () => {
    expect(() => studentQuantile(1, 9)).toThrow(RangeError);
    expect(() => studentQuantile(0.9, 0)).toThrow(RangeError);
    expect(() => normalQuantile(0)).toThrow(RangeError);
  });
});

describe("intervals", () => {
  test("ten paired differences give 9.5 within 2.63918", () => {
    const interval = tInterval([12, 7, 15, 9, 3, 11, 8, 14, 6, 10], 0.95);
    expect(interval.mean).toBe(9.5);
    expect(interval.sd).toBeCloseTo(3.68932, 5);
    expect(interval.high - interval.mean).toBeCloseTo(2.63918, 5);
  });

  test("one value tells nothing about the spread", () => {
    expect(tInterval([5], 0.95)).toMatchObject({ mean: 5, n: 1, low: Number.NaN, high: Number.NaN });
  });

  test("no hit in twenty still leaves up to 16 percent", () => {
    // Printed to five digits: equal within 1e-5.
    expect(Math.abs(wilsonInterval(29, 37, 0.95).low - 0.62805)).toBeLessThan(1e-5);
    expect(Math.abs(wilsonInterval(29, 37, 0.95).high - 0.88614)).toBeLessThan(1e-5);
    expect(wilsonInterval(0, 20, 0.95).low).toBe(0);
    expect(Math.abs(wilsonInterval(0, 20, 0.95).high - 0.16113)).toBeLessThan(1e-5);
  });

  test("Newcombe's own example, 56 of 70 against 48 of 80", () => {
    const interval = newcombeInterval({ hits: 56, cases: 70 }, { hits: 48, cases: 80 }, 0.95);
    expect(interval.low).toBeCloseTo(0.0524, 4);
    expect(interval.high).toBeCloseTo(0.3339, 4);
  });

  test("a uniform rise of ten percent is exactly ten percent", () => {
    const change = relativeChange([110, 220, 330], [100, 200, 300], 0.95);
    expect(change.mean).toBeCloseTo(0.1, 14);
    expect(change.high - change.low).toBeLessThan(1e-12);
  });
});

describe("runs needed", () => {
  test("spread 60 and half-width 20 need 38 runs, where z would say 35", () => {
    expect(runsNeeded(60, 20, 0.95)).toBe(38);
    expect(runsNeededByNormal(60, 20, 0.95)).toBe(35);
    expect((studentQuantile(0.975, 36) * 60) / Math.sqrt(37)).toBeCloseTo(20.005, 3);
  });

  test("Stein's total never falls below the pilot and grows with the square of the spread", () => {
    expect(steinTotal(1, 30, 20, 0.95)).toBe(30);
    // (2.045230 * 60 / 20)^2 = 37.65
    expect(steinTotal(60, 30, 20, 0.95)).toBe(38);
    expect(steinTotal(600, 30, 20, 0.95)).toBe(3765);
  });
});

describe("several comparisons and joint gains", () => {
  test("Holm adjusts .005 .01 .03 .04 to .02 .03 .06 .06, in any order", () => {
    expect(holmAdjusted([0.005, 0.01, 0.03, 0.04])).toEqual([0.02, 0.03, 0.06, 0.06]);
    expect(holmAdjusted([0.04, 0.005, 0.03, 0.01])).toEqual([0.06, 0.02, 0.06, 0.03]);
  });

  test("lognormal means from median and p90", () => {
    for (const [median, p90, sigma, mean] of [
      [20, 90, 1.17364, 39.82],
      [8, 30, 1.03137, 13.62],
      [240, 900, 1.03137, 408.5],
    ] as const) {
      expect(lognormalSigma(median, p90)).toBeCloseTo(sigma, 4);
      expect(Math.abs(lognormalMean(median, p90) / mean - 1)).toBeLessThan(4e-4);
    }
  });

  test("additive steps keep their own gain, steps that need each other share it", () => {
    const gains = [2, 3, 5];
    const additive = shapleyValues(3, (coalition) => gains.reduce((sum, gain, i) => sum + (coalition & (1 << i) ? gain : 0), 0));
    for (const [i, value] of additive.entries()) expect(value).toBeCloseTo(gains[i] ?? 0, 9);
    const joint = shapleyValues(3, (coalition) => (coalition === 7 ? 9 : 0));
    for (const value of joint) expect(value).toBeCloseTo(3, 9);
    expect(() => shapleyValues(13, () => 0)).toThrow(RangeError);
  });
});

describe("bootstrap", () => {
  test("comes close to the t interval for well-behaved values and is the same every time", () => {
    const values = Array.from({ length: 60 }, (_, i) => 100 + ((i * 37) % 60));
    const t = tInterval(values, 0.95);
    const resampled = bootstrapInterval(values, 0.95, "1", "test");
    expect(bootstrapInterval(values, 0.95, "1", "test")).toEqual(resampled);
    expect(Math.abs(resampled.low - t.low)).toBeLessThan(0.5);
    expect(Math.abs(resampled.high - t.high)).toBeLessThan(0.5);
    expect(bootstrapInterval([3, 3, 3], 0.95, "1", "test")).toEqual({ low: 3, high: 3 });
  });
});
