/**
 * Fits the city layer to SUMO micro on one network and prints the parameters:
 *   node main/fit-traffic.ts NET.net.xml ROUTES.rou.xml UNTIL_S MEAN_DURATION_S RUNNING
 * The sets sumo-g20 and sumo-g40 of sim-core/engine/traffic-parameters.ts came of it.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fitTraffic } from "../sim-core/bench/fit-traffic.ts";
import { loadEngine } from "../sim-core/engine/load-engine.ts";
import { TRAFFIC_PARAMETER_KEYS } from "../sim-core/engine/traffic-parameters.ts";
import { importFiles } from "../sim-core/import/import-files.ts";
import { accepted } from "./bad-input.ts";
import { decodeText } from "./files/decode-text.ts";
import { inflate, readInput } from "./files/read-input.ts";

const [net = "", routes = "", untilS = "", meanDurationS = "", running = ""] = process.argv.slice(2);
const files = [net, routes].map((path) => ({ name: basename(path), bytes: accepted(readInput(path)) }));
const { city, demand } = accepted(importFiles(files, { decode: decodeText, inflate }));
if (demand === undefined) throw new Error(`${routes} holds no trips`);
const engine = loadEngine(readFileSync(new URL("../sim-core/engine/pkg/rehearsal_engine_bg.wasm", import.meta.url)));
const target = { meanDurationS: Number(meanDurationS), running: Number(running) };
let trials = 0;
const onTrial = (): void => {
  trials++;
};
const { parameters, found } = accepted(fitTraffic({ engine, city, demand, untilS: Number(untilS), target, onTrial }));
const lines = TRAFFIC_PARAMETER_KEYS.map((key) => `  ${key}: ${parameters[key]},`);
process.stdout.write(`${lines.join("\n")}\n`);
process.stdout.write(`found ${found.meanDurationS.toFixed(1)} s and ${found.running} running after ${trials} trials\n`);
