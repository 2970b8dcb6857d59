/** Known answers of single queues: capacity, start-up, shock waves, an incident, a random arrival stream. */
import { FactKind } from "../contract/facts.ts";
import { FRAME_VEHICLE_BYTES, readFrame } from "../contract/frame.ts";
import type { Engine } from "../engine/engine.ts";
import { DEFAULT_TRAFFIC_PARAMETERS, type TrafficParameters } from "../engine/traffic-parameters.ts";
import { linkEnds } from "../model/stop-lines.ts";
import { meanInterval, poissonTimesMs } from "./random-arrivals.ts";
import { drainFacts } from "./read-facts.ts";
import { command, POINT_QUEUE, query, runTiny, type TinyTrip, tinyCity, tinyDemand } from "./tiny-road.ts";
import { contains, same, type VerifyCase, within } from "./verify-case.ts";

/** Reaction time 1 s, jam spacing 7.5 m, 13.89 m/s: headway (l + v tau) / v = 1,540 ms, backward wave l / tau = 7.5 m/s. */
const NEWELL: TrafficParameters = { ...POINT_QUEUE, saturationHeadwayMs: 1540, jamSpacingMm: 7500, backwardWaveMmPerS: 7500 };

const evenly = (count: number, everyMs: number, route: readonly string[]): readonly TinyTrip[] =>
  Array.from({ length: count }, (_, at) => ({ departMs: at * everyMs, route }));

/** Road of one lane, then an exit that is never in the way. */
const roadAndExit = (lengthMm: number) => ({
  links: [
    { id: "road", lengthMm },
    { id: "exit", lengthMm: 1_000_000, lanes: 4 },
  ],
  movements: [{ from: "road", to: "exit" }],
});
const ALONG = ["road", "exit"] as const;

/** Moments at which vehicles left link 0, with the delay each had on it. */
const leavings = (engine: Engine): readonly { readonly atMs: number; readonly delayMs: number }[] =>
  drainFacts(engine, FactKind.VehicleCrossed)
    .filter((fact) => fact.a === 0)
    .map((fact) => ({ atMs: fact.atMs, delayMs: fact.c }));

const fundamentalDiagram: VerifyCase = {
  id: "traffic.fundamental-diagram",
  source: "Triangular diagram q = v / (l + v tau) (Newell 1993): 13.89 m/s, l 7.5 m, tau 1 s",
  run: ({ engine: module }) => {
    const id = "traffic.fundamental-diagram";
    const city = tinyCity(roadAndExit(20_000_000));
    // Capacity: twice as many arrive as can leave; the last hour of two.
    const over = runTiny(module, city, tinyDemand(evenly(9000, 800, ALONG)), NEWELL);
    over.engine.setTrace(true);
    over.engine.runUntil(9_000_000);
    const left = leavings(over.engine);
    const first = left.findIndex((one) => one.atMs >= 3_600_000);
    const last = left.findIndex((one) => one.atMs >= 7_200_000);
    const [start, end] = [left[first]?.atMs ?? 0, left[last]?.atMs ?? 0];
    const hash = over.engine.physicalHash();
    over.engine.free();
    // The same, drawn every 100 ms for a while: drawing and cutting time change nothing.
    const drawn = runTiny(module, city, tinyDemand(evenly(9000, 800, ALONG)), NEWELL);
    for (let atMs = 0; atMs <= 9_000_000; atMs += atMs < 60_000 ? 100 : 30_000) {
      drawn.engine.runUntil(atMs);
      drawn.engine.frame(new Uint8Array(drawn.engine.frameSize()));
    }
    const drawnHash = drawn.engine.physicalHash();
    drawn.engine.free();
    // Critical density: arrivals at exactly capacity, the road full of moving vehicles.
    const full = runTiny(module, city, tinyDemand(evenly(1500, 1540, ALONG)), NEWELL);
    full.engine.runUntil(1_600_000);
    const moving = (query(full.engine, { kind: "link-state", link: 0 }) as { vehicles: number }).vehicles;
    full.engine.free();
    // Jam density, and the hole that travels back when the exit opens.
    const jam = runTiny(module, tinyCity(roadAndExit(3_000_000)), tinyDemand(evenly(500, 1000, ALONG)), NEWELL);
    command(jam.engine, { kind: "link.restrict", link: 1, openLanes: 0, speedFactorP: 1, headwayFactorP: 1 });
    jam.engine.runUntil(1_000_000);
    const standing = (query(jam.engine, { kind: "link-state", link: 0 }) as { vehicles: number }).vehicles;
    command(jam.engine, { kind: "link.restore", link: 1 });
    let waiting = counts(jam.engine).waitingToEnter;
    let atMs = 1_000_000;
    while (counts(jam.engine).waitingToEnter === waiting && atMs < 2_000_000) {
      atMs += 100;
      jam.engine.runUntil(atMs);
    }
    waiting = counts(jam.engine).waitingToEnter;
    jam.engine.free();
    return [
      within(`${id}.capacity-veh-per-h`, 2337.7, (3_600_000 * (last - first)) / (end - start), 1),
      same(`${id}.same-at-any-draw-rate`, hash, drawnHash),
      within(`${id}.critical-density-veh-per-km`, 46.75, moving / 20, 0.1),
      within(`${id}.jam-density-veh-per-km`, 133.3, standing / 3, 0.1),
      within(`${id}.backward-wave-m-per-s`, 7.5, 3000 / ((atMs - 1_000_000) / 1000), 0.01),
    ];
  },
};

const counts = (engine: Engine): { readonly waitingToEnter: number } => query(engine, { kind: "counts" }) as { waitingToEnter: number };

/** 60 cars that stand before a red light when it turns green after a minute. */
const saturationFlow: VerifyCase = {
  id: "traffic.saturation-flow",
  source: "HCM 2010, chapter 18: base saturation flow 1,900 pc/h/lane, start-up lost time about 2 s; accepted 1,700-1,950 and 1.5-3.0",
  run: ({ engine: module }) => {
    const city = tinyCity({
      links: [
        { id: "road", lengthMm: 600_000, speedMmPerS: 20_000 },
        { id: "exit", lengthMm: 2_000_000, lanes: 4 },
      ],
      movements: [{ from: "road", to: "exit", signal: "light" }],
      signals: [
        {
          id: "light",
          stages: [
            { greenMs: 60_000, green: [] },
            { greenMs: 300_000, green: ["road>exit"] },
          ],
        },
      ],
    });
    const { engine } = runTiny(module, city, tinyDemand(evenly(60, 0, ALONG)), DEFAULT_TRAFFIC_PARAMETERS);
    engine.setTrace(true);
    engine.runUntil(300_000);
    const times = leavings(engine).map((one) => (one.atMs - 60_000) / 1000);
    engine.free();
    const [tenth = 0, last = 0] = [times[9], times[59]];
    const headwayS = (last - tenth) / 50;
    const flow = 3600 / headwayS;
    const lost = tenth - 10 * headwayS;
    return [
      { id: "traffic.saturation-flow.veh-per-h", expected: 1900, got: flow, low: 1700, high: 1950, pass: flow >= 1700 && flow <= 1950 },
      { id: "traffic.saturation-flow.lost-s", expected: 2, got: lost, low: 1.5, high: 3, pass: lost >= 1.5 && lost <= 3 },
    ];
  },
};

/** Nearest front and farthest end of standing vehicles before the stop line at x = `lineM`, as drawn [m from the line]; 0 and 0 = none. */
const drawnQueueM = (engine: Engine, lineM: number): { readonly frontM: number; readonly backM: number } => {
  const bytes = new Uint8Array(engine.frameSize());
  engine.frame(bytes);
  const frame = readFrame(bytes.buffer);
  const stride = FRAME_VEHICLE_BYTES / 4;
  let [frontM, backM] = [0, 0];
  for (let at = 0; at < frame.vehicleCount; at++) {
    const [x = 0, meta = 0] = [frame.vehicles[at * stride], frame.vehicleWords[at * stride + 5]];
    if ((meta & STANDING_BIT) === 0 || x > lineM) continue;
    frontM = backM === 0 ? lineM - x : Math.min(frontM, lineM - x);
    backM = Math.max(backM, lineM - x + JAM_SPACING_M);
  }
  return { frontM, backM };
};
const STANDING_BIT = 16;
const JAM_SPACING_M = 7.5;

const queueShock: VerifyCase = {
  id: "traffic.queue-shock-at-red",
  source: "Lighthill and Whitham 1955 on the triangular diagram: 600 veh/h even, red 48 s of 90 s; growth 1.374 m/s, dissolution 7.5 m/s",
  run: ({ engine: module }) => {
    const id = "traffic.queue-shock-at-red";
    const city = tinyCity({
      ...roadAndExit(1_000_000),
      movements: [{ from: "road", to: "exit", signal: "light" }],
      signals: [
        {
          id: "light",
          stages: [
            { greenMs: 48_000, green: [] },
            { greenMs: 42_000, green: ["road>exit"] },
          ],
        },
      ],
    });
    // One car reaches the line as the light turns red: 71,994 ms over the road and 6 ms.
    const trips = evenly(120, 6000, ALONG).map((trip) => ({ ...trip, departMs: trip.departMs + 6 }));
    const { engine } = runTiny(module, city, tinyDemand(trips), NEWELL);
    engine.setTrace(true);
    // Red begins at 360 s, when arrivals have long been steady.
    const redMs = 360_000;
    // Drawn between the ends of the drivable part: the stop line lies before the end of the road's shape.
    const lineM = 1000 - (linkEnds(city)[0]?.stopMm ?? 0) / 1000;
    const [redS, greenS] = [48, 48 + 42];
    let [longestM, longestAtMs] = [0, 0];
    /** First moments at which the queue was 2 and 8 cars long, and at which its first 2 and 8 cars had started. */
    const grown = new Map<number, number>();
    const started = new Map<number, number>();
    for (let atMs = redMs; atMs <= redMs + greenS * 1000; atMs += 100) {
      engine.runUntil(atMs);
      const { frontM, backM } = drawnQueueM(engine, lineM);
      if (backM > longestM) [longestM, longestAtMs] = [backM, atMs - redMs];
      for (const cars of [2, 8]) {
        if (backM >= (cars - 0.5) * JAM_SPACING_M && !grown.has(cars)) grown.set(cars, atMs);
        if (atMs > redMs + redS * 1000 && frontM >= (cars - 0.5) * JAM_SPACING_M && !started.has(cars)) started.set(cars, atMs);
      }
    }
    const speedMps = (moments: ReadonlyMap<number, number>): number =>
      (6 * JAM_SPACING_M * 1000) / ((moments.get(8) ?? 0) - (moments.get(2) ?? 0));
    const queued = leavings(engine).filter((one) => one.atMs > redMs && one.atMs <= redMs + 90_000 && one.delayMs > 0);
    engine.free();
    const lastS = ((queued.at(-1)?.atMs ?? 0) - redMs - 48_000) / 1000;
    return [
      within(`${id}.growth-m-per-s`, 1.374, speedMps(grown), 0.02),
      within(`${id}.dissolution-m-per-s`, 7.5, speedMps(started), 0.2),
      within(`${id}.longest-back-cars`, 10.8, longestM / JAM_SPACING_M, 1),
      // A car more or less at the back is 6 s of arrivals.
      within(`${id}.longest-back-s-after-red`, 58.8, longestAtMs / 1000, 6),
      within(`${id}.last-queued-at-line-s-after-green`, 16.6, lastS, 1.54),
    ];
  },
};

const incidentQueue: VerifyCase = {
  id: "traffic.incident-queue",
  source: "Deterministic queue: delay = .5 T^2 (q - c1)(c0 - c1)/(c0 - q); q 3,000, c1 1,500, c0 4,000 veh/h, T 0.5 h",
  run: ({ engine: module }) => {
    const id = "traffic.incident-queue";
    // A wave of 25 m/s keeps the road's own capacity (7.5 m / 0.9 s headway) above 4,000 veh/h.
    const parameters = { ...POINT_QUEUE, saturationHeadwayMs: 900, backwardWaveMmPerS: 25_000 };
    const { engine } = runTiny(module, tinyCity(roadAndExit(30_000_000)), tinyDemand(evenly(6000, 1200, ALONG)), parameters);
    engine.setTrace(true);
    // Moments between two departures of the stream, so that neither change falls on one.
    const [startMs, endMs] = [3_600_500, 5_400_500];
    engine.runUntil(startMs);
    command(engine, { kind: "link.restrict", link: 0, openLanes: 1, speedFactorP: 1, headwayFactorP: 2400 / 900 });
    engine.runUntil(endMs);
    command(engine, { kind: "link.restore", link: 0 });
    engine.runUntil(12_000_000);
    const left = leavings(engine);
    engine.free();
    const delayed = left.filter((one) => one.delayMs > 0);
    const delayVehH = delayed.reduce((sum, one) => sum + one.delayMs, 0) / 3_600_000;
    // Who arrived at the line by the reopening less who had left by then.
    const arrived = left.filter((one) => one.atMs - one.delayMs <= endMs).length;
    const departed = left.filter((one) => one.atMs <= endMs).length;
    const clearedH = ((delayed.at(-1)?.atMs ?? 0) - endMs) / 3_600_000;
    return [
      within(`${id}.longest-queue-veh`, 750, arrived - departed, 1),
      within(`${id}.cleared-h-after-reopening`, 0.75, clearedH, 0.75 * 0.003),
      within(`${id}.delay-veh-h`, 468.75, delayVehH, 468.75 * 0.003),
    ];
  },
};

/** Twenty equal roads side by side = twenty independent replications in one run. */
const ROADS = 20;

const mD1: VerifyCase = {
  id: "traffic.m-d-1",
  source: "Pollaczek-Khinchine for constant service: W = rho / (2 mu (1 - rho)); mu 0.5/s, rho 0.8",
  run: ({ engine: module, long }) => {
    const id = "traffic.m-d-1";
    const names = Array.from({ length: ROADS }, (_, k) => `r${k}`);
    const city = tinyCity({
      links: names.flatMap((name) => [
        { id: name, lengthMm: 8_000_000 },
        { id: `${name}x`, lengthMm: 1_000_000, lanes: 4 },
      ]),
      movements: names.map((name) => ({ from: name, to: `${name}x` })),
    });
    const parameters = { ...POINT_QUEUE, saturationHeadwayMs: 2000 };
    const perRoad = long ? 160_000 : 8000;
    const trips = names.flatMap((name, road) =>
      poissonTimesMs(module, `m-d-1.${road}`, 2500, perRoad).map((departMs): TinyTrip => ({ departMs, route: [name, `${name}x`] })),
    );
    const warmUp = Math.floor(perRoad / 20);
    const waits = meanDelaysS(runTiny(module, city, tinyDemand(trips), parameters).engine, perRoad, warmUp);
    const poisson = meanInterval(waits);
    const even = runTiny(module, city, tinyDemand(evenly(2000, 2500, ["r0", "r0x"])), parameters);
    even.engine.setTrace(true);
    even.engine.runUntil(6_000_000);
    const evenWaitMs = leavings(even.engine).reduce((sum, one) => sum + Math.max(0, one.delayMs), 0);
    even.engine.free();
    return [
      contains(`${id}.wait-s`, 4.0, poisson.mean, poisson.halfWidth, long ? 0.08 : 0.4),
      contains(`${id}.queue-veh`, 1.6, 0.4 * poisson.mean, 0.4 * poisson.halfWidth, long ? 0.032 : 0.16),
      within(`${id}.even-arrivals-wait-ms`, 0, evenWaitMs, 0),
    ];
  },
};

/** Mean delay of each road's trips (trip = road x perRoad + k) after its warm-up; frees the engine. */
export const meanDelaysS = (engine: Engine, perRoad: number, warmUp: number): readonly number[] => {
  const sums = new Float64Array(ROADS);
  eachDelay(engine, (trip, delayMs) => {
    const [road, k] = [Math.floor(trip / perRoad), trip % perRoad];
    if (k >= warmUp) sums[road] = (sums[road] ?? 0) + delayMs;
  });
  return [...sums].map((sum) => sum / (perRoad - warmUp) / 1000);
};

/** Delays of all trips, in the order in which they end; frees the engine. */
export const eachDelay = (engine: Engine, visit: (trip: number, delayMs: number) => void): void => {
  for (;;) {
    const stop = engine.runUntil(engine.nowMs() + 3_600_000);
    for (const fact of drainFacts(engine, FactKind.TripEnded)) visit(fact.entity, fact.b);
    const { arrived, scheduled } = query(engine, { kind: "counts" }) as { arrived: number; scheduled: number };
    if (arrived === scheduled || stop === "idle") break;
  }
  engine.free();
};

export const TRAFFIC_QUEUE_CASES: readonly VerifyCase[] = [fundamentalDiagram, saturationFlow, queueShock, incidentQueue, mD1];
