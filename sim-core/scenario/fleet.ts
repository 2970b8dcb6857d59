/**
 * Which unit goes: choices over plain numbers, with no state and no chance. Units and stations are numbered by their position in the
 * city. Where two units serve equally well, the one with the lower number goes; in what order they are listed changes nothing.
 */

export type Candidate = {
  readonly unit: number;
  readonly station: number;
  readonly isFree: boolean;
  /** Time to the place by the clock of the policy (live or free flow); -1 = no way there. */
  readonly ms: number;
};

export type DispatchPolicy =
  /** The nearest free unit, by live times or by times on empty roads: `ms` of the candidates is one or the other. */
  | { readonly kind: "live-travel-time" | "free-flow" }
  /** Stations in the order of the city, whatever the distance. */
  | { readonly kind: "station-order" }
  /**
   * The run card of the place: its stations in fixed order. One's own station goes first, even while a unit of another one is nearer;
   * a station that is not on the card comes after all that are.
   */
  | { readonly kind: "first-due"; readonly runCard: readonly number[] };

/**
 * The free unit to send; "wait" = every unit that could get there is busy; "unreachable" = none of these candidates can get there.
 * Ranks by the policy, then by time, then by unit number.
 */
export const chooseUnit = (candidates: readonly Candidate[], policy: DispatchPolicy): number | "wait" | "unreachable" => {
  let best: Candidate | undefined;
  let bestRank = 0;
  let canReach = false;
  for (const candidate of candidates) {
    if (candidate.ms < 0) continue;
    canReach = true;
    if (!candidate.isFree) continue;
    const rank = rankOf(candidate, policy);
    if (best !== undefined && !isBetter(candidate, rank, best, bestRank)) continue;
    best = candidate;
    bestRank = rank;
  }
  if (best !== undefined) return best.unit;
  return canReach ? "wait" : "unreachable";
};

const rankOf = ({ station }: Candidate, policy: DispatchPolicy): number => {
  switch (policy.kind) {
    case "live-travel-time":
    case "free-flow":
      return 0;
    case "station-order":
      return station;
    case "first-due": {
      const place = policy.runCard.indexOf(station);
      return place < 0 ? policy.runCard.length : place;
    }
  }
};

const isBetter = (a: Candidate, rankA: number, b: Candidate, rankB: number): boolean => {
  if (rankA !== rankB) return rankA < rankB;
  return a.ms === b.ms ? a.unit < b.unit : a.ms < b.ms;
};

/** Run card of a place: stations by their time to it on empty roads, equal times by station number; those without a way are left out. */
export const runCardOf = (stations: readonly { readonly station: number; readonly freeFlowMs: number }[]): readonly number[] =>
  stations
    .filter(({ freeFlowMs }) => freeFlowMs >= 0)
    .sort((a, b) => a.freeFlowMs - b.freeFlowMs || a.station - b.station)
    .map(({ station }) => station);

export type UnderWay = {
  readonly unit: number;
  readonly incident: number;
  /** Time that this unit still needs; -1 = it is stuck. */
  readonly remainingMs: number;
  /** Time that the unit which has just come free would need to the same place; -1 = no way there. */
  readonly freedMs: number;
};

/**
 * A unit has come free: does it go instead of one that is under way? Only where it arrives earlier by `gainS` or more (a swap costs the
 * crews something, so equal is not enough with 0 either); the largest gain wins, equal gains the lower incident, then the lower unit.
 * A stuck unit is always relieved, and before all others.
 */
export const chooseRedispatch = (underWay: readonly UnderWay[], gainS: number): UnderWay | undefined => {
  let best: UnderWay | undefined;
  for (const drive of underWay) {
    const gainMs = gainOf(drive);
    if (gainMs <= 0 || gainMs < gainS * 1000) continue;
    const bestMs = best === undefined ? -1 : gainOf(best);
    if (best === undefined || gainMs > bestMs || (gainMs === bestMs && isEarlier(drive, best))) best = drive;
  }
  return best;
};

const gainOf = ({ remainingMs, freedMs }: UnderWay): number => {
  if (freedMs < 0) return -1;
  return remainingMs < 0 ? Number.POSITIVE_INFINITY : remainingMs - freedMs;
};

const isEarlier = (a: UnderWay, b: UnderWay): boolean => (a.incident === b.incident ? a.unit < b.unit : a.incident < b.incident);

export type StationCover = {
  readonly station: number;
  /** Units that are free and stand here, or are on their way here to stand by. */
  readonly freeUnits: readonly number[];
  /** What the station has to answer for, e.g. calls per day of its area; empty stations are filled in the order of this. */
  readonly weight: number;
};

export type MoveUpPolicy = {
  /** Free units that a station keeps when it lends one; 1 or more, so that covering one hole opens no other. */
  readonly keepUnits: number;
  /** No unit drives longer than this to stand by. */
  readonly largestMs: number;
};

export type MoveUp = { readonly unit: number; readonly from: number; readonly to: number };

/**
 * Which free unit stands by at a station that has none. The empty station with the largest weight first (equal: lower number); of the
 * stations that keep enough, the nearest one lends (equal: lower number) its free unit with the lowest number. One move at a time:
 * ask again after it until the answer is undefined.
 */
export const chooseMoveUp = (
  stations: readonly StationCover[],
  msBetween: (from: number, to: number) => number,
  policy: MoveUpPolicy,
): MoveUp | undefined => {
  const empty = stations
    .filter(({ freeUnits, weight }) => freeUnits.length === 0 && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.station - b.station);
  const lenders = stations.filter(({ freeUnits }) => freeUnits.length > Math.max(1, policy.keepUnits));
  for (const { station: to } of empty) {
    const nearest = lenders
      .map(({ station: from, freeUnits }) => ({ from, unit: Math.min(...freeUnits), ms: msBetween(from, to) }))
      .filter(({ ms }) => ms >= 0 && ms <= policy.largestMs)
      .sort((a, b) => a.ms - b.ms || a.from - b.from)[0];
    if (nearest !== undefined) return { unit: nearest.unit, from: nearest.from, to };
  }
  return undefined;
};
