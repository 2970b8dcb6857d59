/**
 * Student's t with whole degrees of freedom: the closed finite sums (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4), so that a
 * quantile needs no incomplete beta function and comes out the same to the last bit everywhere.
 */
import { arcTangent } from "./elementary.ts";

/** P(|T| <= t) for t >= 0. */
const centralProbability = (t: number, degreesOfFreedom: number): number => {
  const cosine2 = degreesOfFreedom / (degreesOfFreedom + t * t);
  const sine = t / Math.sqrt(degreesOfFreedom + t * t);
  const isEven = degreesOfFreedom % 2 === 0;
  let term = 1;
  let sum = degreesOfFreedom === 1 ? 0 : 1;
  for (let k = isEven ? 2 : 3; k <= degreesOfFreedom - 2; k += 2) {
    term *= (cosine2 * (k - 1)) / k;
    sum += term;
  }
  if (isEven) return sine * sum;
  return (2 / Math.PI) * (arcTangent(t / Math.sqrt(degreesOfFreedom)) + sine * Math.sqrt(cosine2) * sum);
};

export const studentCdf = (t: number, degreesOfFreedom: number): number => {
  const central = centralProbability(Math.abs(t), degreesOfFreedom);
  return t >= 0 ? 0.5 + central / 2 : 0.5 - central / 2;
};

const known = new Map<string, number>();

/** t with P(T <= t) = p. Bisection: about 60 halvings, exact to the last bit or two; answers are remembered. */
export const studentQuantile = (p: number, degreesOfFreedom: number): number => {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability between 0 and 1 was expected, found ${p}`);
  if (!Number.isSafeInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(`whole degrees of freedom of at least 1 were expected, found ${degreesOfFreedom}`);
  }
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, degreesOfFreedom);
  const key = `${p} ${degreesOfFreedom}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  let low = 0;
  let high = 1;
  while (studentCdf(high, degreesOfFreedom) < p && high < 1e12) high *= 2;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentCdf(middle, degreesOfFreedom) < p) low = middle;
    else high = middle;
  }
  const answer = (low + high) / 2;
  known.set(key, answer);
  return answer;
};
