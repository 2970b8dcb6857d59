/** Begins, moves and ends the guided tour. It drives the real stage through the same verbs that a person has. */
import type { Session } from "../project/session.ts";
import { appState, setApp, useApp } from "../store/app-store.ts";
import { planArm } from "../store/arms.ts";
import { isMotionReduced } from "../store/choose.ts";
import { bestTale, isWhole, type Stop, type Tale } from "./tour-stops.ts";

/** The scenario that has every kind of stop. */
const TOUR_SCENARIO = "fire-response";
/** Slow enough to read beside it. */
const SPEED = 4;

const tell = (session: Session, tale: Tale, at: number): void => {
  const stop = tale.stops[at];
  if (stop === undefined) return;
  setApp({ tour: { at, tale } });
  show(session, tale, stop);
};

/** Sets the stage for a stop: the arm, the clock, what is selected, what the camera looks at. */
const show = (session: Session, tale: Tale, stop: Stop): void => {
  const { player } = session;
  const { project } = appState();
  if (project === undefined) return;
  const arm = stop.name === "compare" ? project.baseline : planArm(project);
  if (arm !== undefined && arm !== appState().arm) session.setArm(arm);
  setApp({ screen: stop.name === "verdict" ? "experiment" : "stage", isGhostShown: true });
  player.pause();
  if (stop.name === "call") session.goToIncident(tale.incident);
  else if (stop.item !== undefined) session.goToItem(stop.item, stop.atMs);
  player.seek(stop.atMs);
  setApp({ focus: tale.incident, isWholeRun: false, zoom: undefined });
  if (stop.untilMs <= stop.atMs || isMotionReduced()) return;
  player.setSpeed(SPEED);
  if (!appState().isPlaying) player.toggle();
};

/** Looks through what is computed until a fire shows everything, or until there is no more to compute. */
const findTale = (): Tale | undefined => {
  const { project, summaries } = appState();
  const arm = project === undefined ? undefined : planArm(project);
  const summary = arm === undefined ? undefined : summaries[arm];
  if (project === undefined || summary === undefined) return undefined;
  const best = bestTale(summary.timeline);
  return best !== undefined && (isWhole(best) || summary.computedMs >= project.durationMs) ? best : undefined;
};

let stopWatching = (): void => undefined;

export const endTour = (): void => {
  stopWatching();
  setApp({ tour: undefined });
};

const watch = (session: Session): void => {
  stopWatching();
  stopWatching = useApp.subscribe((state, before) => {
    const { tour } = state;
    if (tour === undefined) return;
    if (tour.tale === undefined) {
      if (state.summaries === before.summaries) return;
      const tale = findTale();
      if (tale !== undefined) tell(session, tale, 0);
      return;
    }
    const stop = tour.tale.stops[tour.at];
    // A stop that has been seen waits; whoever plays on from there goes on.
    if (stop !== undefined && state.isPlaying && before.atMs < stop.untilMs && state.atMs >= stop.untilMs) session.player.pause();
  });
};

export const startTour = async (session: Session): Promise<void> => {
  setApp({ tour: { at: 0, tale: undefined }, sheet: undefined });
  if (appState().project?.scenario.scenario.id !== TOUR_SCENARIO || appState().phase.kind !== "ready") {
    await session.openDefault(TOUR_SCENARIO);
  }
  if (appState().phase.kind !== "ready") return endTour(); // its files are not there: the window says so
  const { project } = appState();
  const arm = project === undefined ? undefined : planArm(project);
  if (arm !== undefined && appState().arm !== arm) session.setArm(arm);
  setApp({ screen: "stage" });
  watch(session);
  const tale = findTale();
  if (tale !== undefined) tell(session, tale, 0);
};

export const moveTour = (session: Session, by: 1 | -1): void => {
  const { tour } = appState();
  if (tour?.tale === undefined) return;
  const at = tour.at + by;
  if (at >= tour.tale.stops.length) endTour();
  else if (at >= 0) tell(session, tour.tale, at);
};
