/**
 * Everything a run needs, read from disk and checked: scenario, city, demand with routes, the compiled network and the engine's
 * bytes. Any problem ends the command before anything is computed or written.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import { type PreparedRehearsal, prepareRehearsal } from "../../sim-core/experiment/prepare-rehearsal.ts";
import { generateDemand } from "../../sim-core/import/generate-demand.ts";
import { parseScenario } from "../../sim-core/model/parse-scenario.ts";
import type { Scenario } from "../../sim-core/model/scenario.ts";
import { accepted, BadInput, problem } from "../bad-input.ts";
import { MAX_SCENARIO_BYTES, readInputText } from "../files/read-input.ts";
import { dataFolders } from "../project-folders.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const ENGINE_WASM = join(ROOT, "sim-core/engine/pkg/rehearsal_engine_bg.wasm");

export type Rehearsal = PreparedRehearsal & { readonly scenarioFile: string; readonly engineWasm: Uint8Array };

export type RehearsalFiles = { readonly folder: string; readonly city?: string; readonly demand?: string; readonly tripsPerHour?: number };

/** Generated demand keeps its own seed: the trips stay the same whatever the experiment's seed is. */
const DEMAND_SEED = "1";

export const loadRehearsal = (files: RehearsalFiles): Rehearsal => {
  const scenarioFile = scenarioFileOf(files.folder);
  const text = accepted(readInputText(scenarioFile, MAX_SCENARIO_BYTES));
  const places = cityPlaces(files, accepted(parseScenario(text, scenarioFile)), scenarioFile);
  const { tripsPerHour } = files;
  const engineWasm = readFileSync(ENGINE_WASM);
  const prepared = accepted(
    prepareRehearsal(
      {
        scenario: { text, file: scenarioFile },
        city: { text: cityText(places.city), file: places.city },
        demand:
          places.demand === undefined
            ? { makeFor: (city) => generateDemand(city, { seed: DEMAND_SEED, ...(tripsPerHour === undefined ? {} : { tripsPerHour }) }) }
            : { text: accepted(readInputText(places.demand)), file: places.demand },
      },
      loadEngine(engineWasm),
    ),
  );
  return { ...prepared, scenarioFile, engineWasm };
};

const scenarioFileOf = (folder: string): string => {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? join(folder, "scenario.yaml") : folder;
};

const cityText = (path: string): string => {
  const text = accepted(readInputText(path));
  if (!/^\s*</.test(text.slice(0, 100))) return text;
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
