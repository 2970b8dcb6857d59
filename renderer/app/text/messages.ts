/** Every sentence of the page in both languages. A missing translation does not compile; an unused key fails a test. */
import { josa } from "es-hangul";
import type { Text } from "../../../sim-core/model/units.ts";
import { EXPERIMENT_MESSAGES } from "./experiment-messages.ts";
import { FRAME_MESSAGES } from "./frame-messages.ts";
import { INSPECTOR_MESSAGES } from "./inspector-messages.ts";
import { RESULT_MESSAGES } from "./result-messages.ts";
import { RUN_MESSAGES } from "./run-messages.ts";
import { STAGE_MESSAGES } from "./stage-messages.ts";

export const MESSAGES = {
  ...STAGE_MESSAGES,
  ...INSPECTOR_MESSAGES,
  ...RUN_MESSAGES,
  ...EXPERIMENT_MESSAGES,
  ...RESULT_MESSAGES,
  ...FRAME_MESSAGES,
};
export type MessageKey = keyof typeof MESSAGES;

/** How digits and signs are read, as far as the particle after them depends on it. */
const READ_AS: Readonly<Record<string, string>> = {
  0: "영",
  1: "일",
  2: "이",
  3: "삼",
  4: "사",
  5: "오",
  6: "육",
  7: "칠",
  8: "팔",
  9: "구",
  "%": "퍼센트",
  p: "포인트",
};

/** `계획(우선신호)` is followed as if it ended with 호. */
const lastSound = (word: string): string => {
  const last = word.replace(/[^0-9A-Za-z%가-힣]+$/, "").at(-1) ?? "";
  return READ_AS[last] ?? last;
};

/** Fills `{name}` with values, `{name:을/를}` with the particle that fits; a brace without a value stays, so that a fault can be seen. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)(?::([^}]+))?\}/g, (whole, name: string, particle: string | undefined) => {
    if (!(name in values)) return whole;
    const value = String(values[name]);
    return particle === undefined ? value : `${value}${josa.pick(lastSound(value), particle as Parameters<typeof josa.pick>[1])}`;
  });

export const sameInBoth = (text: string): Text => ({ ko: text, en: text });
