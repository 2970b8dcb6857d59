/** A result as the page shows it: which arm and KPI the charts are about, how arms look, what things are called. */
import { useMemo } from "react";
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import type { Scenario } from "../../../sim-core/model/scenario.ts";
import type { Language } from "../../../sim-core/model/units.ts";
import { type Project, useApp } from "../store/app-store.ts";
import { type ArmLook, armLook, armTitle, planArm } from "../store/arms.ts";
import { type DurationUnit, kpiDifference, kpiTitle, kpiValue } from "../text/format.ts";
import { useExperiment } from "./experiment-store.ts";
import { baselineOf } from "./result-models.ts";

export const ARM_COLOURS: Readonly<Record<ArmLook, string>> = {
  today: "var(--today)",
  plan: "var(--plan)",
  alt1: "var(--alt-1)",
  alt2: "var(--alt-2)",
};
export const ARM_DASHES: Readonly<Record<ArmLook, string>> = { today: "5 3", plan: "", alt1: "2 3", alt2: "9 4" };

export type ResultView = {
  readonly result: ExperimentResult;
  /** Of the same id as the result's; its text may be another version: `isSame` says. */
  readonly scenario: Scenario | undefined;
  /** Scenario, city and demand are byte by byte those that are open. */
  readonly isSame: boolean;
  readonly project: Project | undefined;
  readonly language: Language;
  readonly arm: string;
  readonly baseline: string;
  readonly kpi: string;
  readonly look: (arm: string) => ArmLook;
  readonly armName: (arm: string) => string;
  readonly kpiName: (kpi: string) => string;
  readonly unitOf: (kpi: string) => string;
  readonly value: (value: number | null | undefined, unit: string) => string;
  readonly change: (value: number | null | undefined, unit: string) => string;
};

/** The names that come with the data of a result when nothing is open. */
const bareArms = (result: ExperimentResult): Pick<Project, "arms" | "baseline"> => ({
  arms: result.arms.map(({ id }) => ({ id, title: { ko: id, en: id } })),
  baseline: baselineOf(result) ?? "",
});

type Inputs = {
  readonly result: ExperimentResult;
  readonly project: Project | undefined;
  readonly language: Language;
  readonly duration: DurationUnit;
  readonly chosen: { readonly arm: string | undefined; readonly kpi: string | undefined };
};

export const resultView = ({ result, project, language, duration, chosen }: Inputs): ResultView => {
  const own = project?.scenario.scenario.id === result.scenario.id ? project : undefined;
  const named = own ?? bareArms(result);
  const has = (arm: string | undefined): arm is string => arm !== undefined && result.comparisons.some((one) => one.arm === arm);
  const plan = planArm(named);
  const arm = [chosen.arm, plan, result.comparisons[0]?.arm].find(has) ?? "";
  const kpis = Object.keys(result.arms[0]?.kpis ?? {});
  const primary = result.multiplicity?.primary ?? own?.scenario.kpis.find((kpi) => kpi.primary)?.id;
  const kpi = [chosen.kpi, primary].find((id) => id !== undefined && kpis.includes(id)) ?? kpis[0] ?? "";
  return {
    result,
    scenario: own?.scenario,
    isSame:
      project !== undefined &&
      result.scenario.hash === project.scenarioHash &&
      result.city.hash === project.cityHash &&
      result.demand.hash === project.demandHash,
    project,
    language,
    arm,
    baseline: baselineOf(result) ?? "",
    kpi,
    look: (id) => armLook(named, id),
    armName: (id) => armTitle(named, id)[language],
    kpiName: (id) => kpiTitle(own?.scenario.kpis.find((one) => one.id === id) ?? { id }, language),
    unitOf: (id) => result.arms[0]?.kpis[id]?.unit ?? "s",
    value: (value, unit) => kpiValue(value ?? null, { unit }, language, duration),
    change: (value, unit) => kpiDifference(value ?? null, { unit }, language),
  };
};

export const useResultView = (): ResultView | undefined => {
  const result = useApp((state) => state.result);
  const project = useApp((state) => state.project);
  const language = useApp((state) => state.language);
  const duration = useApp((state) => state.durationUnit);
  const arm = useExperiment((state) => state.arm);
  const kpi = useExperiment((state) => state.kpi);
  // The same view as long as nothing of it changed: cards tell by that whether they have anything to do.
  return useMemo(
    () => (result === undefined ? undefined : resultView({ result, project, language, duration, chosen: { arm, kpi } })),
    [result, project, language, duration, arm, kpi],
  );
};
