/**
 * Opening a project: the examples that came along, files that were chosen or dropped, those that were open before. Files of one
 * project may come one by one; a broken one costs nothing, since what was open stays open.
 */
import type { DesktopService } from "../../../sim-core/contract/desktop-service.ts";
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import type { OpenRequest } from "../../../sim-core/contract/sim-service.ts";
import type { Problem } from "../../../sim-core/model/problem.ts";
import type { SimClient } from "../../sim/sim-client.ts";
import { loadCityView } from "../stage/load-city-view.ts";
import { appState, type Project, setApp } from "../store/app-store.ts";
import { planArm } from "../store/arms.ts";
import { toast } from "../store/toasts.ts";
import { MESSAGES } from "../text/messages.ts";
import { sayBranchesGone } from "./comparing.ts";
import { choosePaths, fetchBytes, listData, NotFetched } from "./default-project.ts";
import { type ProjectFiles, sortDropped, unreadable } from "./dropped-files.ts";
import { filesOfRecent, type RecentHead } from "./recent-files.ts";
import { keepProject, keepResult, keepShipped } from "./remember-project.ts";

export type Opening = {
  /** The default district with one of the scenarios that came with the project. */
  openDefault(scenario?: string): Promise<void>;
  openFiles(files: readonly File[]): Promise<void>;
  openRecent(recent: RecentHead): Promise<void>;
  /** Whether this kind of file is there already, of what is being gathered. */
  has(kind: keyof ProjectFiles): boolean;
  /** Lets go of files that wait for others. */
  forgetGathered(): void;
};

const SEED = "20260302";
const encoder = new TextEncoder();

const fail = (problems: readonly Problem[], texts: ReadonlyMap<string, string> = new Map(), waiting: readonly string[] = []): void =>
  setApp({ phase: { kind: "problems", problems, texts, waiting } });

/** A file that is not there is the person's to mend; anything else is a fault of ours and is said as it is. */
export const guarded = async (act: () => Promise<void>): Promise<void> => {
  try {
    await act();
  } catch (error) {
    if (error instanceof NotFetched) fail([unreadable(error.message)]);
    else setApp({ lostReason: error instanceof Error ? error.message : String(error) });
  }
};

export type OpeningParts = {
  readonly client: Pick<SimClient, "open">;
  readonly desktop: DesktopService | undefined;
  readonly pause: () => void;
  /** It is open and in the store. */
  readonly onOpened: (project: Project, arm: string) => void;
  readonly takeResult: (result: ExperimentResult, file: string) => void;
};

export const makeOpening = ({ client, desktop, pause, onOpened, takeResult }: OpeningParts) => {
  let lastRequest: OpenRequest | undefined;
  /** Files that wait for the others of their project. */
  let gathered: ProjectFiles = {};

  /** True when it is open; else the problems are on the screen and what was open before still is. */
  const open = async (request: OpenRequest, texts?: ReadonlyMap<string, string>): Promise<boolean> => {
    setApp({ phase: { kind: "compiling" }, lostReason: undefined });
    pause();
    const answer = await client.open(request);
    if (!answer.ok) {
      fail(answer.problems, texts ?? new Map([[request.files.scenario, request.scenarioYaml]]));
      return false;
    }
    lastRequest = request;
    sayBranchesGone(appState().project?.branches.length ?? 0);
    const project: Project = { ...answer, seed: request.seed, replication: request.replication, branches: [] };
    const arm = planArm(answer) ?? answer.baseline;
    setApp({
      project,
      arm,
      armBefore: undefined,
      split: undefined,
      phase: { kind: "ready" },
      summaries: {},
      selection: undefined,
      followed: undefined,
      focus: undefined,
      zoom: undefined,
    });
    onOpened(project, arm);
    return true;
  };

  const opening: Opening = {
    openDefault: (scenario) =>
      guarded(async () => {
        const list = await listData(desktop);
        setApp({
          screen: "stage",
          scenarios: list.scenarios.map(({ id }) => id),
          scenarioPaths: Object.fromEntries(list.scenarios.map(({ id, scenarioPath }) => [id, scenarioPath])),
        });
        const paths = choosePaths(list, scenario);
        if (paths === undefined) return setApp({ phase: { kind: "empty" } });
        void loadCityView(); // what it is needed for is on its way too
        const load = async (path: string): Promise<Uint8Array> => {
          setApp({ phase: { kind: "loading", what: path.split("/").slice(-2).join("/") } });
          return fetchBytes(path);
        };
        const isOpen = await open({
          cityJson: await load(paths.cityPath),
          demandJson: await load(paths.demandPath),
          scenarioYaml: new TextDecoder().decode(await load(paths.scenarioPath)),
          files: { city: paths.cityPath, demand: paths.demandPath, scenario: paths.scenarioPath },
          seed: SEED,
          replication: 0,
        });
        if (isOpen) gathered = {};
        if (isOpen && scenario !== undefined) await keepShipped(scenario, appState().project);
      }),
    openFiles: (files) =>
      guarded(async () => {
        const { result, files: found, problems, texts } = await sortDropped(files);
        if (result !== undefined) {
          takeResult(result, files.map(({ name }) => name).find((name) => name.endsWith(".json")) ?? "");
          void keepResult(result, files);
        }
        const before = gathered;
        gathered = { ...gathered, ...found };
        if (problems.length > 0) {
          const waiting = Object.values(gathered).map(({ name }) => name);
          return fail(problems, texts, waiting);
        }
        if (Object.keys(found).length === 0) return;
        const request = requestOf(gathered, lastRequest);
        if (request === undefined) return setApp({ phase: { kind: "empty" }, screen: "start" });
        setApp({ screen: result === undefined ? "stage" : "experiment" });
        const isOpen = await open(request, texts);
        gathered = isOpen ? {} : before;
        if (isOpen) await keepProject(request, appState().project);
      }),
    openRecent: (recent) =>
      guarded(async () => {
        if (recent.shipped !== undefined) return opening.openDefault(recent.shipped);
        const kept = await filesOfRecent(recent.id).catch(() => []);
        if (kept.length === 0) return toast(MESSAGES["recent.gone"], "trouble");
        gathered = {};
        await opening.openFiles(kept);
      }),
    has: (kind) => gathered[kind] !== undefined,
    forgetGathered() {
      gathered = {};
    },
  };
  return { verbs: opening, lastRequest: () => lastRequest };
};

/** What was gathered, and for the rest what is open already; undefined while something is missing. */
const requestOf = ({ scenario, city, demand }: ProjectFiles, base: OpenRequest | undefined): OpenRequest | undefined => {
  const scenarioYaml = scenario?.text ?? base?.scenarioYaml;
  // A city without its demand cannot run on another city's: the two go together.
  const cityJson = city === undefined ? base?.cityJson : encoder.encode(city.text);
  const demandJson = demand === undefined ? base?.demandJson : encoder.encode(demand.text);
  if (scenarioYaml === undefined || cityJson === undefined || demandJson === undefined) return undefined;
  return {
    cityJson,
    demandJson,
    scenarioYaml,
    files: {
      city: city?.name ?? base?.files.city ?? "",
      demand: demand?.name ?? base?.files.demand ?? "",
      scenario: scenario?.name ?? base?.files.scenario ?? "",
    },
    seed: SEED,
    replication: 0,
  };
};
