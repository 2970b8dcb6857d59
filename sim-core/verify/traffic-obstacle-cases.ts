/** Known answers about cars that bar the way of wide vehicles: when they stop them, who goes round, and that nobody ever passes one. */
import { compileNetwork } from "../engine/compile-network.ts";
import type { Engine } from "../engine/engine.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "../engine/traffic-parameters.ts";
import { type Chance, chanceOf } from "../model/philox.ts";
import { randomRehearsal } from "./random-city.ts";
import { dijkstra, graphOf, randomPairs, SPEED_MM_PER_S, streetGrid, waysBetween } from "./street-grid.ts";
import { command, POINT_QUEUE, query, runTiny, tinyCity, tinyDemand } from "./tiny-road.ts";
import { type VerifyCase, within } from "./verify-case.ts";

const TRUCK_MM = 2500;
const AMBULANCE_MM = 2000;

/** At the limit, in a queue like everybody. */
const emergency = (avoidKnownObstacles: boolean) => ({
  ...{ speedFactorP: 1, maxSpeedMmPerS: 30_000, passingSpeedMmPerS: [2000], complianceP: 1 },
  ...{ redCrossingSpeedMmPerS: 0, redCrossingLossMs: 0, avoidKnownObstacles },
});

/** Runs to the next observation and answers its moment; -1 = none came. */
const observedAtMs = (engine: Engine, limitMs: number): number => {
  if (engine.runUntil(limitMs) !== "observation") return -1;
  engine.observation();
  return engine.nowMs();
};

const barred: VerifyCase = {
  id: "traffic.barred-street",
  source: "Exact: distance over speed, 10 m/s forwards and 1.4 m/s back, and what stands in between",
  run: ({ engine: module }) => {
    const ends = { from: "west", to: "east" };
    const links = [
      { id: "a", lengthMm: 200_000, ...ends },
      { id: "back", lengthMm: 200_000, shapeMm: [200_000, 0, 0, 0], from: "east", to: "west" },
      { id: "b", lengthMm: 200_000, shapeMm: [200_000, 0, 400_000, 0], from: "east" },
      { id: "c", lengthMm: 200_000, shapeMm: [0, 0, -200_000, 0], from: "west" },
    ].map((link) => ({ ...link, speedMmPerS: SPEED_MM_PER_S }));
    const movements = [
      { from: "a", to: "b" },
      { from: "back", to: "c" },
    ];
    const begin = (widthMm: number, goal: number): Engine => {
      const { engine } = runTiny(module, tinyCity({ links, movements }), tinyDemand([]), POINT_QUEUE);
      const places = [
        { link: 0, offsetMm: 130_000 },
        { link: 1, offsetMm: 60_000 },
      ];
      command(engine, { kind: "obstacle.place", obstacle: 0, places, freeWidthMm: 2400 });
      command(engine, { kind: "unit.place", unit: 0, link: 0, offsetMm: 0, widthMm });
      command(engine, { kind: "unit.drive", unit: 0, link: goal, offsetMm: 100_000, route: "usual", emergency: emergency(false) });
      return engine;
    };
    const ambulance = begin(AMBULANCE_MM, 2);
    const passedMs = observedAtMs(ambulance, 600_000);
    ambulance.free();
    const waits = begin(TRUCK_MM, 2);
    const stoppedMs = observedAtMs(waits, 600_000);
    waits.runUntil(60_000);
    command(waits, { kind: "obstacle.remove", obstacle: 0 });
    const arrivedMs = observedAtMs(waits, 600_000);
    waits.free();
    const returns = begin(TRUCK_MM, 2);
    observedAtMs(returns, 600_000);
    command(returns, { kind: "unit.drive", unit: 0, link: 3, offsetMm: 100_000, route: "usual", emergency: emergency(false) });
    const backMs = observedAtMs(returns, 600_000);
    returns.free();
    return [
      within("traffic.barred-street.ambulance-passes-ms", 30_000, passedMs, 0),
      within("traffic.barred-street.truck-stops-ms", 13_000, stoppedMs, 0),
      within("traffic.barred-street.drives-on-ms", 60_000 + 7_000 + 10_000, arrivedMs, 0),
      // 130 m at 1.4 m/s: 92.857 s
      within("traffic.barred-street.backs-out-ms", 13_000 + 92_857 + 10_000, backMs, 0),
    ];
  },
};

const BAR_MM = 50_000;
const PAIRS = 3_000;

const goingRound: VerifyCase = {
  id: "traffic.round-obstacles",
  source: "Dijkstra 1959 over edges with turn costs, where barred streets lead nowhere; without such a way, as if nothing stood there",
  run: ({ engine: module }) => {
    const streets = streetGrid(true);
    const city = tinyCity({ links: streets, movements: waysBetween(streets, true) });
    const { engine } = runTiny(module, city, tinyDemand([]), POINT_QUEUE);
    const isBarred = (link: number): boolean => link % 5 === 2;
    const barredLinks = [...streets.keys()].filter(isBarred);
    for (const [obstacle, link] of barredLinks.entries()) {
      command(engine, { kind: "obstacle.place", obstacle, places: [{ link, offsetMm: BAR_MM }], freeWidthMm: 2000 });
      command(engine, { kind: "obstacle.know", obstacle });
    }
    const open = graphOf(city, (link) => !isBarred(link));
    const all = graphOf(city, () => true);
    const [round, straight] = [new Map<number, readonly number[]>(), new Map<number, readonly number[]>()];
    const cost = (graph: typeof open, known: Map<number, readonly number[]>, from: number): readonly number[] => {
      const costs = known.get(from) ?? dijkstra(graph, from);
      known.set(from, costs);
      return costs;
    };
    /** From the start of `from` to `BAR_MM` into a barred street, or to the end of another. */
    const expectedMs = (from: number, to: number): number => {
      if (isBarred(from)) return cost(all, straight, from)[to] ?? 0;
      if (!isBarred(to)) return cost(open, round, from)[to] ?? 0;
      const before = all.out.flatMap((out, link) => out.filter(([next]) => next === to).map(([, turnMs]) => ({ link, turnMs })));
      return (
        Math.min(...before.map(({ link, turnMs }) => (cost(open, round, from)[link] ?? 0) + turnMs)) + (BAR_MM * 1000) / SPEED_MM_PER_S
      );
    };
    let [wrong, barredOnTheWay, unaware] = [0, 0, 0];
    for (const [from, to] of randomPairs(streets.length, PAIRS)) {
      command(engine, { kind: "unit.place", unit: 0, link: from, offsetMm: 0 });
      const offsetMm = isBarred(to) && !isBarred(from) ? BAR_MM : (streets[to]?.lengthMm ?? 0);
      const ask = (isAware: boolean): { readonly ms: number; readonly obstacles: readonly number[] } =>
        query(engine, { kind: "way", fromUnit: 0, link: to, offsetMm, route: "usual", emergency: emergency(isAware) }) as never;
      const { ms, obstacles } = ask(true);
      if (ms !== expectedMs(from, to)) wrong++;
      if (!isBarred(from) && obstacles.length > 0) barredOnTheWay++;
      if (ask(false).obstacles.length > 0) unaware++;
    }
    engine.free();
    return [
      within("traffic.round-obstacles.pairs-off", 0, wrong, 0),
      within("traffic.round-obstacles.barred-on-the-way", 0, barredOnTheWay, 0),
      // The case can fail only where the straight way is barred: for most pairs.
      within("traffic.round-obstacles.straight-way-is-barred", 1, unaware > PAIRS / 2 ? 1 : 0, 0),
    ];
  },
};

const UNITS = 6;
const STEPS = 120;
const STEP_MS = 10_000;
const LOOK_MS = 250;
const widthOf = (unit: number): number => (unit % 2 === 0 ? TRUCK_MM : AMBULANCE_MM);

type Car = { readonly link: number; readonly offsetMm: number; readonly freeWidthMm: number };
type Seen = { readonly link: number; readonly offsetMm: number; readonly driving: boolean; readonly blockedBy: number };

/** One order at a time to units and cars, drawn by the number of the step; what stands where is asked of the engine. Answers a car that came. */
const order = (engine: Engine, links: readonly { readonly lengthMm: number }[], chance: Chance, step: number) => {
  const below = (draw: number, n: number): number => Math.floor(n * chance.uniform(step, draw));
  const unit = below(0, UNITS);
  const link = below(1, links.length);
  const offsetMm = below(2, (links[link]?.lengthMm ?? 0) + 1);
  const { obstacles } = query(engine, { kind: "obstacles" }) as { obstacles: { present: boolean }[] };
  const kind = below(3, 10);
  if (kind < 4) command(engine, { kind: "unit.drive", unit, link, offsetMm, route: "live", emergency: emergency(kind % 2 === 0) });
  else if (kind === 4) command(engine, { kind: "unit.reroute", unit, route: "live" });
  else if (kind === 5) command(engine, { kind: "unit.halt", unit });
  else if (kind < 8) {
    const gone = obstacles.findIndex(({ present }) => !present);
    const obstacle = gone < 0 ? obstacles.length : gone;
    const freeWidthMm = below(4, 2) === 0 ? AMBULANCE_MM : 1800;
    command(engine, { kind: "obstacle.place", obstacle, places: [{ link, offsetMm }], freeWidthMm });
    return { obstacle, car: { link, offsetMm, freeWidthMm } };
  } else if (obstacles.length > 0) {
    const what = kind === 8 ? "obstacle.know" : "obstacle.remove";
    command(engine, { kind: what, obstacle: below(4, obstacles.length) });
  }
  return undefined;
};

const stateOf = (engine: Engine, unit: number): Seen => query(engine, { kind: "unit-state", unit }) as Seen;

/** A vehicle too wide for it was before the car and is behind it, on its link or on the next. */
const hasPassed = (car: Car, unit: number, before: Seen, after: Seen): boolean => {
  if (car.freeWidthMm >= widthOf(unit)) return false;
  const wasBefore = before.link === car.link && before.offsetMm <= car.offsetMm;
  const isBehind = after.link === car.link && after.offsetMm > car.offsetMm;
  return before.link === after.link ? wasBefore && isBehind : wasBefore || isBehind;
};

const neverPassed: VerifyCase = {
  id: "traffic.obstacles-hold",
  source: "Definition: nobody passes what is too narrow; saved and restored = uninterrupted, with units blocked",
  run: ({ engine: module, long }) => {
    const id = "traffic.obstacles-hold";
    let [passed, different, blockedWhenSaved, stops] = [0, 0, 0, 0];
    for (let round = 0; round < (long ? 40 : 4); round++) {
      const { city, demand } = randomRehearsal(400 + round);
      const compiled = compileNetwork(city, demand, { startsAt: "2026-03-02T08:00:00+09:00", traffic: DEFAULT_TRAFFIC_PARAMETERS });
      if (!compiled.ok) throw new Error(compiled.problems[0].message.en);
      const { bytes } = compiled.value;
      const chance = chanceOf("13", round, "verify.obstacles");
      const begin = (): Engine => module.createEngine(bytes, "1", round);
      const straight = begin();
      for (let unit = 0; unit < UNITS; unit++) {
        const link = Math.floor(city.links.length * chance.uniform(STEPS + unit, 0));
        command(straight, { kind: "unit.place", unit, link, offsetMm: 0, widthMm: widthOf(unit) });
      }
      const cars: Car[] = [];
      const snapshots: { readonly step: number; readonly bytes: Uint8Array }[] = [];
      for (let step = 0; step < STEPS; step++) {
        const units = Array.from({ length: UNITS }, (_, unit) => stateOf(straight, unit));
        if (step % 12 === 5) {
          snapshots.push({ step, bytes: straight.snapshot() });
          if (units.some(({ blockedBy }) => blockedBy >= 0)) blockedWhenSaved++;
        }
        const placed = order(straight, city.links, chance, step);
        if (placed !== undefined) cars[placed.obstacle] = placed.car;
        const { obstacles } = query(straight, { kind: "obstacles" }) as { obstacles: { present: boolean }[] };
        let before = Array.from({ length: UNITS }, (_, unit) => stateOf(straight, unit));
        for (let atMs = step * STEP_MS + LOOK_MS; atMs <= (step + 1) * STEP_MS; atMs += LOOK_MS) {
          while (straight.runUntil(atMs) === "observation") straight.observation();
          const after = Array.from({ length: UNITS }, (_, unit) => stateOf(straight, unit));
          for (const [unit, now] of after.entries()) {
            const then = before[unit] ?? now;
            if (now.blockedBy >= 0 && then.blockedBy < 0) stops++;
            passed += cars.filter((car, number) => obstacles[number]?.present === true && hasPassed(car, unit, then, now)).length;
          }
          before = after;
        }
      }
      const whole = hashesOf(straight);
      straight.free();
      for (const snapshot of snapshots) if (restoredHashes(begin(), snapshot, city.links, chance) !== whole) different++;
    }
    return [
      within(`${id}.passed`, 0, passed, 0),
      within(`${id}.different-when-restored`, 0, different, 0),
      // The case can fail only where cars do stop units, and while they do.
      within(`${id}.stops-and-saves-units-that-stand`, 1, stops > 10 && blockedWhenSaved > 5 ? 1 : 0, 0),
    ];
  },
};

const hashesOf = (engine: Engine): string => `${engine.stateHash()} ${engine.physicalHash()}`;

const restoredHashes = (
  engine: Engine,
  { step: first, bytes }: { readonly step: number; readonly bytes: Uint8Array },
  links: readonly { readonly lengthMm: number }[],
  chance: Chance,
): string => {
  engine.restore(bytes);
  for (let step = first; step < STEPS; step++) {
    order(engine, links, chance, step);
    while (engine.runUntil((step + 1) * STEP_MS) === "observation") engine.observation();
  }
  const hashes = hashesOf(engine);
  engine.free();
  return hashes;
};

export const TRAFFIC_OBSTACLE_CASES: readonly VerifyCase[] = [barred, goingRound, neverPassed];
