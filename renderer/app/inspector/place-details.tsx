import type { ReactNode } from "react";
import { Icon } from "../icons/icon.tsx";
import { useApp } from "../store/app-store.ts";
import { speedText } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { CameraDetails, HospitalDetails, Pairs } from "./chain-details.tsx";
import { approachesOf, sideOf } from "./course-model.ts";
import { LinkCourse, SignalCourse } from "./courses.tsx";
import { GoThere, Head } from "./head.tsx";
import { signalName, streetName } from "./place-names.ts";
import { selectHere } from "./select-here.ts";
import { SignalNow } from "./signal-now.tsx";
import { StationDetails } from "./station-details.tsx";
import { useLook, WhySection } from "./why-section.tsx";

/** The streets that wait for a signal: each leads to who stands there. */
const Approaches = ({ signal }: { readonly signal: string }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  if (project === undefined) return null;
  return (
    <div className="sec detail">
      <h3>{t("signal.approaches")}</h3>
      <div className="chips">
        {approachesOf(project.city, project.linkIds, signal).map((link) => (
          <button key={link} type="button" className="btn sm" onClick={() => selectHere({ kind: "link", id: project.linkIds[link] ?? "" })}>
            <Icon name="route" size={12} />
            {t(`signal.from.${sideOf(project.city.links[link]?.shapeMm ?? [])}`, { street: t(streetName(project, link)) })}
          </button>
        ))}
      </div>
    </div>
  );
};

/** The plan in force at the scenario's hour is the one the run uses first; further plans follow by time of day. */
export const SignalDetails = ({ id }: { readonly id: string }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const language = useApp((state) => state.language);
  const signal = project?.city.signals.find((one) => one.id === id);
  if (project === undefined || signal === undefined) return null;
  const [hours = "0", minutes = "0"] = /T(\d{2}):(\d{2})/.exec(project.startsAt)?.slice(1) ?? [];
  const msOfDay = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const plan = signal.plans.findLast(({ fromMsOfDay }) => fromMsOfDay <= msOfDay) ?? signal.plans.at(-1);
  const inS = (ms: number): number => Math.round(ms / 1000);
  return (
    <>
      <Head icon="signal" look="signal" title={signalName(project, project.signalIds.indexOf(id), language)} subtitle={id} />
      <div className="sec">
        <GoThere picked={{ kind: "signal", id }} />
      </div>
      <SignalNow signal={project.signalIds.indexOf(id)} />
      <SignalCourse id={id} />
      <Approaches signal={id} />
      {plan !== undefined && (
        <div className="sec detail">
          <h3>
            {t("inspector.stages")}
            <span className="cnt end">{t("inspector.cycle", { seconds: inS(plan.cycleMs) })}</span>
          </h3>
          {plan.stages.map((stage, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stages have no id; their order is their identity
            <div key={at} className="step" style={{ gridTemplateColumns: "1fr auto" }}>
              <span>{t("inspector.stage", { number: at + 1 })}</span>
              <span className="when num">
                {t("inspector.green", { seconds: inS(stage.greenMs) })}
                {stage.walkMs > 0 && ` · ${t("inspector.pedestrian", { seconds: inS(stage.walkMs + stage.pedClearMs) })}`}
              </span>
            </div>
          ))}
        </div>
      )}
    </>
  );
};

export const LinkDetails = ({ id }: { readonly id: string }) => {
  const t = useText();
  const link = useApp((state) => state.project?.city.links.find((one) => one.id === id));
  const speedUnit = useApp((state) => state.speedUnit);
  const position = useApp((state) => state.project?.linkIds.indexOf(id) ?? -1);
  const looked = useLook(position < 0 ? undefined : { kind: "link", link: position });
  const state = looked?.kind === "link" ? looked.state : undefined;
  if (link === undefined) return null;
  return (
    <>
      <Head icon="route" title={link.name === undefined ? t(`road.${link.roadClass}`) : t(link.name)} subtitle={id} />
      <div className="sec">
        <GoThere picked={{ kind: "link", id }} />
      </div>
      <LinkCourse id={id} />
      <Pairs
        rows={[
          ...(state === undefined
            ? []
            : [
                [t("link.vehicles"), t("link.ways", { count: state.vehicles })] as const,
                [t("link.queued"), t("link.ways", { count: state.queued })] as const,
                ...(state.openLanes < link.laneCount ? [[t("why.restricted"), `${state.openLanes} / ${link.laneCount}`] as const] : []),
              ]),
          [t("inspector.class"), t(`road.${link.roadClass}`)],
          [t("inspector.lanes"), link.laneCount],
          [t("inspector.limit"), speedText(link.speedMmPerS, speedUnit)],
          [t("inspector.length"), `${Math.round(link.lengthMm / 1000)} m`],
        ]}
      />
      {state !== undefined && <Standing trips={state.standing} />}
    </>
  );
};

/** Who stands there now, the nearest to the line first: each leads to why. */
const Standing = ({ trips }: { readonly trips: readonly number[] }) => {
  const t = useText();
  if (trips.length === 0) return null;
  return (
    <div className="sec detail">
      <h3>{t("link.standing")}</h3>
      <div className="chips">
        {trips.map((trip) => (
          <button key={trip} type="button" className="btn sm" onClick={() => selectHere({ kind: "vehicle", id: trip })}>
            <Icon name="car" size={12} />
            {t("inspector.vehicle", { id: trip })}
          </button>
        ))}
      </div>
    </div>
  );
};

export const BuildingDetails = ({ id }: { readonly id: string }) => {
  const t = useText();
  const building = useApp((state) => state.project?.city.buildings.find((one) => one.id === id));
  const asset = useApp((state) => state.project?.city.assets.find((one) => one.id === id));
  if (asset?.kind === "camera") return <CameraDetails camera={asset} />;
  if (asset?.kind === "hospital") return <HospitalDetails hospital={asset} />;
  if (asset?.kind === "fire-station") return <StationDetails station={asset} />;
  if (asset !== undefined) {
    const attributes = Object.entries(asset.attributes).map(([name, value]): readonly [string, ReactNode] => [name, value]);
    return (
      <>
        <Head icon="house" title={asset.name === undefined ? asset.id : t(asset.name)} subtitle={asset.kind} />
        <div className="sec">
          <GoThere picked={{ kind: "asset", id }} />
        </div>
        <Pairs rows={attributes} />
      </>
    );
  }
  if (building === undefined) return null;
  return (
    <>
      <Head icon="building" title={building.id} subtitle={building.use} />
      <Pairs
        rows={[
          [t("inspector.storeys"), building.storeys],
          [t("inspector.use"), building.use],
        ]}
      />
    </>
  );
};

export const VehicleDetails = ({ id }: { readonly id: number }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const looked = useLook({ kind: "vehicle", trip: id });
  const why = looked?.kind === "vehicle" && looked.why.state === "running" ? looked.why : undefined;
  const laneCount = why === undefined ? undefined : project?.city.links[why.link]?.laneCount;
  return (
    <>
      <Head
        icon="car"
        title={t("inspector.vehicle", { id })}
        {...(why === undefined || project === undefined ? {} : { subtitle: t(streetName(project, why.link)) })}
      />
      <WhySection looked={looked} duty="at-station" />
      {why !== undefined && (
        <Pairs
          rows={[
            [t("why.toLine"), `${Math.round(why.toLineMm / 1000)} m`],
            [t("why.ahead"), t("link.ways", { count: why.ahead })],
            [t("why.lost"), t("unit.secondsOf", { seconds: Math.round(why.lostMs / 1000) })],
            ...(laneCount === undefined || why.openLanes >= laneCount
              ? []
              : [[t("why.restricted"), `${why.openLanes} / ${laneCount}`] as const]),
          ]}
        />
      )}
      <div className="sec faint cap">{t("inspector.vehicle.note")}</div>
    </>
  );
};
