/** What is selected, in words and figures. One component per kind of thing. */
import type { Picked } from "../../view/city-view-types.ts";
import { inspectedRun } from "../compare/inspected.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { useApp } from "../store/app-store.ts";
import { armLook, armTitle } from "../store/arms.ts";
import { useText } from "../text/use-text.ts";
import { CarDetails } from "./chain-details.tsx";
import { IncidentDetails } from "./incident-details.tsx";
import { BuildingDetails, LinkDetails, SignalDetails, VehicleDetails } from "./place-details.tsx";
import { UnitDetails } from "./unit-details.tsx";

const Details = ({ picked }: { readonly picked: Picked }) => {
  switch (picked.kind) {
    case "unit":
      return <UnitDetails unit={picked.id} />;
    case "incident":
      return <IncidentDetails incident={picked.id} />;
    case "car":
      return <CarDetails car={picked.id} />;
    case "vehicle":
      return <VehicleDetails id={picked.id} />;
    case "signal":
      return <SignalDetails id={picked.id} />;
    case "link":
      return <LinkDetails id={picked.id} />;
    case "building":
      return <BuildingDetails id={picked.id} />;
    case "asset":
      return <BuildingDetails id={picked.id} />;
  }
};

/** While two runs are compared: of which of them the figures are. */
const Whose = () => {
  const t = useText();
  const project = useApp((state) => state.project);
  const run = useApp(inspectedRun);
  const isCompared = useApp((state) => state.split !== undefined);
  if (!isCompared || project === undefined) return null;
  return (
    <div className="whose row gap8 cap">
      <ArmLine look={armLook(project, run)} />
      <span className="clip">{t("inspector.whose", { run: t(armTitle(project, run)) })}</span>
    </div>
  );
};

export const Inspector = () => {
  const t = useText();
  const selection = useApp((state) => state.selection);
  return (
    <aside className={`side right ${selection === undefined ? "is-empty" : ""}`} aria-label={t("inspector.title")}>
      {selection !== undefined && <Whose />}
      {selection === undefined ? <div className="sec muted">{t("inspector.empty")}</div> : <Details picked={selection} />}
    </aside>
  );
};
