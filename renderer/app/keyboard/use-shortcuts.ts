import { useEffect } from "react";
import { cutSpeed } from "../playback/clock.ts";
import type { Session } from "../project/session.ts";
import { appState, setApp } from "../store/app-store.ts";
import { type Verb, verbFor } from "./shortcuts.ts";

const isIn = (target: EventTarget | null, selector: string): boolean => target instanceof Element && target.closest(selector) !== null;

const nextArm = (session: Session): void => {
  const { project, arm } = appState();
  if (project === undefined) return;
  const at = project.arms.findIndex(({ id }) => id === arm);
  const next = project.arms[(at + 1) % project.arms.length];
  if (next !== undefined) session.setArm(next.id);
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

const perform = (verb: Verb, session: Session): void => {
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
    case "zoom":
      session.view()?.zoomBy(verb.factor);
      break;
    case "pan":
      session.view()?.panBy(verb.rightP, verb.upP);
      break;
    case "turn":
      session.view()?.turnBy(verb.azimuthDeg, 0);
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
    case "follow":
      followTruck(session);
      break;
    case "whole":
      setApp({ isWholeRun: !state.isWholeRun });
      break;
    case "help":
      setApp({ isHelpOpen: true });
      break;
    case "close":
      setApp(state.isHelpOpen ? { isHelpOpen: false } : { selection: undefined });
      break;
  }
};

export const useShortcuts = (session: Session): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { phase, isHelpOpen, hasSingleKeys } = appState();
      const verb = verbFor(event, {
        isTyping: isIn(event.target, "input:not([type=checkbox]), textarea, select, [contenteditable=true]"),
        isOnControl: isIn(event.target, "button, a, [role=switch], [role=radio], summary"),
        hasSingleKeys,
      });
      if (verb === undefined || (verb.do !== "close" && verb.do !== "help" && (phase.kind !== "ready" || isHelpOpen))) return;
      // Arrows inside a group of choices move the choice.
      if (verb.do === "seek" && isIn(event.target, "[role=radiogroup]")) return;
      event.preventDefault();
      perform(verb, session);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [session]);
};
