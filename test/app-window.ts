/** The app in a window to test: in Chromium, served by the real server, or in a real Electron with its sandbox on. The same page either way. */
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { _electron, chromium as driver, type ElectronApplication, type Page } from "playwright-core";
import { afterEach } from "vitest";
import { buildMainIfStale, buildPageIfStale } from "../main/build-app.ts";
import { serve } from "../main/serve.ts";
import { chromium, electronBinary, missing, type Need } from "./needs.ts";

const ROOT = join(import.meta.dirname, "..");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How long a page is waited for, unless a test says otherwise: software drawing beside computing on a busy machine takes its time. */
const PATIENCE_MS = 90_000;

/** Electron from its start to its first window. */
const START_MS = 120_000;

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

export type AppWindow = {
  readonly page: Page;
  /** To open the page anew; only what is served has one. */
  readonly url?: string;
  /** Words of the page's console that mean trouble. */
  readonly complaints: string[];
  /** Undefined in Chromium. */
  readonly electron?: ElectronApplication;
  close(): Promise<void>;
};

/** What a console may say without anything being wrong: the software renderer's remarks on itself. */
const HARMLESS = /GPU stall due to ReadPixels|luma\.gl: WebGL uniform block reflection|too many errors, no more errors will be reported/;

const listenTo = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !HARMLESS.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
};

export type ChromiumOptions = {
  readonly locale?: "ko-KR" | "en-US";
  readonly width?: number;
  readonly height?: number;
  readonly patienceMs?: number;
  /** To take something away from the page: runs in it before its own scripts. */
  readonly prepare?: () => void;
  /** The same, outside of the page, before it is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
};

export const openInChromium = async (options: ChromiumOptions = {}): Promise<AppWindow & { readonly url: string }> => {
  const { locale = "ko-KR", width = 1440, height = 900, patienceMs = PATIENCE_MS, prepare, before } = options;
  const server = await serve({ port: 0, ko: false, say });
  const browser = await driver.launch({ executablePath: chromium().found ?? "", args: ["--no-sandbox"] });
  const context = await browser.newContext({ viewport: { width, height }, locale, reducedMotion: "reduce" });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const complaints = listenTo(page);
  if (prepare !== undefined) await page.addInitScript(prepare);
  await before?.(page);
  await page.goto(server.url);
  return {
    page,
    url: server.url,
    complaints,
    async close() {
      await browser.close();
      await server.close();
    },
  };
};

/** What the page is built of, as it is asked for, the largest first; packed as a server packs it. */
export const builtFiles = (): readonly { readonly path: string; readonly packedKb: number }[] =>
  readdirSync(join(ROOT, "dist/page"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return { path: `/${relative(join(ROOT, "dist/page"), file)}`, packedKb: gzipSync(readFileSync(file)).length / 1024 };
    })
    .sort((a, b) => b.packedKb - a.packedKb);

/** Simulated moment the clock of the window shows. */
export const simulatedMs = async (page: Page): Promise<number> => Number(await page.locator(".playhead").getAttribute("data-at-ms"));

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] };

/** All that axe finds in what is on show. */
export const accessibilityFaults = async (page: Page): Promise<readonly Violation[]> => {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    const { violations } = await axe.run();
    return violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) }));
  });
};

/** What axe calls serious or critical, a line each that names the screen. */
export const seriousFaults = async (page: Page, screen: string): Promise<readonly string[]> =>
  (await accessibilityFaults(page))
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);

/** What the window itself says is wrong: a simulation that was lost, a panel that failed, a bad file, a sentence in passing. */
const TROUBLE = '[role="alertdialog"], .panel-fault, .problem, .experiment [role="alert"], .toasts > *';

/** After a test that failed: what the window said, so that the reason stands beside the line that waited in vain. Hooks run in
 *  reverse order: call it after the hook that closes the window is declared. */
export const tellTrouble = (shown: () => AppWindow | undefined): void => {
  afterEach(async ({ task }) => {
    const opened = shown();
    if (task.result?.state !== "fail" || opened === undefined) return;
    const tooLate = new Promise<string>((done) => setTimeout(done, 5000, "no answer")); // a page may be too far gone to be asked
    const words = await Promise.race([tooLate, opened.page.locator(TROUBLE).allInnerTexts().catch(String)]);
    say(`when "${task.name}" failed, the window said: ${JSON.stringify(words)}`);
    say(`and its console: ${JSON.stringify(opened.complaints.slice(-20))}`);
  });
};

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

const someDisplay = (): Need => ({
  what: "a display or Xvfb",
  found: process.env["DISPLAY"] ?? (answers("sh", ["-c", "command -v Xvfb"]) ? "Xvfb" : undefined),
  remedy: "install the package xvfb",
});

export const isElectronMissing = (): boolean => [electronBinary(), ordinaryUser(), someDisplay()].map(missing).includes(true);

/** A folder that the ordinary user may use too. */
export const openFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-e2e-"));
  chmodSync(folder, 0o777);
  return folder;
};

let display: Promise<string> | undefined;

/** The person's display, else one of our own that ends with the last window on it. X itself picks a number that is free: whoever picks
 *  one by looking at lock files meets those that killed servers left behind, and others who look at the same time. */
const displayName = (): Promise<string> => {
  display ??= process.env["DISPLAY"] === undefined ? startDisplay() : Promise.resolve(process.env["DISPLAY"]);
  return display;
};

const startDisplay = (): Promise<string> =>
  new Promise((done, failed) => {
    const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-ac", "-terminate"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    server.once("error", failed);
    server.once("exit", (code) => {
      display = undefined;
      failed(new Error(`Xvfb ended with ${code}`)); // too late where a display was answered before
    });
    server.stdout.once("data", (number) => done(`:${String(number).trim()}`));
    server.unref();
  });

/** A script that starts Electron as whoever may, on whatever display there is; its arguments are Electron's. */
const electronStarter = async (home: string): Promise<string> => {
  const script = join(home, "electron.sh");
  const user = isRoot ? `runuser -u ${ordinaryUser().found} -- env HOME=${home}` : "env";
  // Off the screen of a person, and a language that is the same on every machine.
  const own = `DISPLAY=${await displayName()} XDG_CONFIG_HOME=${home} LANG=ko_KR.UTF-8 LANGUAGE=ko`;
  writeFileSync(script, `#!/bin/sh\nexec ${user} ${own} "${electronBinary().found}" "$@"\n`);
  chmodSync(script, 0o755);
  return script;
};

export type ElectronOptions = { readonly home?: string; readonly files?: readonly string[] };

export const openInElectron = async ({ home = openFolder(), files = [] }: ElectronOptions = {}): Promise<AppWindow> => {
  await buildPageIfStale(ROOT, false, say);
  await buildMainIfStale(ROOT, false, say);
  const electron = await _electron.launch({
    executablePath: await electronStarter(home),
    args: ["--lang=ko", ROOT, ...files],
    chromiumSandbox: true,
    timeout: START_MS,
  });
  const page = await electron.firstWindow({ timeout: START_MS });
  page.setDefaultTimeout(PATIENCE_MS);
  return { page, complaints: listenTo(page), electron, close: () => electron.close() };
};

/** What a window gives away when `act` is done: the name it suggests and the text it wrote. In Electron no person chooses a place. */
export const savedBy = async ({ page, electron }: AppWindow, act: () => Promise<void>): Promise<{ name: string; text: string }> => {
  if (electron === undefined) {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  }
  const file = join(openFolder(), "saved");
  const name = electron.evaluate(
    ({ session }, path) =>
      new Promise<string>((done, failed) =>
        session.defaultSession.once("will-download", (_event, item) => {
          item.setSavePath(path);
          item.once("done", (_done, state) => (state === "completed" ? done(item.getFilename()) : failed(new Error(state))));
        }),
      ),
    file,
  );
  await electron.evaluate(() => undefined); // the listener above is there
  await act();
  return { name: await name, text: readFileSync(file, "utf8") };
};

/** A second start beside a running one; answers its exit code. */
export const startAgain = async (home: string, files: readonly string[]): Promise<number | null> => {
  const starter = await electronStarter(home);
  return new Promise((done, failed) => {
    const child = spawn(starter, ["--lang=ko", ROOT, ...files], { stdio: "ignore" });
    child.once("error", failed);
    child.once("exit", done);
  });
};
