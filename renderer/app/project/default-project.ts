/** Finds the data that came with the project: by the services where they answer, else by the known paths of the default district. */
import type { DesktopService, ProjectList } from "../../../sim-core/contract/desktop-service.ts";

const DEFAULT_SCENARIO = "fire-preemption";
const SHIPPED = ["fire-preemption", "fire-response", "emergency-medical"];
const DEFAULT_CITY = "riverside-district";

const KNOWN: ProjectList = {
  scenarios: SHIPPED.map((id) => ({ id, scenarioPath: `/data/scenarios/${id}/scenario.yaml` })),
  cities: [
    {
      id: DEFAULT_CITY,
      cityPath: `/data/cities/${DEFAULT_CITY}/city.json.gz`,
      demandPath: `/data/cities/${DEFAULT_CITY}/demand.json.gz`,
    },
  ],
};

export const listData = async (service: DesktopService | undefined): Promise<ProjectList> => {
  if (service === undefined) return KNOWN;
  return service.projects().catch(() => KNOWN);
};

export type ProjectPaths = { readonly scenarioPath: string; readonly cityPath: string; readonly demandPath: string };

/** The scenario that is wanted if it is there, else the first; its city by name, else the first that has a demand. */
export const choosePaths = (list: ProjectList, wanted: string = DEFAULT_SCENARIO): ProjectPaths | undefined => {
  const scenario = list.scenarios.find(({ id }) => id === wanted) ?? list.scenarios[0];
  const complete = list.cities.filter(({ demandPath }) => demandPath !== null);
  const city = complete.find(({ id }) => id === DEFAULT_CITY) ?? complete[0];
  if (scenario === undefined || city === undefined || city.demandPath === null) return undefined;
  return { scenarioPath: scenario.scenarioPath, cityPath: city.cityPath, demandPath: city.demandPath };
};

/** The file is not there, or nobody answers. */
export class NotFetched extends Error {
  override readonly name = "NotFetched";
}

export const fetchBytes = async (path: string): Promise<Uint8Array> => {
  const response = await fetch(path).catch(() => undefined);
  if (response?.ok !== true) throw new NotFetched(path);
  return new Uint8Array(await response.arrayBuffer());
};
