/**
 * Bands against another simulator on the same files, where the outside test data are: two grids of signals with their trips. They show that
 * two models agree, not that either is right.
 */
import { CORRIDOR_VARIANTS } from "../bench/emergency-corridor.ts";
import { type CorridorTimesS, corridorTimes } from "../bench/fit-emergency.ts";
import { BENCH_STARTS_AT, benchTraffic } from "../bench/traffic-bench.ts";
import { compileNetwork } from "../engine/compile-network.ts";
import type { EngineModule } from "../engine/engine.ts";
import { TRAFFIC_PARAMETER_SETS, type TrafficParameters } from "../engine/traffic-parameters.ts";
import { importFiles } from "../import/import-files.ts";
import type { City } from "../model/city.ts";
import { encodeUtf8 } from "../model/content-hash.ts";
import type { Demand } from "../model/demand.ts";
import { describeProblem, type Outcome } from "../model/problem.ts";
import { emergencyDriving } from "../run/emergency-driving.ts";
import { type VerifyCase, type VerifyRow, type VerifyTools, within } from "./verify-case.ts";

const SKIPPED = { skipped: "needs the outside test data (REHEARSAL_TEST_DATA): sumo" } as const;
const UNTIL_S = 1800;

type Traffic = { readonly city: City; readonly demand: Demand };

/** Files below the folder of outside data, unpacked; undefined where one is absent. */
const load = (tools: VerifyTools, paths: readonly string[]): Traffic | undefined => {
  const texts = paths.map((path) => tools.outsideText(path));
  if (texts.includes(undefined)) return undefined;
  const nameOf = (path: string): string => (path.split("/").at(-1) ?? "").replace(/\.xz$/, "");
  const files = texts.map((text, at) => ({ name: nameOf(paths[at] ?? ""), bytes: encodeUtf8(text ?? "") }));
  const textOf = new Map(files.map((file, at) => [file.bytes, texts[at]]));
  const { city, demand } = wanted(importFiles(files, { decode: (bytes) => textOf.get(bytes), inflate: () => undefined }));
  return demand === undefined ? undefined : { city, demand };
};

/** A file that cannot be read is a fault of the case: it throws. */
const wanted = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map((problem) => describeProblem(problem, "en")).join("; "));
};

const run = (engine: EngineModule, traffic: Traffic, parameters: TrafficParameters, untilS = UNTIL_S) =>
  wanted(benchTraffic({ engine, ...traffic, untilS, parameters, cpuMs: () => 0 }));

const band = (id: string, expected: number, got: number, share: number): VerifyRow => {
  const [low, high] = [expected * (1 - share), expected * (1 + share)];
  return { id, expected, got, low, high, pass: got >= low && got <= high };
};

const uncalibrated = (
  name: string,
  files: readonly [string, string],
  meso: readonly [durationS: number, lossS: number],
  longOnly: boolean,
): VerifyCase => ({
  id: `traffic.${name}-uncalibrated`,
  source: "Band: SUMO 1.15.0 --mesosim --meso-junction-control --meso-multi-queue, same files, 1,800 s, seed 1",
  ...(longOnly ? { longOnly: true } : {}),
  run: (tools) => {
    const traffic = load(tools, files);
    if (traffic === undefined) return SKIPPED;
    const found = run(tools.engine, traffic, TRAFFIC_PARAMETER_SETS.default);
    return [
      band(`traffic.${name}-uncalibrated.mean-duration-s`, meso[0], found.meanDurationS, 0.05),
      band(`traffic.${name}-uncalibrated.mean-loss-s`, meso[1], found.meanDelayS, 0.05),
    ];
  },
});

const calibratedElsewhere = (
  name: string,
  files: readonly [string, string],
  set: "sumo-g20" | "sumo-g40",
  micro: readonly [durationS: number, running: number],
): VerifyCase => ({
  id: `traffic.${name}-with-${set}`,
  source: "Band: SUMO 1.15.0 micro (Krauss, sigma .5), same files, 1,800 s, seed 1; parameters fitted on the other grid",
  ...(name === "g40" ? { longOnly: true } : {}),
  run: (tools) => {
    const traffic = load(tools, files);
    if (traffic === undefined) return SKIPPED;
    const found = run(tools.engine, traffic, TRAFFIC_PARAMETER_SETS[set]);
    return [
      band(`traffic.${name}-with-${set}.mean-duration-s`, micro[0], found.meanDurationS, 0.1),
      band(`traffic.${name}-with-${set}.running-at-end`, micro[1], found.running, 0.15),
    ];
  },
});

const G20 = ["sumo/grids/grid20.net.xml.xz", "sumo/grids/g20.rou.xml.xz"] as const;
const G40 = ["sumo/grids/grid40.net.xml.xz", "sumo/grids/g40.rou.xml.xz"] as const;
const BOLOGNA = ["buslanes.net", ".rou", "_vtypes.add", "_tls.add", "_busses.rou", "_bus_stops.add"].map(
  (part) => `sumo/bologna/joined${part.startsWith("b") ? "_" : ""}${part}.xml`,
);

/** Medians of ten seeds on the corridor left10A10 … S10T10 of the smaller grid, entering at 905 s. */
const CORRIDOR: CorridorTimesS = { car: 598, "car-preempted": 296, emergency: 351, "emergency-preempted": 240 };

const emergencyCorridor: VerifyCase = {
  id: "traffic.emergency-corridor",
  source:
    "Band: SUMO 1.15.0 micro, ten seeds, median travel times on 4 km with 19 signals; emergency driving fitted to them: a calibration",
  run: (tools) => {
    const traffic = load(tools, G20);
    if (traffic === undefined) return SKIPPED;
    const last = traffic.city.links.find((link) => link.id === "sumo:S10T10");
    const way = { fromLink: "sumo:left10A10", toLink: "sumo:S10T10", toOffsetMm: last?.lengthMm ?? 0 };
    // As runs drive, among traffic as runs have it and as it is fitted to this grid.
    return (["default", "sumo-g20"] as const).flatMap((set) => {
      const network = wanted(
        compileNetwork(traffic.city, traffic.demand, { startsAt: BENCH_STARTS_AT, traffic: TRAFFIC_PARAMETER_SETS[set] }),
      );
      const other = tools.engine.createEngine(network.bytes, "1", 0);
      other.runUntil(900_000);
      other.drain();
      const background = other.snapshot();
      other.free();
      const found = corridorTimes({ engine: tools.engine, network, background, ...way, driving: emergencyDriving(1, true) });
      return CORRIDOR_VARIANTS.map((variant) =>
        band(`traffic.emergency-corridor.${set}.${variant}-s`, CORRIDOR[variant], found[variant], 0.2),
      );
    });
  },
};

/** A real network with its signal plans, cars and buses, until it is empty; nothing in the parameters is fitted to it. */
const bologna: VerifyCase = {
  id: "traffic.bologna",
  source: "Band: SUMO 1.15.0 micro on bologna/joined (DLR sumo-scenarios): 11,176 vehicles arrive, mean duration 381 s +-15 %",
  run: (tools) => {
    const traffic = load(tools, BOLOGNA);
    if (traffic === undefined) return SKIPPED;
    const found = run(tools.engine, traffic, TRAFFIC_PARAMETER_SETS.default, 14_400);
    return [
      within("traffic.bologna.arrived", 11_176, found.arrived, 0),
      band("traffic.bologna.mean-duration-s", 381, found.meanDurationS, 0.15),
    ];
  },
};

export const TRAFFIC_OUTSIDE_CASES: readonly VerifyCase[] = [
  uncalibrated("g20", G20, [379.32, 174.62], false),
  uncalibrated("g40", G40, [608, 281.1], true),
  calibratedElsewhere("g20", G20, "sumo-g40", [476, 5275]),
  calibratedElsewhere("g40", G40, "sumo-g20", [708, 23_004]),
  bologna,
  emergencyCorridor,
];
