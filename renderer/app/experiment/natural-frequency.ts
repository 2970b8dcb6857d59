/** A share as people count: "six times in ten". Of ten where ten tell the two apart, else of a hundred; never finer than that. */
import type { Language } from "../../../sim-core/model/units.ts";

export type Frequencies = { readonly of: 10 | 100; readonly from: number; readonly to: number };

/** undefined = not even a hundred tell the two apart. */
export const frequenciesOf = (from: number, to: number): Frequencies | undefined => {
  for (const of of [10, 100] as const) {
    const [a, b] = [Math.round(from * of), Math.round(to * of)];
    if (a !== b) return { of, from: a, to: b };
  }
  return undefined;
};

/** Native numbers, as counting words want them. */
const KOREAN_TIMES = ["0", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"];

export const timesText = (count: number, of: 10 | 100, language: Language): string => {
  if (language === "en") return `${count} in ${of}`;
  return of === 10 ? `${KOREAN_TIMES[count]} 번` : `${count}번`;
};

/** What stands before both counts in Korean: "열 번에", "백 번에". English says it after each. */
export const outOfText = (of: 10 | 100, language: Language): string => (language === "en" ? "" : of === 10 ? "열 번에" : "백 번에");
