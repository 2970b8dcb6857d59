/** Which cities and scenarios lie in the project's data folders, as paths that the page can fetch. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ProjectList } from "../../sim-core/contract/desktop-service.ts";

export type DataFolders = { readonly cities: string; readonly scenarios: string };

const foldersIn = async (folder: string): Promise<readonly string[]> => {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => entry.name)
      .sort();
  } catch {
    return []; // a missing data folder is an empty one: the page then asks for files
  }
};

const firstOf = (names: readonly string[], wanted: readonly string[]): string | undefined => wanted.find((name) => names.includes(name));

export const listProjects = async (folders: DataFolders): Promise<ProjectList> => {
  const cities: ProjectList["cities"] = [];
  for (const id of await foldersIn(folders.cities)) {
    const names = await readdir(join(folders.cities, id));
    const city = firstOf(names, ["city.json", "city.json.gz"]);
    const demand = firstOf(names, ["demand.json", "demand.json.gz"]);
    if (city === undefined) continue;
    cities.push({ id, cityPath: `/data/cities/${id}/${city}`, demandPath: demand === undefined ? null : `/data/cities/${id}/${demand}` });
  }
  const scenarios: ProjectList["scenarios"] = [];
  for (const id of await foldersIn(folders.scenarios)) {
    const names = await readdir(join(folders.scenarios, id));
    if (names.includes("scenario.yaml")) scenarios.push({ id, scenarioPath: `/data/scenarios/${id}/scenario.yaml` });
  }
  return { scenarios, cities };
};
