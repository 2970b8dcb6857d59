/** A city's mean hides who gains nothing: the primary measure of the plan by neighbourhood, the least gain first. */
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import { useApp } from "../store/app-store.ts";
import { planArm } from "../store/arms.ts";
import { kpiDifference, kpiValue } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { IntervalPlot } from "./interval-plot.tsx";

export const NeighbourhoodCard = ({ result }: { readonly result: ExperimentResult }) => {
  const t = useText();
  const language = useApp((state) => state.language);
  const duration = useApp((state) => state.durationUnit);
  const project = useApp((state) => state.project);
  const arm = (project === undefined ? undefined : planArm(project)) ?? result.comparisons[0]?.arm ?? "";
  const rows = result.neighbourhoods.filter((row) => row.arm === arm);
  if (rows.length === 0) return null;
  const names = new Map((project?.city.neighbourhoods ?? []).map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id)?.[language] ?? id;
  return (
    <div className="card">
      <table className="tbl">
        <caption>{t("neighbourhood.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("neighbourhood.name")}</th>
            <th scope="col" className="r">
              {t("neighbourhood.cases")}
            </th>
            <th scope="col" className="r">
              {t("neighbourhood.before")}
            </th>
            <th scope="col" className="r">
              {t("result.difference")}
            </th>
            <th scope="col" style={{ width: "30%" }} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const unit = { unit: result.arms[0]?.kpis[row.kpi]?.distribution?.unit ?? "s" };
            const [difference, low, high] = [row.difference, row.low, row.high].map((value) => kpiDifference(value, unit, language));
            return (
              <tr key={row.id}>
                <td>{nameOf(row.id)}</td>
                <td className="r num faint">{row.cases}</td>
                <td className="r num">{kpiValue(row.baselineMean, unit, language, duration)}</td>
                <td className="r num">
                  <b>{difference}</b>
                </td>
                <td style={{ paddingLeft: 10 }}>
                  {row.low === null ? (
                    <span className="cap faint">{t("neighbourhood.few")}</span>
                  ) : (
                    <IntervalPlot
                      comparison={row}
                      label={t("result.plot", { difference: difference ?? "", low: low ?? "", high: high ?? "" })}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
