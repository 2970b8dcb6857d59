/** How the cases spread behind the means, which verdicts hold for all arms together, and where in the city the gain is smallest. */
import type { ExperimentResult, Quantile } from "../../sim-core/contract/result.ts";
import { kpiUnit } from "../../sim-core/experiment/kpi/measure-kpi.ts";
import type { Kpi, Scenario } from "../../sim-core/model/scenario.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { amount, change, inBrackets, intervalText, percentText } from "./figures.ts";
import { textTable, wrapText } from "./text-table.ts";

const WIDTH = 100;

/** The primary KPI and every share of cases within a limit, arm by arm. */
export const spreadText = (result: ExperimentResult, scenario: Scenario, language: Language): string => {
  const ko = language === "ko";
  const primary = scenario.kpis.find((kpi) => kpi.primary);
  const isOfPrimary = (kpi: Kpi): boolean => kpi.measure === "share" && kpi.from === primary?.from && kpi.to === primary?.to;
  const shown = scenario.kpis.filter((kpi) => kpi.primary || (kpi.measure === "share" && !isOfPrimary(kpi)));
  const limited = scenario.kpis.find(isOfPrimary);
  const cell = ({ value, low, high, isLowerBound, isFewBeyond }: Quantile, unit: string): string =>
    isLowerBound
      ? `≥ ${amount(value ?? Number.NaN, unit)}${isFewBeyond ? " *" : ""}`
      : `${amount(value ?? Number.NaN, unit)}${inBrackets(intervalText(low, high, unit).replace(/ s$/, ""))}${isFewBeyond ? " *" : ""}`;
  const rows = shown.flatMap((kpi) => {
    const own = result.arms.flatMap(({ id, kpis }) => {
      const found = kpis[kpi.id]?.distribution;
      if (found === null || found === undefined) return [];
      // A share within a limit of the very same times adds its limit to the row of the times.
      const beyond = (kpi.primary ? kpis[limited?.id ?? ""]?.distribution?.exceedance : undefined) ?? found.exceedance;
      return [
        [
          `  ${id}`,
          `${found.count}${found.censored > 0 ? (ko ? `, 미완 ${found.censored}` : `, ${found.censored} open`) : ""}`,
          ...found.quantiles.map((quantile) => cell(quantile, found.unit)),
          beyond === null ? "" : `${beyond.count}/${beyond.of} > ${beyond.limit} s`,
        ],
      ];
    });
    return own.length === 0 ? [] : [kpi.title?.[language] ?? kpi.id, ...own];
  });
  if (rows.length === 0) return "";
  const titles = [50, 80, 90, 95].map((p) => ({ title: `${p} %`, align: "right" as const }));
  const title = ko
    ? "분포: 모든 반복의 사례(구간은 반복 단위 붓스트랩; * = 그 위에 열 건도 없음, ≥ = 끝나지 않은 건이 있어 더 클 수 있음)"
    : "Spread: cases of all replications (intervals by bootstrap over replications; * = fewer than ten cases beyond it, ≥ = cases still open may make it larger)";
  const columns = [
    { title: ko ? "지표 · 안" : "KPI · arm" },
    { title: ko ? "사례" : "cases", align: "right" as const },
    ...titles,
    { title: ko ? "한도 초과" : "beyond", align: "right" as const },
  ];
  return `${title}\n${textTable(columns, rows)}`;
};

/** What remains of the verdicts when it is counted how many were looked at. */
export const multiplicityText = ({ comparisons, multiplicity }: ExperimentResult, scenario: Scenario, language: Language): string => {
  if (multiplicity === null) return "";
  const ko = language === "ko";
  const lines: string[] = [];
  const primary = scenario.kpis.find(({ id }) => id === multiplicity.primary);
  if (multiplicity.method === "bonferroni" && primary !== undefined) {
    const own = comparisons.flatMap(({ arm, kpi, simultaneous }) =>
      simultaneous === null || kpi !== primary.id
        ? []
        : [
            `${arm} ${intervalText(simultaneous.low, simultaneous.high, kpiUnit(primary), true)} (${VERDICTS[simultaneous.verdict][language]})`,
          ],
    );
    const each = percentText(multiplicity.confidenceEach, 1);
    lines.push(
      ko
        ? `‘${primary.title?.ko ?? primary.id}’, 안 ${multiplicity.arms}개에 함께 성립하는 구간(본페로니, 하나마다 ${each}): ${own.join("; ")}.`
        : `‘${primary.title?.en ?? primary.id}’, intervals that hold for all ${multiplicity.arms} arms together (Bonferroni, ${each} each): ${own.join("; ")}.`,
    );
  }
  if (multiplicity.exploratory > 0) {
    const found = comparisons.filter(({ pHolm }) => pHolm !== null && pHolm < 0.05).map(({ arm, kpi }) => `${arm} ${kpi}`);
    const none = ko ? "없음" : "none";
    lines.push(
      ko
        ? `나머지 지표는 탐색용입니다. 비교 ${multiplicity.exploratory}개를 홀름으로 보정해도 남는 것(p < .05): ${found.join(", ") || none}.`
        : `All other measures are exploratory. Of ${multiplicity.exploratory} comparisons these remain after Holm's correction (p < .05): ${found.join(", ") || none}.`,
    );
  }
  if (lines.length === 0) return "";
  const title = ko ? "여러 번 비교한 값" : "The price of many comparisons";
  return [title, ...lines.map((line) => wrapText(`  · ${line}`, WIDTH, "    "))].join("\n");
};

const VERDICTS = {
  better: { ko: "나아짐", en: "better" },
  worse: { ko: "나빠짐", en: "worse" },
  same: { ko: "차이 없음", en: "no difference" },
  undecided: { ko: "미정", en: "undecided" },
} as const;

/** A city's mean hides who gains nothing: per arm the neighbourhoods with the least gain, and the one with the most. */
export const neighbourhoodText = ({ neighbourhoods }: ExperimentResult, scenario: Scenario, language: Language): string => {
  const ko = language === "ko";
  const kpi = scenario.kpis.find(({ primary }) => primary);
  if (kpi === undefined || neighbourhoods.length === 0) return "";
  const unit = kpiUnit(kpi);
  const arms = [...new Set(neighbourhoods.map(({ arm }) => arm))];
  const rows = arms.flatMap((arm) => {
    const own = neighbourhoods.filter((row) => row.arm === arm);
    if (own.every(({ difference, low, high }) => difference === 0 && low === 0 && high === 0)) return [];
    const shown = own.length <= SHOWN ? own : [...own.slice(0, SHOWN - 1), ...own.slice(-1)];
    return [
      arm,
      ...shown.map((row) => [
        `  ${row.id}`,
        `${row.cases}${row.low === null ? " *" : ""}`,
        amount(row.baselineMean ?? Number.NaN, unit),
        amount(row.armMean ?? Number.NaN, unit),
        change(row.difference ?? Number.NaN, unit),
        intervalText(row.low, row.high, unit, true),
      ]),
    ];
  });
  if (rows.length === 0) return "";
  const title = ko
    ? `동네별 ‘${kpi.title?.ko ?? kpi.id}’: 얻는 것이 가장 적은 곳부터, 마지막은 가장 많은 곳(* = 반복이 너무 적어 구간이 없음)`
    : `‘${kpi.title?.en ?? kpi.id}’ by neighbourhood: the least gain first, the most last (* = too few replications for an interval)`;
  const right = (name: string) => ({ title: name, align: "right" as const });
  const columns = [
    { title: ko ? "안 · 동네" : "arm · neighbourhood" },
    right(ko ? "사례" : "cases"),
    right(scenario.baseline),
    right(ko ? "이 안" : "arm"),
    right(ko ? "차이" : "difference"),
    right(ko ? "구간" : "interval"),
  ];
  return `${title}\n${textTable(columns, rows)}`;
};

const SHOWN = 4;
