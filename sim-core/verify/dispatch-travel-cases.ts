/** Known answers of ways: distances in a square, a disc and to the nearest of many stations; signals on the way; shortest paths. */
import type { EngineModule } from "../engine/engine.ts";
import { naturalLog } from "../experiment/statistics/elementary.ts";
import { buildTurnGraph, Search } from "../run/shortest-paths.ts";
import { type Candidate, chooseUnit } from "../scenario/fleet.ts";
import { type Dice, meanRow, probabilityRow, replicate } from "./plain-replications.ts";
import { meanInterval, poissonTimesMs } from "./random-arrivals.ts";
import { runTiny, type TinyTrip, tinyCity, tinyDemand } from "./tiny-road.ts";
import { eachDelay } from "./traffic-queue-cases.ts";
import { POINTS, routeOf, signalledRoads } from "./traffic-signal-cases.ts";
import { contains, type VerifyCase, type VerifyRow, within } from "./verify-case.ts";

type Point = readonly [x: number, y: number];
const apart = ([ax, ay]: Point, [bx, by]: Point): number => Math.sqrt((ax - bx) ** 2 + (ay - by) ** 2);
const alongStreets = ([ax, ay]: Point, [bx, by]: Point): number => Math.abs(ax - bx) + Math.abs(ay - by);

const ROOT_2 = Math.sqrt(2);

const formulas: VerifyCase = {
  id: "dispatch.distance-formula",
  source:
    "Larson and Odoni 1981, Urban Operations Research, 3: mean distances in a unit square and a unit disc, and to the nearest of Poisson stations",
  run: () => {
    const row = (name: string, expected: number, got: number): VerifyRow =>
      within(`dispatch.distance-formula.${name}`, expected, got, 1e-9);
    const log = naturalLog(1 + ROOT_2);
    return [
      row("square-two-points", 0.5214054331647207, (2 + ROOT_2 + 5 * log) / 15),
      row("square-to-centre", 0.38259785823210635, (ROOT_2 + log) / 6),
      row("disc-two-points", 0.9054147873672269, 128 / (45 * Math.PI)),
      row("nearest-along-streets", 0.6266570686577501, Math.sqrt(2 * Math.PI) / 4),
    ];
  },
};

const inSquare = (dice: Dice, k: number): Point => [dice.uniform("a", 2 * k), dice.uniform("a", 2 * k + 1)];
/** The first point of a square that lies in the disc of radius 1 (rejection: pi/4 of them do). */
const inDisc = (dice: Dice, stream: string, k: number): Point => {
  for (let again = 64 * k; ; again += 2) {
    const point: Point = [2 * dice.uniform(stream, again) - 1, 2 * dice.uniform(stream, again + 1) - 1];
    if (apart(point, [0, 0]) <= 1) return point;
  }
};

const DISTANCES: readonly {
  readonly name: string;
  readonly expected: number;
  readonly draws: number;
  readonly measure: (dice: Dice, k: number) => number;
}[] = [
  {
    name: "square-two-points",
    expected: 0.521405,
    draws: 60_000,
    measure: (dice, k) => apart(inSquare(dice, 2 * k), inSquare(dice, 2 * k + 1)),
  },
  {
    name: "square-two-points-along-streets",
    expected: 0.666667,
    draws: 100_000,
    measure: (dice, k) => alongStreets(inSquare(dice, 2 * k), inSquare(dice, 2 * k + 1)),
  },
  { name: "square-to-centre", expected: 0.382598, draws: 50_000, measure: (dice, k) => apart(inSquare(dice, k), [0.5, 0.5]) },
  { name: "disc-to-centre", expected: 0.666667, draws: 50_000, measure: (dice, k) => apart(inDisc(dice, "a", k), [0, 0]) },
  { name: "disc-two-points", expected: 0.905415, draws: 150_000, measure: (dice, k) => apart(inDisc(dice, "a", k), inDisc(dice, "b", k)) },
  { name: "nearest-of-poisson-stations", expected: 0.5, draws: 45_000, measure: (dice, k) => toNearest(dice, k, apart) },
  {
    name: "nearest-of-poisson-stations-along-streets",
    expected: 0.626657,
    draws: 70_000,
    measure: (dice, k) => toNearest(dice, k, alongStreets),
  },
];

/** A field of 5 x 5 about the place, with one station per unit of area: P(none nearer than its edge) < 4e-6. */
const HALF_FIELD = 2.5;
const MS_PER_UNIT = 1e9;
const toNearest = (dice: Dice, k: number, distance: (a: Point, b: Point) => number): number => {
  const count = dice.draw("n", dice.entity, k, "poisson", 4 * HALF_FIELD * HALF_FIELD, 0);
  const candidates = Array.from({ length: count }, (_, unit): Candidate => {
    const at = 512 * k + 2 * unit;
    const station: Point = [HALF_FIELD * (2 * dice.uniform("s", at) - 1), HALF_FIELD * (2 * dice.uniform("s", at + 1) - 1)];
    return { unit, station: unit, isFree: true, ms: Math.round(MS_PER_UNIT * distance(station, [0, 0])) };
  });
  const chosen = chooseUnit(candidates, { kind: "live-travel-time" });
  return (candidates.find(({ unit }) => unit === chosen)?.ms ?? Number.NaN) / MS_PER_UNIT;
};

const distances: VerifyCase = {
  id: "dispatch.distance",
  source: "Larson and Odoni 1981, Urban Operations Research, 3.3 and 3.7; the nearest station by the product's own choice",
  run: ({ engine, long }) =>
    DISTANCES.map(({ name, expected, draws, measure }) => {
      const id = `dispatch.distance.${name}`;
      const count = long ? draws : Math.ceil(draws / 25);
      const means = replicate(engine, id, (dice) => {
        let sum = 0;
        for (let k = 0; k < count; k++) sum += measure(dice, k);
        return sum / count;
      });
      const { mean, halfWidth } = meanInterval(means);
      return contains(id, expected, mean, halfWidth, long ? 0.001 : 0.005);
    }),
};

const ROADS = 20;
const SIGNALS = 8;
const CYCLE_MS = 120_000;

/** Delays in s of vehicles that meet one signal each at a random time, by road. */
const delaysByRoad = (module: EngineModule, stream: string, perRoad: number): readonly Float64Array[] => {
  // Gaps of a mean of eight cycles leave a phase that is uniform to 1e-4; one vehicle sets out in every cycle.
  const trips = poissonTimesMs(module, stream, 1_000_000, ROADS * perRoad).map(
    (time, k): TinyTrip => ({ departMs: (k % perRoad) * CYCLE_MS + (time % CYCLE_MS), route: routeOf(Math.floor(k / perRoad)) }),
  );
  const city = signalledRoads(CYCLE_MS, CYCLE_MS / 2, { lengthMm: 200_000 });
  const delays = Array.from({ length: ROADS }, () => new Float64Array(perRoad));
  eachDelay(runTiny(module, city, tinyDemand(trips), POINTS).engine, (trip, delayMs) => {
    const road = delays[Math.floor(trip / perRoad)];
    if (road !== undefined) road[trip % perRoad] = delayMs / 1000;
  });
  return delays;
};

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: Float64Array): number => {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

const signals: VerifyCase = {
  id: "dispatch.signals-on-the-way",
  source: "Exact: r = 60 s of C = 120 s met at random, no queue: stop r/C, mean r^2/2C, variance r^3/3C - mean^2; eight of them add up",
  run: ({ engine: module, long }) => {
    const id = "dispatch.signals-on-the-way";
    // Departures reach 12 days (2^30 ms) at most: six runs of 11 days at a release.
    const parts = long ? [0, 1, 2, 3, 4, 5] : [0];
    const perRoad = SIGNALS * (long ? 1000 : 250);
    const found = parts.map((part) => delaysByRoad(module, `${id}.${part}`, perRoad));
    const delays = Array.from({ length: ROADS }, (_, road) => Float64Array.from(found.flatMap((part) => [...(part[road] ?? [])])));
    const routes = delays.map((road) =>
      Float64Array.from(
        { length: road.length / SIGNALS },
        (_, route) => SIGNALS * mean(road.subarray(route * SIGNALS, (route + 1) * SIGNALS)),
      ),
    );
    return [
      probabilityRow(
        `${id}.stop`,
        0.5,
        delays.map((road) => road.filter((delayS) => delayS > 0).length / road.length),
        { long },
      ),
      meanRow(`${id}.mean-s`, 15, delays.map(mean), { long }),
      meanRow(`${id}.variance-s2`, 375, delays.map(variance), { long }),
      meanRow(`${id}.eight-mean-s`, 120, routes.map(mean), { long }),
      meanRow(
        `${id}.eight-sd-s`,
        54.7723,
        routes.map((road) => Math.sqrt(variance(road))),
        { long },
      ),
    ];
  },
};

/** Both ways; days x 1e9, so that sums are exact. */
const ARCS: readonly (readonly [a: number, b: number, nanoDays: number])[] = [
  [1, 2, 6_539_477],
  [1, 4, 6_347_632],
  [2, 3, 6_744_157],
  [2, 5, 6_261_425],
  [3, 6, 6_495_457],
  [4, 5, 6_210_787],
  [5, 6, 6_500_303],
];

const sixNodes: VerifyCase = {
  id: "dispatch.six-node-net",
  source:
    "Exact: Floyd 1962, Warshall 1962 on seven arcs, by hand: d(1,6) = 1-4-5-6, d(3,4) = 3-6-5-4, d(1,5) = 1-4-5, d(3,5) = 3-6-5 or 3-2-5",
  run: () => {
    const ways = ARCS.flatMap(([a, b, cost]) => [
      { from: a, to: b, cost },
      { from: b, to: a, cost },
    ]);
    // A search begins on a road that is not paid for: one into every node.
    const doors = [1, 2, 3, 4, 5, 6].map((node) => ({ from: 0, to: node, cost: 0 }));
    const roads = [...ways, ...doors].map((road, index) => ({ ...road, id: `r${String(index).padStart(2, "0")}` }));
    const city = tinyCity({
      links: roads.map(({ id }) => ({ id, lengthMm: 1000 })),
      movements: roads.flatMap((into) => roads.filter((out) => out.from === into.to).map((out) => ({ from: into.id, to: out.id }))),
    });
    const search = new Search(buildTurnGraph(city, new Map(roads.map(({ id }, index) => [id, index]))));
    const costs = Int32Array.from(roads, ({ cost }) => cost);
    const days = (from: number, to: number): number => {
      search.run(ways.length + from - 1, false, costs, new Int32Array(city.movements.length));
      const arrivals = roads.flatMap((road, index) => (road.to === to && index < ways.length ? [search.costMs[index] ?? Number.NaN] : []));
      return Math.min(...arrivals) / 1e9;
    };
    return [
      within("dispatch.six-node-net.1-to-6", 0.019058722, days(1, 6), 1e-9),
      within("dispatch.six-node-net.3-to-4", 0.019206547, days(3, 4), 1e-9),
      within("dispatch.six-node-net.1-to-5", 0.012558419, days(1, 5), 1e-9),
      within("dispatch.six-node-net.3-to-5", 0.01299576, days(3, 5), 1e-9),
    ];
  },
};

export const TRAVEL_CASES: readonly VerifyCase[] = [formulas, distances, signals, sixNodes];
