/** Everything the window can do, as entries of the palette. What has a key shows it, from the table of keys. */
import type { IconName } from "../icons/icon.tsx";
import { perform } from "../keyboard/perform.ts";
import { SHORTCUTS, type Verb } from "../keyboard/shortcuts.ts";
import { takeLayout } from "../layout/use-layout.ts";
import type { Session } from "../project/session.ts";
import { type AppState, setApp } from "../store/app-store.ts";
import { choose } from "../store/choose.ts";
import { LAYER_NAMES } from "../store/layers.ts";
import { showLayers } from "../store/show-layers.ts";
import { fill, MESSAGES, type MessageKey } from "../text/messages.ts";
import { startTour } from "../tour/tour-state.ts";
import type { Entry } from "./entries.ts";

type Command = {
  readonly says: MessageKey;
  readonly icon: IconName;
  /** Left out = always. */
  readonly when?: (state: AppState) => boolean;
  readonly run: (session: Session) => void;
  /** The sheet's line whose key does the same. */
  readonly key?: MessageKey;
};

const isReady = ({ phase }: AppState): boolean => phase.kind === "ready";

const verb = (says: MessageKey, icon: IconName, what: Verb, key: MessageKey): Command => ({
  says,
  icon,
  when: isReady,
  run: (session) => perform(what, session),
  key,
});

const COMMANDS: readonly Command[] = [
  verb("command.toggle", "play", { do: "toggle" }, "keys.space"),
  verb("transport.next", "chevronRight", { do: "incident", direction: 1 }, "keys.next"),
  verb("command.previous", "chevronRight", { do: "incident", direction: -1 }, "keys.next"),
  verb("keys.follow", "locate", { do: "follow" }, "keys.follow"),
  verb("keys.arm", "eye", { do: "next-arm" }, "keys.arm"),
  verb("keys.today", "history", { do: "today" }, "keys.today"),
  verb("keys.split", "columns", { do: "split" }, "keys.split"),
  verb("keys.compareMode", "columns", { do: "compare-mode" }, "keys.compareMode"),
  verb("branch.here", "gitBranch", { do: "branch" }, "keys.branch"),
  verb("keys.whole", "history", { do: "whole" }, "keys.whole"),
  verb("keys.typeTime", "history", { do: "type-time" }, "keys.typeTime"),
  verb("keys.loop", "repeat", { do: "loop" }, "keys.loop"),
  verb("timeline.nearer", "plus", { do: "zoom-time", factor: 0.5 }, "keys.zoomTime"),
  verb("timeline.farther", "minus", { do: "zoom-time", factor: 2 }, "keys.zoomTime"),
  verb("transport.event.next", "chevronLast", { do: "event", direction: 1 }, "keys.event"),
  verb("transport.event.previous", "chevronFirst", { do: "event", direction: -1 }, "keys.event"),
  verb("transport.start", "skipForward", { do: "start" }, "keys.home"),
  verb("command.table", "table", { do: "table" }, "keys.table"),
  verb("stage.home", "box", { do: "home" }, "keys.homePlan"),
  verb("stage.plan", "compass", { do: "plan" }, "keys.homePlan"),
  verb("keys.keepView", "bookmark", { do: "keep-view" }, "keys.keepView"),
  { says: "command.stage", icon: "map", when: ({ screen }) => screen !== "stage", run: () => setApp({ screen: "stage" }) },
  { says: "command.experiment", icon: "flask", when: isReady, run: () => setApp({ screen: "experiment" }) },
  { says: "start.door", icon: "house", when: ({ screen }) => screen !== "start", run: () => setApp({ screen: "start" }) },
  { says: "start.tour", icon: "graduation", run: (session) => void startTour(session) },
  { says: "layout.planner", icon: "panelLeft", when: isReady, run: () => takeLayout("planner") },
  { says: "layout.analyst", icon: "panelRight", when: isReady, run: () => takeLayout("analyst") },
  { says: "layout.narrow", icon: "square", when: isReady, run: () => takeLayout("narrow") },
  { says: "command.korean", icon: "languages", when: ({ language }) => language !== "ko", run: () => choose("language", "ko") },
  { says: "command.english", icon: "languages", when: ({ language }) => language !== "en", run: () => choose("language", "en") },
  { says: "app.theme.light", icon: "sun", when: ({ theme }) => theme !== "light", run: () => choose("themeChoice", "light") },
  { says: "app.theme.dark", icon: "moon", when: ({ theme }) => theme !== "dark", run: () => choose("themeChoice", "dark") },
  { says: "settings.title", icon: "settings", run: () => setApp({ sheet: "settings" }), key: "keys.settings" },
  { says: "keys.title", icon: "keyboard", run: () => setApp({ sheet: "keys" }), key: "keys.sheet" },
];

export const commandEntries = (state: AppState): readonly Entry[] => {
  const { language } = state;
  const other = language === "ko" ? "en" : "ko";
  const commands = COMMANDS.filter(({ when }) => when?.(state) ?? true).map(({ says, icon, run, key }): Entry => {
    const caps = key === undefined ? undefined : SHORTCUTS.find((shortcut) => shortcut.says === key)?.caps;
    return {
      id: `command ${says}`,
      kind: "command",
      title: MESSAGES[says][language],
      also: MESSAGES[says][other],
      icon,
      ...(caps === undefined ? {} : { caps }),
      run,
    };
  });
  return isReady(state) ? [...commands, ...layerEntries(state)] : commands;
};

/** One per layer: on where it is off, and the other way round. */
const layerEntries = ({ language, layers }: AppState): readonly Entry[] => {
  const other = language === "ko" ? "en" : "ko";
  return LAYER_NAMES.map((name) => {
    const says = MESSAGES[layers[name] ? "command.layer.off" : "command.layer.on"];
    const layer = MESSAGES[`layers.${name}`];
    return {
      id: `command layer ${name}`,
      kind: "command",
      title: fill(says[language], { layer: layer[language] }),
      also: fill(says[other], { layer: layer[other] }),
      icon: "layers",
      run: () => showLayers({ [name]: !layers[name] }),
    };
  });
};
