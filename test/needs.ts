/**
 * What a test needs from the machine. Where it is missing the test skips and the reason is printed; with REHEARSAL_NOTHING_SKIPPED=1
 * (as in continuous integration) a missing part is a failure instead.
 *
 *   describe.skipIf(missing(outsideData()))("…", () => { … })
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export type Need = { readonly what: string; readonly found: string | undefined; readonly remedy: string };

const onPath = (command: string): string | undefined => {
  try {
    return execFileSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
};

/** Folder of real inputs that are not part of the project. */
export const outsideData = (): Need => {
  const folder = process.env["REHEARSAL_TEST_DATA"];
  return {
    what: "outside test data",
    found: folder !== undefined && existsSync(folder) ? resolve(folder) : undefined,
    remedy: "set REHEARSAL_TEST_DATA to the folder that holds it",
  };
};

export const chromium = (): Need => ({
  what: "Chromium",
  found: process.env["REHEARSAL_CHROMIUM"] ?? onPath("chromium") ?? onPath("chromium-browser"),
  remedy: "install the package chromium, or set REHEARSAL_CHROMIUM",
});

export const cargo = (): Need => ({ what: "Rust", found: onPath("cargo"), remedy: "install Rust with rustup" });

/** An Electron binary: the override folder, else what the package brought. Found by a file test, never by importing electron. */
export const electronBinary = (): Need => {
  const folder = process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? resolve("node_modules/electron/dist");
  const named = resolve("node_modules/electron/path.txt");
  const file = join(folder, existsSync(named) ? readFileSync(named, "utf8").trim() : "electron");
  return {
    what: "Electron's binary",
    found: existsSync(file) ? file : undefined,
    remedy: "set ELECTRON_OVERRIDE_DIST_PATH or let npm start fetch it",
  };
};

const told = new Set<string>();

/** True where the need is not met: says so once, or throws where nothing may be skipped. */
export const missing = (need: Need): boolean => {
  if (need.found !== undefined) return false;
  const reason = `skipped: ${need.what} not found (${need.remedy})`;
  if (process.env["REHEARSAL_NOTHING_SKIPPED"] === "1") throw new Error(reason);
  if (!told.has(reason)) {
    told.add(reason);
    process.stdout.write(`${reason}\n`);
  }
  return true;
};
