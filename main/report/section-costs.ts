/** Point 8: what others bear, arm by arm, and the neighbourhoods that gain least. Decided, undecided and better ones alike. */
import type { Kpi } from "../../sim-core/model/scenario.ts";
import { isCostToOthers } from "../print/verdict-sentence.ts";
import { type Bar, divergingBars } from "./chart-bars.ts";
import { type Html, html, NOTHING } from "./html.ts";
import { changeText, countText, rangeText, valueText } from "./report-figures.ts";
import { armName, comparisonOf, kpiName, kpiValue, mainArm, otherArms, primaryKpi, type ReportPage, say } from "./report-page.ts";
import { figure, right, type TableRow, table } from "./report-table.ts";
import { verdictBadge } from "./verdict-words.ts";

export const costsSection = (page: ReportPage): Html => {
  const costs = page.scenario.kpis.filter((kpi) => !kpi.primary && isCostToOthers(kpi));
  const title = html`<h2><i>8</i> ${say(page, "누가 부담하나", "Who pays")}</h2>`;
  if (costs.length === 0) {
    return html`<section>${title}<p class="none">${say(page, "다른 이들의 부담을 재는 지표가 시나리오에 없습니다. 부담이 없다는 뜻이 아닙니다.", "The scenario has no KPI for what others bear. That does not mean that nobody pays.")}</p>${neighbourhoods(page)}</section>`;
  }
  const arm = mainArm(page);
  const bars = costs.flatMap((kpi): readonly Bar[] => {
    const [value, one] = [kpiValue(page, arm, kpi), comparisonOf(page, arm, kpi)];
    if (value === undefined || value.unit !== "s" || one === undefined || one.difference === null) return [];
    const note = say(page, `${countText(value.count)}건, 1건마다`, `${countText(value.count)} cases, each`);
    return [{ label: kpiName(page, kpi), note, value: one.difference, low: one.low, high: one.high, unit: value.unit }];
  });
  const picture =
    bars.length === 0 || arm === undefined
      ? NOTHING
      : divergingBars(page, say(page, `${armName(page, arm)}: 누가 부담하나`, `${armName(page, arm)}: who pays`), bars);
  return html`<section>${title}${figure(picture, costTable(page, costs))}${neighbourhoods(page)}</section>`;
};

const costTable = (page: ReportPage, costs: readonly Kpi[]): Html => {
  const { language } = page;
  const rows = costs.flatMap((kpi): readonly TableRow[] => [
    kpiName(page, kpi),
    ...otherArms(page).flatMap((arm) => {
      const [value, one] = [kpiValue(page, arm, kpi), comparisonOf(page, arm, kpi)];
      if (value === undefined || one === undefined || value.mean === null) return [];
      return [
        [
          armName(page, arm),
          valueText(value.mean, value.unit, language),
          changeText(one.difference, value.unit, language),
          rangeText(one, value.unit, language, true),
          one.difference === null ? say(page, "비교할 것 없음", "nothing to compare") : verdictBadge(page, one.verdict, one.moreRuns),
        ],
      ];
    }),
  ]);
  const columns = [
    { title: say(page, "안", "arm") },
    { title: say(page, "값", "value"), ...right },
    { title: say(page, "기준안과의 차이", "difference"), ...right },
    { title: say(page, "구간", "interval"), ...right },
    { title: say(page, "판정", "verdict") },
  ];
  return table(say(page, "다른 이들의 부담, 모든 안", "What others bear, all arms"), columns, rows);
};

const MOST_ROWS = 12;

const neighbourhoods = (page: ReportPage): Html => {
  const { result, language } = page;
  const primary = primaryKpi(page);
  const arm = mainArm(page);
  const own = result.neighbourhoods.filter((row) => row.arm === arm && row.kpi === primary?.id);
  if (own.length === 0 || primary === undefined) return NOTHING;
  const unit = result.arms[0]?.kpis[primary.id]?.unit ?? "s";
  const nameOf = (id: string): string => page.city?.neighbourhoods?.find((one) => one.id === id)?.name?.[language] ?? id;
  const rows = own
    .slice(0, MOST_ROWS)
    .map((row) => [
      nameOf(row.id),
      valueText(row.baselineMean, unit, language),
      valueText(row.armMean, unit, language),
      changeText(row.difference, unit, language),
      rangeText(row, unit, language, true),
      countText(row.cases),
    ]);
  const columns = [
    { title: say(page, "동네", "neighbourhood") },
    { title: armName(page, page.scenario.baseline), ...right },
    { title: arm === undefined ? "" : armName(page, arm), ...right },
    { title: say(page, "차이", "difference"), ...right },
    { title: say(page, "구간", "interval"), ...right },
    { title: say(page, "사건", "cases"), ...right },
  ];
  const more = own.length > MOST_ROWS ? say(page, ` (${own.length}곳 가운데 ${MOST_ROWS}곳)`, ` (${MOST_ROWS} of ${own.length})`) : "";
  return table(
    say(page, `동네마다: 가장 적게 얻거나 잃는 곳부터${more}`, `By neighbourhood, those that gain least first${more}`),
    columns,
    rows,
  );
};
