/** Logs written by hand for tests: engine records as bytes, exactly as the engine lays them out. */
import { FACT_BYTES, FactKind } from "../../contract/facts.ts";

export type MadeFact = readonly [kind: keyof typeof FactKind, atMs: number, entity: number, a?: number, b?: number, c?: number];

export const madeRecords = (facts: readonly MadeFact[]): Uint8Array => {
  const bytes = new Uint8Array(facts.length * FACT_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [row, [kind, atMs, entity, a = -1, b = -1, c = -1]] of facts.entries()) {
    const at = row * FACT_BYTES;
    view.setUint16(at, FactKind[kind], true);
    view.setUint32(at + 4, atMs, true);
    for (const [i, value] of [entity, a, b, c].entries()) view.setInt32(at + 8 + 4 * i, value, true);
  }
  return bytes;
};
