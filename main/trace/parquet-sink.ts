/** A trace as Parquet: one file per table, in row groups as the run goes on, so that a run never has to fit in memory. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { TRACE_TABLES, type TraceColumn, type TraceRow, type TraceTable } from "../../sim-core/run/trace-tables.ts";
import { cannotWrite, makeFolder, makePartFiles, type TraceAbout, type TraceSink } from "./trace-sink.ts";

const TABLES = Object.keys(TRACE_TABLES) as TraceTable[];
const ROWS_PER_GROUP = 100_000;

export const parquetFolder = (folder: string, about: TraceAbout): TraceSink => {
  makeFolder(folder);
  const files = makePartFiles();
  const kvMetadata = [{ key: "about", value: JSON.stringify(about) }];
  const outputs = new Map(TABLES.map((table) => [table, openTable(files.part(join(folder, `${table}.parquet`)), table, kvMetadata)]));
  return {
    write: (table, rows) => {
      for (const row of rows) outputs.get(table)?.row(row);
    },
    finish: () => {
      for (const output of outputs.values()) output.close();
      const path = join(folder, "about.json");
      writeFileSync(files.part(path), `${JSON.stringify(about, null, 2)}\n`);
      return files.settle();
    },
    discard: files.discard,
  };
};

type TableFile = { row(row: TraceRow): void; close(): void };
type Cell = string | number | boolean | null;

const openTable = (path: string, table: TraceTable, kvMetadata: { key: string; value: string }[]): TableFile => {
  const columns = Object.entries(TRACE_TABLES[table]);
  let cells = emptyCells(columns);
  let rows = 0;
  const writer = guarded(path, () => {
    const schema = schemaFromColumnData({ columnData: columnData(columns, cells) });
    return new ParquetWriter({ writer: fileWriter(path), schema, kvMetadata, createdBy: "City Rehearsal" });
  });
  const flush = (): void => {
    if (rows === 0) return;
    guarded(path, () => writer.write({ columnData: columnData(columns, cells), rowGroupSize: ROWS_PER_GROUP }));
    cells = emptyCells(columns);
    rows = 0;
  };
  return {
    row: (row) => {
      for (const [i, [name]] of columns.entries()) cells[i]?.push(row[name] ?? null);
      rows++;
      if (rows >= ROWS_PER_GROUP) flush();
    },
    close: () => {
      flush();
      guarded(path, () => writer.finish());
    },
  };
};

const emptyCells = (columns: readonly unknown[]): Cell[][] => columns.map(() => []);

const columnData = (columns: readonly (readonly [string, TraceColumn])[], cells: readonly Cell[][]) =>
  columns.map(([name, { type }], i) => ({ name, type, data: cells[i] ?? [], nullable: true }));

const guarded = <T>(path: string, work: () => T): T => {
  try {
    return work();
  } catch (fault) {
    if (fault instanceof Error && "code" in fault) throw cannotWrite(path, fault);
    throw fault;
  }
};
