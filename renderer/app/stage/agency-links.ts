/** Which agency asks which while a step of the incident in focus runs, and where on the map either sits. Pure. */
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { City } from "../../../sim-core/model/city.ts";
import type { PartyRef, Scenario } from "../../../sim-core/model/scenario.ts";
import type { Text } from "../../../sim-core/model/units.ts";
import type { AgencyArc } from "../../view/city-view-types.ts";
import { MESSAGES } from "../text/messages.ts";

/** How long an ended step is still shown, simulated: at four times real time five seconds of looking. */
const STAYS_MS = 20_000;

type PlaceM = readonly [number, number];

export type AgencyLink = {
  readonly item: TimelineItem;
  /** Agencies by id; `to` undefined = the incident. */
  readonly from: string;
  readonly to: string | undefined;
  readonly outcome: AgencyArc["outcome"];
};

type Project = { readonly city: City; readonly scenario: Scenario };

/** The steps of an incident that run at a moment, or ended a little while ago. */
export const agencyLinks = (
  { city, scenario }: Project,
  timeline: readonly TimelineItem[],
  incident: number | undefined,
  atMs: number,
): readonly AgencyLink[] =>
  timeline.flatMap((item) => {
    if (item.kind !== "step" || item.incident !== incident || item.agency === "" || item.outcome === "cancelled") return [];
    const isRunning = item.startMs <= atMs && (item.endMs === undefined || atMs < item.endMs);
    const isJustOver = item.endMs !== undefined && item.endMs <= atMs && atMs < item.endMs + STAYS_MS;
    if (!isRunning && !isJustOver) return [];
    const step = scenario.steps.find(({ id }) => id === item.id);
    const agreement = scenario.agreements.find(({ id }) => id === step?.needs?.[0]);
    const to = agreement === undefined ? undefined : agencyOf(city, scenario, agreement.to);
    return [{ item, from: item.agency, to: to === item.agency ? undefined : to, outcome: isRunning ? "running" : item.outcome }];
  });

const agencyOf = (city: City, scenario: Scenario, party: PartyRef): string | undefined => {
  if ("agency" in party) return party.agency;
  const map = city.ownership.find(({ id }) => id === scenario.city.ownership) ?? city.ownership[0];
  return map?.owners[party.class].owner;
};

/** Houses that an agency of a kind has where the city does not say where it sits. */
const HOUSES: Partial<Record<City["agencies"][number]["kind"], City["assets"][number]["kind"]>> = {
  fire: "fire-station",
  hospital: "hospital",
};

/** Where an agency sits: its seat, else the one of its houses nearest to the incident; undefined = nobody knows. */
export const seatOf = (city: City, agency: string, incidentM: PlaceM): PlaceM | undefined => {
  const found = city.agencies.find(({ id }) => id === agency);
  if (found?.xyMm !== undefined) return [found.xyMm[0] / 1000, found.xyMm[1] / 1000];
  const kind = found === undefined ? undefined : HOUSES[found.kind];
  const houses = city.assets.filter((asset) => asset.kind === kind).map(({ xyMm: [x, y] }): PlaceM => [x / 1000, y / 1000]);
  const distance = ([x, y]: PlaceM): number => Math.hypot(x - incidentM[0], y - incidentM[1]);
  return houses.sort((a, b) => distance(a) - distance(b))[0];
};

/** One arc per pair of places and outcome; none where nobody knows where one of them sits, or both sit together. */
export const arcsOf = (city: City, links: readonly AgencyLink[], incidentM: PlaceM): readonly AgencyArc[] => {
  const arcs = links.flatMap(({ from, to, outcome, item }): readonly AgencyArc[] => {
    const fromM = hospitalOf(city, item) ?? seatOf(city, from, incidentM);
    const toM = to === undefined ? incidentM : seatOf(city, to, incidentM);
    if (fromM === undefined || toM === undefined || (fromM[0] === toM[0] && fromM[1] === toM[1])) return [];
    return [{ fromM, toM, outcome, words: wordsOf(city, from, outcome) }];
  });
  return arcs.filter((arc, at) => arcs.findIndex((other) => isSame(other, arc)) === at);
};

/** `강변경찰서 · 협약 없음` */
const wordsOf = (city: City, agency: string, outcome: AgencyArc["outcome"]): Text => {
  const name = city.agencies.find(({ id }) => id === agency)?.name ?? { ko: agency, en: agency };
  const said = MESSAGES[`outcome.${outcome}`];
  return { ko: `${name.ko} · ${said.ko}`, en: `${name.en} · ${said.en}` };
};

/** Of hospitals it is the one that was asked. */
const hospitalOf = (city: City, { hospital }: TimelineItem): PlaceM | undefined => {
  const place = hospital === undefined ? undefined : city.assets.find(({ id }) => id === hospital)?.xyMm;
  return place === undefined ? undefined : [place[0] / 1000, place[1] / 1000];
};

const isSame = (a: AgencyArc, b: AgencyArc): boolean =>
  a.outcome === b.outcome && a.fromM[0] === b.fromM[0] && a.fromM[1] === b.fromM[1] && a.toM[0] === b.toM[0] && a.toM[1] === b.toM[1];
