/** Files that ship with the project, for known answers about the shipped scenarios. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** Undefined where it is not there (a build without scenarios). */
export const projectText = (path: string): string | undefined => {
  try {
    return readFileSync(resolve(ROOT, path), "utf8");
  } catch {
    return undefined;
  }
};
