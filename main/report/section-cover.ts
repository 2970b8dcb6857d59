/** The first page: the verdict in one headline, what it rests on, where it is, and what to settle before anyone switches it on. */
import { judged } from "../../sim-core/contract/judged.ts";
import type { Kpi } from "../../sim-core/model/scenario.ts";
import { isCostToOthers, verdictSentence } from "../print/verdict-sentence.ts";
import { ecdfChart } from "./chart-ecdf.ts";
import { intervalChart } from "./chart-intervals.ts";
import { cityMap } from "./chart-map.ts";
import { type Html, html, NOTHING } from "./html.ts";
import { chainList } from "./linkage-chain.ts";
import { changeText, rangeText, valueText } from "./report-figures.ts";
import { armName, comparisonOf, kpiName, kpiValue, mainArm, primaryKpi, type ReportPage, say } from "./report-page.ts";
import { list, right, table } from "./report-table.ts";
import { settleFirst } from "./settle-first.ts";
import { verdictBadge } from "./verdict-words.ts";

export const coverSection = (page: ReportPage): Html => {
  const { result, scenario, language } = page;
  const primary = primaryKpi(page);
  const arm = mainArm(page);
  const place = page.city?.title[language] ?? result.city.id;
  return html`<header class="cover">
<p class="brand"><svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6" fill="var(--ink)"/><path d="M6 16.5V13l4-4h4l4-2.5" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/><circle cx="6" cy="17" r="2" fill="#fff"/><circle cx="12" cy="9" r="2" fill="#fff"/><circle cx="18" cy="6.5" r="2.4" fill="var(--plan)" stroke="var(--ink)"/></svg>
<b>${say(page, "도시 리허설", "City Rehearsal")}</b> <span>${say(page, "연계 서비스 사전 검증 보고서", "A linkage service, rehearsed before anyone switches it on")}</span></p>
<h1>${place} · ${scenario.scenario.title[language]}<br><span class="headline">${headline(page)}</span></h1>
${primary === undefined || arm === undefined ? NOTHING : html`<p class="lead">${verdictSentence({ result, scenario, arm, primary, language })} ${goalSentence(page, arm)}</p>`}
${result.complete ? NOTHING : html`<p class="warning">${say(page, "중단된 실험입니다. 끝난 반복만 셌습니다.", "The experiment was stopped: only finished replications are counted.")}</p>`}
</header>
<div class="two">${cityMap(page)}<div>${chainList(page)}</div></div>
<div class="two"><div>${mainTable(page)}</div><div>${primary === undefined ? NOTHING : spread(page, primary, arm)}</div></div>
${primary === undefined ? NOTHING : html`<h2 class="plain">${say(page, "안마다 얼마나 달라지나", "What every arm changes")} <small>${kpiName(page, primary)}</small></h2>${intervalChart(page, primary, unitOf(page, primary.id), false)}`}
${settle(page)}`;
};

const spread = (page: ReportPage, primary: Kpi, arm: string | undefined): Html =>
  html`<h2 class="plain">${say(page, "사건마다", "Case by case")} <small>${kpiName(page, primary)}</small></h2>${ecdfChart(page, primary, [page.scenario.baseline, ...(arm === undefined ? [] : [arm])], "half")}`;

const unitOf = ({ result }: ReportPage, kpi: string): string => result.arms[0]?.kpis[kpi]?.unit ?? "s";

/** The gain and the targets of the main arm, in one line. */
const headline = (page: ReportPage): string => {
  const { result, scenario } = page;
  const primary = primaryKpi(page);
  const arm = mainArm(page);
  const one = primary === undefined ? undefined : comparisonOf(page, arm, primary);
  if (result.replications === 0 || one === undefined || one.difference === null) {
    return say(page, "아직 말할 수 있는 것이 없습니다", "nothing can be said yet");
  }
  const targets = scenario.kpis.flatMap((kpi) => kpiValue(page, arm, kpi)?.target?.met ?? []);
  const goal = targets.includes("no") ? "no" : targets.includes("undecided") ? "undecided" : targets.length > 0 ? "yes" : "none";
  const { verdict, low } = judged(one);
  if (verdict === "undecided" || low === null)
    return say(page, "효과가 있는지 아직 가릴 수 없습니다", "whether it helps cannot be told yet");
  if (verdict === "same") return say(page, "의미 있는 차이가 없습니다", "no difference that matters");
  if (verdict === "worse") return say(page, "오히려 나빠집니다", "it makes things worse");
  const gain = {
    none: say(page, "효과가 분명합니다", "a clear gain"),
    yes: say(page, "효과가 분명하고 목표도 이룹니다", "a clear gain, and the target is met"),
    no: say(page, "효과는 분명하지만 목표에는 못 미칩니다", "a clear gain, but the target is missed"),
    undecided: say(page, "효과는 분명하고, 목표 달성은 더 봐야 합니다", "a clear gain; the target is still undecided"),
  }[goal];
  return othersWait(page, arm) ? say(page, `${gain}. 대신 다른 이들이 더 기다립니다`, `${gain}; others wait longer for it`) : gain;
};

const othersWait = (page: ReportPage, arm: string | undefined): boolean =>
  page.scenario.kpis.some((kpi) => isCostToOthers(kpi) && comparisonOf(page, arm, kpi)?.verdict === "worse");

const goalSentence = (page: ReportPage, arm: string): string => {
  const { scenario, language } = page;
  const parts = scenario.kpis.flatMap((kpi) => {
    const value = kpiValue(page, arm, kpi);
    if (value === undefined || value.target === null) return [];
    const { relation, value: goal, met } = value.target;
    const sign = relation === ">=" ? "≥" : "≤";
    const words = { yes: say(page, "달성", "met"), no: say(page, "미달", "missed"), undecided: say(page, "보류", "undecided") }[met];
    return [
      say(
        page,
        `목표 ‘${kpiName(page, kpi)} ${sign} ${valueText(goal, value.unit, language)}’: ${words}.`,
        `Target ‘${kpiName(page, kpi)} ${sign} ${valueText(goal, value.unit, language)}’: ${words}.`,
      ),
    ];
  });
  return parts.join(" ");
};

const MOST_ROWS = 8;

/** The question itself, what has a target or a limit, and who pays; then the others in their order, as long as there is room. */
const mostTelling = ({ scenario }: ReportPage): readonly Kpi[] => {
  const rank = (kpi: Kpi): number => {
    if (kpi.primary) return 0;
    if (kpi.target !== undefined || kpi.guard !== undefined) return 1;
    return isCostToOthers(kpi) ? 2 : 3;
  };
  const kept = [...scenario.kpis].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_ROWS);
  return scenario.kpis.filter((kpi) => kept.includes(kpi));
};

const mainTable = (page: ReportPage): Html => {
  const { scenario, result, language } = page;
  const arm = mainArm(page);
  if (arm === undefined) return NOTHING;
  const shown = mostTelling(page);
  const rows = shown.map((kpi) => {
    const [base, mine, one] = [kpiValue(page, scenario.baseline, kpi), kpiValue(page, arm, kpi), comparisonOf(page, arm, kpi)];
    const unit = mine?.unit ?? "s";
    return [
      kpi.primary ? html`<b>${kpiName(page, kpi)}</b>` : kpiName(page, kpi),
      valueText(base?.mean, unit, language),
      html`<b class="plan">${valueText(mine?.mean, unit, language)}</b>`,
      one === undefined || one.difference === null
        ? "–"
        : html`${verdictBadge(page, judged(one).verdict)} ${changeText(one.difference, unit, language)}<br><small>${rangeText(one, unit, language, true)}</small>`,
    ];
  });
  const confidence = Math.round(result.confidence * 100);
  const caption = say(
    page,
    `무엇이 달라지나 · ${result.replications}쌍, ${confidence} % 구간`,
    `What changes · ${result.replications} pairs, ${confidence} % intervals`,
  );
  const columns = [
    { title: say(page, "지표", "KPI") },
    { title: armName(page, scenario.baseline), ...right },
    { title: armName(page, arm), ...right },
    { title: say(page, "차이 [구간]", "difference [interval]"), ...right },
  ];
  const rest = scenario.kpis.length - shown.length;
  const more =
    rest === 0
      ? NOTHING
      : html`<p class="note">${say(page, `그 밖의 지표 ${rest}개는 4번에 있습니다.`, `${rest} more KPIs stand under 4.`)}</p>`;
  return html`${table(caption, columns, rows)}${more}`;
};

const settle = (page: ReportPage): Html => {
  const lines = settleFirst(page);
  if (lines.length === 0) return NOTHING;
  return html`<h2 class="plain">${say(page, "켜기 전에 해결할 것", "To settle before switching it on")}</h2>${list(lines)}`;
};
