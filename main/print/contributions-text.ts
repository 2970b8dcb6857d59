/** Which step and which agreement brings how much of the whole change, KPI by KPI. */
import type { Contribution } from "../../sim-core/contract/result.ts";
import { kpiUnit } from "../../sim-core/experiment/kpi/measure-kpi.ts";
import type { Scenario } from "../../sim-core/model/scenario.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { change, intervalText } from "./figures.ts";
import { textTable } from "./text-table.ts";

const KINDS = {
  whole: { ko: "전체", en: "whole" },
  step: { ko: "단계", en: "step" },
  agreement: { ko: "협약", en: "agreement" },
  owner: { ko: "기관", en: "owner" },
} as const;
const METHODS: Readonly<Record<string, { readonly ko: string; readonly en: string }>> = {
  shapley: { ko: "섀플리 값", en: "Shapley value" },
  "leave-one-out": { ko: "하나 빼기", en: "left out" },
};

export const contributionsText = (scenario: Scenario, contributions: readonly Contribution[], language: Language): string => {
  const ko = language === "ko";
  const rows = scenario.kpis.flatMap((kpi) => {
    const own = contributions.filter((one) => one.kpi === kpi.id);
    if (own.length === 0) return [];
    const unit = kpiUnit(kpi);
    return [
      kpi.title?.[language] ?? kpi.id,
      ...own.map((one) => [
        `  ${KINDS[one.kind][language]} ${one.id}`,
        METHODS[one.method]?.[language] ?? one.method,
        change(one.value ?? Number.NaN, unit),
        intervalText(one.low, one.high, unit, true),
      ]),
    ];
  });
  const title = ko
    ? "기여도: 전체 변화 가운데 각 단계와 협약의 몫"
    : "Contributions: the share of each step and agreement in the whole change";
  const columns = [
    { title: ko ? "지표 · 몫" : "KPI · share of" },
    { title: ko ? "방법" : "method" },
    { title: ko ? "변화" : "change", align: "right" as const },
    { title: ko ? "구간" : "interval", align: "right" as const },
  ];
  return `${title}\n${textTable(columns, rows)}`;
};
