/**
 * One sitting at the window: the simulation's client, the player and the store, and the verbs a person has. Components call these
 * verbs; nothing else starts anything.
 */
import type { IncidentTale } from "../../../sim-core/contract/incident-tale.ts";
import type { OpenRequest, RunSummary, TimelineItem, UnitPosition } from "../../../sim-core/contract/sim-service.ts";
import type { Problem } from "../../../sim-core/model/problem.ts";
import { connectDesktopService } from "../../platform/connect.ts";
import { createSimClient, type SimClient, spawnSimWorker } from "../../sim/sim-client.ts";
import type { CityView, Picked } from "../../view/city-view-types.ts";
import { type Experiments, startExperiments } from "../experiment/run-experiment.ts";
import { makePlayer, type Player } from "../playback/player.ts";
import { overlayOf } from "../stage/overlay.ts";
import { pointOnLine } from "../stage/point-on-line.ts";
import { appState, type Project, setApp, useApp } from "../store/app-store.ts";
import { besideOf, planArm, todayOrBack } from "../store/arms.ts";
import { toast } from "../store/toasts.ts";
import { MESSAGES } from "../text/messages.ts";
import { focusAt, incidentsOf, neighbour } from "../timeline/timeline-model.ts";
import { choosePaths, fetchBytes, listData, NotFetched } from "./default-project.ts";
import { tieToDesktop } from "./desktop-tie.ts";
import { type ProjectFiles, sortDropped, unreadable } from "./dropped-files.ts";
import { filesOfRecent, type RecentHead } from "./recent-files.ts";
import { keepProject, keepResult, keepShipped } from "./remember-project.ts";

export type Session = {
  readonly player: Player;
  /** The default district with one of the scenarios that came with the project. */
  openDefault(scenario?: string): Promise<void>;
  openFiles(files: readonly File[]): Promise<void>;
  /** From now on the native menu works and files opened outside of the page come in. */
  attend(): void;
  openRecent(recent: RecentHead): Promise<void>;
  /** Whether this kind of file is there already, of what is being gathered. */
  has(kind: keyof ProjectFiles): boolean;
  /** Lets go of files that wait for others. */
  forgetGathered(): void;
  /** After the simulation was lost: a fresh one at the same moment, or at the start of the run. */
  resume(from: "moment" | "start"): Promise<void>;
  setArm(arm: string): void;
  /** The baseline's run at the same moment under the same camera; a second time, the arm that was on stage before. */
  showToday(): void;
  /** Lays another arm beside the one on stage: same clock, same camera. Undefined = one arm alone again. */
  layBeside(arm: string | undefined): void;
  /** Beside today (or today beside the plan), or alone again. */
  toggleSplit(): void;
  /** Looks at an incident: the clock goes to its call, the timeline to its window. */
  goToIncident(incident: number): void;
  /** The clock goes to a moment of what the timeline shows, the map to its place, the inspector to what it is about. */
  goToItem(item: TimelineItem, atMs: number): void;
  /** The course of an incident in words. */
  explain(arm: string, incident: number): Promise<IncidentTale | undefined>;
  step(direction: 1 | -1): void;
  follow(unit: number | undefined): void;
  setView(view: CityView | undefined): void;
  view(): CityView | undefined;
  /** A run of an experiment on the stage: that day, that arm, at the call of that incident. */
  showOnStage(moment: StageMoment): Promise<void>;
} & Experiments;

/** `incident` undefined = where a preempted signal held others up longest, or the first call where none did. */
export type StageMoment = {
  readonly seed: string;
  readonly replication: number;
  readonly arm: string;
  readonly incident: number | undefined;
};

const SEED = "20260302";
/** Before the first call, in simulated ms: enough to see the truck leave. */
const LEAD_IN_MS = 5_000;

/** Camera to incident: near enough to tell houses, far enough to see the truck come. */
const INCIDENT_DISTANCE_M = 900;

/** Near enough to see one car in an alley. */
const ITEM_DISTANCE_M = 320;

const encoder = new TextEncoder();

const placeOfIncident = (project: Project | undefined, { link, offsetMm = 0 }: TimelineItem): { xM: number; yM: number } | undefined => {
  const shape = link === undefined ? undefined : project?.city.links[link]?.shapeMm;
  return shape === undefined ? undefined : pointOnLine(shape, offsetMm);
};

const longestPreemption = (timeline: readonly TimelineItem[]): TimelineItem | undefined =>
  timeline
    .filter(({ kind, endMs }) => kind === "preemption" && endMs !== undefined)
    .sort((a, b) => (b.endMs ?? 0) - b.startMs - ((a.endMs ?? 0) - a.startMs))[0];

/** What an item of the timeline is about. */
const subjectOf = (item: TimelineItem): Picked => {
  if (item.car !== undefined && item.kind === "car") return { kind: "car", id: item.car };
  if (item.hospital !== undefined) return { kind: "asset", id: item.hospital };
  if (item.unit !== undefined) return { kind: "unit", id: item.unit };
  return { kind: "incident", id: item.incident };
};

/** Undefined for units, which move. */
const placeOfItem = (project: Project | undefined, item: TimelineItem): { xM: number; yM: number } | undefined => {
  const { summaries, arm } = appState();
  const parked = item.car === undefined ? undefined : project?.city.parkedCars[summaries[arm]?.cars[item.car]?.parked ?? -1];
  const street = parked === undefined ? undefined : project?.city.links.find(({ id }) => id === parked.link);
  if (parked !== undefined && street !== undefined) return pointOnLine(street.shapeMm, parked.offsetMm);
  const hospital = project?.city.assets.find(({ id }) => id === item.hospital);
  if (hospital !== undefined) return { xM: hospital.xyMm[0] / 1000, yM: hospital.xyMm[1] / 1000 };
  return placeOfIncident(project, item);
};

/** Two entries in the browser's own measurements: until the picture's data were there, and until it was drawn. */
const measureSeek = (tookMs: number): void => {
  const start = performance.now() - tookMs;
  performance.measure("rehearsal.seek", { start, duration: tookMs });
  // The first callback runs before the frame that draws it, the second after.
  requestAnimationFrame(() => requestAnimationFrame(() => performance.measure("rehearsal.seek-drawn", { start })));
};

/** Two runs on one clock: whatever is on stage is compared with the baseline. */
const comparedWith = (arm: string, project: Project): string | undefined => (arm === project.baseline ? undefined : project.baseline);

export const startSession = (): Session => {
  const desktop = connectDesktopService();
  const client: SimClient = createSimClient({ spawn: spawnSimWorker });
  let view: CityView | undefined;
  let lastRequest: OpenRequest | undefined;
  /** Files that wait for the others of their project. */
  let gathered: ProjectFiles = {};
  let ghosts: readonly UnitPosition[] = [];
  /** Once, when the picture of a seek is there: units stand where they stood then. */
  let afterSeek: (() => void) | undefined;
  let lookLater: TimelineItem | undefined;
  /** Nothing of this project was seen yet. */
  let isFresh = false;
  /** Where to go as soon as the run has been computed that far. */
  let wanted: Pick<StageMoment, "arm" | "incident"> | undefined;

  const drawOverlay = (): void => {
    const state = appState();
    const summary = state.summaries[state.arm];
    if (view === undefined || state.project === undefined || summary === undefined) return;
    const { project, split } = state;
    // Where today itself stands beside it, its ghost would be there twice.
    view.setOverlay(overlayOf(project, summary, state.arm, state.isGhostShown && split === undefined ? ghosts : [], state.layers));
    const beside = split === undefined ? undefined : state.summaries[split.arm];
    if (beside !== undefined) view.setOtherOverlay(overlayOf(project, beside, beside.arm, [], state.layers));
  };

  /** The other run is computed along where something on stage shows it. */
  const pairRuns = (): void => {
    const { split, layers, project, arm } = appState();
    const forDifference = layers.difference && project !== undefined ? besideOf(project, arm) : undefined;
    player.pair(split?.arm ?? forDifference);
    view?.split(split === undefined ? undefined : { mode: "swipe", edgeP: split.edgeP });
  };

  /** At once, or as soon as the city is built. */
  const lookAt = (item: TimelineItem): void => {
    const place = placeOfIncident(appState().project, item);
    lookLater = view === undefined ? item : undefined;
    if (place !== undefined) view?.flyTo(place, INCIDENT_DISTANCE_M);
  };

  const goToWanted = ({ arm, timeline, computedMs }: RunSummary): void => {
    if (wanted === undefined || wanted.arm !== arm) return;
    const { incident } = wanted;
    const isComplete = computedMs >= (appState().project?.durationMs ?? 0);
    if (incident === undefined && !isComplete) return;
    const item = incident === undefined ? longestPreemption(timeline) : undefined;
    const found = incident ?? (item === undefined ? incidentsOf(timeline)[0]?.incident : undefined);
    if (item !== undefined) session.goToItem(item, item.startMs);
    else if (found !== undefined && incidentsOf(timeline).some((one) => one.incident === found)) session.goToIncident(found);
    else if (!isComplete) return;
    else toast(MESSAGES["evidence.notThere"], "trouble");
    wanted = undefined;
  };

  const onSummary = (summary: RunSummary, positions: readonly UnitPosition[]): void => {
    ghosts = positions;
    const { summaries, project, focus, isPlaying } = appState();
    const incidents = incidentsOf(summary.timeline);
    const current = focusAt(incidents, summary.atMs, focus, isPlaying)?.incident;
    const [first] = incidents;
    if (isFresh && first !== undefined) {
      isFresh = false;
      // Ready to play: the clock stands just before the first call, unless somebody has moved it.
      if (summary.atMs === project?.warmUpMs) {
        player.seek(Math.max(summary.atMs, first.callMs - LEAD_IN_MS));
        setApp({ selection: { kind: "incident", id: first.incident } });
        lookAt(first.item);
      }
    }
    setApp({ summaries: { ...summaries, [summary.arm]: summary }, ...(current === focus ? {} : { focus: current }) });
    if (project !== undefined) drawOverlay();
    goToWanted(summary);
  };

  const player = makePlayer({
    service: client,
    wallMs: () => performance.now(),
    nextFrame: (callback) => void requestAnimationFrame(callback),
    onState: setApp,
    onSummary,
    onOtherSummary: (summary) => {
      const { summaries, split } = appState();
      setApp({ summaries: { ...summaries, [summary.arm]: summary } });
      if (summary.arm === split?.arm) drawOverlay();
    },
    onFault: (error) => setApp({ lostReason: error instanceof Error ? error.message : String(error) }),
    onSeekDone: (tookMs) => {
      measureSeek(tookMs);
      afterSeek?.();
      afterSeek = undefined;
    },
  });

  client.onLost((reason) => setApp({ lostReason: reason }));
  useApp.subscribe((state, before) => {
    const isPairNew =
      state.split !== before.split ||
      state.layers.difference !== before.layers.difference ||
      state.arm !== before.arm ||
      state.project !== before.project; // its arms have names of their own
    if (isPairNew) pairRuns();
    if (state.layers !== before.layers || state.isGhostShown !== before.isGhostShown || state.split?.arm !== before.split?.arm)
      drawOverlay();
  });

  const fail = (problems: readonly Problem[], texts: ReadonlyMap<string, string> = new Map(), waiting: readonly string[] = []): void =>
    setApp({ phase: { kind: "problems", problems, texts, waiting } });

  /** True when it is open; else the problems are on the screen and what was open before still is. */
  const open = async (request: OpenRequest, texts?: ReadonlyMap<string, string>): Promise<boolean> => {
    setApp({ phase: { kind: "compiling" }, lostReason: undefined });
    player.pause();
    const answer = await client.open(request);
    if (!answer.ok) {
      fail(answer.problems, texts ?? new Map([[request.files.scenario, request.scenarioYaml]]));
      return false;
    }
    lastRequest = request;
    const project: Project = { ...answer, seed: request.seed, replication: request.replication };
    isFresh = true;
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
    player.load({
      durationMs: answer.durationMs,
      arm,
      ghostOf: comparedWith(arm, project),
      atMs: answer.warmUpMs,
    });
    return true;
  };

  /** A file that is not there is the person's to mend; anything else is a fault of ours and is said as it is. */
  const guarded = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (error instanceof NotFetched) fail([unreadable(error.message)]);
      else setApp({ lostReason: error instanceof Error ? error.message : String(error) });
    }
  };

  const session: Session = {
    player,
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
          session.takeResult(result, files.map(({ name }) => name).find((name) => name.endsWith(".json")) ?? "");
          void keepResult(result, files);
        }
        const before = gathered;
        gathered = { ...gathered, ...found };
        if (problems.length > 0) {
          const waiting = Object.values(gathered).map(({ name }) => name);
          return fail(problems, texts, waiting);
        }
        if (Object.keys(found).length === 0) return;
        const base = lastRequest;
        const scenarioYaml = gathered.scenario?.text ?? base?.scenarioYaml;
        // A city without its demand cannot run on another city's: the two go together.
        const cityJson = gathered.city === undefined ? base?.cityJson : encoder.encode(gathered.city.text);
        const demandJson = gathered.demand === undefined ? base?.demandJson : encoder.encode(gathered.demand.text);
        if (scenarioYaml === undefined || cityJson === undefined || demandJson === undefined) {
          return setApp({ phase: { kind: "empty" }, screen: "start" });
        }
        setApp({ screen: result === undefined ? "stage" : "experiment" });
        const request: OpenRequest = {
          cityJson,
          demandJson,
          scenarioYaml,
          files: {
            city: gathered.city?.name ?? base?.files.city ?? "",
            demand: gathered.demand?.name ?? base?.files.demand ?? "",
            scenario: gathered.scenario?.name ?? base?.files.scenario ?? "",
          },
          seed: SEED,
          replication: 0,
        };
        const isOpen = await open(request, texts);
        gathered = isOpen ? {} : before;
        if (isOpen) await keepProject(request, appState().project);
      }),
    openRecent: (recent) =>
      guarded(async () => {
        if (recent.shipped !== undefined) return session.openDefault(recent.shipped);
        gathered = {};
        await session.openFiles(await filesOfRecent(recent.id));
      }),
    attend() {
      if (desktop !== undefined) tieToDesktop(desktop, session);
    },
    has: (kind) => gathered[kind] !== undefined,
    forgetGathered() {
      gathered = {};
    },
    resume: (from) =>
      guarded(async () => {
        const { project, arm, atMs } = appState();
        const answer = await client.reopen();
        if (!answer.ok || project === undefined) return;
        setApp({ lostReason: undefined });
        const startMs = from === "start" ? answer.warmUpMs : atMs;
        player.load({ durationMs: answer.durationMs, arm, ghostOf: comparedWith(arm, project), atMs: startMs });
      }),
    setArm(arm) {
      const { project } = appState();
      if (project?.arms.some(({ id }) => id === arm) !== true) return;
      const { arm: before, split } = appState();
      if (before !== arm) {
        // Who stands beside it already changes places with it.
        setApp({ arm, armBefore: before, ...(split?.arm === arm ? { split: { ...split, arm: before } } : {}) });
      }
      player.setArm(arm, comparedWith(arm, project));
    },
    showToday() {
      const { project, arm, armBefore } = appState();
      const next = project === undefined ? undefined : todayOrBack(project, arm, armBefore);
      if (next !== undefined) session.setArm(next);
    },
    layBeside(arm) {
      const { project, arm: own, split } = appState();
      if (arm === undefined) return setApp({ split: undefined });
      if (arm === own || project?.arms.some(({ id }) => id === arm) !== true) return;
      setApp({ split: { arm, edgeP: split?.edgeP ?? 0.5 } });
    },
    toggleSplit() {
      const { project, arm, split } = appState();
      session.layBeside(split !== undefined || project === undefined ? undefined : besideOf(project, arm));
    },
    goToIncident(incident) {
      const { summaries, arm } = appState();
      const found = incidentsOf(summaries[arm]?.timeline ?? []).find((one) => one.incident === incident);
      if (found === undefined) return;
      setApp({ focus: incident, isWholeRun: false, zoom: undefined, selection: { kind: "incident", id: incident } });
      player.seek(Math.max(0, found.callMs - LEAD_IN_MS));
      lookAt(found.item);
    },
    goToItem(item, atMs) {
      setApp({ selection: subjectOf(item) });
      const place = placeOfItem(appState().project, item);
      const { unit } = item;
      if (place !== undefined) view?.flyTo(place, ITEM_DISTANCE_M);
      afterSeek = place === undefined && unit !== undefined ? () => view?.flyTo({ kind: "unit", id: unit }, ITEM_DISTANCE_M) : undefined;
      player.seek(Math.max(0, atMs));
    },
    explain: (arm, incident) => client.explain(arm, incident),
    step(direction) {
      const { summaries, arm } = appState();
      const nowMs = player.nowMs() + (direction === 1 ? LEAD_IN_MS : -LEAD_IN_MS);
      const next = neighbour(incidentsOf(summaries[arm]?.timeline ?? []), nowMs, direction);
      if (next !== undefined) session.goToIncident(next.incident);
    },
    follow(unit) {
      setApp({ followed: unit });
      view?.follow(unit);
    },
    setView(next) {
      view = next;
      player.show(next);
      pairRuns();
      if (lookLater !== undefined && next !== undefined) lookAt(lookLater);
      drawOverlay();
    },
    view: () => view,
    showOnStage: ({ seed, replication, arm, incident }) =>
      guarded(async () => {
        const { project } = appState();
        if (project?.arms.some(({ id }) => id === arm) !== true) return;
        player.pause();
        wanted = { arm, incident };
        isFresh = false;
        const isSameDay = project.seed === seed && project.replication === replication;
        if (!isSameDay) {
          await client.replay(seed, replication);
          setApp({
            project: { ...project, seed, replication },
            summaries: {},
            selection: undefined,
            followed: undefined,
            focus: undefined,
          });
        }
        setApp({ arm, screen: "stage" });
        const atMs = isSameDay ? player.nowMs() : project.warmUpMs;
        player.load({ durationMs: project.durationMs, arm, ghostOf: comparedWith(arm, project), atMs });
        toast(MESSAGES["evidence.going"]);
      }),
    ...startExperiments(() => lastRequest),
  };
  return session;
};
