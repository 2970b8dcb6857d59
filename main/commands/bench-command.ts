/** `rehearse bench`: speed of the traffic layer on a SUMO network, of the engine's queue and snapshots, and of dispatching. CPU time of this process. */
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { benchEngine } from "../../sim-core/bench/engine-bench.ts";
import { benchTraffic } from "../../sim-core/bench/traffic-bench.ts";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import {
  DEFAULT_TRAFFIC_PARAMETERS,
  TRAFFIC_PARAMETER_KEYS,
  TRAFFIC_PARAMETER_SETS,
  type TrafficParameters,
} from "../../sim-core/engine/traffic-parameters.ts";
import { importFiles } from "../../sim-core/import/import-files.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { dispatchSpeed } from "../../sim-core/verify/dispatch-speed.ts";
import { accepted, BadInput, problem } from "../bad-input.ts";
import { decodeText } from "../files/decode-text.ts";
import { inflate, readInput, readInputText } from "../files/read-input.ts";
import { writeWhole } from "../files/write-whole.ts";
import { textTable } from "../print/text-table.ts";
import { loadRehearsal } from "./load-rehearsal.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const ENGINE_WASM = join(ROOT, "sim-core/engine/pkg/rehearsal_engine_bg.wasm");

export type TrafficBenchOptions = {
  readonly net: string;
  readonly routes: string;
  readonly until: string;
  readonly params: string;
  readonly json?: string;
};

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const TIMED_RUNS = 3;

export const benchTrafficCommand = (options: TrafficBenchOptions, language: Language): number => {
  const untilS = Number(options.until);
  if (!(untilS > 0 && untilS <= 86_400)) throw new BadInput([wrongUntil(options.until)]);
  const parameters = trafficParameters(options.params);
  const files = [options.net, options.routes].map((path) => ({ name: basename(path), bytes: accepted(readInput(path)) }));
  const { city, demand } = accepted(importFiles(files, { decode: decodeText, inflate }));
  if (demand === undefined) throw new BadInput([noTrips(options.routes)]);
  const engine = loadEngine(readFileSync(ENGINE_WASM));
  const figures = accepted(benchTraffic({ engine, city, demand, untilS, parameters, cpuMs, timedRuns: TIMED_RUNS }));
  show(figures, options.json, language);
  return 0;
};

/** A busy half hour into the shipped district's morning. */
const SNAPSHOT_AT_S = 1800;

export const benchEngineCommand = (options: { readonly json?: string }, language: Language): number => {
  const { city, demand, scenario, engineWasm } = loadRehearsal({ folder: join(ROOT, "scenarios/fire-preemption") });
  const engine = loadEngine(engineWasm);
  const queue = accepted(benchEngine({ engine, city, demand, atS: SNAPSHOT_AT_S, startsAt: scenario.run.startsAt, cpuMs }));
  const figures = { ...queue, ...dispatchSpeed(engine, cpuMs) };
  const baseline = JSON.parse(readFileSync(BASELINE, "utf8")) as { readonly machine: string; readonly engine: Record<string, number> };
  show(figures, options.json, language, baseline.engine);
  process.stdout.write(`${language === "ko" ? "기준 측정" : "Baseline measured on"}: ${baseline.machine}\n`);
  return 0;
};

/** Committed figures of one machine: a ratio near 1 is expected there only; elsewhere it tells the machines apart. */
const BASELINE = resolve(import.meta.dirname, "../../sim-core/bench/baseline.json");

const show = (
  figures: Readonly<Record<string, unknown>>,
  json: string | undefined,
  language: Language,
  baseline: Readonly<Record<string, number>> = {},
): void => {
  const hasBaseline = Object.keys(baseline).length > 0;
  const rows = Object.entries(figures).map(([name, value]) => {
    const before = baseline[name];
    const compared = typeof value === "number" && before !== undefined ? [shortNumber(before), (value / before).toFixed(2)] : ["", ""];
    return [name, typeof value === "number" ? shortNumber(value) : `${value}`, ...(hasBaseline ? compared : [])];
  });
  const right = { align: "right" as const };
  const columns = [
    { title: language === "ko" ? "항목" : "figure" },
    { title: language === "ko" ? "값" : "value", ...right },
    ...(hasBaseline
      ? [
          { title: language === "ko" ? "기준" : "baseline", ...right },
          { title: language === "ko" ? "비" : "ratio", ...right },
        ]
      : []),
  ];
  process.stdout.write(`${textTable(columns, rows)}\n`);
  if (json !== undefined) writeWhole(json, `${JSON.stringify(figures, null, 2)}\n`);
};

const shortNumber = (value: number): string => `${Number(value.toPrecision(6))}`;

/** A named set, or a JSON file with some of the parameters over the default ones. */
const trafficParameters = (name: string): TrafficParameters => {
  const named = Object.entries(TRAFFIC_PARAMETER_SETS).find(([set]) => set === name);
  if (named !== undefined) return named[1];
  const text = accepted(readInputText(name, 1024 * 1024));
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new BadInput([wrongParameters(name, "JSON")]);
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw new BadInput([wrongParameters(name, "{…}")]);
  const known: readonly string[] = TRAFFIC_PARAMETER_KEYS;
  for (const [key, value] of Object.entries(given)) {
    if (!known.includes(key) || !Number.isSafeInteger(value) || Number(value) < 0) throw new BadInput([wrongParameters(name, key)]);
  }
  return { ...DEFAULT_TRAFFIC_PARAMETERS, ...given };
};

const wrongParameters = (file: string, found: string) =>
  problem(
    "bench.wrong-parameters",
    file,
    { ko: `교통 매개변수로 읽을 수 없습니다: ${found}.`, en: `These are no traffic parameters: ${found}.` },
    {
      ko: `이름과 0 이상의 정수: ${TRAFFIC_PARAMETER_KEYS.slice(0, 3).join(", ")} …`,
      en: `Give names with whole numbers from 0: ${TRAFFIC_PARAMETER_KEYS.slice(0, 3).join(", ")} …`,
    },
  );

const wrongUntil = (found: string) =>
  problem(
    "option.wrong-value",
    undefined,
    { ko: `--until ${found}: 쓸 수 없는 값입니다.`, en: `--until ${found} cannot be used.` },
    { ko: "0보다 크고 86400 이하인 초를 주십시오.", en: "Give seconds above 0 and up to 86400." },
  );

const noTrips = (file: string) =>
  problem(
    "bench.no-trips",
    file,
    { ko: "통행이 없습니다.", en: "There are no trips." },
    { ko: "SUMO 경로 파일(.rou.xml)을 주십시오.", en: "Give a SUMO route file (.rou.xml)." },
  );
