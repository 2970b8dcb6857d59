/** Contract: what the engine answers is what contract/ says: frames, answers to queries, observations, facts. On a tiny city with one truck. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  Command,
  CountsAnswer,
  LinkStateAnswer,
  Observation,
  ObstaclesAnswer,
  type Query,
  RouteAnswer,
  TravelTimesAnswer,
  UnitStateAnswer,
  WayAnswer,
} from "../contract/commands.ts";
import { FACT_BYTES, FACT_HEADER_BYTES, FACT_MAGIC, FACT_VERSION, FactKind } from "../contract/facts.ts";
import { type FrameView, readFrame } from "../contract/frame.ts";
import { crossroadsCity } from "../model/crossroads-city.ts";
import type { Demand } from "../model/demand.ts";
import { linkEnds } from "../model/stop-lines.ts";
import { compileNetwork } from "./compile-network.ts";
import type { Engine } from "./engine.ts";
import { loadEngine } from "./load-engine.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "./traffic-parameters.ts";

const cars = 60;
const demand: Demand = {
  format: "demand",
  formatVersion: 1,
  id: "north-south",
  city: crossroadsCity.id,
  linkIds: ["north-centre", "centre-south"],
  trips: {
    id: Array.from({ length: cars }, (_, trip) => 100 + trip),
    departMs: Array.from({ length: cars }, (_, trip) => 3000 * trip),
    vehicleClass: Array.from({ length: cars }, () => "taxi"),
    origin: Array.from({ length: cars }, () => 0),
    destination: Array.from({ length: cars }, () => 1),
    routeStart: Array.from({ length: cars + 1 }, (_, trip) => 2 * trip),
    routeLinks: Array.from({ length: 2 * cars }, (_, step) => step % 2),
  },
  jitterMs: 0,
  assumptions: [],
};
const compiled = compileNetwork(crossroadsCity, demand, { startsAt: "2026-03-02T08:00:00+09:00", traffic: DEFAULT_TRAFFIC_PARAMETERS });
if (!compiled.ok) throw new Error("the crossroads compile");
const { bytes: network, linkById, frameMovements } = compiled.value;
const module = loadEngine(readFileSync(join(import.meta.dirname, "pkg/rehearsal_engine_bg.wasm")));

const utf8 = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const value = (json: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(json));
const order = (engine: Engine, command: Command): void => engine.command(utf8(command));
const ask = (engine: Engine, query: Query): unknown => value(engine.query(utf8(query)));
const link = (id: string): number => linkById.get(id) ?? -1;
const look = (engine: Engine): FrameView => {
  const buffer = new ArrayBuffer(engine.frameSize());
  expect(engine.frame(new Uint8Array(buffer))).toBe(buffer.byteLength);
  return readFrame(buffer);
};

const withTruck = (): Engine => {
  const engine = module.createEngine(network, "1", 0);
  order(engine, { kind: "unit.place", unit: 0, link: link("west-centre"), offsetMm: 20_000 });
  order(engine, { kind: "unit.drive", unit: 0, link: link("centre-east"), offsetMm: 100_000, route: "usual" });
  return engine;
};

describe("what the engine answers", () => {
  it("is, for every question, what the contract says", () => {
    const engine = withTruck();
    expect(engine.runUntil(15_000)).toBe("limit");
    const goal = { link: link("centre-north"), offsetMm: 10_000 };
    const counts = CountsAnswer.parse(ask(engine, { kind: "counts" }));
    expect(counts.scheduled).toBe(cars);
    expect(counts.running + counts.waitingToEnter + counts.arrived).toBe(6);
    const state = LinkStateAnswer.parse(ask(engine, { kind: "link-state", link: link("north-centre") }));
    expect(state.freeMs).toBe(13_320);
    expect(state.openLanes).toBe(2);
    const unit = UnitStateAnswer.parse(ask(engine, { kind: "unit-state", unit: 0 }));
    expect(unit).toMatchObject({ driving: true, goalLink: link("centre-east"), goalOffsetMm: 100_000 });
    expect(TravelTimesAnswer.parse(ask(engine, { kind: "travel-times", units: [0], ...goal, route: "live" })).ms).toEqual([-1]);
    const there = { kind: "route", fromLink: link("west-centre"), toLink: link("centre-east"), route: "usual" } as const;
    expect(RouteAnswer.parse(ask(engine, there))).toEqual({ links: [link("west-centre"), link("centre-east")], ms: 26_640 });
    expect(() => ask(engine, { ...there, toLink: 99 })).toThrow("command.integer-out-of-range at toLink");
    engine.free();
  });

  it("reports the arrival of a unit as an observation and as facts", () => {
    const engine = withTruck();
    expect(engine.runUntil(600_000)).toBe("observation");
    const observed = Observation.parse(value(engine.observation()));
    expect(observed).toEqual({ kind: "unit-arrived", unit: 0, atMs: engine.nowMs() });
    const facts = engine.drain();
    const view = new DataView(facts.buffer, facts.byteOffset);
    expect([view.getUint32(0, true), view.getUint16(4, true), view.getUint16(6, true)]).toEqual([FACT_MAGIC, FACT_VERSION, FACT_BYTES]);
    const units: number[] = [];
    for (let at = FACT_HEADER_BYTES; at < facts.length; at += FACT_BYTES) {
      const kind = view.getUint16(at, true);
      if (kind >= FactKind.UnitDeparted && kind <= FactKind.UnitCrossed) units.push(kind);
    }
    expect(units).toEqual([FactKind.UnitDeparted, FactKind.UnitCrossed, FactKind.UnitArrived]);
    engine.free();
  });

  it("reports a car that bars the way as an observation and as facts, and the way that it bars", () => {
    const engine = withTruck();
    const places = [{ link: link("centre-east"), offsetMm: 60_000 }];
    order(engine, { kind: "obstacle.place", obstacle: 0, places, freeWidthMm: 2400 });
    const goal = { link: link("centre-east"), offsetMm: 100_000 };
    const way = WayAnswer.parse(ask(engine, { kind: "way", fromUnit: 0, ...goal, route: "live" }));
    expect(way).toEqual({ links: [link("west-centre"), link("centre-east")], ms: expect.any(Number), obstacles: [0] });
    expect(TravelTimesAnswer.parse(ask(engine, { kind: "travel-times", units: [0], ...goal, route: "live" })).ms).toEqual([way.ms]);
    expect(engine.runUntil(600_000)).toBe("observation");
    const atMs = engine.nowMs();
    const observed = Observation.parse(value(engine.observation()));
    expect(observed).toEqual({ kind: "unit-blocked", unit: 0, atMs, obstacle: 0, remainingMm: 40_000 });
    expect(UnitStateAnswer.parse(ask(engine, { kind: "unit-state", unit: 0 }))).toMatchObject({
      driving: true,
      blockedBy: 0,
      offsetMm: 60_000,
    });
    order(engine, { kind: "obstacle.know", obstacle: 0 });
    expect(ObstaclesAnswer.parse(ask(engine, { kind: "obstacles" }))).toEqual({ obstacles: [{ obstacle: 0, present: true, known: true }] });
    engine.runUntil(atMs + 30_000);
    order(engine, { kind: "obstacle.remove", obstacle: 0 });
    expect(engine.runUntil(600_000)).toBe("observation");
    expect(Observation.parse(value(engine.observation())).kind).toBe("unit-arrived");
    const facts = engine.drain();
    const view = new DataView(facts.buffer, facts.byteOffset);
    const records: (readonly number[])[] = [];
    for (let at = FACT_HEADER_BYTES; at < facts.length; at += FACT_BYTES) {
      if (view.getUint16(at, true) !== FactKind.UnitBlocked && view.getUint16(at, true) !== FactKind.UnitUnblocked) continue;
      records.push([
        view.getUint16(at, true),
        view.getUint32(at + 4, true),
        ...[8, 12, 16, 20].map((place) => view.getInt32(at + place, true)),
      ]);
    }
    expect(records).toEqual([
      [FactKind.UnitBlocked, atMs, 0, link("centre-east"), 60_000, 0],
      [FactKind.UnitUnblocked, atMs + 30_000, 0, link("centre-east"), 60_000, 30_000],
    ]);
    engine.free();
  });

  it("refuses what the contract refuses: both name the place in the same command", () => {
    const engine = module.createEngine(network, "1", 0);
    const place = { link: link("centre-east"), offsetMm: 0 };
    const car = { kind: "obstacle.place", obstacle: 0, places: [place], freeWidthMm: 2000 };
    const wrong: readonly (readonly [unknown, string])[] = [
      [{ ...car, obstacle: -1 }, "obstacle"],
      [{ ...car, places: [] }, "places"],
      [{ ...car, places: [place, place, place] }, "places"],
      [{ ...car, places: [{ ...place, offsetMm: 0.5 }] }, "places[0].offsetMm"],
      [{ ...car, places: [{ link: 0 }] }, "places[0].offsetMm"],
      [{ ...car, freeWidthMm: -1 }, "freeWidthMm"],
      [{ ...car, freeWidthMm: undefined }, "freeWidthMm"],
      [{ kind: "unit.place", unit: 0, ...place, widthMm: 0 }, "widthMm"],
    ];
    for (const [command, path] of wrong) {
      expect(() => engine.command(utf8(command)), JSON.stringify(command)).toThrow(` at ${path}`);
      const [issue] = Command.safeParse(command).error?.issues ?? [];
      expect(issue?.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join(""), path).toBe(`.${path}`);
    }
    // What only the world knows: numbers in order, one street, one car per number.
    const refused = (command: Command, message: string): void => expect(() => order(engine, command)).toThrow(message);
    const aside = { link: link("centre-north"), offsetMm: 0 };
    refused({ kind: "obstacle.place", obstacle: 1, places: [place], freeWidthMm: 0 }, "command.obstacle-not-dense at obstacle");
    refused(
      { kind: "obstacle.place", obstacle: 0, places: [place, aside], freeWidthMm: 0 },
      "command.obstacle-not-one-street at places[1].link",
    );
    refused({ kind: "obstacle.know", obstacle: 0 }, "command.obstacle-not-placed at obstacle");
    order(engine, { kind: "obstacle.place", obstacle: 0, places: [place], freeWidthMm: 0 });
    refused({ kind: "obstacle.place", obstacle: 0, places: [place], freeWidthMm: 0 }, "command.obstacle-present at obstacle");
    engine.free();
  });

  it("draws every car to the right of the road's middle, before its stop line, and the truck on its way", () => {
    const engine = withTruck();
    let standing = 0;
    for (let atMs = 0; atMs <= 180_000; atMs += 500) {
      if (engine.runUntil(atMs) === "observation") engine.observation();
      const frame = look(engine);
      expect(frame.vehicleCount).toBe(CountsAnswer.parse(ask(engine, { kind: "counts" })).running);
      expect(frame.movementStates.length).toBe(frameMovements.length);
      expect(frame.unitCount).toBe(1);
      for (let car = 0; car < frame.vehicleCount; car++) {
        const [x = 0, y = 0] = frame.vehicles.subarray(6 * car, 6 * car + 2);
        const meta = frame.vehicleWords[6 * car + 5] ?? 0;
        expect(meta & 15).toBe(1);
        // Southbound: right of the middle is west of it, within two lanes.
        expect(x).toBeGreaterThan(-6.5);
        expect(x).toBeLessThan(0);
        if ((meta & 16) !== 0) {
          standing += 1;
          expect(y).toBeGreaterThan(5);
        }
      }
    }
    expect(standing).toBeGreaterThan(20);
    engine.free();
  });

  it("says how far the queue before a stop line reaches: to the back of the last car that stands", () => {
    const engine = module.createEngine(network, "1", 0);
    const street = link("north-centre");
    const ends = linkEnds(crossroadsCity)[street];
    const { lengthMm = 0, shapeMm = [] } = crossroadsCity.links[street] ?? {};
    const { beginMm = 0, stopMm = 0 } = ends ?? {};
    /** The street runs south to 0, 0: drawn metres before the stop line per drivable metre. */
    const stretch = ((shapeMm[1] ?? 0) - beginMm - stopMm) / lengthMm;
    let longestM = 0;
    for (let atMs = 0; atMs <= 180_000; atMs += 1000) {
      engine.runUntil(atMs);
      const { vehicleCount, vehicles, vehicleWords, linkQueuesDm } = look(engine);
      const fronts = Array.from({ length: vehicleCount }, (_, car) => car)
        .filter((car) => ((vehicleWords[6 * car + 5] ?? 0) & 16) !== 0)
        .map((car) => ((vehicles[6 * car + 1] ?? 0) - stopMm / 1000) / stretch);
      // The front bumper of the last, and the road that a car takes behind it.
      const reachM = fronts.length === 0 ? 0 : Math.max(...fronts) + DEFAULT_TRAFFIC_PARAMETERS.jamSpacingMm / 1000;
      expect(Math.abs((linkQueuesDm[street] ?? 0) / 10 - reachM)).toBeLessThan(0.11);
      longestM = Math.max(longestM, reachM);
      expect([...linkQueuesDm].filter((dm, at) => dm > 0 && at !== street)).toEqual([]);
    }
    expect(longestM).toBeGreaterThan(30);
    engine.free();
  });

  it("shows both directions of a street green together and the crossing street red", () => {
    const engine = module.createEngine(network, "1", 0);
    const seen = new Set<string>();
    for (let atMs = 0; atMs < 90_000; atMs += 1000) {
      engine.runUntil(atMs);
      seen.add([...look(engine).movementStates].join(""));
    }
    expect([...seen].sort((a, b) => (a < b ? -1 : 1))).toEqual(["0000", "0110", "0220", "1001", "2002"]);
    engine.free();
  });

  it("looks without being seen: frames, questions and the trace change no hash", () => {
    const [seen, unseen] = [withTruck(), withTruck()];
    seen.setTrace(true);
    for (let atMs = 0; atMs <= 120_000; atMs += 1000) {
      for (const engine of [seen, unseen]) while (engine.runUntil(atMs) === "observation") engine.observation();
      look(seen);
      ask(seen, { kind: "counts" });
      ask(seen, { kind: "travel-times", units: [0], link: link("centre-east"), offsetMm: 0, route: "live" });
    }
    expect(seen.stateHash()).toBe(unseen.stateHash());
    expect(seen.physicalHash()).toBe(unseen.physicalHash());
  });
});
