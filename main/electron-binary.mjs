// Finds Electron's program by looking for the file. Never by importing the package: that would start a download.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The program's path, or undefined if it is not there. */
export const electronBinary = (root, env = process.env) => {
  const folder = join(root, "node_modules/electron");
  const pathFile = join(folder, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : "electron";
  const file = join(env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, "dist"), name);
  return existsSync(file) ? file : undefined;
};

/** Tries once to fetch the program, with Electron's own script. Answers undefined when it is there, else why not. */
export const fetchElectron = (root, limitMs) =>
  new Promise((resolve) => {
    const script = join(root, "node_modules/electron/install.js");
    if (!existsSync(script)) return resolve("not-installed");
    const child = spawn(process.execPath, [script], { stdio: "ignore", cwd: root });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, limitMs);
    child.once("error", () => {
      clearTimeout(timer);
      resolve("failed");
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      resolve(isLate ? "too-slow" : code === 0 ? undefined : "failed");
    });
  });
