/** The result on show beside another one of this sitting or from a file. What the two do not have in common is said first. */
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useText } from "../text/use-text.ts";
import { type KeptResult, setExperiment, useExperiment } from "./experiment-store.ts";
import { type BesideRow, besideRows, mismatchesOf } from "./result-models.ts";
import type { ResultView } from "./use-result-view.ts";
import { VERDICT_COLOURS, VERDICT_ICONS } from "./verdict.ts";

const useNames = () => {
  const t = useText();
  return ({ id, result, file }: KeptResult): string =>
    t("beside.name", { id, what: file ?? t("beside.here"), pairs: result.replications, seed: result.seed });
};

const Figures = ({ one, view, unit }: { readonly one: BesideRow["here"]; readonly view: ResultView; readonly unit: string }) => {
  const t = useText();
  if (one === undefined) return <td className="faint">{t("beside.missing")}</td>;
  if (one.difference === null) return <td className="faint">–</td>;
  return (
    <td className="num">
      <span className="row gap4">
        <span style={{ color: VERDICT_COLOURS[one.verdict] }} title={t(`verdict.${one.verdict}`)}>
          <Icon name={VERDICT_ICONS[one.verdict]} size={12} />
          <span className="hidden-text">{t(`verdict.${one.verdict}`)}</span>
        </span>
        <b>{view.change(one.difference, unit)}</b>
        <span className="faint">{one.low === null ? "" : `${view.change(one.low, unit)} ~ ${view.change(one.high, unit)}`}</span>
      </span>
    </td>
  );
};

const Beside = ({ view, other }: { readonly view: ResultView; readonly other: KeptResult }) => {
  const t = useText();
  const nameOf = useNames();
  const mismatches = mismatchesOf(view.result, other.result);
  const unitIn = (kpi: string): string => view.result.arms[0]?.kpis[kpi]?.unit ?? other.result.arms[0]?.kpis[kpi]?.unit ?? "s";
  return (
    <>
      {mismatches.length > 0 && (
        <p className="note" role="status">
          <Icon name="triangleAlert" />
          {t("beside.mismatch", { list: mismatches.map((one) => t(`beside.part.${one}`)).join(", ") })}
        </p>
      )}
      <div className="scroll">
        <table className="tbl">
          <caption className="hidden-text">{t("beside.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("result.arm")}</th>
              <th scope="col">{t("result.kpi")}</th>
              <th scope="col">{t("beside.shown")}</th>
              <th scope="col">{nameOf(other)}</th>
            </tr>
          </thead>
          <tbody>
            {besideRows(view.result, other.result).map(({ arm, kpi, here, there }) => (
              <tr key={`${arm} ${kpi}`}>
                <td>{view.armName(arm)}</td>
                <th scope="row">{view.kpiName(kpi)}</th>
                <Figures one={here} view={view} unit={unitIn(kpi)} />
                <Figures one={there} view={view} unit={unitIn(kpi)} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="cap faint">{t("beside.noRanking")}</p>
    </>
  );
};

const HEADING = "beside-title";

/** The card lies far down the page: the eyes and the keys go there together. */
export const goToBeside = (): void => {
  const heading = document.getElementById(HEADING);
  heading?.scrollIntoView({ block: "center" });
  heading?.focus({ preventScroll: true });
};

export const BesideCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const session = useSession();
  const nameOf = useNames();
  const kept = useExperiment((state) => state.kept);
  const shownId = useExperiment((state) => state.shownId);
  const besideId = useExperiment((state) => state.besideId);
  const others = kept.filter(({ id }) => id !== shownId);
  const other = others.find(({ id }) => id === besideId);
  return (
    <section className="card result-card wide" aria-label={t("beside.title")}>
      <div className="card-head">
        <h2 className="h3" id={HEADING} tabIndex={-1}>
          {t("beside.title")}
        </h2>
        <span className="row gap8 wrap">
          {kept.length > 1 && (
            <label className="row gap6 cap">
              {t("beside.shown")}
              <select className="field" value={shownId} onChange={({ target }) => session.showResult(Number(target.value))}>
                {kept.map((one) => (
                  <option key={one.id} value={one.id}>
                    {nameOf(one)}
                  </option>
                ))}
              </select>
            </label>
          )}
          {others.length > 0 && (
            <label className="row gap6 cap">
              {t("beside.with")}
              <select
                className="field"
                value={other?.id ?? ""}
                onChange={({ target }) => setExperiment({ besideId: target.value === "" ? undefined : Number(target.value) })}
              >
                <option value="">{t("beside.nothing")}</option>
                {others.map((one) => (
                  <option key={one.id} value={one.id}>
                    {nameOf(one)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </span>
      </div>
      {others.length === 0 ? <p className="faint">{t("beside.none")}</p> : other !== undefined && <Beside view={view} other={other} />}
    </section>
  );
};
