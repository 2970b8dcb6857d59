/**
 * Fits the passing speed of emergency vehicles to four travel times of SUMO micro on one corridor of a grid and prints it:
 *   node main/fit-emergency.ts NET.net.xml ROUTES.rou.xml FROM_LINK TO_LINK CAR_S CAR_PREEMPTED_S EMERGENCY_S BOTH_S
 * The other traffic has run for 900 s with the set sumo-g20. The numbers of
 * sim-core/run/emergency-driving.ts came of it.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fitEmergency } from "../sim-core/bench/fit-emergency.ts";
import { BENCH_STARTS_AT } from "../sim-core/bench/traffic-bench.ts";
import { compileNetwork } from "../sim-core/engine/compile-network.ts";
import { loadEngine } from "../sim-core/engine/load-engine.ts";
import { TRAFFIC_PARAMETER_SETS } from "../sim-core/engine/traffic-parameters.ts";
import { importFiles } from "../sim-core/import/import-files.ts";
import { emergencyDriving } from "../sim-core/run/emergency-driving.ts";
import { accepted } from "./bad-input.ts";
import { decodeText } from "./files/decode-text.ts";
import { inflate, readInput } from "./files/read-input.ts";

const BACKGROUND_MS = 900_000;

const [net = "", routes = "", fromLink = "", toLink = "", ...targets] = process.argv.slice(2);
const [car = 0, preempted = 0, emergency = 0, both = 0] = targets.map(Number);
const files = [net, routes].map((path) => ({ name: basename(path), bytes: accepted(readInput(path)) }));
const { city, demand } = accepted(importFiles(files, { decode: decodeText, inflate }));
if (demand === undefined) throw new Error(`${routes} holds no trips`);
const engine = loadEngine(readFileSync(new URL("../sim-core/engine/pkg/rehearsal_engine_bg.wasm", import.meta.url)));
const network = accepted(compileNetwork(city, demand, { startsAt: BENCH_STARTS_AT, traffic: TRAFFIC_PARAMETER_SETS["sumo-g20"] }));
const other = engine.createEngine(network.bytes, "1", 0);
other.runUntil(BACKGROUND_MS);
other.drain();
const toOffsetMm = city.links.find((link) => link.id === toLink)?.lengthMm ?? 0;
const fit = fitEmergency(
  { engine, network, background: other.snapshot(), fromLink, toLink, toOffsetMm, driving: emergencyDriving(1, true) },
  { car, "car-preempted": preempted, emergency, "emergency-preempted": both },
);
process.stdout.write(`${JSON.stringify(fit, null, 2)}\n`);
