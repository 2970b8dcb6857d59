/** How each desk of a run coped, from its log alone: how busy its people were, and whether its line went on growing. */
import type { DeskFact } from "../../contract/institutional-facts.ts";
import { type Stability, stabilityOf } from "../statistics/stability.ts";
import type { RunDigest } from "./run-digest.ts";

export type DeskLoad = { readonly desk: string; readonly stability: Stability };

/** Parts of the time that counts, to see whether a line grows. */
const PARTS = 16;

type Sums = { busyMs: number; dutyMs: number; readonly lineMs: number[]; last: DeskFact };

/** In the order of the desks in the file. A desk where nobody was ever on duty has no utilisation: its line may still grow. */
export const deskLoads = (digest: RunDigest): readonly DeskLoad[] => {
  const desks = new Map<string, Sums>();
  for (const fact of digest.institutional) {
    if (fact.kind !== "DeskChanged") continue;
    const sums = desks.get(fact.desk);
    if (sums === undefined) desks.set(fact.desk, { busyMs: 0, dutyMs: 0, lineMs: Array.from({ length: PARTS }, () => 0), last: fact });
    else {
      addSpan(sums, fact.atMs, digest);
      sums.last = fact;
    }
  }
  return [...desks].map(([desk, sums]) => {
    addSpan(sums, digest.durationMs, digest);
    const { busyMs, dutyMs, lineMs } = sums;
    const measuredMs = digest.durationMs - digest.warmUpMs;
    const stability = stabilityOf({
      utilisationP: dutyMs > 0 ? busyMs / dutyMs : 0,
      seats: Math.round(dutyMs / measuredMs),
      lineOverTime: lineMs.map((ms) => (ms * PARTS) / measuredMs),
    });
    return { desk, stability };
  });
};

/** What the desk was since its last change, up to now. */
const addSpan = (sums: Sums, toMs: number, { warmUpMs, durationMs }: RunDigest): void => {
  const { busy, seats, waiting, atMs } = sums.last;
  const fromMs = Math.max(atMs, warmUpMs);
  const ms = Math.max(0, toMs - fromMs);
  if (ms === 0) return;
  sums.busyMs += busy * ms;
  sums.dutyMs += seats * ms;
  if (waiting === 0) return;
  const partMs = (durationMs - warmUpMs) / PARTS;
  for (let part = Math.floor((fromMs - warmUpMs) / partMs); part < PARTS; part++) {
    const begin = warmUpMs + part * partMs;
    if (begin >= toMs) break;
    sums.lineMs[part] = (sums.lineMs[part] ?? 0) + waiting * (Math.min(toMs, begin + partMs) - Math.max(fromMs, begin));
  }
};
