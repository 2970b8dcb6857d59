/** Signals that give way on the time line, from the engine's own records. */
import { FactKind } from "../contract/facts.ts";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { TimelineItem } from "../contract/sim-service.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import type { DriveRecord } from "./fact-records.ts";
import type { OpenItem } from "./timeline-book.ts";

/** One stretch per signal and unit from request to release; a request that the controller did not obey is a moment. */
export const preemptionItems = (
  records: readonly DriveRecord[],
  facts: readonly InstitutionalFact[],
  { signalIds }: Pick<CompiledNetwork, "signalIds">,
): readonly TimelineItem[] => {
  const items: OpenItem[] = [];
  const open = new Map<string, OpenItem>();
  const missions = facts.flatMap((fact) => (fact.kind === "UnitTurnedOut" ? [fact] : []));
  for (const [kind, atMs, signal, unit, b, c] of records) {
    const key = `${signal} ${unit}`;
    if (kind === FactKind.PreemptRequested) {
      const mission = missions.findLast((fact) => fact.unit === unit && fact.atMs <= atMs);
      const item: OpenItem = {
        kind: "preemption",
        id: signalIds[signal] ?? String(signal),
        incident: mission?.incident ?? -1,
        agency: mission?.agency ?? "",
        title: { ko: "우선신호", en: "Preemption" },
        startMs: atMs,
        outcome: "running",
        unit,
      };
      items.push(item);
      open.set(key, item);
      if (c === 0) {
        item.endMs = atMs;
        item.outcome = "failed";
        item.note = { ko: "제어기가 요청을 따르지 않음", en: "the controller did not obey" };
        open.delete(key);
      }
    } else if (kind === FactKind.PreemptReleased) {
      const item = open.get(key);
      if (item === undefined) continue;
      item.endMs = atMs;
      item.outcome = RELEASES[b] ?? "done";
      open.delete(key);
    }
  }
  return items;
};

/** By the reason of PreemptReleased: passed, cancelled, hold time-out, another unit's turn. */
const RELEASES: readonly TimelineItem["outcome"][] = ["done", "cancelled", "timed-out", "done"];
