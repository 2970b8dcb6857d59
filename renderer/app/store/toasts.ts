/** Short sentences about what just happened. They never take the focus and go by themselves; what needs an answer is a dialog instead. */
import type { Text } from "../../../sim-core/model/units.ts";
import { appState, setApp, type Toast } from "./app-store.ts";

/** More would cover the map. */
const AT_ONCE = 3;

let nextId = 1;

export const toast = (text: Text, tone: Toast["tone"] = "note"): void => {
  const others = appState().toasts.filter((one) => one.text.en !== text.en);
  setApp({ toasts: [...others, { id: nextId++, tone, text }].slice(-AT_ONCE) });
};

export const dismissToast = (id: number): void => setApp({ toasts: appState().toasts.filter((one) => one.id !== id) });
