/** The engine's fact records as they come: kept as bytes for whoever drains them, the few about emergency drives also as numbers. */
import { FACT_BYTES, FACT_HEADER_BYTES, FACT_MAGIC, FACT_VERSION, FactKind } from "../contract/facts.ts";

/** kind, atMs, entity, a, b, c of a fact about a unit's drive or a signal that it asked. */
export type DriveRecord = readonly [kind: number, atMs: number, entity: number, a: number, b: number, c: number];

const DRIVE_KINDS: readonly number[] = [
  FactKind.UnitDeparted,
  FactKind.UnitArrived,
  FactKind.UnitCrossed,
  FactKind.PreemptRequested,
  FactKind.PreemptGranted,
  FactKind.PreemptReleased,
];

/** Records behind the header; an engine that writes another version cannot be read. */
export const recordsOf = (drained: Uint8Array): Uint8Array => {
  if (drained.length === 0) return drained;
  const view = new DataView(drained.buffer, drained.byteOffset, drained.byteLength);
  if (view.getUint32(0, true) !== FACT_MAGIC || view.getUint16(4, true) !== FACT_VERSION || view.getUint16(6, true) !== FACT_BYTES) {
    throw new Error(`the engine's facts are not of version ${FACT_VERSION} with ${FACT_BYTES} bytes`);
  }
  return drained.subarray(FACT_HEADER_BYTES);
};

export const driveRecords = (records: Uint8Array): readonly DriveRecord[] => {
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  const found: DriveRecord[] = [];
  for (let at = 0; at + FACT_BYTES <= records.length; at += FACT_BYTES) {
    const kind = view.getUint16(at, true);
    if (!DRIVE_KINDS.includes(kind)) continue;
    found.push([
      kind,
      view.getUint32(at + 4, true),
      view.getInt32(at + 8, true),
      view.getInt32(at + 12, true),
      view.getInt32(at + 16, true),
      view.getInt32(at + 20, true),
    ]);
  }
  return found;
};

export const joinBytes = (parts: readonly Uint8Array[]): Uint8Array => {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};
