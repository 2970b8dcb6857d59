import { useEffect } from "react";
import type { Session } from "../project/session.ts";
import { appState } from "../store/app-store.ts";
import { perform } from "./perform.ts";
import { verbFor } from "./shortcuts.ts";

const isIn = (target: EventTarget | null, selector: string): boolean => target instanceof Element && target.closest(selector) !== null;

/** Arrows inside these move what is in them. */
const OWN_ARROWS = "[role=radiogroup], [role=separator], [role=menu]";

export const useShortcuts = (session: Session): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { phase, sheet, singleKeys } = appState();
      const verb = verbFor(event, {
        isTyping: isIn(event.target, "input:not([type=checkbox]), textarea, select, [contenteditable=true]"),
        isOnControl: isIn(event.target, "button, a, [role=switch], [role=radio], summary"),
        hasSingleKeys: singleKeys === "on",
      });
      if (verb === undefined) return;
      const isOfWindow = verb.do === "close" || verb.do === "sheet";
      if (!isOfWindow && (phase.kind !== "ready" || sheet !== undefined)) return;
      if ((verb.do === "seek" || verb.do === "start" || verb.do === "end") && isIn(event.target, OWN_ARROWS)) return;
      event.preventDefault();
      perform(verb, session);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [session]);
};
