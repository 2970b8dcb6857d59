/** What lies over the city at a moment: routes, incidents, the ghost of today, pins. A pure function of the run's summary. */
import type { RunSummary, UnitPosition } from "../../../sim-core/contract/sim-service.ts";
import { incidentName } from "../../../sim-core/model/incident-name.ts";
import type { Text } from "../../../sim-core/model/units.ts";
import type { CityOverlay, Ghost, LayerName, Pin } from "../../view/city-view-types.ts";
import type { Project } from "../store/app-store.ts";
import { armLook } from "../store/arms.ts";
import { minutesSeconds } from "../text/format.ts";
import { MESSAGES, sameInBoth } from "../text/messages.ts";
import { incidentsOf } from "../timeline/timeline-model.ts";
import { chainOverlay } from "./chain-overlay.ts";

type Unit = RunSummary["units"][number];

const OUT: ReadonlySet<UnitPosition["state"]> = new Set(["driving", "walking", "transporting"]);
const isOut = ({ state }: { readonly state: UnitPosition["state"] }): boolean => OUT.has(state);

const sinceCallText = (ms: number): Text => {
  const time = `+${minutesSeconds(ms)}`;
  return {
    ko: `${MESSAGES["transport.sinceCall"].ko} ${time}`,
    en: `${time} ${MESSAGES["transport.sinceCall"].en}`,
  };
};

/** Since the call, or what holds it up. */
const unitFigure = (unit: Unit, isStopped: boolean, callMs: number | undefined, atMs: number): Text => {
  if (isStopped) return MESSAGES["unit.stopped"];
  return unit.state === "driving" && callMs !== undefined ? sinceCallText(atMs - callMs) : MESSAGES[`unit.${unit.state}`];
};

const unitPin = (project: Project, summary: RunSummary, unit: Unit, callMs: number | undefined): Pin => {
  const isStopped = summary.cars.some(({ stops }) => stops.includes(unit.unit));
  return {
    anchor: { kind: "unit", number: unit.unit },
    title: unit.name,
    figure: unitFigure(unit, isStopped, callMs, summary.atMs),
    ...(project.unitFleets[unit.unit] === "ambulance" ? { glyph: "ambulance", priority: 46 } : {}),
  };
};

export const overlayOf = (
  project: Project,
  summary: RunSummary,
  arm: string,
  ghosts: readonly UnitPosition[],
  layers: Readonly<Record<LayerName, boolean>>,
): CityOverlay => {
  const incidents = incidentsOf(summary.timeline).filter(
    ({ callMs, endMs }) => callMs <= summary.atMs && (endMs === undefined || summary.atMs < endMs),
  );
  const callOf = new Map(incidents.map(({ incident, callMs }) => [incident, callMs]));
  const out = summary.units.filter((unit) => unit.state !== "at-station");
  const drivingGhosts: Ghost[] = ghosts.filter(isOut).map(({ unit, xM, yM, headingRad }) => ({ unit, xM, yM, headingRad }));
  const chain = chainOverlay(project, summary);
  const look = armLook(project, arm) === "today" ? "today" : "plan";
  return {
    unitRoutes: out
      .filter((unit) => unit.driving && unit.route.length > 0)
      .map(({ unit, route, goalLink, goalOffsetMm, incident }) => ({ unit, arm: look, route, goalLink, goalOffsetMm, incident })),
    incidents: incidents.flatMap(({ incident, item }) =>
      item.link === undefined
        ? []
        : [
            {
              incident,
              link: item.link,
              offsetMm: item.offsetMm ?? 0,
              title: incidentName(incident, item.incidentKind),
              isFire: item.incidentKind !== "medical",
            },
          ],
    ),
    ghosts: drivingGhosts,
    pins: [
      ...chain.pins,
      ...out.filter(isOut).map((unit) => unitPin(project, summary, unit, callOf.get(unit.incident))),
      ...incidents.map(
        ({ incident, callMs, item }): Pin => ({
          anchor: { kind: "incident", number: incident },
          title: incidentName(incident, item.incidentKind),
          ...(item.incidentKind === "medical" ? { glyph: "medical" } : {}),
          figure: sameInBoth(`+${minutesSeconds(summary.atMs - callMs)}`),
        }),
      ),
      ...drivingGhosts.map(({ unit }): Pin => ({ anchor: { kind: "ghost", number: unit }, title: MESSAGES["unit.ghost"] })),
    ],
    cars: chain.cars,
    goneCars: chain.goneCars,
    cameras: chain.cameras,
    hoses: chain.hoses,
    layers,
  };
};
