/** Lognormal in a planner's terms: median and 90th percentile. */
import { exponential, naturalLog } from "./elementary.ts";

const Z_90 = 1.2815515655446004; // 0.9 quantile of the standard normal

export const lognormalSigma = (median: number, p90: number): number => naturalLog(p90 / median) / Z_90;

export const lognormalMean = (median: number, p90: number): number => {
  const sigma = lognormalSigma(median, p90);
  return median * exponential((sigma * sigma) / 2);
};
