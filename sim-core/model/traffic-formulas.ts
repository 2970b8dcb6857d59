/** Closed formulas of traffic engineering that reports print beside a run. Only + - x / and sqrt, so the bytes are the same everywhere. */
import { bad, good, type Outcome } from "./problem.ts";

/**
 * Incremental delay of a signal approach, seconds per vehicle (HCM 2000, equation 16-12): d2 = 900 T [(X - 1) + sqrt((X - 1)^2 + 8 k I X / (c T))].
 * Valid for any degree of saturation X > 0; it adds to the uniform delay and knows nothing of spillback.
 */
export const incrementalDelayS = (flow: {
  /** Degree of saturation. */
  readonly x: number;
  readonly capacityVehPerH: number;
  readonly periodH: number;
  /** 0.5 for fixed-time control. */
  readonly k: number;
  /** Upstream filtering; 1 for an isolated junction. */
  readonly i: number;
}): number => {
  const over = flow.x - 1;
  return 900 * flow.periodH * (over + Math.sqrt(over * over + (8 * flow.k * flow.i * flow.x) / (flow.capacityVehPerH * flow.periodH)));
};

/** GEH statistic of a modelled and a counted hourly flow (UK Highways Agency, DMRB 12.2.1): sqrt(2 (m - c)^2 / (m + c)); 0 where both are 0. */
export const geh = (modelled: number, counted: number): number =>
  modelled + counted === 0 ? 0 : Math.sqrt((2 * (modelled - counted) * (modelled - counted)) / (modelled + counted));

/** Webster's best cycle in seconds (Webster 1958): (1.5 L + 5) / (1 - Y). At Y >= 1 no cycle serves the demand: a Problem, not a number. */
export const bestCycleS = (lostTimeS: number, flowRatioSum: number): Outcome<number> =>
  flowRatioSum < 1
    ? good((1.5 * lostTimeS + 5) / (1 - flowRatioSum))
    : bad({
        code: "signal.oversaturated",
        message: {
          ko: `포화도 합 Y = ${flowRatioSum}: 1보다 작아야 최적 주기가 있습니다.`,
          en: `The sum of flow ratios Y = ${flowRatioSum} must be below 1: no cycle serves this demand.`,
        },
        hint: { ko: "차로를 늘리거나 수요를 줄이십시오.", en: "Add lanes or reduce the demand." },
      });
