/** Changes a setting, keeps it, and says so where it cannot be kept. */
import { MESSAGES } from "../text/messages.ts";
import { appState, setApp } from "./app-store.ts";
import { keep } from "./memory.ts";
import { SETTING_KEYS, type Settings, themeOf } from "./settings.ts";
import { toast } from "./toasts.ts";

export const isMotionReduced = (): boolean =>
  appState().motion === "reduced" || globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches === true;

/** Keeps something under a name; where the browser cannot, a sentence says so and the choice lasts as long as the page. */
export const remember = (key: string, value: string): void => {
  const kept = keep(key, value);
  if (kept !== "kept") toast(MESSAGES[kept === "full" ? "memory.full" : "memory.forbidden"], "trouble");
};

export const choose = <K extends keyof Settings>(name: K, value: Settings[K]): void => {
  remember(SETTING_KEYS[name], value);
  setApp({ [name]: value });
  if (name === "themeChoice") setApp({ theme: themeOf(appState().themeChoice) });
};

/** Follows the system while that is what was chosen. */
export const watchSystemTheme = (): (() => void) => {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const follow = (): void => setApp({ theme: themeOf(appState().themeChoice) });
  query.addEventListener("change", follow);
  return () => query.removeEventListener("change", follow);
};
