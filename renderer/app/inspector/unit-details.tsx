import type { Crossing, RunSummary } from "../../../sim-core/contract/sim-service.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { Outcome } from "../shell/outcome.tsx";
import { decimetres } from "../stage/chain-overlay.ts";
import { setApp, useApp } from "../store/app-store.ts";
import { armLook, armTitle, todayOf } from "../store/arms.ts";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { hasGoldenTime, incidentsOf } from "../timeline/timeline-model.ts";
import { GoldenBar } from "./golden-bar.tsx";
import { Head } from "./head.tsx";
import { signalName } from "./place-names.ts";

/** Crossings of the drive that brings a unit to an incident, in one arm. */
const crossingsTo = (summary: RunSummary | undefined, incident: number): readonly Crossing[] => {
  if (summary === undefined) return [];
  const drive = summary.timeline.find((item) => item.leg === "scene" && item.incident === incident);
  if (drive === undefined) return [];
  return summary.crossings.filter(
    ({ unit, atMs, signal }) =>
      unit === drive.unit && signal >= 0 && atMs >= drive.startMs && atMs <= (drive.endMs ?? Number.POSITIVE_INFINITY),
  );
};

/** The arm's line instead of its name: a column of seconds has no room for words. */
const ArmHead = ({ arm }: { readonly arm: string }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  if (project === undefined) return null;
  const title = t(armTitle(project, arm));
  return (
    <span className="row" style={{ justifyContent: "flex-end" }} title={title}>
      <ArmLine look={armLook(project, arm)} />
      <span className="hidden-text">{title}</span>
    </span>
  );
};

const seconds = (ms: number): number => Math.round(ms / 1000);
const OUTCOMES = { granted: "done", failed: "failed", none: "planned" } as const;

/** Signal by signal, this arm beside today: where the seconds went. */
const LostTime = ({ incident }: { readonly incident: number }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const own = useApp((state) => state.summaries[state.arm]);
  const today = useApp((state) => (state.project === undefined ? undefined : state.summaries[todayOf(state.project, state.arm)]));
  const language = useApp((state) => state.language);
  const atMs = useApp((state) => state.atMs);
  const isToday = useApp((state) => state.project !== undefined && state.arm === todayOf(state.project, state.arm));
  if (project === undefined) return null;
  const passed = crossingsTo(own, incident).filter((crossing) => crossing.atMs <= atMs);
  const lostToday = new Map(crossingsTo(today, incident).map(({ signal, lostMs }) => [signal, lostMs]));
  return (
    <div className="sec detail">
      <h3>{t("inspector.lost")}</h3>
      {passed.length === 0 ? (
        <div className="faint cap">{t("inspector.lost.none")}</div>
      ) : (
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">{t("inspector.lost.place")}</th>
              {!isToday && (
                <th scope="col">
                  <ArmHead arm={todayOf(project, own?.arm ?? "")} />
                </th>
              )}
              <th scope="col">
                <ArmHead arm={own?.arm ?? ""} />
              </th>
              {!isToday && <th scope="col" />}
            </tr>
          </thead>
          <tbody className="num">
            {passed.map((crossing) => (
              <tr key={`${crossing.signal} ${crossing.atMs}`}>
                <td className="clip" style={{ maxWidth: 150 }}>
                  {signalName(project, crossing.signal, language)}
                </td>
                {!isToday && (
                  <td className="r faint">
                    {lostToday.has(crossing.signal) ? t("unit.secondsOf", { seconds: seconds(lostToday.get(crossing.signal) ?? 0) }) : "–"}
                  </td>
                )}
                <td className="r">
                  <b style={{ color: isToday ? "var(--today)" : "var(--plan-ink)" }}>
                    {t("unit.secondsOf", { seconds: seconds(crossing.lostMs) })}
                  </b>
                </td>
                {!isToday && (
                  <td style={{ width: 26, paddingLeft: 8 }}>
                    <Outcome outcome={OUTCOMES[crossing.preemption]} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
};

export const UnitDetails = ({ unit }: { readonly unit: number }) => {
  const t = useText();
  const session = useSession();
  const summary = useApp((state) => state.summaries[state.arm]);
  const baseline = useApp((state) => (state.project === undefined ? undefined : state.summaries[todayOf(state.project, state.arm)]));
  const followed = useApp((state) => state.followed);
  const atMs = useApp((state) => state.atMs);
  const look = useApp((state) => (state.project === undefined ? "plan" : armLook(state.project, state.arm)));
  const agency = useApp((state) => state.project?.city.agencies.find(({ kind }) => kind === "fire"));
  const isAmbulance = useApp((state) => state.project?.unitFleets[unit] === "ambulance");
  const hospitals = useApp((state) => state.project?.city.assets);
  const view = summary?.units.find((one) => one.unit === unit);
  if (summary === undefined || view === undefined) return null;
  const incident = incidentsOf(summary.timeline).find((one) => one.incident === view.incident && one.callMs <= atMs);
  const todayIncident =
    baseline === undefined || baseline === summary
      ? undefined
      : incidentsOf(baseline.timeline).find((one) => one.incident === view.incident);
  const isOut = view.state !== "at-station";
  const before = summary.cars.find(({ stops }) => stops.includes(unit));
  const patient = summary.patients.find((one) => one.unit === unit && one.state === "on-board");
  return (
    <>
      <Head
        icon={isAmbulance ? "ambulance" : "truck"}
        look={isAmbulance ? "ambulance" : "truck"}
        title={t(view.name)}
        subtitle={`${agency === undefined ? "" : `${t(agency.name)} · `}${t(`unit.${view.state}`)}`}
      />
      <div className="sec row gap6">
        <button
          type="button"
          className={`btn grow ${followed === unit ? "on" : ""}`}
          aria-pressed={followed === unit}
          onClick={() => session.follow(followed === unit ? undefined : unit)}
        >
          <Icon name="locate" />
          {t(followed === unit ? "inspector.following" : "inspector.follow")}
        </button>
        {incident !== undefined && (
          <button type="button" className="btn grow" onClick={() => session.goToIncident(incident.incident)}>
            <Icon name="history" />
            {t("inspector.toCall")}
          </button>
        )}
      </div>
      {before !== undefined && (
        <div className="sec">
          <button type="button" className="note stops" onClick={() => setApp({ selection: { kind: "car", id: before.car } })}>
            <Icon name="car" />
            {t("inspector.unit.stopped", { metres: decimetres(before.freeWidthMm) })}
          </button>
        </div>
      )}
      {patient !== undefined && (
        <div className="sec note">
          <Icon name="hospital" />
          {t("inspector.unit.patient", {
            number: patient.patient + 1,
            name: t(hospitals?.find(({ id }) => id === patient.hospital)?.name ?? { ko: "–", en: "–" }),
          })}
        </div>
      )}
      {incident !== undefined && isOut && (
        <>
          <div className="sec">
            <div className="row sb" style={{ alignItems: "flex-end" }}>
              <span>
                <span className="muted cap">
                  {t(incident.arrivedMs !== undefined && incident.arrivedMs <= atMs ? "inspector.arrivedAfter" : "inspector.sinceCall")}
                </span>
                <span className="big num" style={{ display: "block" }}>
                  {minutesSeconds(Math.min(atMs, incident.arrivedMs ?? atMs) - incident.callMs)}
                </span>
              </span>
              {todayIncident?.arrivedMs !== undefined && (
                <span className="num muted">
                  {t("inspector.today", { time: minutesSeconds(todayIncident.arrivedMs - todayIncident.callMs) })}
                </span>
              )}
            </div>
            <GoldenBar
              isGolden={hasGoldenTime(incident.item)}
              look={look}
              nowMs={Math.min(atMs, incident.arrivedMs ?? atMs) - incident.callMs}
              todayMs={todayIncident?.arrivedMs === undefined ? undefined : todayIncident.arrivedMs - todayIncident.callMs}
            />
          </div>
          <LostTime incident={view.incident} />
        </>
      )}
    </>
  );
};
