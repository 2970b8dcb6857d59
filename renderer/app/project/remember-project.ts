/** Puts what was just opened among the recent ones. Where the browser cannot keep it, a sentence says so and nothing else is lost. */
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import type { OpenRequest } from "../../../sim-core/contract/sim-service.ts";
import type { Project } from "../store/app-store.ts";
import { toast } from "../store/toasts.ts";
import { MESSAGES, sameInBoth } from "../text/messages.ts";
import { addRecent, type NewRecent, packed, type RecentFile } from "./recent-files.ts";

const add = async (recent: () => Promise<NewRecent>): Promise<void> => {
  try {
    await addRecent(await recent(), Date.now());
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
    toast(MESSAGES[isFull ? "recent.full" : "recent.forbidden"], "trouble");
  }
};

const headOf = (project: Project): Pick<NewRecent, "title" | "about"> => ({
  title: project.city.title,
  about: project.scenario.scenario.title,
});

/** One that came with the project and was chosen by a person; the one that opens by itself is no choice. */
export const keepShipped = (scenario: string, project: Project | undefined): Promise<void> | undefined =>
  project === undefined ? undefined : add(async () => ({ id: `shipped ${scenario}`, ...headOf(project), shipped: scenario, files: [] }));

export const keepProject = (request: OpenRequest, project: Project | undefined): Promise<void> | undefined => {
  if (project === undefined) return undefined;
  const { files, cityJson, demandJson, scenarioYaml } = request;
  const nameOf = (path: string): string => path.split("/").at(-1) ?? path;
  const file = async (name: string, bytes: Uint8Array): Promise<RecentFile> => ({ name: nameOf(name), bytes: await packed(bytes) });
  return add(async () => ({
    id: `files ${project.cityHash} ${project.scenarioHash} ${project.demandHash}`,
    ...headOf(project),
    files: [
      await file(files.city, cityJson),
      await file(files.demand, demandJson),
      await file(files.scenario, new TextEncoder().encode(scenarioYaml)),
    ],
  }));
};

export const keepResult = (result: ExperimentResult, files: readonly File[]): Promise<void> =>
  add(async () => {
    const kept: RecentFile[] = [];
    for (const file of files) kept.push({ name: file.name, bytes: await packed(new Uint8Array(await file.arrayBuffer())) });
    return {
      id: `result ${result.scenario.hash} ${result.city.hash} ${result.seed} ${result.replications}`,
      title: sameInBoth(result.scenario.id),
      about: MESSAGES["recent.result"],
      files: kept,
    };
  });
