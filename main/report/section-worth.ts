/** Point 9: what every step, agreement and owner is worth, and how gain and barriers grow with the number of links. */
import type { Contribution, ExperimentResult } from "../../sim-core/contract/result.ts";
import type { Kpi } from "../../sim-core/model/scenario.ts";
import { linkCurveChart } from "./chart-links.ts";
import { waterfallChart } from "./chart-waterfall.ts";
import { type Html, html, NOTHING } from "./html.ts";
import { agencyName, agreementTable, stepTitle } from "./linkage-chain.ts";
import { changeText, countText, rangeText } from "./report-figures.ts";
import { kpiName, kpiValue, primaryKpi, type ReportPage, say } from "./report-page.ts";
import { figure, right, type TableRow, table } from "./report-table.ts";

export const worthSection = (page: ReportPage): Html => {
  const title = html`<h2><i>9</i> ${say(page, "어느 단계, 어느 협약이 얼마나 값진가", "What each step and each agreement is worth")}</h2>`;
  const { contributions } = page.result;
  if (contributions.length === 0) {
    return html`<section>${title}<p class="none">${say(page, "계산하지 않았습니다. --contributions를 붙여 돌리면 나옵니다.", "Not computed; ask with --contributions.")}</p>${agreementTable(page)}</section>`;
  }
  const primary = primaryKpi(page);
  const kpis = page.scenario.kpis.filter((kpi) => contributions.some((one) => one.kpi === kpi.id));
  return html`<section>${title}<p>${say(
    page,
    "섀플리 값은 전체 변화를 단계마다 공평하게 나눈 몫이며, 더하면 전체가 됩니다. ‘하나 빼기’는 그것만 없을 때 잃는 것이며, 더해도 전체가 되지 않습니다.",
    "Shapley values divide the whole change fairly among the steps and add up to it. “Left out” is what is lost without that one alone; those do not add up.",
  )}</p>${primary === undefined ? NOTHING : figure(waterfall(page, primary), contributionTable(page, [primary]))}
${agreementTable(page)}${linkCurve(page, primary)}${contributionTable(
  page,
  kpis.filter((kpi) => kpi !== primary),
)}</section>`;
};

const unitOf = ({ result }: ReportPage, kpi: Kpi): string => result.arms[0]?.kpis[kpi.id]?.unit ?? "s";

const nameOf = (page: ReportPage, { kind, id }: Contribution): string => {
  if (kind === "step") {
    const step = page.scenario.steps.find((one) => one.id === id);
    return step === undefined ? id : stepTitle(page, step);
  }
  if (kind === "owner") return agencyName(page, id);
  if (kind === "whole") return say(page, "모두 함께", "all together");
  return id;
};

const waterfall = (page: ReportPage, kpi: Kpi): Html => {
  const steps = page.result.contributions.filter(
    ({ kind, method, kpi: id }) => kind === "step" && method.startsWith("shapley") && id === kpi.id,
  );
  const baseline = kpiValue(page, page.scenario.baseline, kpi)?.mean;
  if (steps.length === 0 || baseline === null || baseline === undefined) return NOTHING;
  return waterfallChart(
    page,
    kpi,
    unitOf(page, kpi),
    baseline,
    steps.map((one) => ({ ...one, name: nameOf(page, one) })),
  );
};

const KINDS: Readonly<Record<Contribution["kind"], readonly [string, string]>> = {
  whole: ["전체", "whole"],
  step: ["단계", "step"],
  agreement: ["협약", "agreement"],
  owner: ["기관", "owner"],
};
const METHODS: Readonly<Record<string, readonly [string, string]>> = {
  shapley: ["섀플리 값", "Shapley value"],
  "shapley-sampled": ["섀플리 값(순서 표본)", "Shapley value (sampled orders)"],
  "leave-one-out": ["하나 빼기", "left out"],
  "all-or-none": ["모두 − 없음", "all minus none"],
};

const contributionTable = (page: ReportPage, kpis: readonly Kpi[]): Html => {
  if (kpis.length === 0) return NOTHING;
  const rows = kpis.flatMap((kpi): readonly TableRow[] => [
    kpiName(page, kpi),
    ...page.result.contributions
      .filter((one) => one.kpi === kpi.id)
      .map((one) => {
        const [ko, en] = METHODS[one.method] ?? [one.method, one.method];
        return [
          nameOf(page, one),
          say(page, ...KINDS[one.kind]),
          say(page, ko, en),
          changeText(one.value, unitOf(page, kpi), page.language),
          rangeText(one, unitOf(page, kpi), page.language, true),
          one.replications === null ? "–" : countText(one.replications),
        ];
      }),
  ]);
  const columns = [
    { title: say(page, "무엇", "what") },
    { title: say(page, "종류", "kind") },
    { title: say(page, "방법", "method") },
    { title: say(page, "몫", "share"), ...right },
    { title: say(page, "구간", "interval"), ...right },
    { title: "n", ...right },
  ];
  return table(say(page, "단계, 협약, 기관의 몫", "Shares of steps, agreements and owners"), columns, rows);
};

const linkCurve = (page: ReportPage, primary: Kpi | undefined): Html => {
  const own: ExperimentResult["linkCurve"] = page.result.linkCurve.filter(({ kpi }) => kpi === primary?.id);
  if (own.length === 0 || primary === undefined) return NOTHING;
  const unit = unitOf(page, primary);
  const barrier = (count: number | null): string => (count === null ? "–" : count.toFixed(1));
  const rows = own.map((point) => [
    String(point.links),
    changeText(point.mean, unit, page.language),
    rangeText(point, unit, page.language, true),
    point.best === null
      ? "–"
      : html`${changeText(point.best.value, unit, page.language)}<br><small>${point.best.steps.join(" + ")}</small>`,
    barrier(point.agreements),
    barrier(point.owners),
    barrier(point.gates),
  ]);
  const columns = [
    { title: say(page, "연계 수", "links"), ...right },
    { title: say(page, "평균 효과", "mean gain"), ...right },
    { title: say(page, "구간", "interval"), ...right },
    { title: say(page, "가장 나은 조합", "best set"), ...right },
    { title: say(page, "협약", "agreements"), ...right },
    { title: say(page, "기관", "owners"), ...right },
    { title: say(page, "열어야 할 문", "gates"), ...right },
  ];
  return figure(
    linkCurveChart(page, unit, own),
    table(say(page, "연계가 늘수록 효과와 장벽이 어떻게 커지나", "How gain and barriers grow with the number of links"), columns, rows),
  );
};
