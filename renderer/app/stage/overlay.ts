/** What lies over the city at a moment: routes, incidents, the ghost of today, pins. A pure function of the run's summary. */
import type { RunSummary, TimelineItem, UnitPosition } from "../../../sim-core/contract/sim-service.ts";
import { incidentName } from "../../../sim-core/model/incident-name.ts";
import type { Text } from "../../../sim-core/model/units.ts";
import type { CityOverlay, Ghost, LayerName, Pin } from "../../view/city-view-types.ts";
import { itemTitle } from "../inspector/place-names.ts";
import type { Project } from "../store/app-store.ts";
import { armLook } from "../store/arms.ts";
import { minutesSeconds } from "../text/format.ts";
import { fill, MESSAGES, sameInBoth } from "../text/messages.ts";
import { incidentsOf } from "../timeline/timeline-model.ts";
import { agencyLinks, arcsOf } from "./agency-links.ts";
import { chainOverlay } from "./chain-overlay.ts";
import { differencesOf, junctionFigures } from "./junction-figures.ts";
import { pointOnLine } from "./point-on-line.ts";

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

/** More would stand on each other: junctions that give way to one truck follow close upon one another. */
const MAX_SIGNAL_PINS = 2;

/** Junctions that give way to the incident in focus at this moment, and for how long still, as far as the run has been computed. */
const signalPins = (project: Project, { timeline, atMs }: RunSummary, focus: number | undefined): readonly Pin[] =>
  timeline
    .filter(({ kind, incident, startMs, endMs }) => kind === "preemption" && incident === focus && startMs <= atMs && !isOver(endMs, atMs))
    .slice(0, MAX_SIGNAL_PINS)
    .map((item) => ({ anchor: { kind: "signal", id: item.id }, title: itemTitle(project, item), figure: givesWayText(item, atMs) }));

const isOver = (endMs: number | undefined, atMs: number): boolean => endMs !== undefined && endMs <= atMs;

const givesWayText = ({ endMs }: TimelineItem, atMs: number): Text => {
  if (endMs === undefined) return MESSAGES["signal.givesWay"];
  const seconds = Math.ceil((endMs - atMs) / 1000);
  const { ko, en } = MESSAGES["signal.givesWay.left"];
  return { ko: fill(ko, { seconds }), en: fill(en, { seconds }) };
};

/** Seconds to stand on a junction: whole ones, that is as much as a mean of some minutes says. */
const secondsText = (seconds: number): Text => ({ ko: `${Math.round(seconds)}초`, en: `${Math.round(seconds)} s` });

type Analysis = Pick<CityOverlay, "delays" | "differences" | "calls" | "arcs">;

const placeM = (project: Project, item: TimelineItem | undefined): readonly [number, number] | undefined => {
  const street = item?.link === undefined ? undefined : project.city.links[item.link];
  const place = street === undefined ? undefined : pointOnLine(street.shapeMm, item?.offsetMm ?? 0);
  return place === undefined ? undefined : [place.xM, place.yM];
};

/** What the layers of figures show. `other` = the run that this one is compared with. */
const analysisOf = (project: Project, summary: RunSummary, focus: number | undefined, other: RunSummary | undefined): Analysis => {
  const { city } = project;
  const { atMs, timeline } = summary;
  const called = timeline.filter(({ kind, startMs }) => kind === "incident" && startMs <= atMs);
  const focusM = placeM(
    project,
    called.find(({ incident }) => incident === focus),
  );
  return {
    delays: junctionFigures(city, summary).flatMap(({ signal, delayS }) =>
      delayS === undefined ? [] : [{ signal, delayS, words: secondsText(delayS) }],
    ),
    differences: differencesOf(summary, other),
    calls: called.flatMap(({ link, offsetMm = 0 }) => (link === undefined ? [] : [{ link, offsetMm }])),
    arcs: focusM === undefined ? [] : arcsOf(city, agencyLinks(project, timeline, focus, atMs), focusM),
  };
};

export type OverlayInputs = {
  readonly project: Project;
  readonly summary: RunSummary;
  readonly arm: string;
  readonly ghosts: readonly UnitPosition[];
  readonly layers: Readonly<Record<LayerName, boolean>>;
  /** The incident whose steps are shown. */
  readonly focus: number | undefined;
  /** The run it is compared with, where one is computed along. */
  readonly other: RunSummary | undefined;
};

export const overlayOf = ({ project, summary, arm, ghosts, layers, focus, other }: OverlayInputs): CityOverlay => {
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
      ...signalPins(project, summary, focus),
      ...drivingGhosts.map(({ unit }): Pin => ({ anchor: { kind: "ghost", number: unit }, title: MESSAGES["unit.ghost"] })),
    ],
    cars: chain.cars,
    goneCars: chain.goneCars,
    cameras: chain.cameras,
    hoses: chain.hoses,
    ...analysisOf(project, summary, focus, other),
    layers,
  };
};
