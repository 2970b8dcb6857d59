import type { ReactNode } from "react";
import { useApp } from "../store/app-store.ts";
import { speedText } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { CameraDetails, HospitalDetails, Pairs } from "./chain-details.tsx";
import { GoThere, Head } from "./head.tsx";
import { signalName } from "./place-names.ts";

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
  if (link === undefined) return null;
  return (
    <>
      <Head icon="route" title={link.name === undefined ? t(`road.${link.roadClass}`) : t(link.name)} subtitle={id} />
      <div className="sec">
        <GoThere picked={{ kind: "link", id }} />
      </div>
      <Pairs
        rows={[
          [t("inspector.class"), t(`road.${link.roadClass}`)],
          [t("inspector.lanes"), link.laneCount],
          [t("inspector.limit"), speedText(link.speedMmPerS, speedUnit)],
          [t("inspector.length"), `${Math.round(link.lengthMm / 1000)} m`],
        ]}
      />
    </>
  );
};

export const BuildingDetails = ({ id }: { readonly id: string }) => {
  const t = useText();
  const building = useApp((state) => state.project?.city.buildings.find((one) => one.id === id));
  const asset = useApp((state) => state.project?.city.assets.find((one) => one.id === id));
  if (asset?.kind === "camera") return <CameraDetails camera={asset} />;
  if (asset?.kind === "hospital") return <HospitalDetails hospital={asset} />;
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
  return (
    <>
      <Head icon="car" title={t("inspector.vehicle", { id })} />
      <div className="sec">
        <div className="note">{t("inspector.vehicle.note")}</div>
      </div>
    </>
  );
};
