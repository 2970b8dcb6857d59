/** What a request beyond the comparison costs, said before it starts: runs are counted, minutes are guessed from runs timed just now. */
import type { Language } from "../../sim-core/model/units.ts";
import { durationText } from "../print/progress-line.ts";

/** Wall time of one run on this machine, all workers together [ms]; undefined where nothing was timed. */
export type Pace = { readonly msPerRun: number } | undefined;

export const costSentence = (what: { readonly ko: string; readonly en: string }, runs: number, pace: Pace, language: Language): string => {
  const time = pace === undefined ? undefined : durationText(runs * pace.msPerRun, language);
  if (language === "ko") {
    const guess = time === undefined ? "" : `, 약 ${time}`;
    return `${what.ko}: ${runs}번 더 돌립니다${guess}. Ctrl-C를 누르면 멈추고 끝난 것은 남습니다.`;
  }
  const guess = time === undefined ? "" : `, about ${time}`;
  return `${what.en}: this takes ${runs} more runs${guess}. Ctrl-C stops it; what is finished is kept.`;
};
