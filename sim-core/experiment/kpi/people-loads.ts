/** How the desks and the units of a run coped, from its log alone: how busy they were, and whether a desk's line went on growing. */
import type { DeskFact } from "../../contract/institutional-facts.ts";
import type { Fleet } from "../../contract/unit-duty.ts";
import { type Stability, stabilityOf } from "../statistics/stability.ts";
import type { RunDigest } from "./run-digest.ts";

/** `id`: of the desk, or the name of the fleet. */
export type Load = { readonly id: string; readonly stability: Stability };

/** Parts of the time that counts, to see whether a line grows. */
const PARTS = 16;

type Sums = { busyMs: number; dutyMs: number; readonly lineMs: number[]; last: DeskFact };

/** In the order of the desks in the file. A desk where nobody was ever on duty has no utilisation: its line may still grow. */
export const deskLoads = (digest: RunDigest): readonly Load[] => {
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
  return [...desks].map(([id, sums]) => {
    addSpan(sums, digest.durationMs, digest);
    const { busyMs, dutyMs, lineMs } = sums;
    const measuredMs = digest.durationMs - digest.warmUpMs;
    const stability = stabilityOf({
      utilisationP: dutyMs > 0 ? busyMs / dutyMs : 0,
      seats: Math.round(dutyMs / measuredMs),
      lineOverTime: lineMs.map((ms) => (ms * PARTS) / measuredMs),
    });
    return { id, stability };
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

/**
 * Share of the time that the units of each fleet have an order: from the order until they are back at a station, or called off. Their
 * line is the calls without a unit, which have a warning of their own.
 */
export const fleetLoads = (digest: RunDigest, units: readonly { readonly unit: number; readonly fleet: Fleet }[]): readonly Load[] => {
  const { warmUpMs, durationMs } = digest;
  const sinceMs = new Map<number, number>();
  const busyMs = new Map<number, number>();
  const end = (unit: number, atMs: number): void => {
    const since = sinceMs.get(unit);
    if (since === undefined) return;
    sinceMs.delete(unit);
    busyMs.set(unit, (busyMs.get(unit) ?? 0) + Math.max(0, atMs - Math.max(since, warmUpMs)));
  };
  for (const fact of digest.institutional) {
    if (fact.kind === "UnitReturned" || fact.kind === "UnitRecalled" || fact.kind === "UnitReplaced") end(fact.unit, fact.atMs);
    else if (fact.kind === "UnitDispatched" && !sinceMs.has(fact.unit)) sinceMs.set(fact.unit, fact.atMs);
  }
  for (const unit of [...sinceMs.keys()]) end(unit, durationMs);
  return (["fire-engine", "ambulance"] as const).flatMap((fleet) => {
    const own = units.filter((one) => one.fleet === fleet);
    if (own.length === 0) return [];
    const utilisationP = own.reduce((sum, { unit }) => sum + (busyMs.get(unit) ?? 0), 0) / (own.length * (durationMs - warmUpMs));
    return [{ id: fleet, stability: stabilityOf({ utilisationP, seats: own.length, lineOverTime: [] }) }];
  });
};
