/** How the steps ended, over all incidents and replications: a bar each in the five looks of an outcome, and a table with every arm. */
import { Fragment } from "react";
import { AgencyBadge, OutcomeLegend } from "../shell/outcome.tsx";
import { countText } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { Card, Figure } from "./figure.tsx";
import { stepsSheet } from "./result-sheets.ts";
import { type StepRow, stepRows } from "./step-rows.ts";
import type { ResultView } from "./use-result-view.ts";

/** 99.6 % is not all of it, and 0.4 % not nothing. */
const percent = (shareP: number): string => {
  const whole = Math.round(shareP * 100);
  if (whole === 100 && shareP < 1) return "> 99%";
  return whole === 0 && shareP > 0 ? "< 1%" : `${whole}%`;
};

const StepBar = ({ row }: { readonly row: StepRow }) => {
  const t = useText();
  const { asked, parts } = row;
  if (asked === 0) return <span className="faint cap">{t("steps.never")}</span>;
  const words = parts.map(({ outcome, shareP }) => `${t(`outcome.${outcome}`)} ${percent(shareP)}`).join(", ");
  return (
    <span className="step-bar" role="img" aria-label={words} title={words}>
      {parts.map(({ outcome, shareP }) => (
        <i key={outcome} className={`is-${outcome}`} style={{ flexGrow: shareP }} />
      ))}
    </span>
  );
};

const StepBars = ({ rows }: { readonly rows: readonly StepRow[] }) => (
  <ul className="step-bars">
    {rows.map((row) => (
      <li key={row.id}>
        <span>{row.agency !== undefined && <AgencyBadge kind={row.agency} />}</span>
        <span className="clip" title={row.title}>
          {row.title}
        </span>
        <StepBar row={row} />
        <b className="num">{row.asked === 0 ? "–" : percent(row.ends.done / row.asked)}</b>
      </li>
    ))}
  </ul>
);

const COLUMNS = ["done", "blocked", "refused", "timed-out", "failed", "cancelled", "running"] as const;

const StepTable = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  return (
    <table className="tbl">
      <caption>{t("steps.table")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("steps.step")}</th>
          <th scope="col" className="r">
            {t("steps.asked")}
          </th>
          {COLUMNS.map((outcome) => (
            <th key={outcome} scope="col" className="r">
              {outcome === "cancelled" ? t("steps.calledOff") : outcome === "running" ? t("steps.open") : t(`outcome.${outcome}`)}
            </th>
          ))}
        </tr>
      </thead>
      {view.result.arms.map(({ id }) => (
        <tbody key={id}>
          <tr>
            <th scope="rowgroup" colSpan={2 + COLUMNS.length} className="cap">
              {view.armName(id)}
            </th>
          </tr>
          {stepRows(view, id).map(({ id: step, title, asked, parts }) => (
            <tr key={step}>
              <th scope="row">{title}</th>
              <td className="r num">{countText(asked)}</td>
              {COLUMNS.map((outcome) => {
                const part = parts.find((one) => one.outcome === outcome);
                return (
                  <td key={outcome} className={`r num ${part === undefined ? "faint" : ""}`}>
                    {part === undefined ? "–" : countText(part.count)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
};

export const StepsCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const rows = stepRows(view, view.arm);
  if (rows.length === 0) {
    return (
      <Card title={t("steps.ends")}>
        <p className="faint">{t("steps.unknown")}</p>
      </Card>
    );
  }
  const hasNoEnd = rows.some(({ ends }) => ends.calledOff + ends.open > 0);
  return (
    <Figure
      title={t("steps.ends")}
      note={t("steps.of", { arm: view.armName(view.arm), count: view.result.replications })}
      sheet={() => stepsSheet(view, t)}
      chart={
        <Fragment>
          <OutcomeLegend />
          <StepBars rows={rows} />
          <p className="cap faint">{t(hasNoEnd ? "steps.doneShare.open" : "steps.doneShare")}</p>
        </Fragment>
      }
      table={<StepTable view={view} />}
    />
  );
};
