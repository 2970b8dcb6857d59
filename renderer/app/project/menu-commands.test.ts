/** The native menu against the page's keys: each accelerator shown is the key that does the same, and each entry does something. */
import { expect, test } from "vitest";
import { type MenuItem, menuTemplate } from "../../../main/menu.ts";
import { MENU_COMMANDS, type MenuCommand } from "../../../sim-core/contract/desktop-service.ts";
import { verbFor } from "../keyboard/shortcuts.ts";
import { appState, setApp } from "../store/app-store.ts";
import { doCommand, VERB_OF } from "./menu-commands.ts";
import type { Session } from "./session.ts";

/** Names of keys in Electron's accelerators -> `code` of a keyboard event on a US keyboard. */
const CODES: Readonly<Record<string, string>> = {
  Space: "Space",
  Left: "ArrowLeft",
  Right: "ArrowRight",
  Home: "Home",
  End: "End",
  "=": "Equal",
  "-": "Minus",
  "[": "BracketLeft",
  "]": "BracketRight",
  ",": "Comma",
};

const pressed = (accelerator: string) => {
  const parts = accelerator.split("+");
  const key = parts.at(-1) ?? "";
  const isQuestion = key === "?";
  return {
    code: isQuestion ? "Slash" : (CODES[key] ?? `Key${key}`),
    shiftKey: isQuestion || parts.includes("Shift"),
    ctrlKey: parts.includes("CmdOrCtrl"),
    metaKey: false,
    altKey: false,
    isComposing: false,
    repeat: false,
  };
};

const flat = (items: readonly MenuItem[]): MenuItem[] => items.flatMap((item) => [item, ...flat(item.submenu ?? [])]);

/** Every entry that asks something of the page: which command, and which key it shows. */
const entries = (platform: string) => {
  let told: MenuCommand | undefined;
  const nothing = (): void => undefined;
  const actions = {
    command: (command: MenuCommand) => {
      told = command;
    },
    openDialog: nothing,
    openFile: nothing,
    forgetRecent: nothing,
    openLink: nothing,
  };
  return flat(menuTemplate({ language: "en", platform, recent: [], actions })).flatMap((item) => {
    told = undefined;
    item.click?.();
    return told === undefined ? [] : [{ command: told as MenuCommand, item }];
  });
};

test("every key that the menu shows is the page's own key for the same verb, and stays with the page", () => {
  const shown = entries("linux").filter(({ item }) => item.accelerator !== undefined);
  expect(shown.length).toBeGreaterThan(10);
  for (const { command, item } of shown) {
    const verb = verbFor(pressed(item.accelerator ?? ""), { isTyping: false, isOnControl: false, hasSingleKeys: true });
    expect([command, verb]).toEqual([command, VERB_OF[command]]);
    expect([command, item.registerAccelerator]).toEqual([command, false]);
  }
});

test("on macOS, where a shown key is a taken key, plain keys are not in the menu", () => {
  const shown = entries("darwin").flatMap(({ item }) => item.accelerator ?? []);
  expect(shown).toEqual(["CmdOrCtrl+K", "CmdOrCtrl+,"]);
});

test("the menu has every command and no other", () => {
  const told = entries("linux").map(({ command }) => command);
  expect([...told].sort()).toEqual([...MENU_COMMANDS].sort());
});

test("commands change the page as its buttons and keys do", () => {
  const done: unknown[] = [];
  const player = { nowMs: () => 60_000, seek: (atMs: number) => done.push(atMs) };
  const session = { saveResult: () => done.push("saved"), player } as unknown as Session;
  const command = (name: MenuCommand): void => doCommand(name, session);
  setApp({ language: "ko", themeChoice: "light", theme: "light", screen: "stage", isTableShown: false, phase: { kind: "ready" } });
  command("speak-en");
  command("theme");
  command("experiment");
  expect([appState().language, appState().theme, appState().screen]).toEqual(["en", "dark", "experiment"]);
  command("table");
  command("stage");
  expect([appState().screen, appState().isTableShown]).toEqual(["stage", true]);
  command("save-result");
  command("ahead");
  expect(done).toEqual(["saved", 61_000]);
});

test("while nothing is open only the sheets answer", () => {
  const done: unknown[] = [];
  setApp({ phase: { kind: "empty" }, sheet: undefined });
  const session = { player: { toggle: () => done.push("toggled") }, follow: () => done.push("followed") } as unknown as Session;
  for (const name of ["toggle", "follow", "keys"] as const) doCommand(name, session);
  expect([done, appState().sheet]).toEqual([[], "keys"]);
});
