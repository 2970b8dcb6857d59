/** Every sentence of the page in both languages. A missing translation does not compile; an unused key fails a test. */
import type { Text } from "../../../sim-core/model/units.ts";
import { EXPERIMENT_MESSAGES } from "./experiment-messages.ts";
import { STAGE_MESSAGES } from "./stage-messages.ts";

export const MESSAGES = { ...STAGE_MESSAGES, ...EXPERIMENT_MESSAGES };
export type MessageKey = keyof typeof MESSAGES;

/** Fills `{name}` with values; a brace without a value stays, so that a fault can be seen. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

export const sameInBoth = (text: string): Text => ({ ko: text, en: text });
