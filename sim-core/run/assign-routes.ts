/**
 * Routes for trips that have none: incremental assignment. The trips are dealt into equal shares; each share takes the shortest
 * paths under the delays that the shares before it cause, and a second pass lets every share think again with all others present.
 * Delays: a link's free time, and at its end the movement's delay (signals after HCM 2000 ch. 16: uniform + incremental delay;
 * without a signal by gaps in the streams that have priority). Static: one volume per hour for the whole demand.
 * Not in it: spillback, tolls, taste. Only + - x / and square roots: the same routes on every machine.
 */
import type { City } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import { buildTurnGraph, Search } from "./shortest-paths.ts";
import { type JunctionLoad, TurnDelays } from "./turn-delays.ts";

export type AssignOptions = {
  /** Equal shares of the trips (default 10). */
  readonly increments?: number;
  /** Rounds over all shares (default 2). */
  readonly passes?: number;
  /** Local time of day of simulated ms 0, for the signal plan in force (default 08:00). */
  readonly startsAtMsOfDay?: number;
  /** Hours over which the trips depart (default: from the first to the last departure, at least a quarter). */
  readonly hours?: number;
};

export type AssignReport = {
  readonly trips: number;
  readonly routed: number;
  /** Trips that had a route already and kept it. */
  readonly kept: number;
  /** Left out of the answered demand. */
  readonly unroutable: {
    readonly count: number;
    readonly reasons: Readonly<Record<"no-path" | "unknown-link", number>>;
    readonly tripIds: readonly number[];
  };
  readonly hours: number;
  /** Vehicles per hour by movement, in the order of city.movements. */
  readonly movementVolumes: Float64Array;
  /** Vehicles per hour by link, in the order of city.links. */
  readonly linkVolumes: Float64Array;
  /** Signalled junctions by signal, most loaded first. */
  readonly junctions: readonly JunctionLoad[];
  readonly meanFreeMs: number;
  readonly meanExpectedMs: number;
};

type Trip = { readonly index: number; readonly origin: number; readonly destination: number };

export const assignRoutes = (
  city: City,
  demand: Demand,
  options: AssignOptions = {},
): { readonly demand: Demand; readonly report: AssignReport } => {
  const increments = Math.max(1, options.increments ?? 10);
  const passes = Math.max(1, options.passes ?? 2);
  const linkById = new Map(city.links.map(({ id }, index): [string, number] => [id, index]));
  const movementById = new Map(city.movements.map(({ id }, index): [string, number] => [id, index]));
  const graph = buildTurnGraph(city, linkById);
  const { trips, linkIds } = demand;
  const cityLink = Int32Array.from(linkIds, (id) => linkById.get(id) ?? -1);
  const count = trips.id.length;

  const firstMs = trips.departMs.reduce((low, ms) => Math.min(low, ms), Number.MAX_SAFE_INTEGER);
  const lastMs = trips.departMs.reduce((high, ms) => Math.max(high, ms), 0);
  const hours = options.hours ?? Math.max(0.25, (lastMs - firstMs) / 3_600_000);
  const perTrip = 1 / hours;

  const delays = new TurnDelays(city, linkById, options.startsAtMsOfDay ?? 8 * 3_600_000);
  const routes: (readonly number[] | undefined)[] = new Array(count).fill(undefined);
  const reasons = { "no-path": 0, "unknown-link": 0 };
  const unroutable: number[] = [];
  const kept = new Uint8Array(count);
  const open: Trip[] = [];

  const load = (route: readonly number[], sign: 1 | -1): void => {
    for (let k = 0; k < route.length; k++) {
      const link = route[k] ?? 0;
      const next = route[k + 1];
      const movement = next === undefined ? -1 : (movementById.get(`${city.links[link]?.id}>${city.links[next]?.id}`) ?? -1);
      delays.add(link, movement, sign * perTrip);
    }
  };

  for (let i = 0; i < count; i++) {
    const [start, end] = [trips.routeStart[i] ?? 0, trips.routeStart[i + 1] ?? 0];
    const given = end > start ? trips.routeLinks.slice(start, end).map((k) => cityLink[k] ?? -1) : undefined;
    const origin = cityLink[trips.origin[i] ?? -1] ?? -1;
    const destination = cityLink[trips.destination[i] ?? -1] ?? -1;
    if (given?.every((link) => link >= 0)) {
      kept[i] = 1;
      routes[i] = given;
      load(given, 1);
    } else if (origin < 0 || destination < 0) {
      reasons["unknown-link"] += 1;
      unroutable.push(trips.id[i] ?? -1);
    } else open.push({ index: i, origin, destination });
  }

  const search = new Search(graph);
  // Neighbours in time go to different shares.
  const shares = Array.from({ length: increments }, (_, k) => open.filter((_, i) => i % increments === k));
  for (let pass = 0; pass < passes; pass++) {
    for (const share of shares) {
      if (pass > 0) for (const { index } of share) load(routes[index] ?? [], -1);
      const { linkMs, movementMs } = delays.times();
      for (const { root, backwards, trips: group } of groupByRoot(share, graph.linkCount)) {
        search.run(root, backwards, linkMs, movementMs);
        for (const { index, origin, destination } of group) {
          const leaf = backwards ? origin : destination;
          if (!search.reached(leaf)) {
            if (pass === 0) {
              reasons["no-path"] += 1;
              unroutable.push(trips.id[index] ?? -1);
            }
            continue;
          }
          routes[index] = search.path(leaf, backwards);
          for (const link of routes[index] ?? []) delays.add(link, -1, perTrip);
          search.eachMovement(leaf, (movement) => delays.add(-1, movement, perTrip));
        }
      }
    }
  }

  const { linkMs, movementMs, freeMs } = delays.times();
  let [freeSum, expectedSum, routed] = [0, 0, 0];
  for (const route of routes) {
    if (route === undefined) continue;
    routed += 1;
    for (let k = 0; k < route.length; k++) {
      const link = route[k] ?? 0;
      const next = route[k + 1];
      freeSum += freeMs[link] ?? 0;
      expectedSum += linkMs[link] ?? 0;
      if (next !== undefined) expectedSum += movementMs[movementById.get(`${city.links[link]?.id}>${city.links[next]?.id}`) ?? 0] ?? 0;
    }
  }
  return {
    demand: withRoutes(city, demand, routes),
    report: {
      trips: count,
      routed,
      kept: kept.reduce((sum, flag) => sum + flag, 0),
      unroutable: { count: unroutable.length, reasons, tripIds: unroutable },
      hours,
      movementVolumes: delays.movementVolumes,
      linkVolumes: delays.linkVolumes,
      junctions: delays.junctions(),
      meanFreeMs: Math.round(freeSum / Math.max(1, routed)),
      meanExpectedMs: Math.round(expectedSum / Math.max(1, routed)),
    },
  };
};

type Group = { readonly root: number; readonly backwards: boolean; readonly trips: Trip[] };

/** One search serves all trips with the same destination, or the same origin: each trip joins the larger of its two groups. */
const groupByRoot = (trips: readonly Trip[], linkCount: number): Group[] => {
  const to = new Int32Array(linkCount);
  const from = new Int32Array(linkCount);
  for (const { origin, destination } of trips) {
    to[destination] = (to[destination] ?? 0) + 1;
    from[origin] = (from[origin] ?? 0) + 1;
  }
  const groups = new Map<number, Group>();
  for (const trip of trips) {
    const backwards = (to[trip.destination] ?? 0) >= (from[trip.origin] ?? 0);
    const root = backwards ? trip.destination : trip.origin;
    const key = 2 * root + (backwards ? 1 : 0);
    const group = groups.get(key) ?? { root, backwards, trips: [] };
    group.trips.push(trip);
    groups.set(key, group);
  }
  return [...groups.keys()].sort((a, b) => a - b).flatMap((key) => groups.get(key) ?? []);
};

/** The demand with every routed trip's links; trips without a route are left out. The dictionary holds the links that are used, sorted. */
const withRoutes = (city: City, demand: Demand, routes: readonly (readonly number[] | undefined)[]): Demand => {
  const used = new Set<number>();
  for (const route of routes) for (const link of route ?? []) used.add(link);
  const order = [...used].sort((a, b) => a - b);
  const place = new Map(order.map((link, index): [number, number] => [link, index]));
  const keep = routes.flatMap((route, index) => (route === undefined ? [] : [{ route, index }]));
  const routeStart = [0];
  const routeLinks: number[] = [];
  for (const { route } of keep) {
    for (const link of route) routeLinks.push(place.get(link) ?? 0);
    routeStart.push(routeLinks.length);
  }
  const { trips } = demand;
  return {
    ...demand,
    linkIds: order.map((link) => city.links[link]?.id ?? ""),
    trips: {
      id: keep.map(({ index }) => trips.id[index] ?? 0),
      departMs: keep.map(({ index }) => trips.departMs[index] ?? 0),
      vehicleClass: keep.map(({ index }) => trips.vehicleClass[index] ?? "car"),
      origin: keep.map(({ route }) => place.get(route[0] ?? 0) ?? 0),
      destination: keep.map(({ route }) => place.get(route[route.length - 1] ?? 0) ?? 0),
      routeStart,
      routeLinks,
    },
  };
};
