/**
 * How fast and how true the city layer is on a network with signals: one run without institutions, timed without loading. The figures
 * stand beside SUMO's mesoscopic model with junction control on the same files; arrivals stand beside the speed, because a gridlock of
 * standing cars looks fast.
 */
import type { z } from "zod";
import { CountsAnswer } from "../contract/commands.ts";
import { compileNetwork } from "../engine/compile-network.ts";
import type { Engine, EngineModule } from "../engine/engine.ts";
import type { TrafficParameters } from "../engine/traffic-parameters.ts";
import type { City } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import { good, type Outcome } from "../model/problem.ts";

export type TrafficBenchInput = {
  readonly engine: EngineModule;
  readonly city: City;
  readonly demand: Demand;
  readonly untilS: number;
  readonly parameters: TrafficParameters;
  /** CPU time of this process in milliseconds (user and system): the host's, because the simulation knows no clock. */
  readonly cpuMs: () => number;
  readonly seed?: string;
  /** Equal runs of which the median time counts; 1 where only the traffic matters. */
  readonly timedRuns?: number;
};

export type TrafficBenchResult = {
  /** Time that vehicles spent on the road. */
  readonly vehicleSeconds: number;
  /** CPU time of the simulation loop, loading excluded: the median of `timedRuns`, so that compiling the module during the first (the
   *  peer comes compiled) and a busy moment of the machine do not decide. */
  readonly loopCpuS: number;
  readonly vehicleSecondsPerCpuS: number;
  /** Departures, entries and looks at lane heads. */
  readonly events: number;
  readonly scheduled: number;
  /** Came onto the road: arrived, running or removed. */
  readonly entered: number;
  readonly arrived: number;
  readonly running: number;
  /** Of those who arrived: from entering to arriving, as SUMO counts. */
  readonly meanDurationS: number;
  /** Of those who arrived: waiting to enter and driving, less free time. */
  readonly meanDelayS: number;
};

/** Fixed plans count from local midnight, and a SUMO run begins at its second 0. */
export const BENCH_STARTS_AT = "2026-01-01T00:00:00+00:00";

export const benchTraffic = (input: TrafficBenchInput): Outcome<TrafficBenchResult> => {
  const compiled = compileNetwork(input.city, input.demand, { startsAt: BENCH_STARTS_AT, traffic: input.parameters });
  if (!compiled.ok) return compiled;
  const network = compiled.value.bytes;
  const first = timedRun(input, network);
  const more = Array.from({ length: (input.timedRuns ?? 1) - 1 }, () => timedRun(input, network));
  const runs = [first, ...more].sort((a, b) => a.cpuS - b.cpuS);
  const { cpuS: loopCpuS, counts } = runs[runs.length >> 1] ?? first;
  const vehicleSeconds = counts.vehicleMs / 1000;
  return good({
    vehicleSeconds,
    loopCpuS,
    vehicleSecondsPerCpuS: vehicleSeconds / loopCpuS,
    events: counts.events,
    scheduled: counts.scheduled,
    entered: counts.running + counts.arrived + counts.removed,
    arrived: counts.arrived,
    running: counts.running,
    meanDurationS: counts.arrived === 0 ? 0 : counts.arrivedRoadMs / counts.arrived / 1000,
    meanDelayS: counts.arrived === 0 ? 0 : counts.arrivedDelayMs / counts.arrived / 1000,
  });
};

type TimedRun = { readonly cpuS: number; readonly counts: TrafficCounts };

const timedRun = (input: TrafficBenchInput, network: Uint8Array): TimedRun => {
  const engine = input.engine.createEngine(network, input.seed ?? "1", 0);
  const before = input.cpuMs();
  engine.runUntil(input.untilS * 1000);
  const cpuS = (input.cpuMs() - before) / 1000;
  const counts = readTrafficCounts(engine);
  engine.free();
  return { cpuS, counts };
};

export type TrafficCounts = z.infer<typeof CountsAnswer>;

/** The engine's counts. Question and answer are ASCII. */
export const readTrafficCounts = (engine: Engine): TrafficCounts => {
  const question = '{"kind":"counts"}';
  const bytes = engine.query(Uint8Array.from(question, (letter) => letter.charCodeAt(0)));
  return CountsAnswer.parse(JSON.parse(String.fromCharCode(...bytes)));
};
