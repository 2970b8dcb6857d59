/** Where a drive lost time: junction by junction and car by car, this run beside today, and what explains it. */
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { inspectedRun } from "../compare/inspected.ts";
import { useSession } from "../project/session-context.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { Outcome } from "../shell/outcome.tsx";
import { type Project, useApp } from "../store/app-store.ts";
import { armLook, armTitle } from "../store/arms.ts";
import { useText } from "../text/use-text.ts";
import { type LostRow, lostRows, worstStep } from "./lost-rows.ts";
import { itemTitle, signalName, streetName } from "./place-names.ts";
import type { RunDrive } from "./speed-chart.tsx";

/** The run's line instead of its name: a column of seconds has no room for words. */
const RunHead = ({ run }: { readonly run: string }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  if (project === undefined) return null;
  const title = t(armTitle(project, run));
  return (
    <th scope="col" className="r" title={title}>
      <span className="row" style={{ justifyContent: "flex-end" }}>
        <ArmLine look={armLook(project, run)} />
        <span className="hidden-text">{title}</span>
      </span>
    </th>
  );
};

/** The street that a badly parked car stands in. */
const streetOfCar = (project: Project, parked: number): number => {
  const link = project.city.parkedCars[parked]?.link;
  return project.city.links.findIndex(({ id }) => id === link);
};

const useSeconds = (): ((ms: number | undefined) => string) => {
  const t = useText();
  return (ms) => (ms === undefined ? "–" : t("unit.secondsOf", { seconds: Math.round(ms / 1000) }));
};

const Row = ({ row, isToday }: { readonly row: LostRow; readonly isToday: boolean }) => {
  const t = useText();
  const session = useSession();
  const inS = useSeconds();
  const project = useApp((state) => state.project);
  const language = useApp((state) => state.language);
  const cars = useApp((state) => state.summaries[inspectedRun(state)]?.cars);
  if (project === undefined) return null;
  const name =
    row.place.kind === "signal"
      ? signalName(project, row.place.signal, language)
      : t("inspector.lost.car", { street: t(streetName(project, streetOfCar(project, cars?.[row.place.car]?.parked ?? -1))) });
  const { atMs } = row;
  return (
    <tr>
      <th scope="row" className="clip" title={name}>
        {atMs === undefined ? (
          name
        ) : (
          <button type="button" className="plain" onClick={() => session.player.seek(atMs)}>
            {name}
          </button>
        )}
      </th>
      {!isToday && <td className="r faint">{inS(row.todayMs)}</td>}
      <td className={`r ${isToday ? "of-today" : "of-plan"}`}>
        <b>{inS(row.ownMs)}</b>
      </td>
      {!isToday && (
        <td className="how" title={t(`outcome.${row.outcome}`)}>
          <Outcome outcome={row.outcome} />
          <span className="hidden-text">{t(`outcome.${row.outcome}`)}</span>
        </td>
      )}
    </tr>
  );
};

/** What went wrong in the chain of this incident: the note that explains a figure above. */
const Explains = ({ step }: { readonly step: TimelineItem }) => {
  const t = useText();
  const session = useSession();
  const project = useApp((state) => state.project);
  if (project === undefined) return null;
  return (
    <button type="button" className={`note explains is-${step.outcome}`} onClick={() => session.goToItem(step, step.startMs)}>
      <Outcome outcome={step.outcome === "running" ? "planned" : step.outcome} />
      <span>
        <b>{t("inspector.lost.explains", { step: t(itemTitle(project, step)), outcome: t(`outcome.${step.outcome}`) })}</b>{" "}
        {step.note !== undefined && t(step.note)}
      </span>
    </button>
  );
};

export const LostTime = ({ own, today }: { readonly own: RunDrive; readonly today: RunDrive | undefined }) => {
  const t = useText();
  const inS = useSeconds();
  const told = useApp((state) => state.summaries[own.run]);
  const todayTold = useApp((state) => (today === undefined ? undefined : state.summaries[today.run]));
  const atMs = useApp((state) => Math.floor(state.atMs / 1000) * 1000);
  if (told === undefined) return null;
  const compared = today === undefined || todayTold === undefined ? undefined : { told: todayTold, drive: today.drive };
  const rows = lostRows(told, own.drive, compared, atMs);
  const isToday = compared === undefined;
  const step = worstStep(told.timeline, own.drive.incident, atMs);
  const whole = ({ startMs, endMs }: TimelineItem, untilMs: number): number | undefined =>
    endMs === undefined || endMs > untilMs ? undefined : endMs - startMs;
  return (
    <div className="sec detail">
      <h3>{t("inspector.lost")}</h3>
      {rows.length === 0 ? (
        <div className="faint cap">{t("inspector.lost.none")}</div>
      ) : (
        <table className="tbl num lost">
          <thead>
            <tr>
              <th scope="col">{t("inspector.lost.place")}</th>
              {today !== undefined && !isToday && <RunHead run={today.run} />}
              <RunHead run={own.run} />
              {!isToday && (
                <th scope="col" className="how">
                  <span className="hidden-text">{t("inspector.lost.how")}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.key} row={row} isToday={isToday} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("inspector.lost.drive")}</th>
              {compared !== undefined && <td className="r faint">{inS(whole(compared.drive, Number.POSITIVE_INFINITY))}</td>}
              <td className={`r ${isToday ? "of-today" : "of-plan"}`}>
                <b>{inS(whole(own.drive, atMs))}</b>
              </td>
              {!isToday && <td />}
            </tr>
          </tfoot>
        </table>
      )}
      {step !== undefined && <Explains step={step} />}
    </div>
  );
};
