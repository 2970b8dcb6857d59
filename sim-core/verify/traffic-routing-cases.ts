/** Known answers of routing: ways on a grid against the closed form and against a plain edge-based Dijkstra written here. */
import { FactKind } from "../contract/facts.ts";
import type { Engine } from "../engine/engine.ts";
import type { City } from "../model/city.ts";
import { chanceOf } from "../model/philox.ts";
import { drainFacts } from "./read-facts.ts";
import { command, POINT_QUEUE, query, runTiny, type TinyLink, type TinyMovement, tinyCity, tinyDemand } from "./tiny-road.ts";
import { type VerifyCase, within } from "./verify-case.ts";

/** Junctions per side. */
const SIDE = 12;
const PAIRS = 10_000;
/** At 10 m/s: 10 s a block. */
const BLOCK_MM = 100_000;
const SPEED_MM_PER_S = 10_000;

/** Extra time of turns that routes count with [ms], as documented for routes: right 2 s, left 5 s, U-turn 15 s. */
const TURN_MS: Readonly<Record<NonNullable<TinyMovement["turn"]>, number>> = { through: 0, right: 2000, left: 5000, uturn: 15_000 };

type Street = TinyLink & { readonly at: readonly [number, number]; readonly to: string; readonly from: string; readonly heading: number };

/** Streets both ways between all neighbours; with `isUneven` their lengths differ. Headings: 0 east, 1 north, 2 west, 3 south. */
const streetGrid = (isUneven: boolean): readonly Street[] => {
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

const waysBetween = (streets: readonly Street[], hasTurns: boolean): readonly TinyMovement[] =>
  streets.flatMap((street) =>
    streets
      .filter((next) => next.from === street.to)
      .map((next): TinyMovement => {
        const turn = TURNS[(next.heading - street.heading + 4) % 4] ?? "through";
        return { from: street.id, to: next.id, turn: hasTurns ? turn : "through" };
      }),
  );

type Graph = { readonly linkMs: readonly number[]; readonly out: readonly (readonly (readonly [to: number, ms: number])[])[] };

const graphOf = (city: City, isOpen: (link: number) => boolean): Graph => {
  const position = new Map(city.links.map((link, at) => [link.id, at]));
  const out: [number, number][][] = city.links.map(() => []);
  for (const movement of city.movements) {
    const [from, to] = [position.get(movement.from) ?? 0, position.get(movement.to) ?? 0];
    if (isOpen(to)) out[from]?.push([to, TURN_MS[movement.turn]]);
  }
  return { linkMs: city.links.map((link) => (link.lengthMm * 1000) / link.speedMmPerS), out };
};

/** Cost from the start of `source` to the end of every link: no heap, no bound, no cleverness. */
const dijkstra = ({ linkMs, out }: Graph, source: number): readonly number[] => {
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

type Pair = readonly [from: number, to: number];

const randomPairs = (links: number): readonly Pair[] => {
  const chance = chanceOf("1", 0, "verify.routing.pair");
  const pick = (pair: number, end: number): number => Math.floor(links * chance.uniform(pair, end));
  const pairs = Array.from({ length: PAIRS }, (_, pair): Pair => [pick(pair, 0), pick(pair, 1)]);
  return pairs.filter(([from, to]) => from !== to);
};

const ask = (engine: Engine, [fromLink, toLink]: Pair): { readonly links: readonly number[]; readonly ms: number } =>
  query(engine, { kind: "route", fromLink, toLink, route: "usual" }) as { links: number[]; ms: number };

const routing: VerifyCase = {
  id: "traffic.routing",
  source: "Manhattan distance on a grid; Dijkstra 1959 over edges with turn costs",
  run: ({ engine: module }) => {
    const even = streetGrid(false);
    const evenCity = tinyCity({ links: even, movements: waysBetween(even, false) });
    const plain = runTiny(module, evenCity, tinyDemand([]), POINT_QUEUE).engine;
    const pairs = randomPairs(even.length);
    const wrongOnGrid = pairs.filter((pair) => {
      const [from, to] = [even[pair[0]], even[pair[1]]];
      const [x = 0, y = 0] = (from?.to ?? "").slice(1).split("-").map(Number);
      const blocks = 2 + Math.abs(x - (to?.at[0] ?? 0)) + Math.abs(y - (to?.at[1] ?? 0));
      return ask(plain, pair).ms !== blocks * 10_000;
    }).length;
    plain.free();

    const uneven = streetGrid(true);
    const city = tinyCity({ links: uneven, movements: waysBetween(uneven, true) });
    const { engine } = runTiny(module, city, tinyDemand([]), POINT_QUEUE);
    const differing = (graph: Graph): number => {
      const known = new Map<number, readonly number[]>();
      return pairs.filter((pair) => {
        const costs = known.get(pair[0]) ?? dijkstra(graph, pair[0]);
        known.set(pair[0], costs);
        const expected = costs[pair[1]] ?? Number.POSITIVE_INFINITY;
        return ask(engine, pair).ms !== (expected === Number.POSITIVE_INFINITY ? -1 : expected);
      }).length;
    };
    const wrongWithTurns = differing(graphOf(city, () => true));
    const isClosed = (link: number): boolean => link % 9 === 4;
    for (const link of uneven.keys())
      if (isClosed(link)) command(engine, { kind: "link.restrict", link, openLanes: 0, speedFactorP: 1, headwayFactorP: 1 });
    const wrongWithClosures = differing(graphOf(city, (link) => !isClosed(link)));
    const overClosed = pairs.filter((pair) => ask(engine, pair).links.slice(1).some(isClosed)).length;
    engine.free();
    return [
      within("traffic.routing.grid-pairs-off", 0, wrongOnGrid, 0),
      within("traffic.routing.turn-cost-pairs-off", 0, wrongWithTurns, 0),
      within("traffic.routing.closure-pairs-off", 0, wrongWithClosures, 0),
      within("traffic.routing.ways-over-closed-links", 0, overClosed, 0),
    ];
  },
};

/** Two vehicles, one past the link that closes and one before it. */
const pastTheClosure: VerifyCase = {
  id: "traffic.past-a-closure",
  source: "Exact: 20 s a link at 10 m/s; whoever is past the closed link is not touched by it, whoever stands before it goes round",
  run: ({ engine: module }) => {
    const links = [
      { id: "a", lengthMm: 200_000 },
      { id: "b", lengthMm: 200_000 },
      { id: "c", lengthMm: 200_000 },
      { id: "round", lengthMm: 600_000 },
    ].map((link) => ({ ...link, speedMmPerS: SPEED_MM_PER_S }));
    const movements = [
      { from: "a", to: "b" },
      { from: "b", to: "c" },
      { from: "a", to: "round" },
      { from: "round", to: "c" },
    ];
    const route = ["a", "b", "c"];
    const demand = tinyDemand([0, 15_000].map((departMs) => ({ departMs, route })));
    const { engine } = runTiny(module, tinyCity({ links, movements }), demand, POINT_QUEUE);
    engine.runUntil(30_000);
    command(engine, { kind: "link.restrict", link: 1, openLanes: 0, speedFactorP: 1, headwayFactorP: 1 });
    engine.runUntil(600_000);
    const [first, second] = drainFacts(engine, FactKind.TripEnded).map((fact) => fact.a);
    engine.free();
    return [
      within("traffic.past-a-closure.first-ms", 60_000, first ?? -1, 0),
      within("traffic.past-a-closure.second-ms", 100_000, second ?? -1, 0),
    ];
  },
};

export const TRAFFIC_ROUTING_CASES: readonly VerifyCase[] = [routing, pastTheClosure];
