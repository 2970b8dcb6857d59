/** Known answers of routing: ways on a grid against the closed form and against a plain edge-based Dijkstra written here. */
import { FactKind } from "../contract/facts.ts";
import type { Engine } from "../engine/engine.ts";
import { drainFacts } from "./read-facts.ts";
import { dijkstra, type Graph, graphOf, type Pair, randomPairs, SPEED_MM_PER_S, streetGrid, waysBetween } from "./street-grid.ts";
import { command, POINT_QUEUE, query, runTiny, tinyCity, tinyDemand } from "./tiny-road.ts";
import { type VerifyCase, within } from "./verify-case.ts";

const PAIRS = 10_000;

const ask = (engine: Engine, [fromLink, toLink]: Pair): { readonly links: readonly number[]; readonly ms: number } =>
  query(engine, { kind: "route", fromLink, toLink, route: "usual" }) as { links: number[]; ms: number };

const routing: VerifyCase = {
  id: "traffic.routing",
  source: "Manhattan distance on a grid; Dijkstra 1959 over edges with turn costs",
  run: ({ engine: module }) => {
    const even = streetGrid(false);
    const evenCity = tinyCity({ links: even, movements: waysBetween(even, false) });
    const plain = runTiny(module, evenCity, tinyDemand([]), POINT_QUEUE).engine;
    const pairs = randomPairs(even.length, PAIRS);
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
