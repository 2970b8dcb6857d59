/** Every agreement a step needs: its state, the steps that stop without it, and what its absence takes away where that was computed. */
import { Icon } from "../icons/icon.tsx";
import { useText } from "../text/use-text.ts";
import { ExtraRequest } from "./extra-request.tsx";
import { Card } from "./figure.tsx";
import { agreementRows } from "./result-models.ts";
import { agreementsSheet } from "./result-sheets.ts";
import type { ResultView } from "./use-result-view.ts";

export const AgreementsCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const { scenario, result, kpi } = view;
  const rows = scenario === undefined ? [] : agreementRows(scenario, result, kpi);
  const unit = view.unitOf(kpi);
  return (
    <Card
      className="wide"
      title={t("result.agreements")}
      note={view.kpiName(kpi)}
      sheet={rows.length === 0 ? undefined : () => agreementsSheet(view, t)}
    >
      {rows.length === 0 ? (
        <p className="faint">{t(scenario === undefined ? "result.needsScenario" : "result.agreements.none")}</p>
      ) : (
        <div className="scroll">
          <table className="tbl">
            <caption className="hidden-text">{t("result.agreements")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("result.agreement")}</th>
                <th scope="col">{t("result.state")}</th>
                <th scope="col">{t("result.stepsThatStop")}</th>
                <th scope="col" className="r">
                  {t("result.absence")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ agreement, worth, steps }) => {
                const isOpen =
                  agreement.law.status === "permitted" && (agreement.mou.status === "signed" || agreement.mou.status === "sandbox");
                return (
                  <tr key={agreement.id}>
                    <th scope="row">{agreement.id}</th>
                    <td className="nowrap" style={{ color: isOpen ? "var(--done)" : "var(--blocked)" }}>
                      <span className="row gap4">
                        <Icon name={isOpen ? "check" : "lock"} size={12} />
                        {agreement.law.status === "forbidden" ? t("agreement.forbidden") : t(`agreement.${agreement.mou.status}`)}
                      </span>
                    </td>
                    <td className="cap">
                      {steps.map((id) => scenario?.steps.find((step) => step.id === id)?.title?.[view.language] ?? id).join(", ")}
                    </td>
                    <td className="r num nowrap">
                      {worth === undefined || worth.value === null ? (
                        <span className="faint">–</span>
                      ) : (
                        <>
                          {/* Its worth is whole minus without; losing it moves the KPI the other way. */}
                          <b>{view.change(-worth.value || 0, unit)}</b>
                          {worth.low !== null && worth.high !== null && (
                            <span className="cap faint block">
                              {view.change(-worth.high || 0, unit)} ~ {view.change(-worth.low || 0, unit)}
                            </span>
                          )}
                        </>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 && result.contributions.length === 0 && (
        <ExtraRequest of="contributions" view={view}>
          {t("result.agreements.ask")}
        </ExtraRequest>
      )}
    </Card>
  );
};
