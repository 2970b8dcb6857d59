/** Where a trace is written to. Everything goes to neighbours first and takes its place at the end, whole or not at all. */
import { mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { TraceRow, TraceTable } from "../../sim-core/run/trace-tables.ts";
import { BadInput, problem } from "../bad-input.ts";

/** What the run was: enough to join the tables with their inputs and to compute KPIs again. */
export type TraceAbout = Readonly<Record<string, string | number | object>>;

export type TraceSink = {
  write(table: TraceTable, rows: Iterable<TraceRow>): void;
  /** Paths written, in a fixed order. */
  finish(): readonly string[];
  /** Takes away what was begun. */
  discard(): void;
};

/** Files that appear together. */
export type PartFiles = {
  /** Path to write to now; `path` is where it will be. */
  part(path: string): string;
  /** All parts take their places. */
  settle(): readonly string[];
  discard(): void;
};

export const makePartFiles = (): PartFiles => {
  const parts = new Map<string, string>();
  return {
    part: (path) => {
      const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
      parts.set(path, part);
      return part;
    },
    settle: () => {
      for (const [path, part] of parts) renameSync(part, path);
      return [...parts.keys()];
    },
    discard: () => {
      for (const part of parts.values()) rmSync(part, { force: true });
    },
  };
};

export const makeFolder = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true });
  } catch (fault) {
    throw cannotWrite(path, fault);
  }
};

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

export const cannotWrite = (path: string, fault: unknown): BadInput => {
  const reason = fault instanceof Error && "code" in fault ? String(fault.code) : String(fault);
  return new BadInput([
    problem(
      "file.cannot-write",
      path,
      { ko: `쓸 수 없습니다(${reason}).`, en: `The trace cannot be written there (${reason}).` },
      { ko: "폴더와 권한, 남은 자리를 확인하십시오.", en: "Check the folder, its permissions and the space left." },
    ),
  ]);
};
