/** One plain sentence per arm: what happens to the primary KPI, in natural frequencies where there is a share, and who pays. */
import { judged } from "../../sim-core/contract/judged.ts";
import type { Comparison, ExperimentResult } from "../../sim-core/contract/result.ts";
import type { Kpi, Scenario } from "../../sim-core/model/scenario.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { amount, change, intervalText } from "./figures.ts";

export type SentenceInputs = {
  readonly result: ExperimentResult;
  readonly scenario: Scenario;
  readonly arm: string;
  readonly primary: Kpi;
  readonly language: Language;
};

export const verdictSentence = (inputs: SentenceInputs): string => {
  const parts = [gainClause(inputs), frequencyClause(inputs), costClause(inputs)].filter((clause) => clause !== "");
  return parts.join(" ");
};

const title = (kpi: Kpi, language: Language): string => `‘${kpi.title?.[language] ?? kpi.id}’`;

/** What other people bear, not what the unit or the people in need get. */
export const isCostToOthers = (kpi: Kpi): boolean =>
  kpi.measure === "recovery" || (kpi.measure === "meanDelay" && kpi.of !== "unit-signal-delay");

const comparisonOf = ({ result, arm }: SentenceInputs, kpi: Kpi): Comparison | undefined =>
  result.comparisons.find((one) => one.arm === arm && one.kpi === kpi.id);

const unitOf = ({ result, arm }: SentenceInputs, kpi: Kpi): string => result.arms.find(({ id }) => id === arm)?.kpis[kpi.id]?.unit ?? "s";

const size = (value: number, unit: string, language: Language): string => {
  if (unit === "share")
    return language === "ko" ? `${(Math.abs(value) * 100).toFixed(1)}%p` : `${(Math.abs(value) * 100).toFixed(1)} points`;
  return amount(Math.abs(value), unit).replace(/ s$/, language === "ko" ? "초" : " s");
};

/** The interval of a size: of a fall of 42 … 30, the smaller first. */
const sizeInterval = (low: number | null, high: number | null, unit: string): string => {
  if (low === null || high === null) return "";
  const [a, b] = high <= 0 ? [-high, -low] : [low, high];
  return intervalText(a, b, unit).replace(/ s$/, "");
};

const koreanSeconds = (interval: string): string => interval.replace(/ s$/, "초");

const gainClause = (inputs: SentenceInputs): string => {
  const { primary, language } = inputs;
  const ko = language === "ko";
  const found = comparisonOf(inputs, primary);
  const unit = unitOf(inputs, primary);
  const name = title(primary, language);
  if (found === undefined || found.difference === null) {
    return ko ? `${name}: 비교할 사례가 없습니다.` : `${name}: there is no case to compare.`;
  }
  const { difference } = found;
  const { low, high, verdict } = judged(found);
  if (low === null || high === null) {
    const seen = change(difference, unit);
    return ko
      ? `${name} ${koreanSeconds(seen)}. 반복이 하나뿐이라 얼마나 확실한지 말할 수 없습니다.`
      : `${name} ${seen} in a single replication, which says nothing about how sure that is.`;
  }
  const together = found.simultaneous === null ? "" : ko ? ", 모든 안에 함께" : ", all arms together";
  const confidence = `${Math.round(inputs.result.confidence * 100)} %${together}`;
  const range = `${confidence}: ${sizeInterval(low, high, unit)}`;
  switch (verdict) {
    case "same":
      return difference === 0 && low === 0 && high === 0
        ? ko
          ? `${name}에 아무 차이도 없습니다(정확히 0).`
          : `no difference in ${name} at all (exactly 0).`
        : ko
          ? `${name}에 의미 있는 차이가 없습니다(${confidence}: ${koreanSeconds(intervalText(low, high, unit, true))}).`
          : `no difference in ${name} that matters (${confidence}: ${intervalText(low, high, unit, true)}).`;
    case "undecided": {
      const more =
        found.moreRuns === null
          ? ""
          : ko
            ? ` 약 ${found.moreRuns}회 더 돌리면 가릴 수 있습니다.`
            : ` About ${found.moreRuns} more runs would tell.`;
      const seen = `${confidence}: ${intervalText(low, high, unit, true)}`;
      return ko
        ? `${name}: 달라지는지 아직 알 수 없습니다(${koreanSeconds(seen)}).${more}`
        : `whether ${name} changes is undecided (${seen}).${more}`;
    }
    case "better":
    case "worse": {
      const direction = difference < 0 ? (ko ? "줄어듭니다" : "falls by") : ko ? "늘어납니다" : "rises by";
      const word = verdict === "better" ? (ko ? "개선" : "better") : ko ? "악화" : "worse";
      return ko
        ? `${name} 평균 ${size(difference, unit, language)} ${direction}(${range}, ${word}).`
        : `${name} ${direction} ${size(difference, unit, language)} on average (${range}; ${word}).`;
    }
  }
};

/** "Of 100 calls, 82 are reached within 7 minutes; today 71." */
const frequencyClause = (inputs: SentenceInputs): string => {
  const { result, scenario, arm, language } = inputs;
  const kpi = scenario.kpis.find(({ measure }) => measure === "share");
  if (kpi === undefined) return "";
  const mine = result.arms.find(({ id }) => id === arm)?.kpis[kpi.id];
  const base = result.arms.find(({ id }) => id === scenario.baseline)?.kpis[kpi.id];
  if (mine === undefined || base === undefined || mine.mean === null || base.mean === null) return "";
  const of = Math.min(mine.count, base.count) >= 100 ? 100 : 10;
  const [a, b] = [Math.round(mine.mean * of), Math.round(base.mean * of)];
  const name = title(kpi, language);
  if (a === b) {
    return language === "ko"
      ? `${name}: ${of}건 가운데 ${a}건, 기준(${scenario.baseline})과 같습니다.`
      : `${name}: ${a} of ${of} calls, as in ${scenario.baseline}.`;
  }
  return language === "ko"
    ? `${name}: ${of}건 가운데 ${a}건(기준 ${scenario.baseline}: ${b}건).`
    : `${name}: ${a} of ${of} calls (${b} in ${scenario.baseline}).`;
};

const costClause = (inputs: SentenceInputs): string => {
  const { scenario, primary, language } = inputs;
  const ko = language === "ko";
  const costs = scenario.kpis.filter((kpi) => kpi.id !== primary.id && isCostToOthers(kpi));
  const worse = costs.flatMap((kpi) => {
    const found = comparisonOf(inputs, kpi);
    if (found?.verdict !== "worse" || found.difference === null) return [];
    const unit = unitOf(inputs, kpi);
    const sign = found.difference > 0 ? "+" : "−";
    return [`${title(kpi, language)} ${sign}${size(found.difference, unit, language)} (${sizeInterval(found.low, found.high, unit)})`];
  });
  if (worse.length > 0) return ko ? `그 대가: ${worse.join(", ")}.` : `It is paid for by: ${worse.join(", ")}.`;
  const open = costs.filter((kpi) => {
    const found = comparisonOf(inputs, kpi);
    return found?.verdict === "undecided" && found.low !== null;
  });
  if (open.length > 0) {
    const names = open.map((kpi) => title(kpi, language)).join(", ");
    return ko ? `다른 이들의 부담은 아직 알 수 없습니다: ${names}.` : `The cost to others is undecided: ${names}.`;
  }
  return "";
};
