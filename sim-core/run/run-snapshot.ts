/** Frame of a run's snapshot: {magic, version, engine hash, lengths} and three parts, little-endian. Refused by another engine. */
import { encodeUtf8 } from "../model/content-hash.ts";
import { textOfBytes } from "./json-bytes.ts";

const MAGIC = 0x52485253;
const VERSION = 1;
const HEADER_BYTES = 4 + 4 + 16 + 12;

export type SnapshotParts = {
  readonly engine: Uint8Array;
  /** Institutions, log and bookkeeping as JSON text. */
  readonly institutions: string;
  /** Engine facts that nobody has drained yet. */
  readonly pendingFacts: Uint8Array;
};

export class SnapshotRefused extends Error {
  override readonly name = "SnapshotRefused";
}

export const frameSnapshot = (engineHash: string, { engine, institutions, pendingFacts }: SnapshotParts): Uint8Array => {
  const text = encodeUtf8(institutions);
  const bytes = new Uint8Array(HEADER_BYTES + engine.length + text.length + pendingFacts.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  bytes.set(encodeUtf8(engineHash.padEnd(16, " ").slice(0, 16)), 8);
  [engine.length, text.length, pendingFacts.length].forEach((length, index) => {
    view.setUint32(24 + index * 4, length, true);
  });
  bytes.set(engine, HEADER_BYTES);
  bytes.set(text, HEADER_BYTES + engine.length);
  bytes.set(pendingFacts, HEADER_BYTES + engine.length + text.length);
  return bytes;
};

export const readSnapshot = (engineHash: string, bytes: Uint8Array): SnapshotParts => {
  if (bytes.length < HEADER_BYTES) throw new SnapshotRefused("these bytes are too short for a snapshot");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== VERSION)
    throw new SnapshotRefused(`this is no snapshot of version ${VERSION}`);
  const written = textOfBytes(bytes.subarray(8, 24)).trimEnd();
  if (written !== engineHash.slice(0, 16)) throw new SnapshotRefused(`the snapshot is of engine ${written}, this is engine ${engineHash}`);
  const [engineBytes, textBytes, factBytes] = [24, 28, 32].map((at) => view.getUint32(at, true));
  const textAt = HEADER_BYTES + (engineBytes ?? 0);
  const factsAt = textAt + (textBytes ?? 0);
  if (factsAt + (factBytes ?? 0) !== bytes.length) throw new SnapshotRefused("the snapshot is damaged: its lengths do not add up");
  return {
    engine: bytes.slice(HEADER_BYTES, textAt),
    institutions: textOfBytes(bytes.subarray(textAt, factsAt)),
    pendingFacts: bytes.slice(factsAt),
  };
};
