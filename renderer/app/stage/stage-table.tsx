/** The table twin of the map: the same moment, the same selection, without graphics. */
import type { NoCityView } from "../../view/city-view-types.ts";
import { SideCards } from "../compare/side-card.tsx";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { setApp, useApp } from "../store/app-store.ts";
import { countText, minutesSeconds, timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { incidentsOf, nameOf } from "../timeline/timeline-model.ts";
import { useTimeline } from "../timeline/use-timeline.ts";
import { ChainTables } from "./chain-tables.tsx";
import { AgencyTable, JunctionTable } from "./junction-table.tsx";
import { PlaceTable } from "./place-table.tsx";
import { RunHeads, type ShownRun, useShownRuns } from "./shown-runs.tsx";

const Units = () => {
  const t = useText();
  const runs = useShownRuns();
  const units = runs.at(-1)?.summary?.units;
  const { incidents } = useTimeline();
  return (
    <table className="tbl">
      <caption>{t("table.units")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("table.unit")}</th>
          <RunHeads runs={runs} says="table.state" />
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
            {runs.map(({ id, summary }) => {
              const own = summary?.units.find((one) => one.unit === unit);
              return <td key={id}>{own === undefined ? "–" : t(`unit.${own.state}`)}</td>;
            })}
            <td>{incident >= 0 && state !== "at-station" ? t(nameOf(incidents, incident)) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** From the call to the arrival, once it is there. */
const tookMs = ({ summary }: ShownRun, incident: number): number | undefined => {
  const found = incidentsOf(summary?.timeline ?? []).find((one) => one.incident === incident);
  return found?.arrivedMs === undefined || found.arrivedMs > (summary?.atMs ?? 0) ? undefined : found.arrivedMs - found.callMs;
};

const Incidents = () => {
  const t = useText();
  const session = useSession();
  const startsAt = useApp((state) => state.project?.startsAt ?? "");
  const { incidents } = useTimeline();
  const runs = useShownRuns();
  return (
    <table className="tbl">
      <caption>{t("table.incidents")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("timeline.incidents")}</th>
          <th scope="col">{t("table.call")}</th>
          <RunHeads runs={runs} says="table.arrival" />
        </tr>
      </thead>
      <tbody>
        {incidents.map(({ incident, callMs }) => (
          <tr key={incident}>
            <td>
              <button type="button" onClick={() => session.goToIncident(incident)}>
                <b>{t(nameOf(incidents, incident))}</b>
              </button>
            </td>
            <td className="num">{timeOfDay(startsAt, callMs)}</td>
            {runs.map((run) => {
              const ms = tookMs(run, incident);
              return (
                <td key={run.id} className="num">
                  {ms === undefined ? t("inspector.notYet") : minutesSeconds(ms)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const TRAFFIC = [
  ["table.running", "running"],
  ["table.waiting", "waitingToEnter"],
  ["table.arrived", "arrived"],
] as const;

const Traffic = () => {
  const t = useText();
  const runs = useShownRuns();
  return (
    <table className="tbl">
      <caption>{t("table.traffic")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("table.vehicles")}</th>
          <RunHeads runs={runs} says="table.count" />
        </tr>
      </thead>
      <tbody>
        {TRAFFIC.map(([says, key]) => (
          <tr key={key}>
            <td>{t(says)}</td>
            {runs.map(({ id, summary }) => (
              <td key={id} className="num">
                {summary === undefined ? "–" : countText(summary[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

export const StageTable = ({ problem }: { readonly problem: NoCityView | undefined }) => {
  const t = useText();
  return (
    <div className="stage-table below">
      <div className="table-sides">
        <SideCards />
      </div>
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
      <AgencyTable />
      <ChainTables />
      <JunctionTable />
      <PlaceTable />
      <div className="card">
        <Traffic />
      </div>
    </div>
  );
};
