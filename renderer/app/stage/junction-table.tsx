/** The layers of figures as tables: queue and delay of every junction, and which agency asks which now. */
import { useMemo } from "react";
import { pairedWith } from "../project/comparing.ts";
import { useSession } from "../project/session-context.ts";
import { Outcome } from "../shell/outcome.tsx";
import { setApp, useApp } from "../store/app-store.ts";
import { armTitle } from "../store/arms.ts";
import { timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { agencyLinks } from "./agency-links.ts";
import { delayWindowMs, type JunctionFigures, junctionFigures } from "./junction-figures.ts";

const byTrouble = (a: JunctionFigures, b: JunctionFigures): number =>
  (b.delayS ?? -1) - (a.delayS ?? -1) || b.queueM - a.queueM || (a.signal < b.signal ? -1 : 1);

/** Whole seconds with their sign; what rounds to nothing has none. */
const signed = (seconds: number): string => {
  const whole = Math.round(seconds);
  return `${whole > 0 ? "+" : whole < 0 ? "−" : ""}${Math.abs(whole)}`;
};

export const JunctionTable = () => {
  const t = useText();
  const session = useSession();
  const project = useApp((state) => state.project);
  const summary = useApp((state) => state.summaries[state.arm]);
  const paired = useApp(pairedWith);
  const other = useApp((state) => (paired === undefined ? undefined : state.summaries[paired]));
  const rows = useMemo(
    () => (project === undefined || summary === undefined ? [] : [...junctionFigures(project.city, summary, other)].sort(byTrouble)),
    [project, summary, other],
  );
  if (project === undefined || summary === undefined || rows.length === 0) return null;
  const window = delayWindowMs(summary.atMs);
  const names = new Map(project.city.signals.map(({ id, name }) => [id, name]));
  const look = (id: string): void => {
    setApp({ selection: { kind: "signal", id } });
    session.view()?.flyTo({ kind: "signal", id });
  };
  return (
    <div className="card">
      <table className="tbl">
        <caption>
          {t("table.junctions")}
          {window !== undefined && (
            <span className="faint">
              {" "}
              {t("table.junctions.window", {
                from: timeOfDay(project.startsAt, window.fromMs),
                to: timeOfDay(project.startsAt, window.toMs),
              })}
            </span>
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("table.junction")}</th>
            <th scope="col">{t("table.queue")}</th>
            <th scope="col">{t("table.delay")}</th>
            <th scope="col">{t("table.left")}</th>
            {paired !== undefined && <th scope="col">{t("table.delayAgainst", { other: t(armTitle(project, paired)) })}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ signal, queueM, delayS, vehicles, deltaS }) => {
            const name = names.get(signal);
            return (
              <tr key={signal}>
                <td>
                  <button type="button" onClick={() => look(signal)}>
                    <b>{name === undefined ? signal : t(name)}</b>
                  </button>
                </td>
                <td className="num">{Math.round(queueM)} m</td>
                <td className="num">{delayS === undefined ? "–" : t("table.seconds", { seconds: Math.round(delayS) })}</td>
                <td className="num">{vehicles}</td>
                {paired !== undefined && (
                  <td className="num">{deltaS === undefined ? "–" : t("table.seconds", { seconds: signed(deltaS) })}</td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};

export const AgencyTable = () => {
  const t = useText();
  const project = useApp((state) => state.project);
  const focus = useApp((state) => state.focus);
  const summary = useApp((state) => state.summaries[state.arm]);
  const links = useMemo(
    () => (project === undefined || summary === undefined ? [] : agencyLinks(project, summary.timeline, focus, summary.atMs)),
    [project, summary, focus],
  );
  if (project === undefined || links.length === 0) return null;
  const nameOf = (id: string | undefined): string => {
    const name = project.city.agencies.find((agency) => agency.id === id)?.name;
    return id === undefined ? t("table.atScene") : name === undefined ? id : t(name);
  };
  return (
    <div className="card">
      <table className="tbl">
        <caption>{t("layers.agencies")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("table.step")}</th>
            <th scope="col">{t("table.from")}</th>
            <th scope="col">{t("table.to")}</th>
            <th scope="col">{t("table.state")}</th>
          </tr>
        </thead>
        <tbody>
          {links.map(({ item, from, to, outcome }) => (
            <tr key={`${item.id} ${item.startMs} ${item.unit ?? ""}`}>
              <td>{t(item.title)}</td>
              <td>{nameOf(from)}</td>
              <td>{nameOf(to)}</td>
              <td>
                <span className="row gap4">
                  <Outcome outcome={outcome} />
                  {t(`outcome.${outcome}`)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
