/**
 * Sine and cosine from + - x / alone: the platform's own differ in the last bit between engines, and who sees what must be the same
 * everywhere. Absolute error below 1e-12 for angles up to 1,000 rad (tested against the platform's).
 */

// pi / 2 split in two, so that k * pi / 2 loses no bits (fdlibm, e_rem_pio2.c: pio2_1 and pio2_1t).
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;

export const sine = (angleRad: number): number => turned(angleRad, 0);
export const cosine = (angleRad: number): number => turned(angleRad, 1);

/** sin(angle + quarters * pi / 2): the angle is folded into [-pi/4, pi/4], where both series are short. */
const turned = (angleRad: number, quarters: number): number => {
  const k = Math.round(angleRad / (Math.PI / 2));
  const r = angleRad - k * HALF_PI_HIGH - k * HALF_PI_LOW;
  switch ((((k + quarters) % 4) + 4) % 4) {
    case 0:
      return sineSeries(r);
    case 1:
      return cosineSeries(r);
    case 2:
      return -sineSeries(r);
    default:
      return -cosineSeries(r);
  }
};

/** Taylor up to r^17 / 17!: for |r| <= pi / 4 the next term is below 1e-19. */
const sineSeries = (r: number): number => {
  const square = r * r;
  let sum = 1;
  for (let n = 16; n >= 2; n -= 2) sum = 1 - (square / (n * (n + 1))) * sum;
  return r * sum;
};

const cosineSeries = (r: number): number => {
  const square = r * r;
  let sum = 1;
  for (let n = 17; n >= 1; n -= 2) sum = 1 - (square / (n * (n + 1))) * sum;
  return sum;
};
