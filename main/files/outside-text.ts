/** Test data that lies outside the project: found only through REHEARSAL_TEST_DATA, read-only, never copied. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";

const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;

/** Text of a file below that folder, .xz unpacked by the system's xz; undefined where either is absent. */
export const outsideText = (path: string, folder = process.env["REHEARSAL_TEST_DATA"]): string | undefined => {
  if (folder === undefined || folder === "") return undefined;
  const root = resolve(folder);
  const file = resolve(join(root, path));
  if (!file.startsWith(root + sep)) return undefined;
  try {
    if (!file.endsWith(".xz")) return readFileSync(file, "utf8");
    const unpacked = spawnSync("xz", ["-dc", file], { maxBuffer: MAX_UNPACKED_BYTES });
    return unpacked.status === 0 ? unpacked.stdout.toString("utf8") : undefined;
  } catch {
    return undefined;
  }
};
