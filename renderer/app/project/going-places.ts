/**
 * Going places: to an incident, to a moment of the time line, to what an experiment's figure comes from. The clock goes to the moment,
 * the camera to the place, the inspector to what it is about.
 */
import type { RunName } from "../../../sim-core/contract/run-name.ts";
import type { RunSummary, TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { CityView, Picked } from "../../view/city-view-types.ts";
import type { Player } from "../playback/player.ts";
import { pointOnLine } from "../stage/point-on-line.ts";
import { appState, type Project, setApp } from "../store/app-store.ts";
import { toast } from "../store/toasts.ts";
import { MESSAGES } from "../text/messages.ts";
import { incidentsOf, neighbour } from "../timeline/timeline-model.ts";

export type GoingPlaces = {
  /** Looks at an incident: the clock goes to its call, the timeline to its window. */
  goToIncident(incident: number): void;
  /** The clock goes to a moment of what the timeline shows, the map to its place, the inspector to what it is about. */
  goToItem(item: TimelineItem, atMs: number): void;
  step(direction: 1 | -1): void;
  follow(unit: number | undefined): void;
};

/** Where to go as soon as a run has been computed that far. `incident` undefined = where a preempted signal held others up longest, or
 *  the first call where none did. */
export type Destination = { readonly arm: RunName; readonly incident: number | undefined };

/** Before the first call, in simulated ms: enough to see the truck leave. */
const LEAD_IN_MS = 5_000;

/** Camera to incident: near enough to tell houses, far enough to see the truck come. */
const INCIDENT_DISTANCE_M = 900;

/** Near enough to see one car in an alley. */
const ITEM_DISTANCE_M = 320;

const placeOfIncident = (project: Project | undefined, { link, offsetMm = 0 }: TimelineItem): { xM: number; yM: number } | undefined => {
  const shape = link === undefined ? undefined : project?.city.links[link]?.shapeMm;
  return shape === undefined ? undefined : pointOnLine(shape, offsetMm);
};

const longestPreemption = (timeline: readonly TimelineItem[]): TimelineItem | undefined =>
  timeline
    .filter(({ kind, endMs }) => kind === "preemption" && endMs !== undefined)
    .sort((a, b) => (b.endMs ?? 0) - b.startMs - ((a.endMs ?? 0) - a.startMs))[0];

/** What an item of the timeline is about. */
const subjectOf = (item: TimelineItem): Picked => {
  if (item.car !== undefined && item.kind === "car") return { kind: "car", id: item.car };
  if (item.hospital !== undefined) return { kind: "asset", id: item.hospital };
  if (item.unit !== undefined) return { kind: "unit", id: item.unit };
  return { kind: "incident", id: item.incident };
};

/** Undefined for units, which move. */
const placeOfItem = (project: Project | undefined, item: TimelineItem): { xM: number; yM: number } | undefined => {
  const { summaries, arm } = appState();
  const parked = item.car === undefined ? undefined : project?.city.parkedCars[summaries[arm]?.cars[item.car]?.parked ?? -1];
  const street = parked === undefined ? undefined : project?.city.links.find(({ id }) => id === parked.link);
  if (parked !== undefined && street !== undefined) return pointOnLine(street.shapeMm, parked.offsetMm);
  const hospital = project?.city.assets.find(({ id }) => id === item.hospital);
  if (hospital !== undefined) return { xM: hospital.xyMm[0] / 1000, yM: hospital.xyMm[1] / 1000 };
  return placeOfIncident(project, item);
};

export const makeGoingPlaces = (player: Pick<Player, "seek" | "nowMs">, view: () => CityView | undefined) => {
  /** Once, when the picture of a seek is there: units stand where they stood then. */
  let afterSeek: (() => void) | undefined;
  let lookLater: TimelineItem | undefined;
  /** Nothing of this project was seen yet. */
  let isFresh = false;
  let wanted: Destination | undefined;

  /** At once, or as soon as the city is built. */
  const lookAt = (item: TimelineItem): void => {
    const place = placeOfIncident(appState().project, item);
    lookLater = view() === undefined ? item : undefined;
    if (place !== undefined) view()?.flyTo(place, INCIDENT_DISTANCE_M);
  };

  /** Ready to play: the clock stands just before the first call, unless somebody has moved it. */
  const welcome = ({ timeline, atMs }: RunSummary): void => {
    const [first] = incidentsOf(timeline);
    if (!isFresh || first === undefined) return;
    isFresh = false;
    if (atMs !== appState().project?.warmUpMs) return;
    player.seek(Math.max(atMs, first.callMs - LEAD_IN_MS));
    setApp({ selection: { kind: "incident", id: first.incident } });
    lookAt(first.item);
  };

  const goToWanted = ({ arm, timeline, computedMs }: RunSummary): void => {
    if (wanted === undefined || wanted.arm !== arm) return;
    const { incident } = wanted;
    const isComplete = computedMs >= (appState().project?.durationMs ?? 0);
    if (incident === undefined && !isComplete) return;
    const item = incident === undefined ? longestPreemption(timeline) : undefined;
    const found = incident ?? (item === undefined ? incidentsOf(timeline)[0]?.incident : undefined);
    if (item !== undefined) places.goToItem(item, item.startMs);
    else if (found !== undefined && incidentsOf(timeline).some((one) => one.incident === found)) places.goToIncident(found);
    else if (!isComplete) return;
    else toast(MESSAGES["evidence.notThere"], "trouble");
    wanted = undefined;
  };

  const places: GoingPlaces = {
    goToIncident(incident) {
      const { summaries, arm } = appState();
      const found = incidentsOf(summaries[arm]?.timeline ?? []).find((one) => one.incident === incident);
      if (found === undefined) return;
      setApp({ focus: incident, isWholeRun: false, zoom: undefined, selection: { kind: "incident", id: incident } });
      player.seek(Math.max(0, found.callMs - LEAD_IN_MS));
      lookAt(found.item);
    },
    goToItem(item, atMs) {
      setApp({ selection: subjectOf(item) });
      const place = placeOfItem(appState().project, item);
      const { unit } = item;
      if (place !== undefined) view()?.flyTo(place, ITEM_DISTANCE_M);
      afterSeek = place === undefined && unit !== undefined ? () => view()?.flyTo({ kind: "unit", id: unit }, ITEM_DISTANCE_M) : undefined;
      player.seek(Math.max(0, atMs));
    },
    step(direction) {
      const { summaries, arm } = appState();
      const nowMs = player.nowMs() + (direction === 1 ? LEAD_IN_MS : -LEAD_IN_MS);
      const next = neighbour(incidentsOf(summaries[arm]?.timeline ?? []), nowMs, direction);
      if (next !== undefined) places.goToIncident(next.incident);
    },
    follow(unit) {
      setApp({ followed: unit });
      view()?.follow(unit);
    },
  };
  return {
    verbs: places,
    /** Another project: its first call is shown as soon as it is known. */
    startFresh() {
      isFresh = true;
      wanted = undefined;
    },
    goWhenComputed(destination: Destination) {
      isFresh = false;
      wanted = destination;
    },
    welcome,
    goToWanted,
    seekDone() {
      afterSeek?.();
      afterSeek = undefined;
    },
    viewIsThere() {
      if (lookLater !== undefined && view() !== undefined) lookAt(lookLater);
    },
  };
};
