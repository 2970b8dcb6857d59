/**
 * Speed of the engine's queue and size and time of a snapshot. The queue is driven through tokens, so its figure includes the border to
 * WebAssembly and back: it is what the institutions of a run can count on.
 */
import { compileNetwork } from "../engine/compile-network.ts";
import type { EngineModule } from "../engine/engine.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "../engine/traffic-parameters.ts";
import type { City } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import { good, type Outcome } from "../model/problem.ts";

export type EngineBenchInput = {
  readonly engine: EngineModule;
  readonly city: City;
  readonly demand: Demand;
  /** Moment of the snapshot. */
  readonly atS: number;
  readonly startsAt: string;
  /** CPU time of this process in milliseconds: the host's. */
  readonly cpuMs: () => number;
};

export type EngineBenchResult = {
  /** A push or a pop, at `pending` tokens in the queue (hold model). */
  readonly queueOperationsPerCpuS: number;
  readonly pending: number;
  readonly vehiclesRunning: number;
  readonly snapshotBytes: number;
  readonly snapshotMs: number;
  readonly restoreMs: number;
};

const PENDING = 10_000;
const HOLDS = 400_000;
const LONGEST_WAIT_MS = 60_000;
const SNAPSHOTS = 10;

export const benchEngine = (input: EngineBenchInput): Outcome<EngineBenchResult> => {
  const compiled = compileNetwork(input.city, input.demand, { startsAt: input.startsAt, traffic: DEFAULT_TRAFFIC_PARAMETERS });
  if (!compiled.ok) return compiled;
  const { bytes } = compiled.value;
  const engine = input.engine.createEngine(bytes, "1", 0);
  engine.runUntil(input.atS * 1000);
  const question = Uint8Array.from('{"kind":"counts"}', (letter) => letter.charCodeAt(0));
  const { running } = JSON.parse(String.fromCharCode(...engine.query(question))) as { running: number };
  // What nobody has drained is part of a snapshot, but no state.
  engine.drain();
  let snapshot = engine.snapshot();
  const snapshotMs = perCall(input.cpuMs, SNAPSHOTS, () => {
    snapshot = engine.snapshot();
  });
  const restoreMs = perCall(input.cpuMs, SNAPSHOTS, () => engine.restore(snapshot));
  engine.free();
  return good({
    queueOperationsPerCpuS: queueSpeed(input),
    pending: PENDING,
    vehiclesRunning: running,
    snapshotBytes: snapshot.length,
    snapshotMs,
    restoreMs,
  });
};

const perCall = (cpuMs: () => number, calls: number, act: () => void): number => {
  const before = cpuMs();
  for (let call = 0; call < calls; call++) act();
  return (cpuMs() - before) / calls;
};

/** Hold model: take the next token, put it back at a random later moment. Nothing but tokens is in this queue. */
const queueSpeed = (input: EngineBenchInput): number => {
  const nothing: City = { ...input.city, links: [], movements: [], signals: [] };
  const trips = { id: [], departMs: [], vehicleClass: [], origin: [], destination: [], routeStart: [0], routeLinks: [] };
  const compiled = compileNetwork(
    nothing,
    { ...input.demand, linkIds: [], trips },
    {
      startsAt: input.startsAt,
      traffic: DEFAULT_TRAFFIC_PARAMETERS,
    },
  );
  if (!compiled.ok) return Number.NaN;
  const engine = input.engine.createEngine(compiled.value.bytes, "1", 0);
  const waits = Int32Array.from({ length: 65_536 }, (_, k) => engine.draw("bench.queue", 0, k, "integer", LONGEST_WAIT_MS, 0));
  for (let token = 0; token < PENDING; token++) engine.schedule(waits[token & 65_535] ?? 0, token);
  const before = input.cpuMs();
  for (let hold = 0; hold < HOLDS; hold++) {
    engine.runUntil(0xffffffff);
    engine.schedule(engine.nowMs() + (waits[hold & 65_535] ?? 0), engine.dueToken());
  }
  const cpuS = (input.cpuMs() - before) / 1000;
  engine.free();
  return (2 * HOLDS) / cpuS;
};
