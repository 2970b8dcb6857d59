/** What an entry of the native menu does: the same as the page's own key or button. */
import type { MenuCommand } from "../../../sim-core/contract/desktop-service.ts";
import { perform } from "../keyboard/perform.ts";
import type { Verb } from "../keyboard/shortcuts.ts";
import { appState, setApp } from "../store/app-store.ts";
import { choose } from "../store/choose.ts";
import type { Session } from "./session.ts";

/** Entries that have a key in the page. */
export const VERB_OF: Partial<Record<MenuCommand, Verb>> = {
  toggle: { do: "toggle" },
  back: { do: "seek", byMs: -1000 },
  ahead: { do: "seek", byMs: 1000 },
  start: { do: "start" },
  end: { do: "end" },
  slower: { do: "speed-by", factor: 0.5 },
  faster: { do: "speed-by", factor: 2 },
  "next-incident": { do: "incident", direction: 1 },
  "previous-incident": { do: "incident", direction: -1 },
  "next-arm": { do: "next-arm" },
  follow: { do: "follow" },
  "whole-run": { do: "whole" },
  table: { do: "table" },
  "zoom-in": { do: "zoom", factor: 0.8 },
  "zoom-out": { do: "zoom", factor: 1.25 },
  palette: { do: "sheet", sheet: "palette" },
  settings: { do: "sheet", sheet: "settings" },
  keys: { do: "sheet", sheet: "keys" },
};

const act = (command: MenuCommand, session: Session): void => {
  switch (command) {
    case "speak-ko":
      choose("language", "ko");
      break;
    case "speak-en":
      choose("language", "en");
      break;
    case "theme":
      choose("themeChoice", appState().theme === "light" ? "dark" : "light");
      break;
    case "save-result":
      session.saveResult();
      break;
    case "stage":
    case "experiment":
      setApp({ screen: command });
      break;
  }
};

/** Without a project there is nothing to play. */
export const doCommand = (command: MenuCommand, session: Session): void => {
  const verb = VERB_OF[command];
  if (verb === undefined) act(command, session);
  else if (verb.do === "sheet" || appState().phase.kind === "ready") perform(verb, session);
};
