/** The table twin of the map: the same moment, the same selection, without graphics. */
import type { NoCityView } from "../../view/city-view-types.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { setApp, useApp } from "../store/app-store.ts";
import { minutesSeconds, timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { nameOf } from "../timeline/timeline-model.ts";
import { useTimeline } from "../timeline/use-timeline.ts";
import { ChainTables } from "./chain-tables.tsx";
import { PlaceTable } from "./place-table.tsx";

const Units = () => {
  const t = useText();
  const units = useApp((state) => state.summaries[state.arm]?.units);
  const { incidents } = useTimeline();
  return (
    <table className="tbl">
      <caption>{t("table.units")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("table.unit")}</th>
          <th scope="col">{t("table.state")}</th>
          <th scope="col">{t("timeline.incidents")}</th>
        </tr>
      </thead>
      <tbody>
        {units?.map(({ unit, name, state, incident }) => (
          <tr key={unit}>
            <td>
              <button type="button" onClick={() => setApp({ selection: { kind: "unit", id: unit } })}>
                <b>{t(name)}</b>
              </button>
            </td>
            <td>{t(`unit.${state}`)}</td>
            <td>{incident >= 0 && state !== "at-station" ? t(nameOf(incidents, incident)) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Incidents = () => {
  const t = useText();
  const session = useSession();
  const startsAt = useApp((state) => state.project?.startsAt ?? "");
  const atMs = useApp((state) => state.atMs);
  const { incidents } = useTimeline();
  return (
    <table className="tbl">
      <caption>{t("table.incidents")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("timeline.incidents")}</th>
          <th scope="col">{t("table.call")}</th>
          <th scope="col">{t("table.arrival")}</th>
        </tr>
      </thead>
      <tbody>
        {incidents.map(({ incident, callMs, arrivedMs }) => (
          <tr key={incident}>
            <td>
              <button type="button" onClick={() => session.goToIncident(incident)}>
                <b>{t(nameOf(incidents, incident))}</b>
              </button>
            </td>
            <td className="num">{timeOfDay(startsAt, callMs)}</td>
            <td className="num">
              {arrivedMs === undefined || arrivedMs > atMs ? t("inspector.notYet") : minutesSeconds(arrivedMs - callMs)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

export const StageTable = ({ problem }: { readonly problem: NoCityView | undefined }) => {
  const t = useText();
  const summary = useApp((state) => state.summaries[state.arm]);
  return (
    <div className="stage-table below">
      {problem !== undefined && (
        <div className="note card" role="status" title={problem.detail}>
          <Icon name="triangleAlert" />
          {t(problem.text)}
        </div>
      )}
      <div className="card">
        <Incidents />
      </div>
      <div className="card">
        <Units />
      </div>
      <ChainTables />
      <PlaceTable />
      {summary !== undefined && (
        <div className="card">
          <h2 className="h3">{t("table.traffic")}</h2>
          <dl className="pairs num">
            <dt>{t("table.running")}</dt>
            <dd>{summary.running}</dd>
            <dt>{t("table.waiting")}</dt>
            <dd>{summary.waitingToEnter}</dd>
            <dt>{t("table.arrived")}</dt>
            <dd>{summary.arrived}</dd>
          </dl>
        </div>
      )}
    </div>
  );
};
