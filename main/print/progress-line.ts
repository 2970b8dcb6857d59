/** Progress of anything over a second, with the time left: one rewritten line on a terminal, else a line every few seconds. */
import type { Language } from "../../sim-core/model/units.ts";

const SILENT_MS = 1000;
const TERMINAL_EVERY_MS = 250;
const LOG_EVERY_MS = 5000;

export type ProgressLine = {
  readonly show: (done: number, total: number) => void;
  /** Clears the line; call before printing anything else. */
  readonly end: () => void;
};

/** Seconds as a person says them: 48 s, 3 min 20 s, 1 h 05 min. */
export const durationText = (ms: number, language: Language): string => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, min, s] = language === "ko" ? ["시간", "분", "초"] : [" h", " min", " s"];
  if (seconds < 60) return `${seconds}${s}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${min} ${seconds % 60}${s}`;
  return `${Math.floor(seconds / 3600)}${h} ${Math.floor((seconds % 3600) / 60)}${min}`;
};

export const makeProgressLine = (
  what: string,
  language: Language,
  out: { readonly isTTY?: boolean; write(text: string): unknown },
  nowMs: () => number = () => performance.now(),
): ProgressLine => {
  const startedMs = nowMs();
  let shownMs = Number.NEGATIVE_INFINITY;
  let isOpen = false;
  return {
    show: (done, total) => {
      const elapsedMs = nowMs() - startedMs;
      const every = out.isTTY === true ? TERMINAL_EVERY_MS : LOG_EVERY_MS;
      if (elapsedMs < SILENT_MS || elapsedMs - shownMs < every || done === total) return;
      shownMs = elapsedMs;
      const left = done === 0 ? "" : durationText((elapsedMs / done) * (total - done), language);
      const time = left === "" ? "" : language === "ko" ? ` · 약 ${left} 남음` : ` · about ${left} left`;
      const text = `${what} ${done}/${total}${time}`;
      out.write(out.isTTY === true ? `\r\u001b[2K${text}` : `${text}\n`);
      isOpen = out.isTTY === true;
    },
    end: () => {
      if (isOpen) out.write("\r\u001b[2K");
      isOpen = false;
    },
  };
};
