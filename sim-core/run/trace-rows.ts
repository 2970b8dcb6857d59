/** Facts and records to rows of the trace's tables, and back: what was saved is the log, and KPIs can be computed from it again. */
import { FACT_BYTES, FactKind } from "../contract/facts.ts";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import { RECORD_FIELDS, type TraceRow } from "./trace-tables.ts";

export type TraceIds = Pick<CompiledNetwork, "linkIds" | "signalIds" | "movementIds">;

type KindName = keyof typeof FactKind;
const KIND_NAMES = new Map<number, KindName>(Object.entries(FactKind).map(([name, kind]) => [kind, name as KindName]));

/** The one field of a fact that is a position in compile order becomes an id. */
export const factRow = (fact: InstitutionalFact, { linkIds }: TraceIds): TraceRow => {
  const row = fact as unknown as TraceRow;
  const to = row["to"];
  return {
    ...row,
    ...("link" in fact ? { link: linkIds[fact.link] ?? "" } : {}),
    ...(typeof to === "number" ? { to: String(to) } : {}),
  };
};

/** Records (without header) as rows, in their order. A kind that the table does not know is a mistake of the program. */
export const recordRows = function* (records: Uint8Array, ids: TraceIds): Generator<TraceRow> {
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  for (let at = 0; at + FACT_BYTES <= records.byteLength; at += FACT_BYTES) {
    const kind = view.getUint16(at, true);
    const name = KIND_NAMES.get(kind);
    if (name === undefined) throw new Error(`the trace has no columns for the engine's fact of kind ${kind}`);
    const row: Record<string, string | number> = {
      atMs: view.getUint32(at + 4, true),
      stream: view.getUint16(at + 2, true) === 0 ? "kpi" : "trace",
      kind: name,
    };
    for (const [i, field] of RECORD_FIELDS[name].entries()) {
      if (field === "") continue;
      const value = view.getInt32(at + 8 + 4 * i, true);
      const names = namesOf(field, ids);
      if (names === undefined) row[field] = value;
      else if (value >= 0) row[field] = names[value] ?? "";
    }
    yield row;
  }
};

const namesOf = (field: string, ids: TraceIds): readonly string[] | undefined => {
  if (field === "link") return ids.linkIds;
  if (field === "signal") return ids.signalIds;
  return field === "movement" ? ids.movementIds : undefined;
};

export type TracePositions = {
  readonly link: ReadonlyMap<string, number>;
  readonly signal: ReadonlyMap<string, number>;
  readonly movement: ReadonlyMap<string, number>;
};

/** From ids in the order of the city file: no engine, no compiled network. */
export const tracePositions = ({ linkIds, signalIds, movementIds }: TraceIds): TracePositions => {
  const positions = (ids: readonly string[]): ReadonlyMap<string, number> => new Map(ids.map((id, i) => [id, i]));
  return { link: positions(linkIds), signal: positions(signalIds), movement: positions(movementIds) };
};

/** A saved row as the fact it was. */
export const factOfRow = (row: TraceRow, { link }: TracePositions): InstitutionalFact => {
  const fact: Record<string, unknown> = { ...row };
  if (typeof row["link"] === "string") fact["link"] = link.get(row["link"]) ?? -1;
  if (row["kind"] === "UnitReplaced" && typeof row["to"] === "string") fact["to"] = Number(row["to"]);
  return fact as unknown as InstitutionalFact;
};

/** Saved rows as the records they were (without header). */
export const recordsOfRows = (rows: readonly TraceRow[], positions: TracePositions): Uint8Array => {
  const bytes = new Uint8Array(rows.length * FACT_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [i, row] of rows.entries()) {
    const name = row["kind"] as KindName;
    const at = i * FACT_BYTES;
    view.setUint16(at, FactKind[name], true);
    view.setUint16(at + 2, row["stream"] === "kpi" ? 0 : 1, true);
    view.setUint32(at + 4, Number(row["atMs"]), true);
    for (const [k, field] of RECORD_FIELDS[name].entries()) view.setInt32(at + 8 + 4 * k, numberOf(row[field], field, positions), true);
  }
  return bytes;
};

const numberOf = (value: TraceRow[string], field: string, positions: TracePositions): number => {
  if (value === undefined) return -1;
  if (typeof value === "number") return value;
  const known = field === "link" ? positions.link : field === "signal" ? positions.signal : positions.movement;
  return known.get(String(value)) ?? -1;
};
