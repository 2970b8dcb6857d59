/** Which moments of a run the tour stops at: one fire, from the call to the verdict. Pure: chosen from what the run itself says. */
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { type Incident, incidentsOf } from "../timeline/timeline-model.ts";

export const STOPS = ["call", "dispatch", "alley", "signals", "arrival", "compare", "verdict"] as const;
export type StopName = (typeof STOPS)[number];

export type Stop = {
  readonly name: StopName;
  /** The clock goes here and plays on to `untilMs`. */
  readonly atMs: number;
  readonly untilMs: number;
  /** What is looked at; undefined = the incident itself. */
  readonly item: TimelineItem | undefined;
};

export type Tale = { readonly incident: number; readonly callMs: number; readonly arrivedMs: number; readonly stops: readonly Stop[] };

/** Simulated ms shown before a moment and after it: enough to see it come and go. */
const BEFORE_MS = 4_000;
const AFTER_MS = 12_000;

const stopAt = (name: StopName, item: TimelineItem, before = BEFORE_MS, after = AFTER_MS): Stop => ({
  name,
  atMs: Math.max(0, item.startMs - before),
  untilMs: item.startMs + after,
  item,
});

const taleOf = (items: readonly TimelineItem[], { incident, callMs, arrivedMs, item: call }: Incident): Tale | undefined => {
  if (arrivedMs === undefined) return undefined;
  const own = items.filter((item) => item.incident === incident);
  const firstDrive = own.find((item) => item.kind === "drive" && item.leg === "scene");
  const inTheWay = own.find(({ kind }) => kind === "obstruction") ?? own.find(({ kind }) => kind === "car");
  const signals = own.find(({ kind }) => kind === "preemption");
  const last = own.find((item) => item.kind === "drive" && item.leg === "scene" && item.endMs === arrivedMs);
  const arrival: Stop = { name: "arrival", atMs: Math.max(callMs, arrivedMs - AFTER_MS), untilMs: arrivedMs + BEFORE_MS, item: last };
  // In the order in which they happened: a story that jumps back is hard to follow.
  const onTheWay = [
    ...(firstDrive === undefined ? [] : [stopAt("dispatch", firstDrive)]),
    ...(inTheWay === undefined ? [] : [stopAt("alley", inTheWay)]),
    ...(signals === undefined ? [] : [stopAt("signals", signals)]),
  ].sort((a, b) => a.atMs - b.atMs);
  return {
    incident,
    callMs,
    arrivedMs,
    stops: [
      stopAt("call", call),
      ...onTheWay,
      arrival,
      { name: "compare", atMs: arrivedMs, untilMs: arrivedMs, item: last },
      { name: "verdict", atMs: arrivedMs, untilMs: arrivedMs, item: last },
    ],
  };
};

/** The fire that shows the most, the earliest of several; undefined while none has been reached. */
export const bestTale = (items: readonly TimelineItem[]): Tale | undefined => {
  const tales = incidentsOf(items).flatMap((incident) => taleOf(items, incident) ?? []);
  return tales.reduce<Tale | undefined>(
    (best, tale) => (best === undefined || tale.stops.length > best.stops.length ? tale : best),
    undefined,
  );
};

export const isWhole = ({ stops }: Tale): boolean => stops.length === STOPS.length;
