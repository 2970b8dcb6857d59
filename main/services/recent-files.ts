/** The files opened last, newest first, kept in one small file. A disk that does not take it costs the list its memory, nothing else. */
import { readFileSync, writeFileSync } from "node:fs";

const MOST = 8;

export type RecentFiles = { list(): readonly string[]; add(paths: readonly string[]): void; clear(): void };

const readList = (file: string): readonly string[] => {
  try {
    const found: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(found) ? found.filter((path): path is string => typeof path === "string").slice(0, MOST) : [];
  } catch {
    return []; // none yet, or spoiled: the list begins anew
  }
};

export const makeRecentFiles = (file: string): RecentFiles => {
  let paths = readList(file);
  const keep = (next: readonly string[]): void => {
    paths = next;
    try {
      writeFileSync(file, JSON.stringify(paths));
    } catch {
      // a full or read-only disk: the list lasts as long as the program runs
    }
  };
  return {
    list: () => paths,
    add: (added) => keep([...new Set([...[...added].reverse(), ...paths])].slice(0, MOST)),
    clear: () => keep([]),
  };
};
