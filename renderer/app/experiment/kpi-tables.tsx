/** Every KPI of the arm on show: both values, the paired difference with its interval, the verdict. A KPI's name opens what it is made of. */
import { useState } from "react";
import type { Comparison } from "../../../sim-core/contract/result.ts";
import { Icon } from "../icons/icon.tsx";
import { ArmLine } from "../shell/arm-line.tsx";
import { countText } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { setExperiment } from "./experiment-store.ts";
import { IntervalPlot } from "./interval-plot.tsx";
import { ARM_COLOURS, type ResultView } from "./use-result-view.ts";
import { guardLimit, type Row, rowsOf, tagOf, VERDICT_COLOURS, VERDICT_ICONS } from "./verdict.ts";

/** Without a difference there is nothing to judge: the baseline has no such case. */
const VerdictCell = ({ comparison: { verdict, difference, moreRuns } }: { readonly comparison: Comparison }) => {
  const t = useText();
  if (difference === null) return <td className="faint">–</td>;
  return (
    <td className="nowrap" style={{ color: VERDICT_COLOURS[verdict] }}>
      <span className="row gap4">
        <Icon name={VERDICT_ICONS[verdict]} size={13} />
        {t(`verdict.${verdict}`)}
      </span>
      {moreRuns !== null && <span className="cap faint block">{t("verdict.moreRuns", { count: countText(moreRuns) })}</span>}
    </td>
  );
};

const ResultRow = ({ row, view, colour }: { readonly row: Row; readonly view: ResultView; readonly colour: string }) => {
  const t = useText();
  const { kpi, comparison, arm, baseline } = row;
  const tag = tagOf(arm, view.language);
  const difference = view.change(comparison.difference, arm.unit);
  const [low, high] = [view.change(comparison.low, arm.unit), view.change(comparison.high, arm.unit)];
  return (
    <tr>
      <th scope="row" className="kpi-name">
        <button
          type="button"
          className="link"
          title={t("evidence.open")}
          onClick={() => setExperiment({ evidence: { kpi: kpi.id, arm: comparison.arm }, kpi: kpi.id })}
        >
          {view.kpiName(kpi.id)}
          <Icon name="chevronRight" size={12} />
        </button>{" "}
        {kpi.primary && <span className="cap faint">{t("result.primary")}</span>}{" "}
        {tag !== undefined && <span className={`tag cap ${tag.look}`}>{tag.text}</span>}
      </th>
      <td className="r num">{view.value(baseline.mean, baseline.unit)}</td>
      <td className="r num">
        <b style={{ color: colour }}>{view.value(arm.mean, arm.unit)}</b>
      </td>
      <td className="r num">
        <b>{difference}</b>
      </td>
      <td style={{ padding: "0 10px" }}>
        <IntervalPlot comparison={comparison} limit={guardLimit(row)} label={t("result.plot", { difference, low, high })} colour={colour} />
      </td>
      <td className="num faint nowrap">{comparison.low === null ? "" : `${low} ~ ${high}`}</td>
      <VerdictCell comparison={comparison} />
      <td className="r num faint nowrap">{t("result.cases", { count: countText(arm.count) })}</td>
    </tr>
  );
};

/** The same columns in every arm's table, so that figures can be compared downwards. */
const WIDTHS = [
  ["kpi", "24%"],
  ["baseline", "9%"],
  ["arm", "9%"],
  ["difference", "9%"],
  ["plot", "15%"],
  ["interval", "12%"],
  ["verdict", "13%"],
  ["cases", "9%"],
] as const;

const ArmTable = ({ view, arm }: { readonly view: ResultView; readonly arm: string }) => {
  const t = useText();
  const look = view.look(arm);
  return (
    <div className="scroll">
      <table className="tbl even">
        <colgroup>
          {WIDTHS.map(([name, width]) => (
            <col key={name} style={{ width }} />
          ))}
        </colgroup>
        <caption>
          <span className="row gap8">
            <ArmLine look={look} />
            {view.armName(arm)}
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("result.kpi")}</th>
            <th scope="col" className="r">
              {view.armName(view.baseline)}
            </th>
            <th scope="col" className="r">
              {view.armName(arm)}
            </th>
            <th scope="col" className="r">
              {t("result.difference")}
            </th>
            <th scope="col" colSpan={2} style={{ paddingLeft: 10 }}>
              {t("result.interval", { confidence: (view.result.confidence * 100).toFixed(0) })}
            </th>
            <th scope="col">{t("result.verdict")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rowsOf(view.result, arm, view.scenario).map((row) => (
            <ResultRow key={row.kpi.id} row={row} view={view} colour={ARM_COLOURS[look]} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** The arm on show first; the others one by one where asked for. */
export const KpiTables = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  /** Ten tables that nobody looks at take longer than everything else on the page. */
  const [isOpen, setOpen] = useState(false);
  const others = [...new Set(view.result.comparisons.map(({ arm }) => arm))].filter((arm) => arm !== view.arm);
  return (
    <section className="card result-card wide" aria-label={t("result.table")}>
      <ArmTable view={view} arm={view.arm} />
      <p className="cap faint">{t("result.exploratory")}</p>
      {others.length > 0 && (
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary className="btn gh">{t("result.otherArms", { count: others.length })}</summary>
          {isOpen && others.map((arm) => <ArmTable key={arm} view={view} arm={arm} />)}
        </details>
      )}
    </section>
  );
};
