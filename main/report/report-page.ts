/** What every section of a report works on, and how it says things: one language, figures with units, colours of arms. */
import type { Comparison, ExperimentResult, KpiResult } from "../../sim-core/contract/result.ts";
import type { City } from "../../sim-core/model/city.ts";
import type { Arm, Kpi, Scenario } from "../../sim-core/model/scenario.ts";
import type { Language, Text } from "../../sim-core/model/units.ts";

export type ReportPage = {
  readonly result: ExperimentResult;
  readonly scenario: Scenario;
  readonly language: Language;
  /** undefined = the city file was not at hand, or is another one: no map, and ids in place of names. */
  readonly city: City | undefined;
  /** The sentence of an assumption; undefined where only its code is known. */
  readonly sentenceOf: (assumption: ExperimentResult["assumptions"][number]) => Text | undefined;
};

export const say = ({ language }: Pick<ReportPage, "language">, ko: string, en: string): string => (language === "ko" ? ko : en);

export const primaryKpi = ({ scenario }: ReportPage): Kpi | undefined => scenario.kpis.find(({ primary }) => primary) ?? scenario.kpis[0];

/** The scenario as it is written: the arm that changes nothing. Where there is none, the first beside the baseline. */
export const mainArm = ({ result, scenario }: ReportPage): string | undefined => {
  const others = result.arms.map(({ id }) => id).filter((id) => id !== scenario.baseline);
  const changesNothing = (arm: Arm): boolean =>
    arm.without.length === 0 && Object.keys(arm.agreements).length === 0 && Object.keys(arm.set).length === 0;
  return others.find((id) => scenario.arms.some((arm) => arm.id === id && changesNothing(arm))) ?? others[0];
};

export const armName = ({ scenario, language }: ReportPage, id: string): string =>
  scenario.arms.find((arm) => arm.id === id)?.title?.[language] ?? id;

export const kpiName = ({ language }: ReportPage, kpi: Kpi): string => kpi.title?.[language] ?? kpi.id;

export const kpiValue = ({ result }: ReportPage, arm: string | undefined, kpi: Kpi): KpiResult | undefined =>
  result.arms.find(({ id }) => id === arm)?.kpis[kpi.id];

export const comparisonOf = ({ result }: ReportPage, arm: string | undefined, kpi: Kpi): Comparison | undefined =>
  result.comparisons.find((one) => one.arm === arm && one.kpi === kpi.id);

export const otherArms = ({ result, scenario }: ReportPage): readonly string[] =>
  result.arms.map(({ id }) => id).filter((id) => id !== scenario.baseline);

/** Position decides: the plan is blue and solid, the others have a colour and a dash of their own. Today is graphite and dashed. */
const OTHER_LOOKS = [
  { colour: "var(--alt-1)", dash: "2 3" },
  { colour: "var(--alt-2)", dash: "8 4" },
  { colour: "var(--ink-2)", dash: "3 2" },
] as const;

export const armLook = (page: ReportPage, id: string): { readonly colour: string; readonly dash: string } => {
  if (id === page.scenario.baseline) return { colour: "var(--today)", dash: "5 3" };
  const main = mainArm(page);
  if (id === main) return { colour: "var(--plan)", dash: "" };
  const others = otherArms(page).filter((other) => other !== main);
  return OTHER_LOOKS[others.indexOf(id) % OTHER_LOOKS.length] ?? OTHER_LOOKS[2];
};
