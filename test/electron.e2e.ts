/** The shell in a real Electron, where one is at hand: wiring, sandbox and protocol, not the version that ships. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildMainIfStale, buildPageIfStale } from "../main/build-app.ts";
import { electronBinary, missing, type Need } from "./needs.ts";

const ROOT = join(import.meta.dirname, "..");
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const answers = (command: string, args: readonly string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

const isRoot = process.getuid?.() === 0;

/** Electron's sandbox does not start as root: there it runs as the machine's unprivileged user, with a home of its own. */
const ordinaryUser = (): Need => ({
  what: "an ordinary user to run Electron as",
  found: !isRoot ? "myself" : ["nobody"].find((user) => answers("id", [user])),
  remedy: "as root: useradd -m e2e",
});

const display = (): Need => ({
  what: "a display or xvfb-run",
  found: process.env["DISPLAY"] ?? (answers("sh", ["-c", "command -v xvfb-run"]) ? "xvfb-run" : undefined),
  remedy: "install the package xvfb",
});

/** What only the version that ships can show. */
const NOT_RUN = [
  "real protocol.handle streaming",
  "services in utilityProcess",
  "fuses",
  "native menus and dialogs",
  "software WebGL switch",
  "auto-update",
  "installers and signing",
  "loss of the GPU process",
];

const isMissing = [electronBinary(), ordinaryUser(), display()].map(missing).includes(true);

test.skipIf(isMissing)("opens sandboxed on app://, isolated, without Node, permissions, second windows or a way out", async () => {
  await buildPageIfStale(ROOT, false, say);
  await buildMainIfStale(ROOT, false, say);
  const smoke = [process.execPath, join(ROOT, "test/electron-smoke.ts"), electronBinary().found ?? ""];
  const withDisplay = process.env["DISPLAY"] === undefined ? ["xvfb-run", "-a", ...smoke] : smoke;
  const home = mkdtempSync(join(tmpdir(), "rehearsal-home-"));
  chmodSync(home, 0o777);
  const asUser = ["runuser", "-u", ordinaryUser().found ?? "", "--", "env", `HOME=${home}`, `XDG_CONFIG_HOME=${home}`];
  const [command = "", ...args] = isRoot ? [...asUser, ...withDisplay] : withDisplay;
  const printed = execFileSync(command, args, { cwd: ROOT, encoding: "utf8", timeout: 180_000, stdio: ["ignore", "pipe", "inherit"] });
  expect(JSON.parse(printed.trim().split("\n").at(-1) ?? "")).toEqual({
    url: "app://rehearsal/",
    isolated: true,
    node: [],
    bridge: ["ask"],
    hello: { id: 1, ok: true, value: { product: "City Rehearsal", version: expect.stringMatching(/^\d+\.\d+\.\d+/), host: "electron" } },
    unknown: { id: 2, ok: false, code: "bad-request" },
    traversal: 404,
    policy: true,
    notifications: "denied",
    opened: true,
    stayed: "app://rehearsal/",
    windows: 1,
    complaints: [],
  });
  if (process.env["ELECTRON_OVERRIDE_DIST_PATH"] !== undefined) say(`not run on the Electron that ships: ${NOT_RUN.join("; ")}`);
});
