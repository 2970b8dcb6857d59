/** Short sentences about what just happened. They never take the focus and go by themselves; what needs an answer is a dialog instead. */
import type { Text } from "../../../sim-core/model/units.ts";
import { appState, setApp, type Toast } from "./app-store.ts";

/** More would cover the map. */
const AT_ONCE = 3;

let nextId = 1;

/** `undo` = what takes it back, offered for as long as the sentence stands. */
export const toast = (text: Text, tone: Toast["tone"] = "note", undo?: Toast["undo"]): void => {
  const others = appState().toasts.filter((one) => one.text.en !== text.en);
  setApp({ toasts: [...others, { id: nextId++, tone, text, undo }].slice(-AT_ONCE) });
};

export const dismissToast = (id: number): void => setApp({ toasts: appState().toasts.filter((one) => one.id !== id) });
