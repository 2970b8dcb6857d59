/** Behind the mean of the primary measure: how its cases spread in the baseline and the plan, and what holds for all arms together. */
import type { ExperimentResult, KpiResult } from "../../../sim-core/contract/result.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { useApp } from "../store/app-store.ts";
import { armLook, armTitle } from "../store/arms.ts";
import { kpiDifference, kpiTitle, kpiValue } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { type EcdfLine, EcdfPlot } from "./ecdf-plot.tsx";
import { VERDICT_COLOURS } from "./verdict.ts";

/** A share within a limit over the very same cases brings its limit: the golden time beside the times. */
const limitOf = (
  arm: ExperimentResult["arms"][number],
  primary: string,
): { readonly limit: number; readonly count: number; readonly of: number } | undefined => {
  const own = arm.kpis[primary]?.distribution;
  const found = Object.values(arm.kpis).find(
    ({ distribution }) => distribution?.exceedance !== undefined && distribution.exceedance !== null && distribution.count === own?.count,
  );
  return own?.exceedance ?? found?.distribution?.exceedance ?? undefined;
};

export const SpreadCard = ({ result }: { readonly result: ExperimentResult }) => {
  const t = useText();
  const language = useApp((state) => state.language);
  const duration = useApp((state) => state.durationUnit);
  const project = useApp((state) => state.project);
  const primary = result.multiplicity?.primary ?? undefined;
  const baseline = result.comparisons[0]?.baseline ?? "";
  if (primary === undefined) return null;
  const looks = project ?? { arms: result.arms.map(({ id }) => ({ id, title: { ko: id, en: id } })), baseline };
  const arms = result.arms.filter(({ kpis }) => (kpis[primary]?.distribution ?? null) !== null);
  const kpi = project?.scenario.kpis.find(({ id }) => id === primary) ?? { id: primary };
  const plan = result.comparisons[0]?.arm ?? "";
  const lines = arms
    .filter(({ id }) => id === baseline || id === plan)
    .flatMap(({ id, kpis }): readonly EcdfLine[] => {
      const ecdf = kpis[primary]?.distribution?.ecdf;
      return ecdf === undefined ? [] : [{ arm: id, look: armLook(looks, id), ecdf }];
    });
  const first = arms[0];
  if (first === undefined) return null;
  const unit: Pick<KpiResult, "unit"> = { unit: first.kpis[primary]?.distribution?.unit ?? "s" };
  const limit = limitOf(first, primary)?.limit;
  return (
    <div className="card">
      <h2 className="h3">{t("spread.title", { kpi: kpiTitle(kpi, language) })}</h2>
      <EcdfPlot
        lines={lines}
        limit={limit}
        show={(value) => kpiValue(value, unit, language, duration)}
        label={t("spread.plot", { kpi: kpiTitle(kpi, language) })}
      />
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{t("result.arm")}</th>
            {["50%", "80%", "90%", "95%"].map((p) => (
              <th key={p} scope="col" className="r">
                {p}
              </th>
            ))}
            <th scope="col" className="r">
              {limit === undefined ? "" : t("spread.beyond", { limit: kpiValue(limit, unit, language, duration) })}
            </th>
            <th scope="col" className="r">
              {t("spread.together")}
            </th>
          </tr>
        </thead>
        <tbody>
          {arms.map((arm) => {
            const found = arm.kpis[primary]?.distribution;
            const beyond = limitOf(arm, primary);
            const together = result.comparisons.find((one) => one.arm === arm.id && one.kpi === primary)?.simultaneous;
            return (
              <tr key={arm.id}>
                <td>
                  <span className="row gap8">
                    {lines.some((line) => line.arm === arm.id) && <ArmLine look={armLook(looks, arm.id)} />}
                    {t(armTitle(project, arm.id))}
                  </span>
                </td>
                {(found?.quantiles ?? []).map(({ p, value, isLowerBound, isFewBeyond }) => (
                  <td key={p} className="r num" title={isFewBeyond ? t("spread.few") : undefined}>
                    {isLowerBound ? "≥ " : ""}
                    {kpiValue(value, unit, language, duration)}
                    {isFewBeyond ? <span className="faint"> *</span> : null}
                  </td>
                ))}
                <td className="r num faint">{beyond === undefined ? "" : `${beyond.count} / ${beyond.of}`}</td>
                <td className="r num nowrap">
                  {together === undefined || together === null ? (
                    <span className="faint">–</span>
                  ) : (
                    <>
                      {kpiDifference(together.low, unit, language)} ~ {kpiDifference(together.high, unit, language)}{" "}
                      <span style={{ color: VERDICT_COLOURS[together.verdict] }}>{t(`verdict.${together.verdict}`)}</span>
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="cap faint">{t("spread.note")}</div>
    </div>
  );
};
