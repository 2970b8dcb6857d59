/**
 * The result of an experiment as a planner reads it: the verdict in one plain sentence first, then the figures with their doubt,
 * who pays, what was taken for granted, and what is not modelled.
 */
import type { Comparison, ExperimentResult, KpiResult } from "../../sim-core/contract/result.ts";
import { type LookUpPrice, lookUpPrices } from "../../sim-core/experiment/look-up-price.ts";
import type { Assumption } from "../../sim-core/model/city.ts";
import type { Arm, Kpi, Scenario } from "../../sim-core/model/scenario.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { amount, change, inBrackets, intervalText, percentChange, percentText } from "./figures.ts";
import { NOT_MODELLED } from "./not-modelled.ts";
import { publishedText } from "./published-text.ts";
import { multiplicityText, neighbourhoodText, spreadText } from "./spread-text.ts";
import { textTable, wrapText } from "./text-table.ts";
import { isCostToOthers, verdictSentence } from "./verdict-sentence.ts";

export type ReportInputs = {
  readonly result: ExperimentResult;
  readonly scenario: Scenario;
  readonly assumptions: readonly Assumption[];
  readonly cityTitle: string;
  readonly language: Language;
};

const WIDTH = 100;

export const armTitle = (arm: Pick<Arm, "id" | "title"> | undefined, id: string, language: Language): string =>
  arm?.title === undefined ? id : `${arm.title[language]} (${id})`;

export const kpiTitle = (kpi: Kpi, language: Language): string => kpi.title?.[language] ?? kpi.id;

export const reportText = (inputs: ReportInputs): string => {
  const { result, scenario, language } = inputs;
  const ko = language === "ko";
  const parts = [heading(inputs)];
  if (result.replications === 0) {
    parts.push(ko ? "끝난 반복이 없어 말할 수 있는 것이 없습니다." : "No replication was finished: nothing can be said.");
    return `${parts.join("\n\n")}\n`;
  }
  parts.push(...[verdicts(inputs), figures(inputs)].filter((part) => part !== ""));
  const payers = whoPays(inputs);
  if (payers !== "") parts.push(payers);
  const goals = goalsText(inputs);
  const further = [
    goals,
    multiplicityText(result, scenario, language),
    spreadText(result, scenario, language),
    neighbourhoodText(result, scenario, language),
    publishedText(result, scenario, language),
  ];
  parts.push(...further.filter((part) => part !== ""));
  parts.push(
    list(
      ko ? "전제와 주의" : "Taken for granted, and warnings",
      // Warnings first: they change how the figures above are to be read.
      [...inputs.assumptions.filter(isFlag), ...inputs.assumptions.filter((one) => !isFlag(one))].map(({ text }) => text[language]),
    ),
    ...leftOut(result, language),
    list(
      ko ? "모형에 없는 것" : "Not modelled",
      NOT_MODELLED.map((text) => text[language]),
    ),
    provenance(result, scenario, language),
  );
  return `${parts.join("\n\n")}\n`;
};

const isFlag = ({ code }: Assumption): boolean => code.startsWith("flag.");

const leftOut = ({ quarantine }: ExperimentResult, language: Language): readonly string[] =>
  quarantine.length === 0
    ? []
    : [
        list(
          language === "ko" ? "입력에서 뺀 것" : "Left out of the inputs",
          quarantine.map(({ source, count, reason }) => `${source}: ${count} (${reason})`),
        ),
      ];

const heading = ({ result, scenario, cityTitle, language }: ReportInputs): string => {
  const ko = language === "ko";
  const title = `${scenario.scenario.title[language]} — ${cityTitle}`;
  const confidence = percentText(result.confidence, 0);
  const runs = ko
    ? `반복 ${result.replications}회(모든 안이 같은 하루를 겪음) · 신뢰수준 ${confidence} · 시드 ${result.seed} · 기준 ${scenario.baseline}`
    : `${result.replications} ${result.replications === 1 ? "replication" : "replications"} (every arm lives through the same days) · confidence ${confidence} · seed ${result.seed} · baseline ${scenario.baseline}`;
  const partial = ko ? "중단됨: 끝난 반복까지만 셌습니다." : "Stopped early: only the finished replications are counted.";
  return [title, "═".repeat(60), runs, ...(result.complete ? [] : [partial])].join("\n");
};

const verdicts = (inputs: ReportInputs): string => {
  const { result, scenario, language } = inputs;
  const primary = scenario.kpis.find((kpi) => kpi.primary) ?? scenario.kpis[0];
  if (primary === undefined) return "";
  return result.arms
    .filter(({ id }) => id !== scenario.baseline)
    .map(({ id }) => {
      const title = armTitle(
        scenario.arms.find((arm) => arm.id === id),
        id,
        language,
      );
      return wrapText(`▶ ${title}: ${verdictSentence({ result, scenario, arm: id, primary, language })}`, WIDTH, "  ");
    })
    .join("\n");
};

const VERDICT_WORDS = {
  better: { ko: "나아짐", en: "better" },
  worse: { ko: "나빠짐", en: "worse" },
  same: { ko: "차이 없음", en: "no difference" },
  undecided: { ko: "미정", en: "undecided" },
} as const;

const verdictText = ({ verdict, moreRuns }: Comparison, language: Language): string => {
  const word = VERDICT_WORDS[verdict][language];
  if (verdict !== "undecided" || moreRuns === null) return word;
  return language === "ko" ? `${word}(+${moreRuns}회)` : `${word} (+${moreRuns} runs)`;
};

const figures = ({ result, scenario, language }: ReportInputs): string => {
  const ko = language === "ko";
  const rows = scenario.kpis.flatMap((kpi, k): (readonly string[] | string)[] => [
    ...(k === 0 ? [] : [""]),
    `${kpiTitle(kpi, language)}${kpi.primary ? " *" : ""}`,
    ...result.arms.map(({ id, kpis }) => {
      const value = kpis[kpi.id];
      const comparison = result.comparisons.find((one) => one.arm === id && one.kpi === kpi.id);
      return [
        `  ${id}`,
        ...valueCells(value),
        ...differenceCells(comparison, value?.unit ?? "s", language),
        `${value?.n ?? 0}`,
        cases(value),
      ];
    }),
  ]);
  const table = textTable(
    [
      { title: ko ? "지표 · 안" : "KPI · arm" },
      { title: ko ? "평균" : "mean", align: "right" },
      { title: ko ? "구간" : "interval", align: "right" },
      { title: ko ? `${scenario.baseline} 대비` : `against ${scenario.baseline}`, align: "right" },
      { title: ko ? "구간" : "interval", align: "right" },
      { title: ko ? "판정" : "verdict" },
      { title: "n", align: "right" },
      { title: ko ? "건수" : "cases", align: "right" },
    ],
    rows,
  );
  const note = ko
    ? "* 미리 정한 주 지표. 나머지는 탐색용입니다. n은 반복 수, 건수는 그 안에서 센 사건·차량 수입니다.\n  구간은 비교마다 따로 맞습니다(모든 비교를 한꺼번에 보장하지는 않음)."
    : "* Primary KPI, named before the run; all others are exploratory. n is replications, cases are the incidents or vehicles counted in them.\n  Intervals hold one comparison at a time, not for all of them at once.";
  return `${table}\n${note}`;
};

const valueCells = (value: KpiResult | undefined): readonly string[] =>
  value === undefined || value.mean === null
    ? ["–", ""]
    : [amount(value.mean, value.unit), intervalText(value.low, value.high, value.unit)];

const differenceCells = (comparison: Comparison | undefined, unit: string, language: Language): readonly string[] => {
  if (comparison === undefined) return ["", "", ""];
  if (comparison.difference === null) return ["–", "", language === "ko" ? "비교할 것 없음" : "nothing to compare"];
  return [
    change(comparison.difference, unit),
    intervalText(comparison.low, comparison.high, unit, true),
    verdictText(comparison, language),
  ];
};

const cases = (value: KpiResult | undefined): string => (value === undefined ? "" : `${value.count}`.replace(/\B(?=(\d{3})+$)/g, ","));

/** What others bear, arm by arm: beside the gain, also where it could not be decided or has nothing to be compared with. */
const whoPays = ({ result, scenario, language }: ReportInputs): string => {
  const ko = language === "ko";
  const lines = result.comparisons.flatMap((one) => {
    const kpi = scenario.kpis.find(({ id }) => id === one.kpi);
    const value = result.arms.find(({ id }) => id === one.arm)?.kpis[one.kpi];
    if (kpi === undefined || value === undefined || kpi.primary || !isCostToOthers(kpi)) return [];
    const name = `${one.arm} · ${kpiTitle(kpi, language)}`;
    if (one.difference === null) {
      if (value.mean === null) return [];
      return [`${name}: ${amount(value.mean, value.unit)}${inBrackets(intervalText(value.low, value.high, value.unit))}`];
    }
    if (one.verdict === "same" || one.verdict === "better") return [];
    const together = one.verdict === "worse" && kpi.of === "other-traffic" ? inHours(one.difference, value, language) : "";
    return [
      `${name}: ${change(one.difference, value.unit)}${inBrackets(intervalText(one.low, one.high, value.unit, true))} — ${verdictText(one, language)}${together}`,
    ];
  });
  lines.push(...lookUpPrices(result, scenario).map((price) => lookUpPriceText(price, language)));
  if (lines.length === 0) return "";
  return list(ko ? "누가 치르는가" : "Who pays", lines);
};

/** Who is looked up pays too. */
const lookUpPriceText = ({ arm, lookUps, perMinuteSaved }: LookUpPrice, language: Language): string => {
  const more = lookUps.toFixed(1);
  if (language === "ko") {
    const price = perMinuteSaved === undefined ? "줄인 시간이 0과 구별되지 않음" : `줄인 1분마다 ${perMinuteSaved.toFixed(1)}건`;
    return `${arm} · 개인정보 조회: 한 번의 실행에서 ${more}건 더, ${price}`;
  }
  const price =
    perMinuteSaved === undefined ? "no minute saved that could be told from zero" : `${perMinuteSaved.toFixed(1)} for every minute saved`;
  return `${arm} · look-ups of personal data: ${more} more in a run, ${price}`;
};

/** A few seconds for each of many drivers, added up: what everybody together loses in one run. */
const inHours = (differenceS: number, value: KpiResult, language: Language): string => {
  if (value.n === 0) return "";
  const trips = value.count / value.n;
  const hours = ((differenceS * trips) / 3600).toFixed(1);
  return language === "ko"
    ? `. 한 번의 실행에서 ${Math.round(trips)}대를 모두 더하면 ${hours}시간`
    : `; over the ${Math.round(trips)} trips of a run ${hours} vehicle hours`;
};

const MET = {
  yes: { ko: "달성", en: "met" },
  no: { ko: "미달", en: "missed" },
  undecided: { ko: "미정", en: "undecided" },
} as const;
const HELD = {
  yes: { ko: "지킴", en: "holds" },
  no: { ko: "어김", en: "broken" },
  undecided: { ko: "미정", en: "undecided" },
} as const;

const goalsText = ({ result, scenario, language }: ReportInputs): string => {
  const ko = language === "ko";
  const lines = result.arms.flatMap(({ id, kpis }) =>
    scenario.kpis.flatMap((kpi) => {
      const value = kpis[kpi.id];
      if (value === undefined) return [];
      const { target, guard } = value;
      return [
        ...(target === null
          ? []
          : [
              `${id} · ${kpiTitle(kpi, language)} ${target.relation === ">=" ? "≥" : "≤"} ${amount(target.value, value.unit)}: ${MET[target.met][language]}${inBrackets(intervalText(value.low, value.high, value.unit))}`,
            ]),
        ...(guard === null
          ? []
          : [
              `${id} · ${kpiTitle(kpi, language)} ${ko ? "증가 한도" : "may rise by"} ${percentText(guard.maxIncreaseP)}: ${HELD[guard.holds][language]} (${percentChange(guard.increaseP, guard.low, guard.high)})`,
            ]),
      ];
    }),
  );
  return lines.length === 0 ? "" : list(ko ? "목표와 한도" : "Targets and guards", lines);
};

const list = (title: string, lines: readonly string[]): string =>
  [title, ...[...new Set(lines)].map((line) => wrapText(`  · ${line}`, WIDTH, "    "))].join("\n");

const provenance = (result: ExperimentResult, scenario: Scenario, language: Language): string => {
  const short = (hash: string): string => hash.slice(0, 12);
  const rows = [
    [language === "ko" ? "시나리오" : "scenario", `${result.scenario.id} ${result.scenario.version}`, short(result.scenario.hash)],
    [language === "ko" ? "도시" : "city", result.city.id, short(result.city.hash)],
    [language === "ko" ? "교통수요" : "demand", result.demand.id, short(result.demand.hash)],
    [language === "ko" ? "엔진" : "engine", `${result.engine.id} ${result.engine.version}`, short(result.engine.hash)],
    ...result.arms.map(({ id, physicalHash }) => [
      id === scenario.baseline ? (language === "ko" ? "물리 해시(반복 0)" : "physical hash (replication 0)") : "",
      id,
      physicalHash,
    ]),
  ];
  return textTable(
    [{ title: language === "ko" ? "출처" : "Provenance" }, { title: "" }, { title: language === "ko" ? "해시" : "hash" }],
    rows,
  );
};
