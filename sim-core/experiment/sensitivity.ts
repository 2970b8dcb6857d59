/** How the verdicts depend on the fitted passing speed: the same experiment at other factors, said in the result as data. */
import type { ExperimentResult } from "../contract/result.ts";
import type { Assumption } from "../model/city.ts";
import type { Scenario } from "../model/scenario.ts";
import { type ExperimentReport, orderedParams } from "./experiment.ts";

/** Half and double: the range over which every emergency result must say its verdict. */
export const PASSING_SPEED_FACTORS: readonly number[] = [0.5, 2];

export type Variant = { readonly factor: number; readonly result: ExperimentResult };

/** The same comparison at the other factors, with as many replications; what a stop left unfinished is not kept. */
export const varyPassingSpeed = async (
  { result }: ExperimentReport,
  compareAt: (factor: number, replications: number) => Promise<ExperimentReport>,
  isStopped: () => boolean,
): Promise<readonly Variant[]> => {
  const variants: Variant[] = [];
  for (const factor of PASSING_SPEED_FACTORS) {
    if (isStopped()) break;
    const variant = await compareAt(factor, result.replications);
    if (variant.result.complete) variants.push({ factor, result: variant.result });
  }
  return variants;
};

/** One entry per factor, arm and KPI that is primary or a delay; appended, so that a result without them is a prefix of one with. */
export const withSensitivity = (scenario: Scenario, report: ExperimentReport, variants: readonly Variant[]): ExperimentReport => {
  const shown = scenario.kpis.filter((kpi) => kpi.primary || kpi.measure === "meanDelay").map(({ id }) => id);
  const found = variants.flatMap(({ factor, result }) =>
    result.comparisons
      .filter(({ kpi }) => shown.includes(kpi))
      .map(({ arm, kpi, difference, low, high, verdict }): Assumption => {
        const params = {
          factor,
          arm,
          kpi,
          verdict,
          difference: difference ?? "unknown",
          low: low ?? "unknown",
          high: high ?? "unknown",
        };
        return {
          code: "sensitivity.passing-speed",
          params,
          text: {
            ko: `지나가는 속도 ×${factor}: ${arm} 안의 ${kpi} 판정은 ${verdict}.`,
            en: `At ${factor} times the passing speed ${kpi} in ${arm} is ${verdict}.`,
          },
        };
      }),
  );
  return {
    assumptions: [...report.assumptions, ...found],
    result: {
      ...report.result,
      assumptions: [...report.result.assumptions, ...found.map(({ code, params }) => ({ code, params: orderedParams(params) }))],
    },
  };
};
