/** One KPI, every arm against the baseline: chart and table in one, since each row carries its figures. */
import { Icon } from "../icons/icon.tsx";
import { ArmLine } from "../shell/arm-line.tsx";
import { useText } from "../text/use-text.ts";
import { setExperiment } from "./experiment-store.ts";
import { Card } from "./figure.tsx";
import { RangeBar } from "./range-bar.tsx";
import { dearestAgreement, guardAsDifference, intervalDomain, intervalRows, targetAsDifference } from "./result-models.ts";
import { differenceSheet } from "./result-sheets.ts";
import { ARM_COLOURS, type ResultView } from "./use-result-view.ts";
import { VERDICT_COLOURS, VERDICT_ICONS } from "./verdict.ts";

/** Which KPI the charts are about. */
export const KpiSelect = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  return (
    <select className="field" aria-label={t("result.kpi")} value={view.kpi} onChange={({ target }) => setExperiment({ kpi: target.value })}>
      {Object.keys(view.result.arms[0]?.kpis ?? {}).map((id) => (
        <option key={id} value={id}>
          {view.kpiName(id)}
        </option>
      ))}
    </select>
  );
};

export const DifferenceCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const { result, kpi, change } = view;
  const rows = intervalRows(result, kpi);
  const unit = view.unitOf(kpi);
  const target = targetAsDifference(result, view.arm, kpi);
  const guard = guardAsDifference(result, view.arm, kpi);
  const dearest = dearestAgreement(result, kpi);
  const marks = [target, guard].filter((mark) => mark !== undefined);
  const domain = intervalDomain(rows, marks);
  const percent = (result.confidence * 100).toFixed(0);
  const isTogether = rows.some(({ comparison }) => comparison.simultaneous !== null);
  return (
    <Card
      title={t("result.differenceFrom", { baseline: view.armName(view.baseline) })}
      tools={<KpiSelect view={view} />}
      sheet={() => differenceSheet(view, t)}
    >
      <table className="tbl ranges">
        <caption className="faint">
          {t(isTogether ? "result.intervalTogether" : "result.interval", { confidence: percent })} · {t("result.paired")}
        </caption>
        <thead className="hidden-text">
          <tr>
            <th scope="col">{t("result.arm")}</th>
            <th scope="col">{t("result.picture")}</th>
            <th scope="col">{t("result.difference")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ arm, comparison, judged: { low, high, verdict } }) => {
            const interval = low === null ? "" : `[${change(low, unit)}, ${change(high, unit)}]`;
            return (
              <tr key={arm} className={arm === view.arm ? "main" : ""}>
                <th scope="row">
                  <button type="button" className="row gap8" aria-pressed={arm === view.arm} onClick={() => setExperiment({ arm })}>
                    <ArmLine look={view.look(arm)} />
                    {view.armName(arm)}
                  </button>
                </th>
                <td className="plot">
                  <RangeBar
                    domain={domain}
                    at={comparison.difference}
                    low={low}
                    high={high}
                    marks={marks}
                    colour={ARM_COLOURS[view.look(arm)]}
                    label={t("result.plot", {
                      difference: change(comparison.difference, unit),
                      low: change(low, unit),
                      high: change(high, unit),
                    })}
                  />
                </td>
                <td className="r num">
                  <span className="row gap4 end" style={{ color: VERDICT_COLOURS[verdict] }} title={t(`verdict.${verdict}`)}>
                    <Icon name={VERDICT_ICONS[verdict]} size={12} />
                    <span className="hidden-text">{t(`verdict.${verdict}`)}</span>
                    <b>{change(comparison.difference, unit)}</b>
                  </span>
                  <span className="faint nowrap">{interval}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {dearest !== undefined && (
        <p className="note">
          <Icon name="lock" />
          {t("result.dearest", { agreement: dearest.id, whole: change(dearest.whole, unit), left: change(dearest.left, unit) })}
        </p>
      )}
      {rows.length === 0 && <p className="faint">{t("result.noCase")}</p>}
      {target !== undefined && <p className="cap golden">{t("result.markTarget", { value: change(target, unit) })}</p>}
      {guard !== undefined && <p className="cap golden">{t("result.markGuard", { value: change(guard, unit) })}</p>}
    </Card>
  );
};
