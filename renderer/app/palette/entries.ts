/** All that the palette can go to or do at a moment, in the language on show; the other language is searched too. */
import { parentOf } from "../../../sim-core/contract/run-name.ts";
import type { City } from "../../../sim-core/model/city.ts";
import { incidentName } from "../../../sim-core/model/incident-name.ts";
import type { Language, Text } from "../../../sim-core/model/units.ts";
import type { Picked } from "../../view/city-view-types.ts";
import type { IconName } from "../icons/icon.tsx";
import { itemTitle, signalName } from "../inspector/place-names.ts";
import type { Session } from "../project/session.ts";
import { bookmarksOf, goToBookmark } from "../stage/bookmarks.ts";
import { type AppState, setApp } from "../store/app-store.ts";
import { armTitle, listedRuns } from "../store/arms.ts";
import { minutesSeconds, timeOfDay } from "../text/format.ts";
import { fill, MESSAGES } from "../text/messages.ts";
import { incidentsOf } from "../timeline/timeline-model.ts";
import { readTime } from "../timeline/typed-time.ts";
import { commandEntries } from "./commands.ts";

export type Entry = {
  /** The same next time, so that it can be remembered. */
  readonly id: string;
  readonly kind: "command" | "place" | "street" | "incident" | "unit" | "arm" | "moment";
  readonly title: string;
  readonly also: string;
  readonly detail?: string;
  readonly icon: IconName;
  readonly caps?: string;
  readonly run: (session: Session) => void;
};

/** From far enough to see a street's or a neighbourhood's surroundings. */
const PLACE_DISTANCE_M = 500;
const NEIGHBOURHOOD_DISTANCE_M = 1100;

const other = (language: Language): Language => (language === "ko" ? "en" : "ko");
const named = (text: Text, language: Language): Pick<Entry, "title" | "also"> => ({ title: text[language], also: text[other(language)] });

const goTo = (picked: Picked) => (session: Session) => {
  setApp({ selection: picked });
  session.view()?.flyTo(picked, PLACE_DISTANCE_M);
};

const ASSET_ICONS: Readonly<Record<string, IconName>> = {
  "fire-station": "flame",
  hospital: "hospital",
  camera: "camera",
  gauge: "waves",
};
/** Thousands of them, without names of their own. */
const UNNAMED: ReadonlySet<string> = new Set(["tree", "hydrant"]);
/** What people look for first. */
const ASSET_ORDER = ["fire-station", "hospital"];

const placesOf = (city: City, language: Language): readonly Entry[] => {
  const assets = city.assets
    .filter(({ kind, name }) => name !== undefined && !UNNAMED.has(kind))
    .map((asset) => ({ asset, order: (ASSET_ORDER.indexOf(asset.kind) + ASSET_ORDER.length + 1) % (ASSET_ORDER.length + 1) }))
    .sort((a, b) => a.order - b.order)
    .map(
      ({ asset: { id, kind, name } }): Entry => ({
        id: `asset ${id}`,
        kind: "place",
        ...named(name ?? { ko: id, en: id }, language),
        icon: ASSET_ICONS[kind] ?? "building",
        run: goTo({ kind: "asset", id }),
      }),
    );
  const neighbourhoods = (city.neighbourhoods ?? []).map(({ id, name, ringMm }): Entry => {
    const middle = (from: 0 | 1): number => {
      const values = ringMm.filter((_, at) => at % 2 === from);
      return (Math.min(...values) + Math.max(...values)) / 2000;
    };
    const place = { xM: middle(0), yM: middle(1) };
    return {
      id: `neighbourhood ${id}`,
      kind: "place",
      ...named(name, language),
      icon: "map",
      run: (session) => session.view()?.flyTo(place, NEIGHBOURHOOD_DISTANCE_M),
    };
  });
  return [...assets, ...neighbourhoods];
};

/** One entry for each name: its longest stretch stands for the street. */
const streetsOf = (city: City, language: Language): readonly Entry[] => {
  const longest = new Map<string, City["links"][number]>();
  for (const link of city.links) {
    if (link.name === undefined) continue;
    const known = longest.get(link.name.ko);
    if (known === undefined || known.lengthMm < link.lengthMm) longest.set(link.name.ko, link);
  }
  return [...longest.values()].map(({ id, name }) => ({
    id: `street ${name?.ko ?? id}`,
    kind: "street",
    ...named(name ?? { ko: id, en: id }, language),
    icon: "route",
    run: goTo({ kind: "link", id }),
  }));
};

type Open = AppState & { readonly project: NonNullable<AppState["project"]> };

const junctionsOf = ({ project, language }: Open): readonly Entry[] =>
  project.signalIds.map((id, position) => ({
    id: `signal ${id}`,
    kind: "place",
    title: signalName(project, position, language),
    also: signalName(project, position, other(language)),
    icon: "signal",
    run: goTo({ kind: "signal", id }),
  }));

const viewsOf = (state: Open): readonly Entry[] =>
  bookmarksOf(state).map(({ name }, at) => ({
    id: `view ${name}`,
    kind: "place",
    title: name,
    also: "",
    icon: "bookmark",
    ...(at < 5 ? { caps: `⇧ ${at + 1}` } : {}),
    run: (session) => goToBookmark(session, at),
  }));

const armsOf = ({ project, language, arm }: Open): readonly Entry[] =>
  listedRuns(project)
    .filter(({ run }) => run !== arm)
    .map(({ run }) => ({
      id: `arm ${run}`,
      kind: "arm",
      ...named(armTitle(project, run), language),
      icon: parentOf(run) === undefined ? "eye" : "gitBranch",
      run: (session) => session.setArm(run),
    }));

const happeningsOf = ({ project, language, summaries, arm, focus }: Open): readonly Entry[] => {
  const summary = summaries[arm];
  if (summary === undefined) return [];
  const incidents = incidentsOf(summary.timeline);
  const calls = incidents.map(
    ({ incident, callMs, item }): Entry => ({
      id: `incident ${incident}`,
      kind: "incident",
      ...named(incidentName(incident, item.incidentKind), language),
      detail: timeOfDay(project.startsAt, callMs),
      icon: "flame",
      run: (session) => session.goToIncident(incident),
    }),
  );
  const units = summary.units.map(
    ({ unit, name, state }): Entry => ({
      id: `unit ${unit}`,
      kind: "unit",
      ...named(name, language),
      detail: MESSAGES[`unit.${state}`][language],
      icon: project.unitFleets[unit] === "ambulance" ? "ambulance" : "truck",
      run: goTo({ kind: "unit", id: unit }),
    }),
  );
  const callMs = incidents.find(({ incident }) => incident === focus)?.callMs;
  const moments = summary.timeline
    .filter(({ incident, kind }) => callMs !== undefined && incident === focus && kind !== "incident" && kind !== "queue")
    .map(
      (item): Entry => ({
        id: `moment ${item.kind} ${item.id} ${item.incident} ${item.startMs}`,
        kind: "moment",
        ...named(itemTitle(project, item), language),
        detail: `+${minutesSeconds(item.startMs - (callMs ?? 0))}`,
        icon: "history",
        run: (session) => session.goToItem(item, item.startMs),
      }),
    );
  return [...calls, ...units, ...moments];
};

export const entriesOf = (state: AppState): readonly Entry[] => {
  const { project } = state;
  const commands = commandEntries(state);
  if (project === undefined) return commands;
  const open: Open = { ...state, project };
  return [
    ...commands,
    ...viewsOf(open),
    ...armsOf(open),
    ...happeningsOf(open),
    ...placesOf(project.city, state.language),
    ...junctionsOf(open),
    ...streetsOf(project.city, state.language),
  ];
};

/** A time that somebody types (8:23, 08:23:10, +4:38) is a moment of the run. Bare figures are names of things here. */
export const typedMoment = (query: string, { project, language, summaries, arm, focus }: AppState): Entry | undefined => {
  if (project === undefined || !query.includes(":")) return undefined;
  const callMs = incidentsOf(summaries[arm]?.timeline ?? []).find(({ incident }) => incident === focus)?.callMs;
  const typed = readTime(query, { startsAt: project.startsAt, durationMs: project.durationMs, callMs });
  if (!typed.ok) return undefined;
  const time = timeOfDay(project.startsAt, typed.atMs);
  return {
    id: `time ${time}`,
    kind: "moment",
    title: fill(MESSAGES["palette.goTo"][language], { time }),
    also: "",
    icon: "history",
    run: ({ player }) => player.seek(typed.atMs),
  };
};
