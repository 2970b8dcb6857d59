/** A grid of two-way streets with turn costs, and the plainest search on it, for known answers about ways. */
import type { City } from "../model/city.ts";
import { chanceOf } from "../model/philox.ts";
import type { TinyLink, TinyMovement } from "./tiny-road.ts";

/** Junctions per side. */
const SIDE = 12;
/** At 10 m/s: 10 s a block. */
const BLOCK_MM = 100_000;
export const SPEED_MM_PER_S = 10_000;

/** Extra time of turns that routes count with [ms], as documented for routes: right 2 s, left 5 s, U-turn 15 s. */
const TURN_MS: Readonly<Record<NonNullable<TinyMovement["turn"]>, number>> = { through: 0, right: 2000, left: 5000, uturn: 15_000 };

export type Street = TinyLink & {
  readonly at: readonly [number, number];
  readonly to: string;
  readonly from: string;
  readonly heading: number;
};

/** Streets both ways between all neighbours; with `isUneven` their lengths differ. Headings: 0 east, 1 north, 2 west, 3 south. */
export const streetGrid = (isUneven: boolean): readonly Street[] => {
  const lengths = chanceOf("1", 0, "verify.routing.length");
  const streets: Street[] = [];
  for (let x = 0; x < SIDE; x++) {
    for (let y = 0; y < SIDE; y++) {
      for (const [heading, [dx, dy]] of [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ].entries()) {
        const [toX, toY] = [x + (dx ?? 0), y + (dy ?? 0)];
        if (toX < 0 || toY < 0 || toX >= SIDE || toY >= SIDE) continue;
        const extraMm = isUneven ? 1000 * Math.floor(60 * lengths.uniform(streets.length, 0)) : 0;
        const shapeMm = [x, y, toX, toY].map((place) => place * BLOCK_MM);
        const id = `${String(x).padStart(2, "0")}-${String(y).padStart(2, "0")}-${heading}`;
        const ends = { from: `n${x}-${y}`, to: `n${toX}-${toY}` };
        streets.push({ id, ...ends, shapeMm, lengthMm: BLOCK_MM + extraMm, speedMmPerS: SPEED_MM_PER_S, at: [x, y], heading });
      }
    }
  }
  return streets;
};

const TURNS = ["through", "left", "uturn", "right"] as const;

export const waysBetween = (streets: readonly Street[], hasTurns: boolean): readonly TinyMovement[] =>
  streets.flatMap((street) =>
    streets
      .filter((next) => next.from === street.to)
      .map((next): TinyMovement => {
        const turn = TURNS[(next.heading - street.heading + 4) % 4] ?? "through";
        return { from: street.id, to: next.id, turn: hasTurns ? turn : "through" };
      }),
  );

export type Graph = { readonly linkMs: readonly number[]; readonly out: readonly (readonly (readonly [to: number, ms: number])[])[] };

export const graphOf = (city: City, isOpen: (link: number) => boolean): Graph => {
  const position = new Map(city.links.map((link, at) => [link.id, at]));
  const out: [number, number][][] = city.links.map(() => []);
  for (const movement of city.movements) {
    const [from, to] = [position.get(movement.from) ?? 0, position.get(movement.to) ?? 0];
    if (isOpen(to)) out[from]?.push([to, TURN_MS[movement.turn]]);
  }
  return { linkMs: city.links.map((link) => (link.lengthMm * 1000) / link.speedMmPerS), out };
};

/** Cost from the start of `source` to the end of every link: no heap, no bound, no cleverness. */
export const dijkstra = ({ linkMs, out }: Graph, source: number): readonly number[] => {
  const cost = linkMs.map(() => Number.POSITIVE_INFINITY);
  const open = new Set([source]);
  cost[source] = linkMs[source] ?? 0;
  while (open.size > 0) {
    let best = -1;
    for (const at of open) if (best < 0 || (cost[at] ?? 0) < (cost[best] ?? 0)) best = at;
    open.delete(best);
    for (const [to, turnMs] of out[best] ?? []) {
      const next = (cost[best] ?? 0) + turnMs + (linkMs[to] ?? 0);
      if (next < (cost[to] ?? 0)) {
        cost[to] = next;
        open.add(to);
      }
    }
  }
  return cost;
};

export type Pair = readonly [from: number, to: number];

export const randomPairs = (links: number, count: number): readonly Pair[] => {
  const chance = chanceOf("1", 0, "verify.routing.pair");
  const pick = (pair: number, end: number): number => Math.floor(links * chance.uniform(pair, end));
  const pairs = Array.from({ length: count }, (_, pair): Pair => [pick(pair, 0), pick(pair, 1)]);
  return pairs.filter(([from, to]) => from !== to);
};
