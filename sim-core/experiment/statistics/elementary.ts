/**
 * exp, ln and atan from + - x / and sqrt alone. The platform's own differ in the last bit between engines, and a result must be
 * the same to the last byte wherever it is computed. Relative error below 1e-14 on the ranges used here (tested).
 */

const LN2_HIGH = 0.6931471803691238; // ln 2 split in two, so that k * ln 2 loses no bits (fdlibm, e_exp.c)
const LN2_LOW = 1.9082149292705877e-10;

const powerOfTwo = (exponent: number): number => {
  let result = 1;
  const factor = exponent < 0 ? 0.5 : 2;
  for (let i = Math.abs(exponent); i > 0; i--) result *= factor;
  return result;
};

/** e^x for |x| <= 700. */
export const exponential = (x: number): number => {
  if (x > 709) return Number.POSITIVE_INFINITY;
  if (x < -745) return 0;
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW; // |r| <= 0.35: 18 terms reach 1e-17
  let sum = 1;
  for (let n = 18; n >= 1; n--) sum = 1 + (sum * r) / n;
  return sum * powerOfTwo(k);
};

/** ln x for x > 0. Mantissa into [sqrt(1/2), sqrt 2), then 2 artanh((m - 1)/(m + 1)). */
export const naturalLog = (x: number): number => {
  if (!(x > 0)) return Number.NaN;
  let mantissa = x;
  let k = 0;
  while (mantissa >= Math.SQRT2) {
    mantissa /= 2;
    k++;
  }
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    k--;
  }
  const t = (mantissa - 1) / (mantissa + 1);
  const t2 = t * t;
  let sum = 0;
  for (let n = 41; n >= 1; n -= 2) sum = 1 / n + sum * t2;
  return k * LN2_HIGH + (k * LN2_LOW + 2 * t * sum);
};

/** atan x. Halves the angle three times, then the series. */
export const arcTangent = (x: number): number => {
  let t = x;
  for (let i = 0; i < 3; i++) t = t / (1 + Math.sqrt(1 + t * t));
  const t2 = t * t; // |t| <= tan(pi/16) = 0.199
  let sum = 0;
  for (let n = 25; n >= 1; n -= 2) sum = 1 / n - sum * t2;
  return 8 * t * sum;
};
