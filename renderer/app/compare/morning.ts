/** What two runs of one morning came to, for the incident in focus and for all that were reached in both: seen once, so no evidence. Pure. */
import type { RunSummary } from "../../../sim-core/contract/sim-service.ts";
import { type Incident, incidentsOf } from "../timeline/timeline-model.ts";

type Known = Pick<RunSummary, "timeline" | "crossings">;

/** Milliseconds in the one run and in the other; undefined = not known, or not there yet. */
export type Beside = { readonly a: number | undefined; readonly b: number | undefined };

export type Morning = {
  /** From the call to the first arrival. */
  readonly arrivalMs: Beside;
  /** Of it, against free driving, at the stop lines of the way there. */
  readonly lostMs: Beside;
  /** Mean from call to arrival of all incidents that were reached in both. */
  readonly meanMs: Beside;
  readonly reachedInBoth: number;
};

const took = ({ arrivedMs, callMs }: Incident): number | undefined => (arrivedMs === undefined ? undefined : arrivedMs - callMs);

/** Of the drive whose end is the arrival. */
const lostOnTheWay = ({ timeline, crossings }: Known, incident: Incident | undefined): number | undefined => {
  const { arrivedMs } = incident ?? {};
  const drive = timeline.find(
    (item) => item.leg === "scene" && item.incident === incident?.incident && item.outcome === "done" && item.endMs === arrivedMs,
  );
  if (arrivedMs === undefined || drive === undefined) return undefined;
  return crossings
    .filter(({ unit, atMs, signal }) => unit === drive.unit && signal >= 0 && atMs >= drive.startMs && atMs <= arrivedMs)
    .reduce((sum, { lostMs }) => sum + lostMs, 0);
};

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of all that were reached: what may be said of two mornings, whose incidents are not the same. */
export const meanArrivalMs = ({ timeline }: Pick<RunSummary, "timeline">): number | undefined =>
  mean(incidentsOf(timeline).flatMap((one) => took(one) ?? []));

export const morningOf = (a: Known, b: Known, focus: number | undefined): Morning => {
  const [inA, inB] = [incidentsOf(a.timeline), incidentsOf(b.timeline)];
  const find = (all: readonly Incident[]): Incident | undefined => all.find(({ incident }) => incident === focus);
  const [focusA, focusB] = [find(inA), find(inB)];
  const pairs = inA.flatMap((one) => {
    const other = inB.find(({ incident }) => incident === one.incident);
    const [tookA, tookB] = [took(one), other === undefined ? undefined : took(other)];
    return tookA === undefined || tookB === undefined ? [] : [{ tookA, tookB }];
  });
  return {
    arrivalMs: { a: focusA && took(focusA), b: focusB && took(focusB) },
    lostMs: { a: lostOnTheWay(a, focusA), b: lostOnTheWay(b, focusB) },
    meanMs: { a: mean(pairs.map(({ tookA }) => tookA)), b: mean(pairs.map(({ tookB }) => tookB)) },
    reachedInBoth: pairs.length,
  };
};
