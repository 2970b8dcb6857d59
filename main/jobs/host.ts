/** What every command that runs experiments needs of this machine: workers, progress, and a way to stop. */
import type { Language } from "../../sim-core/model/units.ts";
import type { Rehearsal } from "../commands/load-rehearsal.ts";
import { makeProgressLine } from "../print/progress-line.ts";
import type { LocalWork, StopSignal } from "./local-experiment.ts";

export type Host = {
  readonly rehearsal: Rehearsal;
  readonly seed: string;
  readonly workers: number;
  readonly stop: StopSignal;
  readonly language: Language;
};

export const withProgress = async <T>(host: Host, what: string, run: (work: LocalWork) => Promise<T>): Promise<T> => {
  const line = makeProgressLine(what, host.language, process.stderr);
  const { rehearsal, seed, workers, stop } = host;
  try {
    return await run({ rehearsal, seed, workers, stop, onProgress: line.show });
  } finally {
    line.end();
  }
};

/** First Ctrl-C: stop and report what is finished. Second: end at once. */
export const stopOnInterrupt = (): StopSignal => {
  let stopped = false;
  const listeners: (() => void)[] = [];
  process.on("SIGINT", () => {
    if (stopped) process.exit(130);
    stopped = true;
    for (const listener of listeners) listener();
  });
  return { isStopped: () => stopped, onStop: (listener) => void listeners.push(listener) };
};
