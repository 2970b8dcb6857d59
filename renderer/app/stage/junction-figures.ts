/** Figures of junctions and of the streets before them, from a run's summary: for the map's layers and for their table. Pure. */
import { type Approach, DELAY_MINUTES, type RunSummary } from "../../../sim-core/contract/sim-service.ts";
import type { City } from "../../../sim-core/model/city.ts";
import type { LinkDifference } from "../../view/city-view-types.ts";

export type JunctionFigures = {
  readonly signal: string;
  /** The longest of its approaches. */
  readonly queueM: number;
  /** Mean of all who left over its stop lines in the last minutes; undefined = nobody did, or not computed yet. */
  readonly delayS: number | undefined;
  readonly vehicles: number;
  /** Against the other run, over the approaches that can be compared, by the vehicles of this one; undefined = none can. */
  readonly deltaS: number | undefined;
};

/** With fewer vehicles in those minutes a mean says who came, not how long they wait. */
const LEAST_VEHICLES = 5;

/** Signal at the end of each link, by position. Cities are parsed once and never change. */
const signalsOf = new WeakMap<City, readonly (string | undefined)[]>();

export const signalsByLink = (city: City): readonly (string | undefined)[] => {
  const known = signalsOf.get(city);
  if (known !== undefined) return known;
  const byLink = new Map(city.movements.flatMap(({ signal, from }) => (signal === undefined ? [] : [[from, signal] as const])));
  const found = city.links.map(({ id }) => byLink.get(id));
  signalsOf.set(city, found);
  return found;
};

type Moment = Pick<RunSummary, "atMs" | "approaches">;

/** Seconds that a vehicle waits longer than in the other run. Only where both speak of the same minutes and of enough vehicles. */
export const differencesOf = (own: Moment, other: Moment | undefined): readonly LinkDifference[] => {
  if (other === undefined || Math.floor(other.atMs / 60_000) !== Math.floor(own.atMs / 60_000)) return [];
  const others = new Map(other.approaches.map((approach) => [approach.link, approach]));
  return own.approaches.flatMap((approach) => {
    const delayS = comparable(approach);
    const otherS = comparable(others.get(approach.link));
    return delayS === undefined || otherS === undefined ? [] : [{ link: approach.link, deltaS: delayS - otherS }];
  });
};

const comparable = (approach: Approach | undefined): number | undefined =>
  approach === undefined || approach.vehicles < LEAST_VEHICLES ? undefined : (approach.delayS ?? undefined);

/** One entry per signal of the city, in its order. */
export const junctionFigures = (city: City, own: Moment, other?: Moment): readonly JunctionFigures[] => {
  const signals = signalsByLink(city);
  const deltas = new Map(differencesOf(own, other).map(({ link, deltaS }) => [link, deltaS]));
  const sums = new Map(city.signals.map(({ id }) => [id, { queueM: 0, vehicles: 0, lostS: 0, compared: 0, moreS: 0 }]));
  for (const { link, queueM, delayS, vehicles } of own.approaches) {
    const sum = sums.get(signals[link] ?? "");
    if (sum === undefined) continue;
    sum.queueM = Math.max(sum.queueM, queueM);
    sum.vehicles += vehicles;
    sum.lostS += (delayS ?? 0) * vehicles;
    const deltaS = deltas.get(link);
    if (deltaS === undefined) continue;
    sum.compared += vehicles;
    sum.moreS += deltaS * vehicles;
  }
  return [...sums].map(([signal, { queueM, vehicles, lostS, compared, moreS }]) => ({
    signal,
    queueM,
    vehicles,
    delayS: vehicles === 0 ? undefined : lostS / vehicles,
    deltaS: compared === 0 ? undefined : moreS / compared,
  }));
};

/** From when to when the delays of a moment reach, simulated ms; undefined in the first minutes of a run. */
export const delayWindowMs = (atMs: number): { readonly fromMs: number; readonly toMs: number } | undefined => {
  const toMs = Math.floor(atMs / 60_000) * 60_000;
  return toMs === 0 ? undefined : { fromMs: Math.max(0, toMs - DELAY_MINUTES * 60_000), toMs };
};
