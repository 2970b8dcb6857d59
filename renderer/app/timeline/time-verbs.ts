/** What a person does with the time line: its window, loops, events; whether a key, a button or the wheel asked for it. */
import type { Player } from "../playback/player.ts";
import type { Session } from "../project/session.ts";
import { appState, setApp } from "../store/app-store.ts";
import { homeWindowOf, incidentsOf, neighbourEvent, placeP, type Window } from "./timeline-model.ts";
import { besideItems } from "./use-timeline.ts";
import { isIn, panned, zoomed } from "./zoom.ts";

/** The incident's own window, or the whole run: where nobody has zoomed. */
export const homeWindow = (): Window => {
  const state = appState();
  const { summaries, arm, focus, isWholeRun, project } = state;
  const found = isWholeRun ? undefined : incidentsOf(summaries[arm]?.timeline ?? []).find(({ incident }) => incident === focus);
  return homeWindowOf(found, besideItems(state), project?.durationMs ?? 1);
};

export const shownWindow = (): Window => appState().zoom ?? homeWindow();

const show = (window: Window): void => setApp({ zoom: { ...window, by: "hand" } });

/** About a share of the window; else about the playhead, as far as it is to be seen. */
export const zoomTime = (factor: number, aboutP?: number): void => {
  const { atMs, project } = appState();
  const window = shownWindow();
  const playheadP = isIn(atMs, window) ? placeP(atMs, window) : 0.5;
  show(zoomed(window, factor, aboutP ?? playheadP, project?.durationMs ?? 1));
};

export const panTime = (byP: number): void => show(panned(shownWindow(), byP, appState().project?.durationMs ?? 1));

export const showHomeWindow = (): void => setApp({ zoom: undefined });

/** What is shown now is played again and again, until it is asked not to be. */
export const toggleLoop = (player: Player): void => player.setLoop(appState().loop === undefined ? shownWindow() : undefined);

export const goToEvent = ({ player }: Session, direction: 1 | -1): void => {
  const { summaries, arm, focus, isWholeRun } = appState();
  const atMs = neighbourEvent(summaries[arm]?.timeline ?? [], isWholeRun ? undefined : focus, player.nowMs(), direction);
  if (atMs !== undefined) player.seek(atMs);
};
