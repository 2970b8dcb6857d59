/** A fire engine or an ambulance: where it goes, how long that takes, how fast it drove, where it lost time, why it stands. */
import type { RunSummary } from "../../../sim-core/contract/sim-service.ts";
import { inspectedRun } from "../compare/inspected.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { decimetres } from "../stage/chain-overlay.ts";
import { pointOnLine } from "../stage/point-on-line.ts";
import { appState, setApp, useApp } from "../store/app-store.ts";
import { armLook, todayOf } from "../store/arms.ts";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { hasGoldenTime, incidentsOf } from "../timeline/timeline-model.ts";
import { counterpartOf, type Drive, driveOf } from "./drives.ts";
import { GoldenBar } from "./golden-bar.tsx";
import { Head } from "./head.tsx";
import { LostTime } from "./lost-time.tsx";
import { viewOfWay } from "./route-view.ts";
import { selectHere } from "./select-here.ts";
import { type RunDrive, SpeedChart } from "./speed-chart.tsx";
import { useLook, WhySection } from "./why-section.tsx";

type UnitView = RunSummary["units"][number];

const useShowRoute = (view: UnitView | undefined): (() => void) | undefined => {
  const session = useSession();
  if (view === undefined || view.route.length === 0) return undefined;
  return () => {
    const { project, layers } = appState();
    const goal = project?.city.links[view.goalLink];
    const end = goal === undefined ? undefined : pointOnLine(goal.shapeMm, view.goalOffsetMm);
    const place = project === undefined ? undefined : viewOfWay(project.city, view.route, end === undefined ? [] : [[end.xM, end.yM]]);
    session.follow(undefined);
    setApp({ layers: { ...layers, routes: true } });
    if (place !== undefined) session.view()?.flyTo({ xM: place.xM, yM: place.yM }, place.distanceM);
  };
};

/** The story of what it is out for, and the time line on it; the clock stays. */
const showRecord = (incident: number): void => {
  selectHere({ kind: "incident", id: incident });
  setApp({ focus: incident, isWholeRun: false, zoom: undefined });
};

const Verbs = ({ view, incident }: { readonly view: UnitView; readonly incident: number | undefined }) => {
  const t = useText();
  const session = useSession();
  const isFollowed = useApp((state) => state.followed === view.unit);
  const showRoute = useShowRoute(view);
  return (
    <div className="sec row gap6 verbs">
      <button
        type="button"
        className={`btn grow ${isFollowed ? "on" : ""}`}
        aria-pressed={isFollowed}
        onClick={() => session.follow(isFollowed ? undefined : view.unit)}
      >
        <Icon name="locate" />
        {t("inspector.follow")}
      </button>
      <button type="button" className="btn grow" disabled={showRoute === undefined} onClick={showRoute}>
        <Icon name="route" />
        {t("inspector.route")}
      </button>
      <button
        type="button"
        className="btn grow"
        disabled={incident === undefined}
        onClick={() => incident !== undefined && showRecord(incident)}
      >
        <Icon name="history" />
        {t("inspector.record")}
      </button>
    </div>
  );
};

type ArrivalProps = { readonly own: RunDrive; readonly today: RunDrive | undefined; readonly callMs: number; readonly isGolden: boolean };

/** What is still to come is known as soon as the run has been computed that far: then the figure counts down. */
const Arrival = ({ own, today, callMs, isGolden }: ArrivalProps) => {
  const t = useText();
  const atMs = useApp((state) => Math.floor(state.atMs / 500) * 500);
  const look = useApp((state) => (state.project === undefined ? "plan" : armLook(state.project, own.run)));
  const arrivesMs = own.drive.outcome === "done" ? own.drive.endMs : undefined;
  const isThere = arrivesMs !== undefined && arrivesMs <= atMs;
  const isComing = arrivesMs !== undefined && !isThere;
  const todayMs = today?.drive.outcome === "done" && today.drive.endMs !== undefined ? today.drive.endMs - callMs : undefined;
  const shownMs = isComing ? arrivesMs - atMs : Math.min(atMs, arrivesMs ?? atMs) - callMs;
  return (
    <div className="sec">
      <div className="row sb" style={{ alignItems: "flex-end" }}>
        <span>
          <span className="muted cap">
            {t(isThere ? "inspector.arrivedAfter" : isComing ? "inspector.arrivesIn" : "inspector.sinceCall")}
          </span>
          <span className="big num" style={{ display: "block" }}>
            {minutesSeconds(isComing ? Math.ceil(shownMs / 1000) * 1000 : shownMs)}
          </span>
        </span>
        <span className="num muted expected">
          {isComing && (
            <>
              <span className="cap">{t("inspector.expected")}</span>
              <b className={`of-${look === "today" ? "today" : "plan"}`}>{minutesSeconds(arrivesMs - callMs)}</b>{" "}
            </>
          )}
          {todayMs !== undefined && t("inspector.today", { time: minutesSeconds(todayMs) })}
        </span>
      </div>
      <GoldenBar
        isGolden={isGolden}
        look={look}
        nowMs={Math.min(atMs, arrivesMs ?? atMs) - callMs}
        expectedMs={isComing ? arrivesMs - callMs : undefined}
        todayMs={todayMs}
      />
    </div>
  );
};

/** The drive that is looked at, in the run on stage and today. */
const useDrives = (unit: number, incident: number): { own: RunDrive; today: RunDrive | undefined } | undefined => {
  const run = useApp(inspectedRun);
  const todayRun = useApp((state) => (state.project === undefined ? undefined : todayOf(state.project, inspectedRun(state))));
  const items = useApp((state) => state.summaries[inspectedRun(state)]?.timeline);
  const todayItems = useApp((state) => (todayRun === undefined ? undefined : state.summaries[todayRun]?.timeline));
  const drive: Drive | undefined = items === undefined ? undefined : driveOf(items, unit, incident);
  if (drive === undefined) return undefined;
  const theirs = todayItems === undefined || todayRun === run ? undefined : counterpartOf(todayItems, drive);
  return { own: { run, drive }, today: theirs === undefined || todayRun === undefined ? undefined : { run: todayRun, drive: theirs } };
};

const Response = ({ unit, incident }: { readonly unit: number; readonly incident: number }) => {
  const summary = useApp((state) => state.summaries[inspectedRun(state)]);
  const atMs = useApp((state) => Math.floor(state.atMs / 1000) * 1000);
  const drives = useDrives(unit, incident);
  const call = incidentsOf(summary?.timeline ?? []).find((one) => one.incident === incident && one.callMs <= atMs);
  if (call === undefined || drives === undefined) return null;
  return (
    <>
      <Arrival {...drives} callMs={call.callMs} isGolden={hasGoldenTime(call.item)} />
      <SpeedChart {...drives} callMs={call.callMs} />
      <LostTime {...drives} />
    </>
  );
};

/** What stands in its way or lies in it. */
const Notes = ({ unit }: { readonly unit: number }) => {
  const t = useText();
  const summary = useApp((state) => state.summaries[inspectedRun(state)]);
  const hospitals = useApp((state) => state.project?.city.assets);
  const before = summary?.cars.find(({ stops }) => stops.includes(unit));
  const patient = summary?.patients.find((one) => one.unit === unit && one.state === "on-board");
  return (
    <>
      {before !== undefined && (
        <div className="sec">
          <button type="button" className="note stops" onClick={() => selectHere({ kind: "car", id: before.car })}>
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
    </>
  );
};

export const UnitDetails = ({ unit }: { readonly unit: number }) => {
  const t = useText();
  const view = useApp((state) => state.summaries[inspectedRun(state)]?.units.find((one) => one.unit === unit));
  const agency = useApp((state) => state.project?.city.agencies.find(({ kind }) => kind === "fire"));
  const isAmbulance = useApp((state) => state.project?.unitFleets[unit] === "ambulance");
  const looked = useLook({ kind: "unit", unit });
  if (view === undefined) return null;
  const incident = view.incident >= 0 ? view.incident : undefined;
  const isOut = view.state !== "at-station";
  return (
    <>
      <Head
        icon={isAmbulance ? "ambulance" : "truck"}
        look={isAmbulance ? "ambulance" : "truck"}
        title={t(view.name)}
        subtitle={`${agency === undefined ? "" : `${t(agency.name)} · `}${t(`unit.${view.state}`)}`}
      />
      <Verbs view={view} incident={isOut ? incident : undefined} />
      <Notes unit={unit} />
      {view.driving && <WhySection looked={looked} duty={view.state} />}
      {incident !== undefined && isOut && <Response unit={unit} incident={incident} />}
    </>
  );
};
