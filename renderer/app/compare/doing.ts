/** What the first unit of an incident does at a moment, in words: where it is held up, how fast it is, how far ahead of the other run. Pure. */
import type { RunSummary, TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { Text } from "../../../sim-core/model/units.ts";
import { signalName } from "../inspector/place-names.ts";
import type { Project } from "../store/app-store.ts";
import { minutesSeconds } from "../text/format.ts";
import { fill, MESSAGES, type MessageKey } from "../text/messages.ts";
import { incidentsOf } from "../timeline/timeline-model.ts";

type Unit = RunSummary["units"][number];
type Known = Pick<RunSummary, "atMs" | "timeline" | "units">;
type Places = Pick<Project, "city" | "signalIds">;

export type Doing = {
  readonly words: Text;
  /** While it is on its way to the scene. */
  readonly drive: { readonly speedMmPerS: number | undefined; readonly toGoM: number } | undefined;
};

/** Both languages; `junction` is a signal's position in compile order. */
const said = (key: MessageKey, { junction, time }: { readonly junction?: number; readonly time?: string }, places: Places): Text => {
  const inLanguage = (language: "ko" | "en"): string =>
    fill(MESSAGES[key][language], {
      ...(junction === undefined ? {} : { junction: signalName(places, junction, language) }),
      ...(time === undefined ? {} : { time }),
    });
  return { ko: inLanguage("ko"), en: inLanguage("en") };
};

const isWayThere = ({ kind, leg }: TimelineItem): boolean => kind === "turnout" || (kind === "drive" && leg === "scene");

/**
 * The unit that golden time is counted by: of those that were ordered by `atMs` the one that arrives first as far as the run is computed, a
 * fire engine before an ambulance; undefined before the first order.
 */
export const firstUnit = ({ timeline, atMs }: Known, incident: number): number | undefined => {
  const ways = timeline.filter((item) => item.incident === incident && isWayThere(item) && item.startMs <= atMs);
  const engines = ways.filter(({ fleet }) => fleet !== "ambulance");
  const asked = engines.length > 0 ? engines : ways;
  const arrivalOf = (unit: number | undefined): number =>
    Math.min(
      ...timeline.flatMap((item) =>
        item.incident === incident && item.unit === unit && item.kind === "drive" && isWayThere(item) && item.outcome === "done"
          ? [item.endMs ?? Number.POSITIVE_INFINITY]
          : [],
      ),
      Number.POSITIVE_INFINITY,
    );
  const [first] = [...asked].sort((a, b) => {
    const [arrivesA, arrivesB] = [arrivalOf(a.unit), arrivalOf(b.unit)];
    return arrivesA === arrivesB ? a.startMs - b.startMs : arrivesA - arrivesB;
  });
  return first?.unit;
};

/** Along its own way to the goal, in metres. */
export const toGoM = ({ city }: Pick<Project, "city">, { link, offsetMm, route, goalLink, goalOffsetMm }: Unit): number => {
  const lengthOf = (at: number): number => city.links[at]?.lengthMm ?? 0;
  // A way begins with the link it is on.
  const ahead = route[0] === link ? route.slice(1) : route;
  const aheadMm = ahead.reduce((sum, at) => sum + lengthOf(at), lengthOf(link));
  return Math.max(0, aheadMm - offsetMm - (lengthOf(goalLink) - goalOffsetMm)) / 1000;
};

/** On the road: held by a car, at a line, through a junction, past a queue or on its way to the next signal. */
const onTheWay = (unit: Unit, places: Places): Text => {
  const { signal, speedMmPerS, freeMmPerS } = unit;
  const at = signal < 0 ? {} : { junction: signal };
  switch (unit.phase) {
    case "blocked":
      return MESSAGES["unit.stopped"];
    case "waiting":
      return said(signal < 0 ? "doing.line" : "doing.signal", at, places);
    case "crossing":
      return signal < 0 ? MESSAGES["doing.crossing.somewhere"] : said("doing.crossing", at, places);
    default:
      if (speedMmPerS < freeMmPerS) return said(signal < 0 ? "doing.queue.somewhere" : "doing.queue", at, places);
      return said(signal < 0 ? "doing.drive" : "doing.towards", at, places);
  }
};

export const doingOf = (places: Places, summary: Known, incident: number): Doing | undefined => {
  const { atMs } = summary;
  const call = incidentsOf(summary.timeline).find((one) => one.incident === incident);
  if (call === undefined) return undefined;
  if (atMs < call.callMs) return { words: MESSAGES["doing.before"], drive: undefined };
  const number = firstUnit(summary, incident);
  const unit = summary.units.find((one) => one.unit === number && one.incident === incident);
  if (number === undefined) return { words: MESSAGES["doing.called"], drive: undefined };
  if (unit?.state === "driving") {
    // Through a junction a unit takes its time: the engine knows no speed there.
    const speedMmPerS = unit.phase === "crossing" ? undefined : unit.speedMmPerS;
    return { words: onTheWay(unit, places), drive: { speedMmPerS, toGoM: toGoM(places, unit) } };
  }
  if (call.arrivedMs !== undefined && call.arrivedMs <= atMs) {
    return { words: said("doing.arrived", { time: minutesSeconds(call.arrivedMs - call.callMs) }, places), drive: undefined };
  }
  return { words: MESSAGES[`unit.${unit?.state ?? "at-station"}`], drive: undefined };
};

/** Nearer than this nobody is ahead [m]. */
const LEAST_LEAD_M = 20;

/** How much less of its way the one still has to go; undefined where either is not on its way, or is not ahead. In tens of metres. */
export const leadM = (own: Doing | undefined, other: Doing | undefined): number | undefined => {
  if (own?.drive === undefined || other?.drive === undefined) return undefined;
  const metres = Math.round((other.drive.toGoM - own.drive.toGoM) / 10) * 10;
  return metres >= LEAST_LEAD_M ? metres : undefined;
};
