/** What is selected, in words and figures. One component per kind of thing. */
import type { Picked } from "../../view/city-view-types.ts";
import { useApp } from "../store/app-store.ts";
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

export const Inspector = () => {
  const t = useText();
  const selection = useApp((state) => state.selection);
  return (
    <aside className={`side right ${selection === undefined ? "is-empty" : ""}`} aria-label={t("inspector.title")}>
      {selection === undefined ? <div className="sec muted">{t("inspector.empty")}</div> : <Details picked={selection} />}
    </aside>
  );
};
