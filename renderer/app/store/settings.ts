/** What a person sets once and keeps: language, look, units, quality, keys, motion. Stored one by one, so that one bad entry costs no other. */
import type { Language } from "../../../sim-core/model/units.ts";
import type { ViewQuality, ViewTheme } from "../../view/city-view-types.ts";
import { remembered } from "./memory.ts";

export type Settings = {
  readonly language: Language;
  readonly themeChoice: ViewTheme | "system";
  readonly speedUnit: "kmh" | "mps";
  readonly durationUnit: "minutes" | "seconds";
  readonly quality: ViewQuality;
  /** What the sun of the stage follows. */
  readonly light: "theme" | "clock";
  readonly singleKeys: "on" | "off";
  readonly motion: "system" | "reduced";
};

/** Every value that a setting may have, the default first; the language follows the browser's until one is chosen. */
export const SETTING_VALUES = {
  language: ["ko", "en"],
  themeChoice: ["system", "light", "dark"],
  speedUnit: ["kmh", "mps"],
  durationUnit: ["minutes", "seconds"],
  quality: ["auto", "full", "low"],
  light: ["theme", "clock"],
  singleKeys: ["on", "off"],
  motion: ["system", "reduced"],
} as const satisfies { readonly [K in keyof Settings]: readonly Settings[K][] };

/** Names in the browser's storage. */
export const SETTING_KEYS = {
  language: "language",
  themeChoice: "theme",
  speedUnit: "speed-unit",
  durationUnit: "duration-unit",
  quality: "quality",
  light: "light",
  singleKeys: "single-keys",
  motion: "motion",
} as const satisfies Record<keyof Settings, string>;

const systemLanguage = (): Language => (globalThis.navigator?.language?.startsWith("ko") ? "ko" : "en");

export const firstSettings = (): Settings => {
  const first = <K extends keyof Settings>(name: K, fallback: Settings[K]): Settings[K] => {
    const values: readonly string[] = SETTING_VALUES[name];
    const chosen = remembered(SETTING_KEYS[name]);
    return chosen !== undefined && values.includes(chosen) ? (chosen as Settings[K]) : fallback;
  };
  return {
    language: first("language", systemLanguage()),
    themeChoice: first("themeChoice", "system"),
    speedUnit: first("speedUnit", "kmh"),
    durationUnit: first("durationUnit", "minutes"),
    quality: first("quality", "auto"),
    light: first("light", "theme"),
    singleKeys: first("singleKeys", "on"),
    motion: first("motion", "system"),
  };
};

export const themeOf = (choice: Settings["themeChoice"]): ViewTheme => {
  if (choice !== "system") return choice;
  return globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light";
};
