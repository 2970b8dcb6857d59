/** Points 4 to 7: every arm's figures with intervals, how the cases spread, the verdicts, and what holds for several arms at once. */
import type { Kpi } from "../../sim-core/model/scenario.ts";
import { ecdfChart } from "./chart-ecdf.ts";
import { intervalChart } from "./chart-intervals.ts";
import { type Html, html, NOTHING } from "./html.ts";
import { changeText, clockTick, countText, percent, rangeText, valueText } from "./report-figures.ts";
import { armName, comparisonOf, kpiName, kpiValue, primaryKpi, type ReportPage, say } from "./report-page.ts";
import { figure, right, type TableRow, table } from "./report-table.ts";
import { guardBadge, targetBadge, verdictBadge } from "./verdict-words.ts";

export const figuresSection = (page: ReportPage): Html => {
  const { result, scenario, language } = page;
  const rows = scenario.kpis.flatMap((kpi): readonly TableRow[] => [
    `${kpiName(page, kpi)}${kpi.primary ? say(page, " (주 지표)", " (primary)") : ""}`,
    ...result.arms.map(({ id }) => {
      const value = kpiValue(page, id, kpi);
      const one = comparisonOf(page, id, kpi);
      const unit = value?.unit ?? "s";
      return [
        armName(page, id),
        valueText(value?.mean, unit, language),
        rangeText({ low: value?.low, high: value?.high }, unit, language),
        one === undefined ? "" : changeText(one.difference, unit, language),
        one === undefined ? "" : rangeText(one, unit, language, true),
        countText(value?.n ?? 0),
        countText(value?.count ?? 0),
      ];
    }),
  ]);
  const confidence = percent(result.confidence, 0);
  const columns = [
    { title: say(page, "안", "arm") },
    { title: say(page, "평균", "mean"), ...right },
    { title: say(page, `${confidence} 구간`, `${confidence} interval`), ...right },
    { title: say(page, "짝지은 차이", "paired difference"), ...right },
    { title: say(page, `${confidence} 구간`, `${confidence} interval`), ...right },
    { title: "n", ...right },
    { title: say(page, "건수", "cases"), ...right },
  ];
  return html`<section><h2><i>4</i> ${say(page, "안마다의 값과 짝지은 차이", "Every arm's figures, and paired differences")}</h2>
<p>${say(page, "n은 반복 수, 건수는 그 안에서 센 사건이나 차량 수입니다. 여기의 구간은 비교 하나마다 따로 맞습니다.", "n is replications; cases are the incidents or vehicles counted in them. Intervals here hold one comparison at a time.")}</p>
${table(say(page, "모든 지표, 모든 안", "All KPIs, all arms"), columns, rows)}</section>`;
};

export const spreadSection = (page: ReportPage): Html => {
  const primary = primaryKpi(page);
  const title = html`<h2><i>5</i> ${say(page, "분포: 평균이 숨기는 것", "How the cases spread: what a mean hides")}</h2>`;
  const arms = page.result.arms.map(({ id }) => id);
  const known = primary === undefined ? [] : arms.filter((arm) => kpiValue(page, arm, primary)?.distribution);
  if (primary === undefined || known.length === 0)
    return html`<section>${title}<p class="none">${say(page, "이 결과에는 분포가 들어 있지 않습니다.", "This result holds no distribution.")}</p></section>`;
  return html`<section>${title}${figure(ecdfChart(page, primary, arms.slice(0, 5), "whole"), quantileTable(page, known))}${fewWarning(page, known)}${quantileDifferences(page)}</section>`;
};

const quantileTable = (page: ReportPage, arms: readonly string[]): Html => {
  const primary = primaryKpi(page);
  if (primary === undefined) return NOTHING;
  const { language } = page;
  const ps = kpiValue(page, arms[0], primary)?.distribution?.quantiles.map(({ p }) => p) ?? [];
  const rows = arms.map((arm) => {
    const distribution = kpiValue(page, arm, primary)?.distribution;
    const unit = distribution?.unit ?? "s";
    const beyond = exceedanceOf(page, arm, primary);
    return [
      armName(page, arm),
      ...ps.map((p) => {
        const found = distribution?.quantiles.find((one) => one.p === p);
        if (found === undefined) return "–";
        return html`${found.isLowerBound ? "≥ " : ""}${valueText(found.value, unit, language)}${found.isFewBeyond ? "*" : ""}<br><small>${rangeText(found, unit, language)}</small>`;
      }),
      beyond === null || beyond === undefined
        ? "–"
        : html`${countText(beyond.count)}/${countText(beyond.of)}<br><small>${rangeText(beyond, "share", language)}</small>`,
    ];
  });
  const limit = exceedanceOf(page, arms[0], primary)?.limit;
  const columns = [
    { title: say(page, "안", "arm") },
    ...ps.map((p) => ({ title: percent(p, 0), ...right })),
    {
      title:
        limit === undefined
          ? say(page, "한도 초과", "beyond the limit")
          : say(page, `${clockTick(limit)} 초과`, `beyond ${clockTick(limit)}`),
      ...right,
    },
  ];
  return table(
    say(page, `${kpiName(page, primary)}: 이 비율의 사건이 이 시간 안에`, `${kpiName(page, primary)}: this share of cases took at most`),
    columns,
    rows,
  );
};

/** A mean may hide that only the quick cases gain. */
const quantileDifferences = (page: ReportPage): Html => {
  const primary = primaryKpi(page);
  const own = primary === undefined ? [] : page.result.comparisons.filter((one) => one.kpi === primary.id && one.quantiles.length > 0);
  const [first] = own;
  if (primary === undefined || first === undefined) return NOTHING;
  const unit = kpiValue(page, first.arm, primary)?.distribution?.unit ?? "s";
  const ps = first.quantiles.map(({ p }) => p);
  const rows = own.map((one) => [
    armName(page, one.arm),
    ...ps.map((p) => {
      const found = one.quantiles.find((quantile) => quantile.p === p);
      if (found === undefined) return "–";
      return html`${changeText(found.difference, unit, page.language)}<br><small>${rangeText(found, unit, page.language, true)}</small>`;
    }),
  ]);
  const columns = [{ title: say(page, "안", "arm") }, ...ps.map((p) => ({ title: percent(p, 0), ...right }))];
  const caption = say(page, "기준안과의 차이, 빠른 사건과 느린 사건 따로", "Difference from the baseline, quick and slow cases apart");
  return table(caption, columns, rows);
};

/** Of the KPI itself, or of the share of the same cases within a limit. */
const exceedanceOf = (page: ReportPage, arm: string | undefined, kpi: Kpi) => {
  const same = page.scenario.kpis.find(
    ({ limitS, from, to, kind }) => limitS !== undefined && from === kpi.from && to === kpi.to && kind === kpi.kind,
  );
  return kpiValue(page, arm, kpi)?.distribution?.exceedance ?? (same && kpiValue(page, arm, same)?.distribution?.exceedance);
};

const fewWarning = (page: ReportPage, arms: readonly string[]): Html => {
  const primary = primaryKpi(page);
  if (primary === undefined) return NOTHING;
  const found = arms.flatMap((arm) => kpiValue(page, arm, primary)?.distribution ?? []);
  const few = found.some(({ quantiles }) => quantiles.some(({ isFewBeyond }) => isFewBeyond));
  const censored = found.reduce((sum, one) => sum + one.censored, 0);
  const lines = [
    ...(few
      ? [
          say(
            page,
            "* 그보다 오래 걸린 사건이 열 건도 안 됩니다. 몇 번만 더 돌려도 크게 움직일 수 있습니다.",
            "* Fewer than ten cases lie beyond it: a few more runs may move it far.",
          ),
        ]
      : []),
    ...(censored > 0
      ? [
          say(
            page,
            `≥: 실행이 끝날 때까지 도착하지 못한 사건 ${countText(censored)}건(모든 안)이 있어, 참값은 더 클 수 있습니다.`,
            `≥: ${countText(censored)} cases (all arms) were still open when their run ended; the true value may be larger.`,
          ),
        ]
      : []),
  ];
  return lines.length === 0 ? NOTHING : html`${lines.map((line) => html`<p class="note">${line}</p>`)}`;
};

export const verdictSection = (page: ReportPage): Html => {
  const { scenario, language } = page;
  const rows = scenario.kpis.flatMap((kpi): readonly TableRow[] => [
    kpiName(page, kpi),
    ...page.result.arms.flatMap(({ id }) => {
      const [value, one] = [kpiValue(page, id, kpi), comparisonOf(page, id, kpi)];
      if (one === undefined) return [];
      return [
        [
          armName(page, id),
          valueText(kpi.smallestThatMatters, value?.unit ?? "s", language),
          one.difference === null ? "–" : verdictBadge(page, one.verdict, one.moreRuns),
          one.pHolm === null ? "–" : one.pHolm < 0.001 ? "< 0.001" : one.pHolm.toFixed(3),
          value?.target ? targetBadge(page, value.target.met) : "–",
          value?.guard ? guardBadge(page, value.guard.holds) : "–",
        ],
      ];
    }),
  ]);
  const columns = [
    { title: say(page, "안", "arm") },
    { title: say(page, "의미 있는 최소 차이", "smallest that matters"), ...right },
    { title: say(page, "판정", "verdict") },
    { title: say(page, "p (Holm)", "p (Holm)"), ...right },
    { title: say(page, "목표", "target") },
    { title: say(page, "한도", "guard") },
  ];
  return html`<section><h2><i>6</i> ${say(page, "판정", "Verdicts")}</h2>
<p>${say(
    page,
    "나아짐·나빠짐: 구간이 0을 벗어남. 차이 없음: 구간 전체가 의미 있는 최소 차이 안에 듦. 그 밖은 보류이며, 몇 번 더 돌려야 가릴 수 있는지 함께 적습니다.",
    "Better or worse: the interval excludes 0. No difference: all of it lies inside the smallest difference that matters. Else undecided, with the further runs that would tell.",
  )}</p>${table(say(page, "지표와 안마다", "By KPI and arm"), columns, rows)}</section>`;
};

export const togetherSection = (page: ReportPage): Html => {
  const primary = primaryKpi(page);
  const title = html`<h2><i>7</i> ${say(page, "여러 안을 함께 볼 때", "Several arms at once")}</h2>`;
  const several = primary === undefined ? [] : page.result.comparisons.filter((one) => one.kpi === primary.id && one.simultaneous !== null);
  if (primary === undefined || several.length < 2) {
    return html`<section>${title}<p>${say(page, "비교한 안이 하나뿐이라 따로 보정할 것이 없습니다.", "Only one arm is compared; nothing needs to be corrected.")}</p></section>`;
  }
  const unit = page.result.arms[0]?.kpis[primary.id]?.unit ?? "s";
  const rows = several.map((one) => [
    armName(page, one.arm),
    changeText(one.difference, unit, page.language),
    rangeText(one.simultaneous ?? one, unit, page.language, true),
    verdictBadge(page, one.simultaneous?.verdict ?? one.verdict, one.moreRuns),
  ]);
  const columns = [
    { title: say(page, "안", "arm") },
    { title: say(page, "차이", "difference"), ...right },
    { title: say(page, "함께 맞는 구간", "interval that holds for all"), ...right },
    { title: say(page, "판정", "verdict") },
  ];
  const note = say(
    page,
    "두 안의 구간이 겹치면 어느 쪽이 나은지 이 표만으로 정하지 마십시오. 기준안과의 비교이지, 안끼리의 순위가 아닙니다.",
    "Where two intervals overlap this table does not say which arm is better: it compares each with the baseline and ranks nothing.",
  );
  return html`<section>${title}${figure(intervalChart(page, primary, unit, true), table(say(page, "동시 신뢰구간", "Simultaneous intervals"), columns, rows))}<p class="note">${note}</p></section>`;
};
