/** Which step, agreement and owner brings how much of the whole change, and how gain and barriers grow with the number of links. */
import type { Contribution, LinkCurvePoint } from "../../sim-core/contract/result.ts";
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
  "shapley-sampled": { ko: "섀플리 값(순서 표본)", en: "Shapley value (sampled orders)" },
  "leave-one-out": { ko: "하나 빼기", en: "left out" },
  "all-or-none": { ko: "모두 − 없음", en: "all minus none" },
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
    ? "기여도: 전체 변화 가운데 각 단계의 몫(섀플리 값의 합 = 전체), 단계·협약·기관이 하나 빠지면 잃는 것"
    : "Contributions: each step's share of the whole change (Shapley values add up to it), and what is lost without one step, agreement or owner";
  const columns = [
    { title: ko ? "지표 · 몫" : "KPI · share of" },
    { title: ko ? "방법" : "method" },
    { title: ko ? "변화" : "change", align: "right" as const },
    { title: ko ? "구간" : "interval", align: "right" as const },
  ];
  return `${title}\n${textTable(columns, rows)}`;
};

/** Of the primary KPI only: one row per number of links. */
export const linkCurveText = (scenario: Scenario, curve: readonly LinkCurvePoint[], language: Language): string => {
  const ko = language === "ko";
  const kpi = scenario.kpis.find(({ primary }) => primary);
  const own = curve.filter((point) => point.kpi === kpi?.id);
  if (kpi === undefined || own.length === 0) return "";
  const unit = kpiUnit(kpi);
  const rows = own.map((point) => [
    `${point.links}`,
    change(point.mean ?? Number.NaN, unit),
    intervalText(point.low, point.high, unit, true),
    point.best === null || point.best.steps.length === 0
      ? ""
      : `${change(point.best.value ?? Number.NaN, unit)} (${point.best.steps.join(", ")})`,
    fixed(point.agreements),
    fixed(point.owners),
    fixed(point.gates),
  ]);
  const title = ko
    ? `이득과 장벽: 연계 수에 따른 ‘${kpi.title?.ko ?? kpi.id}’의 변화(가능한 조합의 평균)와 그에 필요한 것`
    : `Gain and barriers: change of ‘${kpi.title?.en ?? kpi.id}’ by number of links (mean over sets of that size), and what they need`;
  const columns = [
    { title: ko ? "연계" : "links", align: "right" as const },
    { title: ko ? "변화" : "change", align: "right" as const },
    { title: ko ? "구간" : "interval", align: "right" as const },
    { title: ko ? "가장 나은 조합(같은 실행에서 골라 후하게 나옴)" : "best set (chosen on the same runs: flatters)" },
    { title: ko ? "협약" : "agreements", align: "right" as const },
    { title: ko ? "기관" : "owners", align: "right" as const },
    { title: ko ? "관문(법·협약)" : "gates (law, MOU)", align: "right" as const },
  ];
  return `${title}\n${textTable(columns, rows)}`;
};

const fixed = (value: number | null): string => (value === null ? "–" : Number(value.toFixed(2)).toString());
