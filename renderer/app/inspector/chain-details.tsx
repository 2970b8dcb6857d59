/** Things of the chain: a car in the way, a camera, a hospital with its beds and what it answered. */
import type { ReactNode } from "react";
import type { HospitalState } from "../../../sim-core/contract/chain-state.ts";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { Asset } from "../../../sim-core/model/city.ts";
import { FIRE_ENGINE_MM } from "../../../sim-core/model/street-width.ts";
import { inspectedRun } from "../compare/inspected.ts";
import { Icon } from "../icons/icon.tsx";
import { Outcome } from "../shell/outcome.tsx";
import { decimetres } from "../stage/chain-overlay.ts";
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { CameraLooks } from "./camera-looks.tsx";
import { BedCourse } from "./courses.tsx";
import { GoThere, Head } from "./head.tsx";
import { ItemRows } from "./item-rows.tsx";
import { selectHere } from "./select-here.ts";

const NO_ITEMS: readonly TimelineItem[] = [];

export const Pairs = ({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) => (
  <div className="sec">
    <dl className="pairs num">
      {rows.map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  </div>
);

/** What the log says of it up to now. */
const LogOf = ({ isAbout }: { readonly isAbout: (item: TimelineItem) => boolean }) => {
  const t = useText();
  const atMs = useApp((state) => Math.floor(state.atMs / 1000) * 1000);
  const items = useApp((state) => state.summaries[inspectedRun(state)]?.timeline ?? NO_ITEMS);
  const own = items.filter((item) => item.startMs <= atMs && isAbout(item));
  return (
    <div className="sec detail">
      <h3>{t("inspector.log")}</h3>
      {own.length === 0 ? <div className="faint cap">{t("inspector.log.none")}</div> : <ItemRows items={own} atMs={atMs} />}
    </div>
  );
};

export const CarDetails = ({ car }: { readonly car: number }) => {
  const t = useText();
  const state = useApp((app) => app.summaries[inspectedRun(app)]?.cars[car]);
  const units = useApp((app) => app.summaries[inspectedRun(app)]?.units);
  const street = useApp((app) => {
    const link = app.project?.city.parkedCars[state?.parked ?? -1]?.link;
    return app.project?.city.links.find(({ id }) => id === link);
  });
  if (state === undefined) return null;
  const isTooNarrow = state.freeWidthMm < FIRE_ENGINE_MM;
  return (
    <>
      <Head
        icon="car"
        look={state.stops.length > 0 ? "stops" : ""}
        title={t("inspector.car", { number: car + 1 })}
        subtitle={t(state.isPresent ? (state.isKnown ? "inspector.car.known" : "inspector.car.unknown") : "inspector.car.gone")}
      />
      <div className="sec">
        <GoThere picked={{ kind: "car", id: car }} />
      </div>
      <div className="sec">
        <span className="muted cap">{t("inspector.car.leaves")}</span>
        <span className="big num" style={{ display: "block", color: isTooNarrow && state.isPresent ? "var(--golden)" : undefined }}>
          {decimetres(state.freeWidthMm)} m
        </span>
        <span className="faint cap">{t("inspector.car.needs", { metres: decimetres(FIRE_ENGINE_MM) })}</span>
        {street !== undefined && <span className="faint cap"> · {t(street.name ?? { ko: street.id, en: street.id })}</span>}
      </div>
      {state.stops.map((unit) => (
        <div key={unit} className="sec">
          <button type="button" className="note stops" onClick={() => selectHere({ kind: "unit", id: unit })}>
            <Icon name="truck" />
            {t("inspector.car.stops", { name: t(units?.[unit]?.name ?? { ko: String(unit + 1), en: String(unit + 1) }) })}
          </button>
        </div>
      ))}
      <LogOf isAbout={(item) => item.car === car} />
    </>
  );
};

export const CameraDetails = ({ camera }: { readonly camera: Asset }) => {
  const t = useText();
  const use = useApp((state) => state.summaries[inspectedRun(state)]?.cameras.find((one) => one.camera === camera.id));
  const step = useApp((state) => state.project?.scenario.steps.find(({ id }) => id === use?.step)?.title);
  const { headingMrad, fovMrad, rangeMm, steerable } = camera.attributes;
  const degrees = (mrad: number): string => `${Math.round((mrad * 180) / (Math.PI * 1000))}°`;
  return (
    <>
      <Head icon="camera" look="camera" title={camera.name === undefined ? camera.id : t(camera.name)} subtitle={camera.id} />
      <div className="sec">
        <GoThere picked={{ kind: "asset", id: camera.id }} />
      </div>
      <div className="sec row gap8">
        {use === undefined ? (
          <span className="muted">{t("inspector.camera.idle")}</span>
        ) : (
          <>
            <Outcome outcome={use.sees ? "done" : "failed"} />
            <span>
              {step !== undefined && `${t(step)}: `}
              {t(use.sees ? "inspector.camera.sees" : "inspector.camera.blind")}
            </span>
          </>
        )}
      </div>
      <Pairs
        rows={[
          [t("inspector.camera.class"), t(camera.class === "traffic" ? "inspector.camera.traffic" : "inspector.camera.crime")],
          ...(rangeMm === undefined ? [] : [[t("inspector.camera.range"), `${Math.round(rangeMm / 1000)} m`] as const]),
          ...(fovMrad === undefined ? [] : [[t("inspector.camera.field"), degrees(fovMrad)] as const]),
          ...(headingMrad === undefined ? [] : [[t("inspector.camera.turns"), t(steerable === 1 ? "app.yes" : "app.no")] as const]),
        ]}
      />
      <CameraLooks camera={camera.id} />
    </>
  );
};

const TEAMS = ["trauma", "burn", "cardiac", "stroke"] as const;
const OUTCOMES = { asked: "running", accepted: "done", refused: "refused" } as const;

const Answers = ({ answers }: Pick<HospitalState, "answers">) => {
  const t = useText();
  return answers.map(({ patient, state, reason }) => (
    <div key={patient} className={`step is-${OUTCOMES[state]}`}>
      <Outcome outcome={OUTCOMES[state]} />
      <span className="clip">{t("inspector.patient", { number: patient + 1 })}</span>
      <span className="when">{t(reason === undefined ? `hospital.${state}` : `hospital.${reason}`)}</span>
    </div>
  ));
};

export const HospitalDetails = ({ hospital }: { readonly hospital: Asset }) => {
  const t = useText();
  const state = useApp((app) => app.summaries[inspectedRun(app)]?.hospitals.find((one) => one.hospital === hospital.id));
  const free = state?.freeBeds ?? hospital.attributes["freeBeds"];
  return (
    <>
      <Head icon="hospital" look="hospital" title={hospital.name === undefined ? hospital.id : t(hospital.name)} subtitle={hospital.id} />
      <div className="sec">
        <GoThere picked={{ kind: "asset", id: hospital.id }} />
      </div>
      <div className="sec">
        <span className="muted cap">{t("inspector.hospital.free")}</span>
        <span className="big num" style={{ display: "block" }}>
          {free ?? "–"}
        </span>
        {state !== undefined && state.delivered > 0 && (
          <span className="faint cap">{t("hospital.delivered", { count: state.delivered })}</span>
        )}
      </div>
      <BedCourse hospital={hospital.id} />
      {state !== undefined && state.answers.length > 0 && (
        <div className="sec detail">
          <h3>{t("inspector.hospital.answers")}</h3>
          <Answers answers={state.answers} />
        </div>
      )}
      <Pairs
        rows={TEAMS.map((team) => [
          t(`inspector.hospital.${team}`),
          (hospital.attributes[team] ?? 0) > 0 ? t("inspector.hospital.teams", { count: hospital.attributes[team] ?? 0 }) : t("app.no"),
        ])}
      />
      <LogOf isAbout={(item) => item.hospital === hospital.id} />
    </>
  );
};
