/** The table of agreements for a terminal: parties, gates, steps, and what each is worth in the KPIs that decide and that cost. */
import { type AgreementEffect, type AgreementRow, isOpen } from "../../sim-core/experiment/agreement-table.ts";
import { kpiUnit } from "../../sim-core/experiment/kpi/measure-kpi.ts";
import type { City } from "../../sim-core/model/city.ts";
import type { Kpi, Scenario } from "../../sim-core/model/scenario.ts";
import type { Language, Text } from "../../sim-core/model/units.ts";
import { change, inBrackets, intervalText } from "./figures.ts";
import { textTable } from "./text-table.ts";
import { isCostToOthers } from "./verdict-sentence.ts";

export type AgreementsInputs = {
  readonly rehearsal: { readonly scenario: Scenario; readonly city: City };
  readonly on: string;
  readonly rows: readonly AgreementRow[];
  readonly effects?: readonly AgreementEffect[];
  readonly replications?: number;
  readonly language: Language;
};

export const agreementsText = (inputs: AgreementsInputs): string => {
  const { rehearsal, on, language } = inputs;
  const { scenario, city } = rehearsal;
  const ko = language === "ko";
  const title = `${scenario.scenario.title[language]} — ${city.title[language]}, ${on}`;
  const parts = [title, gatesTable(inputs), effectsTable(inputs)].filter((part) => part !== "");
  const open = inputs.rows.filter(({ gates }) => isOpen(gates)).length;
  parts.splice(
    1,
    0,
    ko
      ? `협약 ${inputs.rows.length}개 가운데 ${open}개의 두 관문(법, 협약)이 열려 있습니다.`
      : `Both gates (law, signature) are open for ${open} of ${inputs.rows.length} agreements.`,
  );
  return parts.join("\n\n");
};

const REASONS: Readonly<Record<string, Text>> = {
  "law-forbids": { ko: "법이 금지", en: "the law forbids it" },
  "law-not-yet": { ko: "아직 시행 전", en: "law not yet in force" },
  "mou-none": { ko: "협약 없음", en: "not signed" },
  "mou-pending": { ko: "협의 중", en: "pending" },
  "mou-expired": { ko: "만료", en: "expired" },
  "mou-suspended": { ko: "정지", en: "suspended" },
  "mou-not-yet": { ko: "아직 효력 전", en: "not yet valid" },
  "mou-over": { ko: "기간이 끝남", en: "lapsed" },
};

const gate = (reason: string | undefined, language: Language): string =>
  reason === undefined ? (language === "ko" ? "○ 열림" : "○ open") : `× ${REASONS[reason]?.[language] ?? reason}`;

const gatesTable = ({ rows, language, rehearsal }: AgreementsInputs): string => {
  const ko = language === "ko";
  const name = (id: string): string => rehearsal.city.agencies.find((agency) => agency.id === id)?.name[language] ?? id;
  const maps = rows[0]?.parties.map(({ map }) => map) ?? [];
  return textTable(
    [
      { title: ko ? "협약" : "agreement" },
      { title: ko ? "자료" : "data" },
      ...maps.map((map) => ({ title: ko ? `주는 곳 → 받는 곳 (${map})` : `from → to (${map})` })),
      { title: ko ? "법" : "law" },
      { title: ko ? "협약 관문" : "signature" },
      { title: ko ? "매달린 단계" : "steps that hang on it" },
    ],
    rows.map(({ agreement, parties, gates, steps }) => [
      agreement.id,
      agreement.data.join(", "),
      ...parties.map(({ from, to }) => `${name(from)} → ${name(to)}`),
      gate(gates.law, language),
      gate(gates.mou, language),
      steps.join(", ") || "–",
    ]),
  );
};

const KINDS: Readonly<Record<AgreementEffect["kind"], Text>> = {
  absence: { ko: "협약 없음", en: "without agreement" },
  opening: { ko: "관문을 열면", en: "with its gates opened" },
  "owner-absence": { ko: "기관이 빠지면", en: "without everything from" },
};

/** The primary KPI and what others pay. */
const effectsTable = ({ rehearsal, effects, replications, language }: AgreementsInputs): string => {
  if (effects === undefined) return "";
  const ko = language === "ko";
  const shown = rehearsal.scenario.kpis.filter((kpi) => kpi.primary || (isCostToOthers(kpi) && kpi.measure !== "recovery"));
  const rows = effects.map(({ kind, id, comparisons }) => [
    `${KINDS[kind][language]} ${id}`,
    ...shown.map((kpi) => {
      const found = comparisons.find((one) => one.kpi === kpi.id);
      if (found === undefined || found.difference === null) return "–";
      const unit = kpiUnit(kpi);
      const range = inBrackets(intervalText(found.low, found.high, unit, true).replace(/ (s|%p)$/, ""));
      return `${change(found.difference, unit)}${range} ${WORDS[found.verdict][language]}`;
    }),
    alsoMoved(
      rehearsal.scenario.kpis.filter((kpi) => !shown.includes(kpi)),
      comparisons,
      language,
    ),
  ]);
  const title = ko
    ? `모두 켠 연계와 견준 변화(같은 날 ${replications}번, 95 % 구간): 없애면 잃는 것, 닫힌 관문을 열면 얻는 것`
    : `Change against everything switched on (the same ${replications} days, with intervals): what is lost without it, or gained by opening a closed gate`;
  const columns = [
    { title: ko ? "무엇을" : "what" },
    ...shown.map((kpi) => ({ title: kpi.title?.[language] ?? kpi.id })),
    { title: ko ? "그 밖에 달라지는 것(탐색)" : "also moved (exploratory)" },
  ];
  return `${title}\n${textTable(columns, rows)}`;
};

/** Measures besides those shown that get better or worse: what an agreement is for is not always the primary one. */
const alsoMoved = (kpis: readonly Kpi[], comparisons: AgreementEffect["comparisons"], language: Language): string =>
  kpis
    .flatMap((kpi) => {
      const found = comparisons.find((one) => one.kpi === kpi.id);
      if (found === undefined || found.difference === null || (found.verdict !== "better" && found.verdict !== "worse")) return [];
      return [`${kpi.id} ${change(found.difference, kpiUnit(kpi))} ${WORDS[found.verdict][language]}`];
    })
    .join(", ");

const WORDS = {
  better: { ko: "나아짐", en: "better" },
  worse: { ko: "나빠짐", en: "worse" },
  same: { ko: "차이 없음", en: "no difference" },
  undecided: { ko: "미정", en: "undecided" },
} as const;
