/**
 * From the links that meet at a node to its movements: which turns there are, the lanes they use, which of them conflict and
 * who gives way. Pure geometry and the rules of the road; no source format. Driving on the right.
 *
 * Conflicts are found without drawing a path: every link meets the node at a place on a circle around it (where a leg points,
 * traffic that leaves lies clockwise of the leg's middle, traffic that arrives counter-clockwise). Two movements cross exactly
 * when their end places alternate on that circle; they merge when they leave by the same link.
 * Limit: one point per link, so a junction spread over several nodes is several junctions here.
 */
import type { Link, Movement, RoadClass, Turn } from "../model/city.ts";
import { byId, byText } from "../model/text-order.ts";

export type JunctionRequest = {
  readonly inLinks: readonly Link[];
  readonly outLinks: readonly Link[];
  /** Id of the signal that controls every movement of this node, if there is one. */
  readonly signal?: string;
  /** Movement ids (`${from}>${to}`) that are not permitted: turn restrictions, an unbroken centre line. */
  readonly forbidden?: ReadonlySet<string>;
  /** In-links that may turn round here. Where a road ends, turning round is always permitted. */
  readonly uTurnsFrom?: ReadonlySet<string>;
  /** In-links with two lanes for the left turn (from four lanes on). */
  readonly doubleLeftFrom?: ReadonlySet<string>;
  /** Lanes by movement id where the source states them; otherwise they are assigned here. */
  readonly lanes?: ReadonlyMap<string, readonly number[]>;
  /** Right turn on red after a stop: legal in Korea unless a sign forbids it (Enforcement Rule of the Road Traffic Act, table 2). */
  readonly turnOnRed?: boolean;
};

/** Legs are looked at this far from the node, so that a short kink at the stop line does not decide what is straight on. */
const LOOK_MM = 18_000;

type Vector = readonly [number, number];

/** Where the line is `distanceMm` after its start (or before its end), seen from that end. */
const towards = (shapeMm: readonly number[], fromEnd: boolean, distanceMm: number): Vector => {
  const count = shapeMm.length / 2;
  const at = (i: number): Vector => {
    const k = fromEnd ? count - 1 - i : i;
    return [shapeMm[2 * k] ?? 0, shapeMm[2 * k + 1] ?? 0];
  };
  const [x0, y0] = at(0);
  let left = distanceMm;
  let [x, y] = [x0, y0];
  for (let i = 1; i < count; i++) {
    const [nx, ny] = at(i);
    const length = Math.sqrt((nx - x) * (nx - x) + (ny - y) * (ny - y));
    if (length >= left && length > 0) return [x + ((nx - x) * left) / length - x0, y + ((ny - y) * left) / length - y0];
    left -= length;
    [x, y] = [nx, ny];
  }
  return [x - x0, y - y0];
};

/** Order of directions around a circle, 0 to 4 counter-clockwise from east, without trigonometry. */
const diamondAngle = ([x, y]: Vector): number => {
  const sum = (x < 0 ? -x : x) + (y < 0 ? -y : y);
  if (sum === 0) return 0;
  const share = y / sum;
  if (x < 0) return 2 - share;
  return share < 0 ? 4 + share : share;
};

/** Direction of travel on arrival at the node. */
export const arrivalDirection = (link: Link): Vector => {
  const [x, y] = towards(link.shapeMm, true, LOOK_MM);
  return [-x, -y];
};

/** Direction of travel after leaving the node. */
export const departureDirection = (link: Link): Vector => towards(link.shapeMm, false, LOOK_MM);

const cosine = (a: Vector, b: Vector): number => {
  const lengths = Math.sqrt((a[0] * a[0] + a[1] * a[1]) * (b[0] * b[0] + b[1] * b[1]));
  return lengths === 0 ? 1 : (a[0] * b[0] + a[1] * b[1]) / lengths;
};
const cross = (a: Vector, b: Vector): number => a[0] * b[1] - a[1] * b[0];

const COS_35_DEG = 0.819;
const COS_60_DEG = 0.5;
const COS_170_DEG = -0.985;

const isReverse = (a: Link, b: Link): boolean => a.from === b.to && a.to === b.from;

/** Turn of every permitted way out of `inLink`. */
const turnsFrom = (inLink: Link, outLinks: readonly Link[], onlyOneWayOn: boolean): ReadonlyMap<string, Turn> => {
  const heading = arrivalDirection(inLink);
  const ways = outLinks.map((out) => ({
    out,
    straight: cosine(heading, departureDirection(out)),
    side: cross(heading, departureDirection(out)),
  }));
  const onward = ways.filter(({ out, straight }) => !isReverse(inLink, out) && straight > COS_170_DEG);
  const straightest = Math.max(-2, ...onward.map(({ straight }) => straight));
  return new Map(
    ways.map(({ out, straight, side }): [string, Turn] => {
      if (isReverse(inLink, out) || straight <= COS_170_DEG) return [out.id, "uturn"];
      if (onlyOneWayOn || straight >= COS_35_DEG || (straight >= COS_60_DEG && straight === straightest)) return [out.id, "through"];
      return [out.id, side > 0 ? "left" : "right"];
    }),
  );
};

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/**
 * Lanes by turn for an approach. Lane 0 is the kerb lane. From three lanes on the left turn has the leftmost lane (two, if asked
 * for) to itself; with two lanes straight on and left share it; the right turn always shares the kerb lane.
 */
export const lanesByTurn = (
  laneCount: number,
  turns: ReadonlySet<Turn>,
  doubleLeft: boolean,
): Readonly<Record<Turn, readonly number[]>> => {
  const all = range(0, laneCount);
  const last = laneCount - 1;
  const hasLeft = turns.has("left") || turns.has("uturn");
  const through = turns.has("through");
  const right = turns.has("right");
  if (laneCount === 1) return { through: all, left: all, right: all, uturn: all };
  if (!through) {
    // The stem of a T: the kerb lane turns right, the rest left; two of four or more turn right.
    const rights = !right ? 0 : !hasLeft ? laneCount : laneCount >= 4 ? 2 : 1;
    return { through: all, right: range(0, right ? rights : 1), left: range(Math.min(rights, last), laneCount), uturn: [last] };
  }
  const lefts = !hasLeft ? 0 : doubleLeft && laneCount >= 4 && turns.has("left") ? 2 : 1;
  const throughLanes = hasLeft && laneCount >= 3 ? range(0, laneCount - lefts) : all;
  return { through: throughLanes, left: range(laneCount - Math.max(1, lefts), laneCount), right: [0], uturn: [last] };
};

const CLASS_RANK: Readonly<Record<RoadClass, number>> = { motorway: 5, arterial: 4, collector: 3, local: 2, alley: 1 };
const TURN_RANK: Readonly<Record<Turn, number>> = { through: 3, right: 2, left: 1, uturn: 0 };

type Way = { readonly movement: Omit<Movement, "yieldsTo" | "conflictsWith">; readonly inPlace: number; readonly outPlace: number };

/** Legs within 20 degrees of each other point the same way. */
const SAME_LEG = 0.94;
const nearestTo =
  (side: Vector) =>
  (a: Link, b: Link): number =>
    cosine(departureDirection(b), side) - cosine(departureDirection(a), side) || (a.id < b.id ? -1 : 1);

/** Places of in- and out-links around the node; see the head of this file. */
const placesAround = (inLinks: readonly Link[], outLinks: readonly Link[]): ReadonlyMap<string, number> => {
  const outs = outLinks.map((link) => ({ key: `out ${link.id}`, angle: diamondAngle(departureDirection(link)), after: 0, id: link.id }));
  const ins = inLinks.map((link) => {
    // The two directions of one road share a leg even where rounding or a short kink tells their ends apart; so do two one-way
    // carriageways side by side.
    const side = towards(link.shapeMm, true, LOOK_MM);
    const near = outLinks.filter((out) => cosine(departureDirection(out), side) > SAME_LEG);
    const isOneWay = (out: Link): boolean => !inLinks.some((other) => isReverse(other, out));
    const back =
      near.find((out) => isReverse(link, out)) ??
      (outLinks.some((out) => isReverse(link, out)) ? undefined : near.filter(isOneWay).sort(nearestTo(side))[0]);
    const angle = diamondAngle(back === undefined ? side : departureDirection(back));
    return { key: `in ${link.id}`, angle, after: 1, id: link.id };
  });
  const order = [...outs, ...ins].sort((a, b) => a.angle - b.angle || a.after - b.after || (a.id < b.id ? -1 : 1));
  return new Map(order.map(({ key }, place) => [key, place]));
};

const crosses = (a: Way, b: Way): boolean => {
  const low = Math.min(a.inPlace, a.outPlace);
  const high = Math.max(a.inPlace, a.outPlace);
  const inside = (place: number): boolean => place > low && place < high;
  return inside(b.inPlace) !== inside(b.outPlace);
};

/** Do two movements of one node need the same ground? Movements from one link part, they do not conflict. */
const conflict = (a: Way, b: Way): boolean => {
  if (a.movement.from === b.movement.from) return false;
  return a.movement.to === b.movement.to || crosses(a, b);
};

/**
 * Standing of each in-link where no signal decides: the wider class first, then more lanes, then the road that goes straight on;
 * between two equal crossing roads the one with the smallest link id (the law says "the road on the right", which four cars
 * could wait for in a circle; a fixed order cannot lock). Both directions of one road stand equal.
 */
const standings = (inLinks: readonly Link[], ways: readonly Way[]): ReadonlyMap<string, number> => {
  const own = (link: Link): number => {
    const goesOn = ways.some((way) => way.movement.from === link.id && way.movement.turn === "through") ? 1 : 0;
    return CLASS_RANK[link.roadClass] * 100 + Math.min(link.laneCount, 9) * 10 + goesOn;
  };
  const opposite = (link: Link): Link | undefined =>
    inLinks.find((other) => other !== link && cosine(arrivalDirection(link), arrivalDirection(other)) < -0.77);
  const ordered = [...inLinks].sort(byId);
  const rank = new Map<string, number>();
  let tie = 0;
  for (const link of ordered) {
    if (rank.has(link.id)) continue;
    const other = opposite(link);
    tie += 1;
    const value = (other === undefined ? own(link) : Math.max(own(link), own(other))) * 100 - tie;
    rank.set(link.id, value);
    if (other !== undefined && !rank.has(other.id)) rank.set(other.id, value);
  }
  return rank;
};

/** All movements of one node, in the order of their ids, with lanes, conflicts and right of way. */
export const buildMovements = (request: JunctionRequest): Movement[] => {
  const { inLinks, outLinks, signal } = request;
  const places = placesAround(inLinks, outLinks);
  const legs = new Set([...inLinks.map((link) => link.from), ...outLinks.map((link) => link.to)]).size;
  const ways = inLinks.flatMap((inLink): Way[] => {
    const forbidden = request.forbidden;
    const turns = turnsFrom(inLink, outLinks, legs <= 2);
    const onward = outLinks.filter((out) => turns.get(out.id) !== "uturn" && forbidden?.has(`${inLink.id}>${out.id}`) !== true);
    const roadEnds = onward.length === 0;
    const permitted = outLinks.filter((out) => {
      if (forbidden?.has(`${inLink.id}>${out.id}`) === true) return false;
      return turns.get(out.id) !== "uturn" || roadEnds || request.uTurnsFrom?.has(inLink.id) === true;
    });
    const present = new Set(permitted.flatMap((out) => turns.get(out.id) ?? []));
    const lanes = lanesByTurn(inLink.laneCount, present, request.doubleLeftFrom?.has(inLink.id) === true);
    return permitted.map((out) => {
      const id = `${inLink.id}>${out.id}`;
      const turn = turns.get(out.id) ?? "through";
      return {
        movement: {
          id,
          from: inLink.id,
          to: out.id,
          turn,
          lanes: request.lanes?.get(id) ?? lanes[turn],
          ...(signal === undefined ? {} : { signal }),
          ...(signal !== undefined && turn === "right" && request.turnOnRed !== false ? { turnOnRed: true as const } : {}),
        },
        inPlace: places.get(`in ${inLink.id}`) ?? 0,
        outPlace: places.get(`out ${out.id}`) ?? 0,
      };
    });
  });
  const rank = standings(inLinks, ways);
  const classOf = new Map(inLinks.map((link) => [link.id, CLASS_RANK[link.roadClass]]));
  const top = Math.max(0, ...classOf.values());

  const yields = (a: Way, b: Way): boolean => {
    const [turnA, turnB] = [TURN_RANK[a.movement.turn], TURN_RANK[b.movement.turn]];
    if (signal !== undefined) {
      // Under a signal only turning traffic gives way: a right turn where it merges (it also goes on red), the others to what comes
      // against them. Crossing streets never share a green.
      const merges = a.movement.to === b.movement.to;
      if (a.movement.turn === "right") return merges && b.movement.turn !== "right";
      const against = (rank.get(a.movement.from) ?? 0) === (rank.get(b.movement.from) ?? 0);
      return against && turnA < turnB && !(merges && b.movement.turn === "right");
    }
    const [rankA, rankB] = [rank.get(a.movement.from) ?? 0, rank.get(b.movement.from) ?? 0];
    if (rankA !== rankB) return rankA < rankB;
    return turnA !== turnB ? turnA < turnB : a.movement.id > b.movement.id;
  };

  return ways
    .map((way): Movement => {
      const conflicting = ways.filter((other) => conflict(way, other));
      const yieldsTo = conflicting.filter((other) => yields(way, other));
      const minor =
        signal === undefined && top >= CLASS_RANK.collector && (classOf.get(way.movement.from) ?? 0) < top && yieldsTo.length > 0;
      return {
        ...way.movement,
        yieldsTo: yieldsTo.map((other) => other.movement.id).sort(byText),
        conflictsWith: conflicting.map((other) => other.movement.id).sort(byText),
        ...(minor ? { stopFirst: true as const } : {}),
      };
    })
    .sort(byId);
};
