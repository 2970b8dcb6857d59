/** Facts of an engine as rows, for known answers. */
import { FACT_BYTES, FACT_HEADER_BYTES, type FactKind } from "../contract/facts.ts";
import type { Engine } from "../engine/engine.ts";

export type FactRow = {
  readonly kind: number;
  readonly atMs: number;
  readonly entity: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
};

/** Facts of one kind since the last drain; the others of that time are dropped. */
export const drainFacts = (engine: Engine, ...kinds: readonly FactKind[]): readonly FactRow[] => {
  const bytes = engine.drain();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows: FactRow[] = [];
  for (let at = FACT_HEADER_BYTES; at < bytes.length; at += FACT_BYTES) {
    const kind = view.getUint16(at, true);
    if (!kinds.some((wanted) => wanted === kind)) continue;
    const word = (place: number): number => view.getInt32(at + place, true);
    rows.push({ kind, atMs: view.getUint32(at + 4, true), entity: word(8), a: word(12), b: word(16), c: word(20) });
  }
  return rows;
};
