/** Who pays: what others bear for one case each, less in blue, more in brown, with how many there are. */
import { judged } from "../../../sim-core/contract/judged.ts";
import { aroundZero } from "../../../sim-core/model/chart-scale.ts";
import { countText } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { Card } from "./figure.tsx";
import { RangeBar } from "./range-bar.tsx";
import { isCostToOthers } from "./result-models.ts";
import { payersSheet } from "./result-sheets.ts";
import type { ResultView } from "./use-result-view.ts";
import { rowsOf, VERDICT_COLOURS } from "./verdict.ts";

export const PayersCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const { result, scenario, arm, change } = view;
  const costs = (scenario?.kpis ?? []).filter((kpi) => !kpi.primary && isCostToOthers(kpi)).map(({ id }) => id);
  const rows = rowsOf(result, arm, scenario).filter(({ kpi, comparison }) => costs.includes(kpi.id) && comparison.difference !== null);
  const domain = aroundZero(rows.flatMap(({ comparison }) => [comparison.difference, comparison.low, comparison.high]));
  return (
    <Card
      title={t("result.payers")}
      note={t("result.payers.each")}
      sheet={rows.length === 0 ? undefined : () => payersSheet(view, t, costs)}
    >
      {rows.length === 0 ? (
        <p className="faint">{t("result.payers.none")}</p>
      ) : (
        <table className="tbl ranges narrow">
          <caption className="hidden-text">{t("result.payers")}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden-text">{t("result.what")}</span>
              </th>
              <th scope="col" className="plot">
                <span className="row sb">
                  <span>← {t("result.less")}</span>
                  <span>{t("result.more")} →</span>
                </span>
              </th>
              <th scope="col" className="r">
                {t("result.difference")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kpi, comparison, arm: own }) => {
              const [low, high] = [change(comparison.low, own.unit), change(comparison.high, own.unit)];
              const { verdict } = judged(comparison);
              return (
                <tr key={kpi.id}>
                  <th scope="row">
                    {view.kpiName(kpi.id)}
                    <span className="cap faint block">{t("result.cases", { count: countText(own.count) })}</span>
                  </th>
                  <td className="plot">
                    <RangeBar
                      isAmount
                      domain={domain}
                      at={comparison.difference}
                      low={comparison.low}
                      high={comparison.high}
                      colour={(comparison.difference ?? 0) < 0 ? "var(--delta-n)" : "var(--delta-p)"}
                      label={t("result.plot", { difference: change(comparison.difference, own.unit), low, high })}
                    />
                  </td>
                  <td className="r num">
                    <b>{change(comparison.difference, own.unit)}</b>
                    <span className="cap block" style={{ color: VERDICT_COLOURS[verdict] }}>
                      {t(`verdict.${verdict}`)}
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Card>
  );
};
