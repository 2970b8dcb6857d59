/** Which step, agreement and owner brings how much of the whole change, and how gain and barriers grow with the number of links. */
import type { Contribution, LinkCurvePoint } from "../../sim-core/contract/result.ts";
import { kpiUnit } from "../../sim-core/experiment/kpi/measure-kpi.ts";
import type { Kpi, Scenario } from "../../sim-core/model/scenario.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { change, inBrackets, intervalText } from "./figures.ts";
import { textTable } from "./text-table.ts";

const KINDS = {
  whole: { ko: "전체", en: "whole" },
  step: { ko: "단계", en: "step" },
  agreement: { ko: "협약", en: "agreement" },
  owner: { ko: "기관", en: "owner" },
} as const;

/** One row per step, agreement and owner that changes anything; the others are named in one line. */
export const contributionsText = (scenario: Scenario, contributions: readonly Contribution[], language: Language): string => {
  const ko = language === "ko";
  const rows = scenario.kpis.flatMap((kpi) => rowsOf(kpi, contributions, language));
  const isSampled = contributions.some(({ method }) => method === "shapley-sampled");
  const title = ko
    ? "기여도: 전체 변화 가운데 각 단계의 몫(섀플리 값의 합 = 전체), 단계·협약·기관이 하나 빠지면 잃는 것"
    : "Contributions: each step's share of the whole change (Shapley values add up to it), and what is lost without one step, agreement or owner";
  const shapley = isSampled
    ? { ko: "섀플리 값(순서 표본)", en: "Shapley value (sampled orders)" }
    : { ko: "섀플리 값", en: "Shapley value" };
  const columns = [
    { title: ko ? "지표 · 몫" : "KPI · share of" },
    { title: shapley[language] },
    { title: ko ? "이것이 없으면 잃는 변화" : "change lost without it" },
  ];
  return rows.length === 0 ? "" : `${title}\n${textTable(columns, rows)}`;
};

const rowsOf = (kpi: Kpi, contributions: readonly Contribution[], language: Language): readonly (readonly string[] | string)[] => {
  const own = contributions.filter((one) => one.kpi === kpi.id);
  const moves = (id: string, kind: string): boolean =>
    own.some((one) => one.id === id && one.kind === kind && !(one.value === 0 && one.low === 0 && one.high === 0));
  const names = [...new Set(own.map(({ kind, id }) => `${kind} ${id}`))].map((name) => {
    const [kind = "", id = ""] = name.split(" ");
    return { kind: kind as Contribution["kind"], id };
  });
  if (!names.some(({ id, kind }) => moves(id, kind))) return [];
  const unit = kpiUnit(kpi);
  const cell = (found: Contribution | undefined): string =>
    found === undefined
      ? ""
      : `${change(found.value ?? Number.NaN, unit)}${inBrackets(intervalText(found.low, found.high, unit, true).replace(/ [a-zA-Z%]+$/, ""))}`;
  const still = names.filter(({ kind, id }) => !moves(id, kind)).map(({ kind, id }) => `${KINDS[kind][language]} ${id}`);
  return [
    kpi.title?.[language] ?? kpi.id,
    ...names
      .filter(({ kind, id }) => moves(id, kind))
      .map(({ kind, id }) => {
        const found = own.filter((one) => one.kind === kind && one.id === id);
        const isShare = ({ method }: Contribution): boolean => method !== "leave-one-out";
        return [
          `  ${KINDS[kind][language]} ${kind === "whole" ? "" : id}`.trimEnd(),
          cell(found.find(isShare)),
          cell(found.find((one) => !isShare(one))),
        ];
      }),
    ...(still.length === 0 ? [] : [`  ${language === "ko" ? "아무것도 바꾸지 않음" : "change nothing"}: ${still.join(", ")}`]),
  ];
};

/** Of the primary KPI only: one row per number of links. */
export const linkCurveText = (scenario: Scenario, curve: readonly LinkCurvePoint[], language: Language): string => {
  const ko = language === "ko";
  const kpi = scenario.kpis.find(({ primary }) => primary);
  const own = curve.filter((point) => point.kpi === kpi?.id);
  if (kpi === undefined || own.length === 0) return "";
  const unit = kpiUnit(kpi);
  const hasBest = own.some(({ best }) => best !== null);
  const rows = own.map((point) => [
    `${point.links}`,
    change(point.mean ?? Number.NaN, unit),
    intervalText(point.low, point.high, unit, true),
    ...(hasBest
      ? [
          point.best === null || point.best.steps.length === 0
            ? ""
            : `${change(point.best.value ?? Number.NaN, unit)} (${point.best.steps.join(", ")})`,
        ]
      : []),
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
    ...(hasBest ? [{ title: ko ? "가장 나은 조합(같은 실행에서 골라 후하게 나옴)" : "best set (chosen on the same runs: flatters)" }] : []),
    { title: ko ? "협약" : "agreements", align: "right" as const },
    { title: ko ? "기관" : "owners", align: "right" as const },
    { title: ko ? "관문(법·협약)" : "gates (law, MOU)", align: "right" as const },
  ];
  return `${title}\n${textTable(columns, rows)}`;
};

const fixed = (value: number | null): string => (value === null ? "–" : Number(value.toFixed(2)).toString());
