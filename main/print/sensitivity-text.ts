/** How the verdict depends on the fitted passing speed: the primary KPI and everything that got worse, at half, once and double. */
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import type { Kpi, Scenario } from "../../sim-core/model/scenario.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { change, intervalText } from "./figures.ts";
import { textTable } from "./text-table.ts";

export const sensitivityText = (
  scenario: Scenario,
  variants: readonly { readonly factor: number; readonly result: ExperimentResult }[],
  language: Language,
): string => {
  const ko = language === "ko";
  const shown = scenario.kpis.filter((kpi) => kpi.primary || kpi.measure === "meanDelay");
  const sorted = [...variants].sort((a, b) => a.factor - b.factor);
  const cell = (result: ExperimentResult, arm: string, kpi: Kpi): string => {
    const found = result.comparisons.find((one) => one.arm === arm && one.kpi === kpi.id);
    if (found === undefined || found.difference === null) return "–";
    const unit = result.arms.find(({ id }) => id === arm)?.kpis[kpi.id]?.unit ?? "s";
    return `${change(found.difference, unit)} (${intervalText(found.low, found.high, unit, true).replace(/ s$/, "")}) ${WORDS[found.verdict][language]}`;
  };
  const arms = (variants[0]?.result.arms ?? []).map(({ id }) => id).filter((id) => id !== scenario.baseline);
  const rows = shown.flatMap((kpi) => [
    kpi.title?.[language] ?? kpi.id,
    ...arms.map((arm) => [`  ${arm}`, ...sorted.map(({ result }) => cell(result, arm, kpi))]),
  ]);
  const title = ko
    ? "민감도: 긴급차량이 대기열을 지나가는 속도(맞춘 값)를 바꾸면"
    : "Sensitivity: the speed at which emergency vehicles pass queues (a fitted number)";
  const columns = [{ title: ko ? "지표" : "KPI" }, { title: ko ? "안" : "arm" }, ...sorted.map(({ factor }) => ({ title: `× ${factor}` }))];
  return `${title}\n${textTable(columns, rows)}`;
};

const WORDS = {
  better: { ko: "나아짐", en: "better" },
  worse: { ko: "나빠짐", en: "worse" },
  same: { ko: "차이 없음", en: "no difference" },
  undecided: { ko: "미정", en: "undecided" },
} as const;
