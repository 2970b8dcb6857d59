/**
 * What a saved minute costs in privacy: look-ups of personal data (video, plates, owners, phones) more than in the baseline, for every
 * minute by which the primary KPI is shorter over all its cases. A ratio of two means over the same replications; where the saving
 * cannot be told from zero there is no price to name.
 */
import type { ExperimentResult } from "../contract/result.ts";
import type { Scenario } from "../model/scenario.ts";

export type LookUpPrice = {
  readonly arm: string;
  /** More than the baseline, per replication. */
  readonly lookUps: number;
  /** undefined = the saving could be zero, or is none. */
  readonly perMinuteSaved: number | undefined;
};

/** One entry per arm that looks more up than the baseline; none where the scenario does not count look-ups, or asks for no time. */
export const lookUpPrices = (result: ExperimentResult, scenario: Scenario): readonly LookUpPrice[] => {
  const counted = scenario.kpis.find(({ measure, to }) => measure === "count" && to === "LookedUp");
  const primary = scenario.kpis.find((kpi) => kpi.primary);
  if (counted === undefined || primary?.measure !== "mean") return [];
  return result.arms.flatMap(({ id, kpis }): readonly LookUpPrice[] => {
    const of = (kpi: string) => result.comparisons.find((one) => one.arm === id && one.kpi === kpi);
    const lookUps = of(counted.id)?.difference ?? 0;
    if (lookUps <= 0) return [];
    const saving = of(primary.id);
    const value = kpis[primary.id];
    const isSaved = saving !== undefined && saving.difference !== null && saving.high !== null && saving.high < 0;
    if (!isSaved || value === undefined || value.n === 0) return [{ arm: id, lookUps, perMinuteSaved: undefined }];
    const minutes = (-(saving.difference ?? 0) * (value.count / value.n)) / 60;
    return [{ arm: id, lookUps, perMinuteSaved: lookUps / minutes }];
  });
};
