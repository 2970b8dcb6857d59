/** What a verb does, whether a key, the palette or a menu asked for it. */
import { nextMode } from "../compare/modes.ts";
import { cutSpeed } from "../playback/clock.ts";
import type { Session } from "../project/session.ts";
import { askForBranch } from "../runs/ask-for-branch.ts";
import { goToBookmark, saveBookmark } from "../stage/bookmarks.ts";
import { togglePlan } from "../stage/plan-view.ts";
import { appState, setApp } from "../store/app-store.ts";
import { listedRuns } from "../store/arms.ts";
import { goToEvent, toggleLoop, zoomTime } from "../timeline/time-verbs.ts";
import { endTour } from "../tour/tour-state.ts";
import type { Verb } from "./shortcuts.ts";

const nextArm = (session: Session): void => {
  const { project, arm } = appState();
  if (project === undefined) return;
  const runs = listedRuns(project);
  const at = runs.findIndex(({ run }) => run === arm);
  const next = runs[(at + 1) % runs.length];
  if (next !== undefined) session.setArm(next.run);
};

const followTruck = (session: Session): void => {
  const { followed, summaries, arm, focus } = appState();
  if (followed !== undefined) {
    session.follow(undefined);
    return;
  }
  const units = summaries[arm]?.units ?? [];
  const truck = units.find(({ state, incident }) => state === "driving" && incident === focus) ?? units.find(({ driving }) => driving);
  if (truck !== undefined) session.follow(truck.unit);
};

export const perform = (verb: Verb, session: Session): void => {
  const { player } = session;
  const state = appState();
  switch (verb.do) {
    case "toggle":
      player.toggle();
      break;
    case "seek":
      player.seek(player.nowMs() + verb.byMs);
      break;
    case "speed":
      player.setSpeed(verb.speed);
      break;
    case "speed-by":
      player.setSpeed(cutSpeed(state.speed * verb.factor));
      break;
    case "incident":
      session.step(verb.direction);
      break;
    case "event":
      goToEvent(session, verb.direction);
      break;
    case "zoom-time":
      zoomTime(verb.factor);
      break;
    case "loop":
      toggleLoop(player);
      break;
    case "type-time":
      setApp({ screen: "stage", isTimeTyped: true });
      break;
    case "rows":
      setApp({ hasAllLanes: !state.hasAllLanes });
      break;
    case "zoom":
      session.view()?.zoomBy(verb.factor);
      break;
    case "pan":
      session.view()?.panBy(verb.rightP, verb.upP);
      break;
    case "turn":
      session.view()?.turnBy(verb.azimuthDeg, 0);
      break;
    case "home":
      session.view()?.view("main");
      break;
    case "plan":
      togglePlan(session);
      break;
    case "keep-view":
      saveBookmark(session);
      break;
    case "kept-view":
      goToBookmark(session, verb.at);
      break;
    case "start":
      player.seek(0);
      break;
    case "end":
      player.seek(Number.MAX_SAFE_INTEGER);
      break;
    case "next-arm":
      nextArm(session);
      break;
    case "today":
      session.showToday();
      break;
    case "split":
      session.toggleSplit();
      break;
    case "compare-mode":
      if (state.split === undefined) session.toggleSplit();
      else setApp({ compareMode: nextMode(state.compareMode) });
      break;
    case "branch":
      askForBranch(player);
      break;
    case "follow":
      followTruck(session);
      break;
    case "whole":
      setApp({ isWholeRun: !state.isWholeRun, zoom: undefined });
      break;
    case "table":
      setApp({ isTableShown: !state.isTableShown });
      break;
    case "sheet":
      setApp({ sheet: verb.sheet });
      break;
    case "close":
      if (state.sheet !== undefined) setApp({ sheet: undefined });
      else if (state.tour !== undefined) endTour();
      else setApp({ selection: undefined });
      break;
  }
};
