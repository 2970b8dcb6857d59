/** What streets counted and how fast they were, minute by minute of a run: a byte per link and minute, and the counts of those with a signal. */
import type { LinkMinute } from "../../sim-core/contract/closer-look.ts";
import { readFrame } from "../../sim-core/contract/frame.ts";
import type { ScenarioRun } from "../../sim-core/run/scenario-run.ts";

const MINUTE_MS = 60_000;
/** Free flow in a picture's speeds. A street without a vehicle is told so too. */
const FREE = 255;

export type LinkLog = {
  /** Of a minute that has ended (FactKind.ApproachMinute). */
  count(minute: number, link: number, left: number, delayMs: number): void;
  /** To be called at every full minute. */
  note(run: Pick<ScenarioRun, "nowMs" | "frame" | "frameSize">): void;
  minutes(links: readonly number[]): readonly LinkMinute[];
  /** All who left over a stop line from the beginning of one minute to the beginning of another, and what they lost on that street. */
  sumOf(link: number, fromMinute: number, toMinute: number): Counts;
};

export type Counts = { readonly left: number; readonly delayMs: number };

export const makeLinkLog = (): LinkLog => {
  /** By minute, then by link. */
  const counts: Map<number, Counts>[] = [];
  const speeds: Uint8Array[] = [];

  const speedOf = (minute: number, links: readonly number[]): number | null => {
    const noted = speeds[minute];
    if (noted === undefined || links.length === 0) return null;
    return links.reduce((sum, link) => sum + (noted[link] ?? FREE), 0) / links.length / FREE;
  };

  return {
    count(minute, link, left, delayMs) {
      const own = counts[minute] ?? new Map<number, Counts>();
      counts[minute] = own;
      own.set(link, { left, delayMs });
    },
    note(run) {
      const size = run.frameSize();
      if (size === 0) return;
      const picture = new Uint8Array(size);
      run.frame(picture);
      speeds[run.nowMs() / MINUTE_MS - 1] = readFrame(picture.buffer).linkSpeeds.slice();
    },
    sumOf(link, fromMinute, toMinute) {
      let [left, delayMs] = [0, 0];
      for (let minute = fromMinute; minute < toMinute; minute++) {
        const own = counts[minute]?.get(link);
        left += own?.left ?? 0;
        delayMs += own?.delayMs ?? 0;
      }
      return { left, delayMs };
    },
    minutes: (links) =>
      Array.from({ length: Math.max(counts.length, speeds.length) }, (_, minute) => {
        const own = links.map((link) => counts[minute]?.get(link));
        const sum = (of: (one: Counts) => number): number => own.reduce((total, one) => total + (one === undefined ? 0 : of(one)), 0);
        return { left: sum(({ left }) => left), delayMs: sum(({ delayMs }) => delayMs), speedP: speedOf(minute, links) };
      }),
  };
};
