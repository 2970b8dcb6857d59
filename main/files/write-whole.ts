/** Writes a file whole or not at all: to a neighbour first, then renamed over the target. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { BadInput, problem } from "../bad-input.ts";

/** A name ending in .gz is packed (without a time stamp: the same bytes every time). */
export const writeWhole = (path: string, content: string): void => {
  const neighbour = neighbourOf(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(neighbour, path.endsWith(".gz") ? gzipSync(content, { level: 9 }) : content);
    renameSync(neighbour, path);
  } catch (fault) {
    throw cannotWrite(path, neighbour, fault);
  }
};

/** Tries the place before a long computation, so that an hour's result is not lost to a wrong path. Leaves no file behind. */
export const checkWritable = (path: string): void => {
  const neighbour = neighbourOf(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(neighbour, "");
    rmSync(neighbour);
  } catch (fault) {
    throw cannotWrite(path, neighbour, fault);
  }
};

const neighbourOf = (path: string): string => join(dirname(path), `.${basename(path)}.${process.pid}.part`);

const cannotWrite = (path: string, neighbour: string, fault: unknown): BadInput => {
  try {
    rmSync(neighbour, { force: true });
  } catch {
    // the folder itself is missing: nothing was left there
  }
  const reason = fault instanceof Error && "code" in fault ? String(fault.code) : String(fault);
  return new BadInput([
    problem(
      "file.cannot-write",
      path,
      { ko: `쓸 수 없습니다(${reason}).`, en: `The file cannot be written (${reason}).` },
      { ko: "폴더와 권한을 확인하십시오.", en: "Check the folder and its permissions." },
    ),
  ]);
};
