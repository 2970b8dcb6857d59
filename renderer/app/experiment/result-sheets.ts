/** The tables of a result as figures, one sheet for each card: the same rows as the charts, in the measure's own unit, never rounded again. */
import type { KpiResult } from "../../../sim-core/contract/result.ts";
import type { Translate } from "../text/use-text.ts";
import { agreementRows, curvesOf, intervalRows, limitOf } from "./result-models.ts";
import type { Cell, Sheet } from "./sheet.ts";
import { stepRows } from "./step-rows.ts";
import type { ResultView } from "./use-result-view.ts";
import { rowsOf } from "./verdict.ts";

/** "Difference (s)"; a share is a number from 0 to 1. */
const inUnit = (t: Translate, head: string, unit: string): string => {
  if (unit === "count" || unit === "") return head;
  return `${head} (${unit === "share" || unit === "P" || unit === "1" ? "0–1" : unit === "s" ? t("sheet.seconds") : unit})`;
};

const percentOf = (view: ResultView): string => (view.result.confidence * 100).toFixed(0);

const ends = (t: Translate, view: ResultView, unit: string): readonly string[] => [
  inUnit(t, t("sheet.low", { confidence: percentOf(view) }), unit),
  inUnit(t, t("sheet.high", { confidence: percentOf(view) }), unit),
];

const unitName = (t: Translate, { unit }: KpiResult): string => (unit === "s" ? t("sheet.seconds") : unit === "share" ? "0–1" : unit);

/** Every measure of every arm; the baseline's rows have no difference. */
export const measuresSheet = (view: ResultView, t: Translate): Sheet => {
  const { result, baseline, scenario } = view;
  const confidence = percentOf(view);
  const compared = [...new Set(result.comparisons.map(({ arm }) => arm))];
  const means = ({ mean, low, high, n, count }: KpiResult): readonly Cell[] => [mean, low, high, n, count];
  const own = result.arms.find(({ id }) => id === baseline);
  const names = (arm: string, kpi: string, value: KpiResult): readonly Cell[] => [
    arm,
    view.armName(arm),
    kpi,
    view.kpiName(kpi),
    unitName(t, value),
  ];
  return {
    part: "measures",
    head: [
      t("sheet.armId"),
      t("result.arm"),
      t("sheet.kpiId"),
      t("result.kpi"),
      t("sheet.unit"),
      t("sheet.mean"),
      t("sheet.low", { confidence }),
      t("sheet.high", { confidence }),
      t("sheet.replications"),
      t("sheet.cases"),
      t("result.difference"),
      `${t("result.difference")}: ${t("sheet.low", { confidence })}`,
      `${t("result.difference")}: ${t("sheet.high", { confidence })}`,
      t("result.verdict"),
      t("sheet.moreRuns"),
    ],
    rows: [
      ...Object.entries(own?.kpis ?? {}).map(([kpi, value]) => [...names(baseline, kpi, value), ...means(value)]),
      ...compared.flatMap((arm) =>
        rowsOf(result, arm, scenario).map(({ kpi, comparison, arm: value }) => [
          ...names(arm, kpi.id, value),
          ...means(value),
          comparison.difference,
          comparison.low,
          comparison.high,
          comparison.difference === null ? null : t(`verdict.${comparison.verdict}`),
          comparison.moreRuns,
        ]),
      ),
    ],
  };
};

/** One measure: every arm against the baseline, with the interval that the picture shows. */
export const differenceSheet = (view: ResultView, t: Translate): Sheet => {
  const unit = view.unitOf(view.kpi);
  return {
    part: `difference-${view.kpi}`,
    head: [t("sheet.armId"), t("result.arm"), inUnit(t, t("result.difference"), unit), ...ends(t, view, unit), t("result.verdict")],
    rows: intervalRows(view.result, view.kpi).map(({ arm, comparison, judged: { low, high, verdict } }) => [
      arm,
      view.armName(arm),
      comparison.difference,
      low,
      high,
      t(`verdict.${verdict}`),
    ]),
  };
};

/** Every arm's curve and its quantiles. */
export const spreadSheet = (view: ResultView, t: Translate): Sheet => {
  const { result, kpi } = view;
  const arms = result.arms.map(({ id }) => id);
  const curves = curvesOf(result, kpi, arms, limitOf(view.scenario, kpi, result));
  const unit = curves[0]?.distribution.unit ?? "s";
  return {
    part: `spread-${kpi}`,
    head: [t("sheet.armId"), t("sheet.row"), t("sheet.share"), inUnit(t, t("sheet.atMost"), unit), ...ends(t, view, unit)],
    rows: curves.flatMap(({ arm, steps, distribution: { quantiles } }) => [
      ...quantiles.map(({ p, value, low, high }) => [arm, t("sheet.quantile"), p, value, low, high]),
      ...steps.map(({ value, shareP }) => [arm, t("sheet.curve"), shareP, value]),
    ]),
  };
};

/** `kpis`: the measures of what others bear. */
export const payersSheet = (view: ResultView, t: Translate, kpis: readonly string[]): Sheet => {
  const rows = rowsOf(view.result, view.arm, view.scenario).filter(({ kpi }) => kpis.includes(kpi.id));
  return {
    part: `who-pays-${view.arm}`,
    head: [
      t("sheet.kpiId"),
      t("result.what"),
      t("sheet.cases"),
      t("sheet.unit"),
      view.armName(view.baseline),
      view.armName(view.arm),
      t("result.difference"),
      ...ends(t, view, ""),
      t("result.verdict"),
    ],
    rows: rows.map(({ kpi, comparison, arm, baseline }) => [
      kpi.id,
      view.kpiName(kpi.id),
      arm.count,
      unitName(t, arm),
      baseline.mean,
      arm.mean,
      comparison.difference,
      comparison.low,
      comparison.high,
      comparison.difference === null ? null : t(`verdict.${comparison.verdict}`),
    ]),
  };
};

export const contributionsSheet = (view: ResultView, t: Translate): Sheet => {
  const unit = view.unitOf(view.kpi);
  return {
    part: `contributions-${view.kpi}`,
    head: [t("sheet.kind"), t("result.what"), t("result.method"), inUnit(t, t("result.change"), unit), ...ends(t, view, unit)],
    rows: view.result.contributions
      .filter(({ kpi }) => kpi === view.kpi)
      .map(({ kind, id, method, value, low, high }) => [t(`result.kind.${kind}`), id, method, value, low, high]),
  };
};

export const agreementsSheet = (view: ResultView, t: Translate): Sheet => {
  const unit = view.unitOf(view.kpi);
  const rows = view.scenario === undefined ? [] : agreementRows(view.scenario, view.result, view.kpi);
  return {
    part: `agreements-${view.kpi}`,
    head: [t("result.agreement"), t("sheet.law"), t("result.state"), t("result.stepsThatStop"), inUnit(t, t("result.absence"), unit)],
    rows: rows.map(({ agreement, steps, worth }) => [
      agreement.id,
      agreement.law.status,
      t(`agreement.${agreement.mou.status}`),
      steps.join(" "),
      worth === undefined || worth.value === null ? null : -worth.value || 0,
    ]),
  };
};

/** Every step of every arm, in cases rather than shares. */
export const stepsSheet = (view: ResultView, t: Translate): Sheet => ({
  part: "steps",
  head: [
    t("sheet.armId"),
    t("result.arm"),
    t("steps.step"),
    t("steps.asked"),
    ...(["done", "blocked", "refused", "timed-out", "failed"] as const).map((one) => t(`outcome.${one}`)),
    t("steps.calledOff"),
    t("steps.open"),
  ],
  rows: view.result.arms.flatMap(({ id }) =>
    stepRows(view, id).map(({ title, asked, ends: one }) => [
      id,
      view.armName(id),
      title,
      asked,
      one.done,
      one.blocked,
      one.refused,
      one.timedOut,
      one.failed,
      one.calledOff,
      one.open,
    ]),
  ),
});

export const neighbourhoodsSheet = (view: ResultView, t: Translate): Sheet => {
  const unit = view.unitOf(view.result.neighbourhoods[0]?.kpi ?? "");
  return {
    part: "neighbourhoods",
    head: [
      t("sheet.armId"),
      t("result.neighbourhood"),
      t("sheet.cases"),
      inUnit(t, view.armName(view.baseline), unit),
      inUnit(t, t("result.arm"), unit),
      inUnit(t, t("result.difference"), unit),
      ...ends(t, view, unit),
    ],
    rows: view.result.neighbourhoods.map((row) => [
      row.arm,
      row.id,
      row.cases,
      row.baselineMean,
      row.armMean,
      row.difference,
      row.low,
      row.high,
    ]),
  };
};

export const tornadoSheet = (view: ResultView, t: Translate): Sheet => {
  const unit = view.unitOf(view.kpi);
  return {
    part: `assumptions-${view.kpi}`,
    head: [
      t("sheet.armId"),
      t("tornado.assumption"),
      t("sheet.input", { end: t("tornado.low") }),
      inUnit(t, t("tornado.low"), unit),
      t("sheet.input", { end: t("tornado.high") }),
      inUnit(t, t("tornado.high"), unit),
    ],
    rows: view.result.tornado
      .filter(({ kpi }) => kpi === view.kpi)
      .map(({ arm, path, low, high }) => [arm, path, low.input, low.difference, high.input, high.difference]),
  };
};
