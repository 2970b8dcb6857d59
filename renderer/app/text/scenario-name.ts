/** Names of the scenarios that came with the project, before their files are read; a folder that somebody added is told by its name. */
import { MESSAGES, type MessageKey } from "./messages.ts";
import type { Translate } from "./use-text.ts";

export const scenarioName = (id: string, t: Translate): string => {
  const key = `scenario.${id}`;
  return Object.hasOwn(MESSAGES, key) ? t(key as MessageKey) : id;
};
