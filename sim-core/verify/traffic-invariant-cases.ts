/**
 * What must never happen, watched from outside: a small city under load, fire engines that preempt its signals and cross red, closures and
 * incidents. The watcher looks at what is drawn every 100 ms and at the facts, and knows the city file only; the engine's own checks run
 * beside it and would end the run.
 */
import { FactKind } from "../contract/facts.ts";
import { type FrameView, readFrame } from "../contract/frame.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "../engine/traffic-parameters.ts";
import type { City, Movement } from "../model/city.ts";
import { type Chance, chanceOf } from "../model/philox.ts";
import { drainFacts, type FactRow } from "./read-facts.ts";
import { command, query, runTiny, type TinyRun, type TinyTrip, tinyCity, tinyDemand } from "./tiny-road.ts";
import { type VerifyCase, within } from "./verify-case.ts";

const SIDE = 3;
const LOOK_MS = 100;
const TIMES = { yellowMs: 3000, allRedMs: 1000, minGreenMs: 7000, walkMs: 5000, pedClearMs: 6000 };
/** Minimum green, and walk with clearance. */
const LEAST_GREEN_MS = 11_000;

/** One-way streets: k = 0 … 2 east at row k, k = 3 … 5 north at column k - 3; four blocks each, a signal at every crossing. */
const block = (street: number, at: number): string => `${street}-${at}`;

const smallCity = (): City => {
  const links = Array.from({ length: 2 * SIDE }, (_, street) =>
    Array.from({ length: SIDE + 1 }, (_, at) => {
      const [row, column] = street < SIDE ? [street, at] : [at, street - SIDE];
      const [dx, dy] = street < SIDE ? [1, 0] : [0, 1];
      const shapeMm = [column - dx, row - dy, column, row].map((place) => place * 150_000);
      return { id: block(street, at), lengthMm: 120_000, lanes: 2, shapeMm, from: `${column - dx},${row - dy}`, to: `${column},${row}` };
    }),
  ).flat();
  const crossings = Array.from({ length: SIDE * SIDE }, (_, k) => {
    const [row, column] = [Math.floor(k / SIDE), k % SIDE];
    const [east, north] = [block(row, column), block(SIDE + column, row)];
    const [eastOn, northOn] = [block(row, column + 1), block(SIDE + column, row + 1)];
    const id = `signal ${k}`;
    const ids = [
      [`${east}>${eastOn}`, `${east}>${northOn}`],
      [`${north}>${northOn}`, `${north}>${eastOn}`],
    ] as const;
    const way = (from: string, to: string, conflictsWith: readonly string[]) => ({ from, to, signal: id, conflictsWith });
    return {
      movements: [way(east, eastOn, ids[1]), way(east, northOn, ids[1]), way(north, northOn, ids[0]), way(north, eastOn, ids[0])],
      signal: { id, offsetMs: 5000 * k, stages: ids.map((green) => ({ greenMs: 20_000, green, ...TIMES })) },
    };
  });
  return tinyCity({ links, movements: crossings.flatMap((one) => one.movements), signals: crossings.map((one) => one.signal) });
};

const randomTrips = (chance: Chance, count: number): readonly TinyTrip[] =>
  Array.from({ length: count }, (_, trip) => {
    let draw = 0;
    const below = (n: number): number => Math.floor(n * chance.uniform(trip, draw++));
    let [street, at] = [below(2 * SIDE), 0];
    const route = [block(street, 0)];
    while (at < SIDE) {
      if (below(3) === 0) [street, at] = street < SIDE ? [SIDE + at, street] : [at, street - SIDE];
      at++;
      route.push(block(street, at));
    }
    return { departMs: below(1_200_000), route };
  });

/** Faults found so far, by rule. */
type Faults = { conflicts: number; shortYellow: number; shortGreen: number; red: number; lost: number };

type Watch = {
  readonly movements: readonly Movement[];
  readonly conflicts: readonly (readonly [number, number])[];
  /** State of each movement, since when, and when its last yellow began. */
  readonly shown: number[];
  readonly since: number[];
  readonly faults: Faults;
};

const [RED, YELLOW] = [0, 1];
const isGreen = (state: number): boolean => state > YELLOW;

const watchOf = (run: TinyRun, city: City): Watch => {
  const byId = new Map(city.movements.map((movement) => [movement.id, movement]));
  const movements = run.network.frameMovements.map((at) => byId.get(run.network.movementIds[at] ?? "")).filter((one) => one !== undefined);
  const place = new Map(movements.map((movement, at) => [movement.id, at]));
  const conflicts = movements.flatMap((movement, at) =>
    movement.conflictsWith.map((other) => [at, place.get(other) ?? at] as const).filter(([a, b]) => a < b),
  );
  const faults = { conflicts: 0, shortYellow: 0, shortGreen: 0, red: 0, lost: 0 };
  return { movements, conflicts, shown: movements.map(() => -1), since: movements.map(() => 0), faults };
};

/** One look: no conflicting greens, no green that ends without its yellow, none shorter than it may be. */
const look = (watch: Watch, frame: FrameView): void => {
  const states = [...frame.movementStates].map((state) => state & 7);
  for (const [a, b] of watch.conflicts) if (isGreen(states[a] ?? 0) && isGreen(states[b] ?? 0)) watch.faults.conflicts++;
  for (const [at, state] of states.entries()) {
    const before = watch.shown[at] ?? -1;
    if (state === before) continue;
    const lastedMs = frame.atMs - (watch.since[at] ?? 0);
    const wasWatched = (watch.since[at] ?? 0) > 0;
    if (isGreen(before) && state === RED) watch.faults.shortYellow++;
    if (before === YELLOW && wasWatched && lastedMs < TIMES.yellowMs - LOOK_MS) watch.faults.shortYellow++;
    if (isGreen(before) && wasWatched && lastedMs < LEAST_GREEN_MS - LOOK_MS) watch.faults.shortGreen++;
    watch.shown[at] = state;
    watch.since[at] = frame.atMs;
  }
};

/** A vehicle that left its link since the last look did so while its movement was not red, then or now. */
const lookAtCrossings = (
  watch: Watch,
  before: readonly number[],
  trips: readonly TinyTrip[],
  linkIds: readonly string[],
  rows: readonly FactRow[],
): void => {
  const place = new Map(watch.movements.map((movement, at) => [movement.id, at]));
  for (const row of rows) {
    const route = trips[row.entity]?.route ?? [];
    const from = linkIds[row.a] ?? "";
    const to = route[route.indexOf(from) + 1];
    const at = to === undefined ? undefined : place.get(`${from}>${to}`);
    if (at !== undefined && before[at] === RED && watch.shown[at] === RED) watch.faults.red++;
  }
};

const disturb = (run: TinyRun, chance: Chance, step: number): void => {
  const { engine } = run;
  const below = (draw: number, n: number): number => Math.floor(n * chance.uniform(step, draw));
  const unit = step % 4;
  const exit = (["dwell", "shortway", "immediate"] as const)[step % 3];
  const street = below(0, 2 * SIDE);
  command(engine, { kind: "unit.halt", unit });
  command(engine, { kind: "unit.place", unit, link: run.network.linkById.get(block(street, 0)) ?? 0, offsetMm: 1000 });
  command(engine, { kind: "preempt.start", unit, aheadMm: 250_000, aheadMs: 0, holdMs: 40_000, exit, successP: 0.9, maxSignals: 2 });
  const emergency = {
    ...{ speedFactorP: 1.2, maxSpeedMmPerS: 20_000, passingSpeedMmPerS: [3000], complianceP: 0.9 },
    ...{ redCrossingSpeedMmPerS: 4000, redCrossingLossMs: 5000 },
  };
  const goal = run.network.linkById.get(block(street, SIDE)) ?? 0;
  command(engine, { kind: "unit.drive", unit, link: goal, offsetMm: 50_000, route: "live", emergency });
};

const invariants: VerifyCase = {
  id: "traffic.invariants",
  source:
    "Definition: conserved vehicles, no crossing on red, no conflicting greens, minimum green, clearance and yellow never cut, no hold left",
  run: ({ engine: module, long }) => {
    const id = "traffic.invariants";
    const total: Faults & { holds: number } = { conflicts: 0, shortYellow: 0, shortGreen: 0, red: 0, lost: 0, holds: 0 };
    const city = smallCity();
    const rounds = long ? 20 : 2;
    for (let round = 0; round < rounds; round++) {
      const chance = chanceOf("11", round, "verify.invariants");
      const trips = randomTrips(chance, 900);
      const run = runTiny(module, city, tinyDemand(trips), DEFAULT_TRAFFIC_PARAMETERS);
      const watch = watchOf(run, city);
      run.engine.setTrace(true);
      for (let unit = 0; unit < 4; unit++) command(run.engine, { kind: "unit.place", unit, link: unit, offsetMm: 1000 });
      let [asked, ended] = [0, 0];
      for (let atMs = 0; atMs <= 1_800_000; atMs += LOOK_MS) {
        while (run.engine.runUntil(atMs) === "observation") run.engine.observation();
        if (atMs % 20_000 === 0 && atMs > 0 && atMs < 1_500_000) disturb(run, chance, 10_000 + atMs / 20_000);
        const bytes = new Uint8Array(run.engine.frameSize());
        run.engine.frame(bytes);
        const before = [...watch.shown];
        look(watch, readFrame(bytes.buffer));
        const rows = drainFacts(run.engine, FactKind.VehicleCrossed, FactKind.PreemptRequested, FactKind.PreemptReleased);
        lookAtCrossings(
          watch,
          before,
          trips,
          run.network.linkIds,
          rows.filter((row) => row.kind === FactKind.VehicleCrossed),
        );
        asked += rows.filter((row) => row.kind === FactKind.PreemptRequested && row.c === 1).length;
        ended += rows.filter((row) => row.kind === FactKind.PreemptReleased).length;
        if (atMs % 60_000 !== 0) continue;
        const counts = query(run.engine, { kind: "counts" }) as Record<"waitingToEnter" | "running" | "arrived" | "removed", number>;
        const due = trips.filter((trip) => trip.departMs <= atMs).length;
        if (due !== counts.waitingToEnter + counts.running + counts.arrived + counts.removed) watch.faults.lost++;
      }
      for (let unit = 0; unit < 4; unit++) command(run.engine, { kind: "unit.halt", unit });
      ended += drainFacts(run.engine, FactKind.PreemptReleased).length;
      run.engine.free();
      total.holds += asked - ended;
      for (const rule of ["conflicts", "shortYellow", "shortGreen", "red", "lost"] as const) total[rule] += watch.faults[rule];
    }
    return [
      within(`${id}.vehicles-lost`, 0, total.lost, 0),
      within(`${id}.crossed-on-red`, 0, total.red, 0),
      within(`${id}.conflicting-greens`, 0, total.conflicts, 0),
      within(`${id}.yellow-cut`, 0, total.shortYellow, 0),
      within(`${id}.green-or-clearance-cut`, 0, total.shortGreen, 0),
      within(`${id}.holds-left`, 0, total.holds, 0),
    ];
  },
};

export const TRAFFIC_INVARIANT_CASES: readonly VerifyCase[] = [invariants];
