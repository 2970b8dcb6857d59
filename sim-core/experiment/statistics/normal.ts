/** Standard normal distribution. */
import { exponential } from "./elementary.ts";

const SQRT_2_PI = 2.5066282746310002;

/** Density at z. */
export const normalDensity = (z: number): number => exponential((-z * z) / 2) / SQRT_2_PI;

/** P(Z <= z). Marsaglia (2004), J. Stat. Software 11(4): series about 0; beyond 7 the answer is 0 or 1 to 1e-12. */
export const normalCdf = (z: number): number => {
  if (z < -7) return 0;
  if (z > 7) return 1;
  let term = z;
  let sum = z;
  for (let n = 3; sum !== sum + term && n < 400; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return 0.5 + sum * normalDensity(z);
};

/** z with P(Z <= z) = p, 0 < p < 1. Newton steps inside a shrinking bracket. */
export const normalQuantile = (p: number): number => {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability between 0 and 1 was expected, found ${p}`);
  let low = -8;
  let high = 8;
  let z = 0;
  for (let i = 0; i < 200; i++) {
    const excess = normalCdf(z) - p;
    if (excess === 0) return z;
    if (excess > 0) high = z;
    else low = z;
    const newton = z - excess / normalDensity(z);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - z) < 1e-15 * (1 + Math.abs(z))) return next;
    z = next;
  }
  return z;
};
