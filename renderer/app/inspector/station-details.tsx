/** A fire station: which of its units are in, and how many were over the run. */
import { useMemo } from "react";
import type { Asset } from "../../../sim-core/model/city.ts";
import { inspectedRun } from "../compare/inspected.ts";
import { Icon } from "../icons/icon.tsx";
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { StationCourse } from "./courses.tsx";
import { GoThere, Head } from "./head.tsx";
import { selectHere } from "./select-here.ts";

export const StationDetails = ({ station }: { readonly station: Asset }) => {
  const t = useText();
  const stations = useApp((state) => state.project?.unitStations);
  const fleets = useApp((state) => state.project?.unitFleets);
  const views = useApp((state) => state.summaries[inspectedRun(state)]?.units);
  const units = useMemo(() => (stations ?? []).flatMap((id, unit) => (id === station.id ? [unit] : [])), [stations, station.id]);
  const own = (views ?? []).filter(({ unit }) => units.includes(unit));
  return (
    <>
      <Head
        icon="flame"
        look="station"
        title={station.name === undefined ? station.id : t(station.name)}
        {...(station.name === undefined ? {} : { subtitle: station.id })}
      />
      <div className="sec">
        <GoThere picked={{ kind: "asset", id: station.id }} />
      </div>
      <StationCourse units={units} />
      <div className="sec detail">
        <h3>
          {t("station.units")}
          <span className="cnt end num">
            {own.filter(({ state }) => state === "at-station").length} / {units.length}
          </span>
        </h3>
        {own.map(({ unit, name, state }) => (
          <button key={unit} type="button" className="step" onClick={() => selectHere({ kind: "unit", id: unit })}>
            <Icon name={fleets?.[unit] === "ambulance" ? "ambulance" : "truck"} size={14} />
            <span className="clip">{t(name)}</span>
            <span className="when">{t(`unit.${state}`)}</span>
          </button>
        ))}
      </div>
    </>
  );
};
