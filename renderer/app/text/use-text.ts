import { useCallback } from "react";
import type { Text } from "../../../sim-core/model/units.ts";
import { useApp } from "../store/app-store.ts";
import { fill, MESSAGES, type MessageKey } from "./messages.ts";

export type Translate = {
  (key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  (text: Text): string;
};

/** The page's words in the language that is on: by key, or a text that came with the data. */
export const useText = (): Translate => {
  const language = useApp((state) => state.language);
  return useCallback(
    (what: MessageKey | Text, values: Readonly<Record<string, string | number>> = {}) =>
      typeof what === "string" ? fill(MESSAGES[what][language], values) : what[language],
    [language],
  );
};
