/**
 * One sitting at the window: the simulation's client, the player and the store, and the verbs a person has. Components call these
 * verbs; nothing else starts anything. Opening, going places and comparing have modules of their own; here they meet.
 */
import type { RunSummary, UnitPosition } from "../../../sim-core/contract/sim-service.ts";
import { connectDesktopService } from "../../platform/connect.ts";
import { createSimClient, type SimClient, spawnSimWorker } from "../../sim/sim-client.ts";
import type { CityView } from "../../view/city-view-types.ts";
import { inStep, pictureSplit, placed } from "../compare/modes.ts";
import { type Experiments, startExperiments } from "../experiment/run-experiment.ts";
import { measureFirstPictures } from "../playback/first-pictures.ts";
import { makePlayer, type Player } from "../playback/player.ts";
import { overlayOf } from "../stage/overlay.ts";
import { appState, setApp, useApp } from "../store/app-store.ts";
import { toast } from "../store/toasts.ts";
import { MESSAGES } from "../text/messages.ts";
import { focusAt, incidentsOf } from "../timeline/timeline-model.ts";
import { type Comparing, comparedWith, makeComparing, pairedWith, sayBranchesGone } from "./comparing.ts";
import { tieToDesktop } from "./desktop-tie.ts";
import { type Destination, type GoingPlaces, makeGoingPlaces } from "./going-places.ts";
import { guarded, makeOpening, type Opening } from "./opening.ts";

export type Session = {
  readonly player: Player;
  /** From now on the native menu works and files opened outside of the page come in. */
  attend(): void;
  /** After the simulation was lost: a fresh one at the same moment, or at the start of the run. */
  resume(from: "moment" | "start"): Promise<void>;
  /** What the simulation knows of one thing, asked while somebody looks at it. */
  readonly sim: Pick<SimClient, "explain" | "look" | "unitTrace" | "linkMinutes" | "assetCourses">;
  setView(view: CityView | undefined): void;
  view(): CityView | undefined;
  /** A run of an experiment on the stage: that day, that arm, at the call of that incident. */
  showOnStage(moment: StageMoment): Promise<void>;
} & Opening &
  GoingPlaces &
  Comparing &
  Experiments;

export type StageMoment = Destination & { readonly seed: string; readonly replication: number };

/** Two entries in the browser's own measurements: until the picture's data were there, and until it was drawn. */
const measureSeek = (tookMs: number): void => {
  const start = performance.now() - tookMs;
  performance.measure("rehearsal.seek", { start, duration: tookMs });
  // The first callback runs before the frame that draws it, the second after.
  requestAnimationFrame(() => requestAnimationFrame(() => performance.measure("rehearsal.seek-drawn", { start })));
};

export const startSession = (): Session => {
  const desktop = connectDesktopService();
  const client: SimClient = createSimClient({ spawn: spawnSimWorker });
  let view: CityView | undefined;
  let ghosts: readonly UnitPosition[] = [];

  const drawOverlay = (): void => {
    const state = appState();
    const summary = state.summaries[state.arm];
    if (view === undefined || state.project === undefined || summary === undefined) return;
    const { project, split } = state;
    const { focus, layers } = state;
    const other = state.summaries[pairedWith(state) ?? ""];
    // Where today itself stands beside it, its ghost would be there twice.
    const shownGhosts = state.isGhostShown && pictureSplit(state) === undefined ? ghosts : [];
    view.setOverlay(overlayOf({ project, summary, arm: state.arm, ghosts: shownGhosts, layers, focus, other }));
    const beside = split === undefined ? undefined : state.summaries[split.arm];
    if (beside === undefined) return;
    view.setOtherOverlay(overlayOf({ project, summary: beside, arm: beside.arm, ghosts: [], layers, focus, other: summary }));
  };

  const onSummary = (summary: RunSummary, positions: readonly UnitPosition[]): void => {
    ghosts = positions;
    const { summaries, project, focus, isPlaying } = appState();
    const current = focusAt(incidentsOf(summary.timeline), summary.atMs, focus, isPlaying)?.incident;
    places.welcome(summary);
    setApp({ summaries: { ...summaries, [summary.arm]: summary }, ...(current === focus ? {} : { focus: current }) });
    if (project !== undefined) drawOverlay();
    places.goToWanted(summary);
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
      places.seekDone();
    },
  });
  const places = makeGoingPlaces(player, () => view);
  const comparing = makeComparing({ client, player, view: () => view });
  const experiments = startExperiments(() => opening.lastRequest());
  const opening = makeOpening({
    client,
    desktop,
    pause: player.pause,
    takeResult: experiments.takeResult,
    onOpened: (project, arm) => {
      places.startFresh();
      player.load({ durationMs: project.durationMs, arm, ghostOf: comparedWith(arm, project), atMs: project.warmUpMs });
    },
  });

  client.onLost((reason) => setApp({ lostReason: reason }));
  useApp.subscribe((state, before) => {
    const step = inStep(state, before);
    if (step !== undefined) setApp(step); // and comes back here with that
    const isPairNew =
      state.split !== before.split ||
      state.compareMode !== before.compareMode ||
      state.layers.difference !== before.layers.difference ||
      state.arm !== before.arm ||
      state.project !== before.project; // its arms have names of their own
    if (isPairNew) comparing.pairRuns();
    if (state.selection !== before.selection) view?.select(state.selection);
    if (
      state.layers !== before.layers ||
      state.compareMode !== before.compareMode ||
      state.isGhostShown !== before.isGhostShown ||
      state.split?.arm !== before.split?.arm
    )
      drawOverlay();
  });

  const session: Session = {
    player,
    ...opening.verbs,
    ...places.verbs,
    ...comparing.verbs,
    ...experiments,
    attend() {
      if (desktop !== undefined) tieToDesktop(desktop, session);
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
    sim: client,
    setView(next) {
      view = next;
      player.show(next === undefined ? undefined : measureFirstPictures(next, () => appState().isPlaying));
      comparing.pairRuns();
      view?.select(appState().selection);
      places.viewIsThere();
      drawOverlay();
    },
    view: () => view,
    showOnStage: ({ seed, replication, arm, incident }) =>
      guarded(async () => {
        const { project, split } = appState();
        if (project?.arms.some(({ id }) => id === arm) !== true) return;
        player.pause();
        places.goWhenComputed({ arm, incident });
        const isSameDay = project.seed === seed && project.replication === replication;
        if (!isSameDay) {
          await client.replay(seed, replication);
          sayBranchesGone(project.branches.length);
          setApp({
            project: { ...project, seed, replication, branches: [] },
            // Beside it stays what is an arm of every day.
            split: project.arms.some(({ id }) => id === split?.arm) ? split : undefined,
            summaries: {},
            selection: undefined,
            followed: undefined,
            focus: undefined,
          });
        }
        setApp({ ...placed(appState(), arm), screen: "stage" });
        const atMs = isSameDay ? player.nowMs() : project.warmUpMs;
        player.load({ durationMs: project.durationMs, arm, ghostOf: comparedWith(arm, project), atMs });
        toast(MESSAGES["evidence.going"]);
      }),
  };
  return session;
};
