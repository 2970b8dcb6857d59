/**
 * Everything a run needs, read from disk and checked: scenario, city, demand with routes, the compiled network and the engine's
 * bytes. Any problem ends the command before anything is computed or written.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import { compileNetwork } from "../../sim-core/engine/compile-network.ts";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import type { CompiledNetwork } from "../../sim-core/engine/network-index.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "../../sim-core/engine/traffic-parameters.ts";
import type { NamedPart } from "../../sim-core/experiment/experiment.ts";
import { generateDemand } from "../../sim-core/import/generate-demand.ts";
import { checkScenarioFitsCity } from "../../sim-core/model/check-scenario-city.ts";
import type { Assumption, City } from "../../sim-core/model/city.ts";
import type { Demand } from "../../sim-core/model/demand.ts";
import { parseCity } from "../../sim-core/model/parse-city.ts";
import { checkDemandFitsCity, parseDemand } from "../../sim-core/model/parse-demand.ts";
import { parseScenario, scenarioHash } from "../../sim-core/model/parse-scenario.ts";
import { hashCity } from "../../sim-core/model/print-city.ts";
import { hashDemand } from "../../sim-core/model/print-demand.ts";
import type { Scenario } from "../../sim-core/model/scenario.ts";
import { assignRoutes } from "../../sim-core/run/assign-routes.ts";
import { accepted, BadInput, problem } from "../bad-input.ts";
import { MAX_SCENARIO_BYTES, readInputText } from "../files/read-input.ts";
import { dataFolders } from "../project-folders.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const ENGINE_WASM = join(ROOT, "sim-core/engine/pkg/rehearsal_engine_bg.wasm");

export type Rehearsal = {
  readonly scenario: Scenario;
  readonly scenarioFile: string;
  readonly city: City;
  readonly demand: Demand;
  readonly network: CompiledNetwork;
  readonly engineWasm: Uint8Array;
  readonly parts: { readonly scenario: NamedPart; readonly city: NamedPart; readonly demand: NamedPart; readonly engine: NamedPart };
  readonly assumptions: readonly Assumption[];
  readonly quarantine: Quarantine;
};

export type RehearsalFiles = { readonly folder: string; readonly city?: string; readonly demand?: string; readonly tripsPerHour?: number };

export const loadRehearsal = (files: RehearsalFiles): Rehearsal => {
  const { scenario, scenarioFile } = loadScenario(files.folder);
  const places = cityPlaces(files, scenario, scenarioFile);
  const city = loadCity(places.city);
  const misfits = checkScenarioFitsCity(scenario, city, scenarioFile);
  if (misfits.length > 0) throw new BadInput(misfits);
  const { demand, quarantine } = routed(loadDemand(places.demand, city, files.tripsPerHour), city, scenario);
  const network = accepted(compileNetwork(city, demand, { startsAt: scenario.run.startsAt, traffic: DEFAULT_TRAFFIC_PARAMETERS }));
  const engineWasm = readFileSync(ENGINE_WASM);
  const engine = loadEngine(engineWasm);
  return {
    scenario,
    scenarioFile,
    city,
    demand,
    network,
    engineWasm,
    parts: {
      scenario: { id: scenario.scenario.id, version: scenario.scenario.version, hash: scenarioHash(scenario) },
      city: { id: city.id, version: `${city.formatVersion}`, hash: hashCity(city) },
      demand: { id: demand.id, version: `${demand.formatVersion}`, hash: hashDemand(demand) },
      engine: { id: "rehearsal-engine", version: engine.version, hash: engine.hash },
    },
    assumptions: network.assumptions,
    quarantine,
  };
};

const loadCity = (path: string): City => {
  const text = accepted(readInputText(path));
  if (/^\s*</.test(text.slice(0, 100))) {
    throw new BadInput([
      problem(
        "city.not-imported",
        path,
        { ko: "지도 원본(XML)입니다. 도시 파일이 아닙니다.", en: "This is a map (XML), not yet a city file." },
        {
          ko: `먼저 가져오십시오: npm run rehearse -- import ${path} --out city.json`,
          en: `Import it first: npm run rehearse -- import ${path} --out city.json`,
        },
      ),
    ]);
  }
  return accepted(parseCity(text, path));
};

type Quarantine = ExperimentResult["quarantine"];

/** Trips without a route get one; a trip that cannot be driven is left out and counted. */
const routed = (demand: Demand, city: City, scenario: Scenario): { readonly demand: Demand; readonly quarantine: Quarantine } => {
  const { trips } = demand;
  const isRouted = trips.id.every((_, i) => (trips.routeStart[i + 1] ?? 0) > (trips.routeStart[i] ?? 0));
  if (isRouted) return { demand, quarantine: [] };
  const [, hours = "8", minutes = "0"] = /T(\d{2}):(\d{2})/.exec(scenario.run.startsAt) ?? [];
  const assigned = assignRoutes(city, demand, { startsAtMsOfDay: (Number(hours) * 60 + Number(minutes)) * 60_000 });
  const quarantine = Object.entries(assigned.report.unroutable.reasons)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({ source: `demand ${demand.id}`, count, reason }));
  return { demand: assigned.demand, quarantine };
};

const loadScenario = (folder: string): { readonly scenario: Scenario; readonly scenarioFile: string } => {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const scenarioFile = isFolder ? join(folder, "scenario.yaml") : folder;
  const text = accepted(readInputText(scenarioFile, MAX_SCENARIO_BYTES));
  return { scenario: accepted(parseScenario(text, scenarioFile)), scenarioFile };
};

/** Names inside a scenario never lead out of the project's folder of cities. */
const cityPlaces = (files: RehearsalFiles, scenario: Scenario, scenarioFile: string): { city: string; demand: string | undefined } => {
  if (files.city !== undefined) return { city: files.city, demand: files.demand };
  const id = scenario.city.default;
  if (id !== basename(id) || id === "." || id === ".." || id.includes("\\")) {
    throw new BadInput([
      {
        ...problem(
          "scenario.path-leaves-folder",
          scenarioFile,
          { ko: `도시 이름 "${id}"이(가) 도시 폴더 밖을 가리킵니다.`, en: `The city name "${id}" leads out of the folder of cities.` },
          {
            ko: "도시의 id만 적고, 다른 파일은 --city로 주십시오.",
            en: "Write a city's id only; give any other file with --city.",
          },
        ),
        path: "city.default",
      },
    ]);
  }
  const folder = join(dataFolders(ROOT).cities, id);
  const city = firstExisting(folder, "city");
  if (city === undefined) {
    throw new BadInput([
      {
        ...problem(
          "scenario.unknown-city",
          scenarioFile,
          { ko: `도시 "${id}"이(가) fixtures/cities에 없습니다.`, en: `There is no city "${id}" in fixtures/cities.` },
          { ko: "도시 파일을 --city로 주십시오.", en: "Give a city file with --city." },
        ),
        path: "city.default",
      },
    ]);
  }
  return { city, demand: files.demand ?? firstExisting(folder, "demand") };
};

const firstExisting = (folder: string, name: string): string | undefined =>
  [`${name}.json`, `${name}.json.gz`].map((file) => join(folder, file)).find((path) => existsSync(path));

/** Generated demand keeps its own seed: the trips stay the same whatever the experiment's seed is. */
const DEMAND_SEED = "1";

const loadDemand = (path: string | undefined, city: City, tripsPerHour: number | undefined): Demand => {
  if (path === undefined) return generateDemand(city, { seed: DEMAND_SEED, ...(tripsPerHour === undefined ? {} : { tripsPerHour }) });
  const demand = accepted(parseDemand(accepted(readInputText(path)), path));
  const misfits = checkDemandFitsCity(demand, city, path);
  if (misfits.length > 0) throw new BadInput(misfits);
  return demand;
};
