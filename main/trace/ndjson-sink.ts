/** A trace as newline-delimited JSON: one object a line, only the columns that a row has. One file per table, or all in one file. */
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { TRACE_TABLES, type TraceRow, type TraceTable } from "../../sim-core/run/trace-tables.ts";
import { cannotWrite, makeFolder, makePartFiles, type TraceAbout, type TraceSink } from "./trace-sink.ts";

const TABLES = Object.keys(TRACE_TABLES) as TraceTable[];
/** Lines are gathered up to about this many characters before they are written. */
const CHUNK_CHARS = 1 << 20;

export const ndjsonFolder = (folder: string, about: TraceAbout): TraceSink => {
  makeFolder(folder);
  const files = makePartFiles();
  const outputs = new Map(TABLES.map((table) => [table, openLines(files.part(join(folder, `${table}.ndjson`)))]));
  const close = (): void => {
    for (const output of outputs.values()) output.close();
  };
  return {
    write: (table, rows) => {
      for (const row of rows) outputs.get(table)?.line(row);
    },
    finish: () => {
      close();
      const path = join(folder, "about.json");
      writeFileSync(files.part(path), `${JSON.stringify(about, null, 2)}\n`);
      return files.settle();
    },
    discard: () => {
      close();
      files.discard();
    },
  };
};

/** Every line says its table; the first one says what the run was. */
export const ndjsonFile = (path: string, about: TraceAbout): TraceSink => {
  makeFolder(dirname(path));
  const files = makePartFiles();
  const output = openLines(files.part(path));
  output.line({ table: "about", ...about });
  return {
    write: (table, rows) => {
      for (const row of rows) output.line({ table, ...row });
    },
    finish: () => {
      output.close();
      return files.settle();
    },
    discard: () => {
      output.close();
      files.discard();
    },
  };
};

type Lines = { line(row: TraceRow | TraceAbout): void; close(): void };

const openLines = (path: string): Lines => {
  const file = opened(path);
  let waiting = "";
  let isOpen = true;
  const flush = (): void => {
    try {
      writeSync(file, waiting);
    } catch (fault) {
      throw cannotWrite(path, fault);
    }
    waiting = "";
  };
  return {
    line: (row) => {
      waiting += `${JSON.stringify(row)}\n`;
      if (waiting.length > CHUNK_CHARS) flush();
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      if (waiting !== "") flush();
      closeSync(file);
    },
  };
};

const opened = (path: string): number => {
  try {
    return openSync(path, "w");
  } catch (fault) {
    throw cannotWrite(path, fault);
  }
};
