/** The shell in a real Electron, where one is at hand: wiring, sandbox, protocol, ports, menu and files, not the version that ships. */
import { chmodSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppWindow, isElectronMissing, openFolder, openInElectron, say, startAgain, tellTrouble } from "./app-window.ts";

const ROOT = join(import.meta.dirname, "..");

/** What only the version that ships can show. */
const NOT_RUN = [
  "real protocol.handle streaming",
  "large copies over ports",
  "fuses",
  "the native menu as it is drawn, and native dialogs",
  "capturePage",
  "software WebGL switch",
  "H.264",
  "auto-update",
  "installers and signing",
  "loss of the GPU process",
];

const home = openFolder();
let shown: AppWindow;
/** The same, as long as nobody knows whether it came. */
let opened: AppWindow | undefined;

/** A file that the ordinary user can read. */
const readable = (from: string, name: string): string => {
  const file = join(home, name);
  copyFileSync(join(ROOT, from), file);
  chmodSync(file, 0o644);
  return file;
};

describe.skipIf(isElectronMissing())("the shell in Electron", () => {
  beforeAll(async () => {
    shown = await openInElectron({ home, files: [readable("scenarios/fire-response/scenario.yaml", "my scenario.yaml")] });
    opened = shown;
    await shown.page.locator(".transport").waitFor({ timeout: 120_000 });
  }, 400_000);

  afterAll(async () => {
    await opened?.close();
    if (process.env["ELECTRON_OVERRIDE_DIST_PATH"] !== undefined) say(`not run on the Electron that ships: ${NOT_RUN.join("; ")}`);
  });
  tellTrouble(() => opened);

  test("opens sandboxed on app://, isolated, without Node, permissions, second windows or a way out", async () => {
    const { page, electron, complaints } = shown;
    const inPage = await page.evaluate(async () => ({
      url: location.href,
      isolated: crossOriginIsolated,
      node: ["require", "process", "module", "Buffer"].filter((name) => name in globalThis),
      bridge: Object.keys((globalThis as unknown as { rehearsalHost: object }).rehearsalHost),
      traversal: (await fetch("/..%2fpackage.json")).status,
      policy: (await fetch("/")).headers.get("content-security-policy")?.startsWith("default-src 'none'"),
      notifications: await Notification.requestPermission(),
      isOpenedDenied: window.open("https://example.org/") === null,
    }));
    expect(inPage).toEqual({
      url: "app://rehearsal/",
      isolated: true,
      node: [],
      bridge: ["connect"],
      traversal: 404,
      policy: true,
      notifications: "denied",
      isOpenedDenied: true,
    });
    expect(await electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(complaints.filter((words) => !words.includes("404"))).toEqual([]);
  });

  test("a port goes from main through the page to a worker, which talks to the services itself", async () => {
    const answer = await shown.page.evaluate(
      () =>
        new Promise((done) => {
          const code = `onmessage = ({ ports: [port] }) => { port.onmessage = ({ data }) => postMessage(data); port.postMessage({ id: 5, kind: "hello" }); };`;
          const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
          worker.onmessage = ({ data }) => done(data);
          window.addEventListener("message", ({ data, ports: [port] }) => {
            if (data === "rehearsal-port" && port !== undefined) worker.postMessage(undefined, [port]);
          });
          (globalThis as unknown as { rehearsalHost: { connect(): void } }).rehearsalHost.connect();
        }),
    );
    expect(answer).toEqual({
      id: 5,
      ok: true,
      value: { product: "City Rehearsal", version: expect.stringMatching(/^\d+\.\d+\.\d+/), host: "electron" },
    });
  });

  test("opened the file it was started with", async () => {
    // The example has six arms, the file that was named has eleven.
    await shown.page.waitForFunction(() => document.querySelectorAll(".arm-more option").length === 11);
  });

  const clickMenu = (path: readonly string[]): Promise<unknown> =>
    (shown.electron as NonNullable<AppWindow["electron"]>).evaluate(({ Menu }, [menu, item]) => {
      const found = Menu.getApplicationMenu()
        ?.items.find(({ label }) => label === menu)
        ?.submenu?.items.find(({ label }) => label === item);
      if (!found) throw new Error(`no ${menu} > ${item}`);
      found.click();
    }, path);

  test("a menu entry does in the page what its key does, and the menu follows the page's language", async () => {
    const { page, electron } = shown;
    await clickMenu(["재생", "끝으로"]);
    await page.waitForFunction(() => Number(document.querySelector(".playhead")?.getAttribute("data-at-ms")) > 5_000_000);
    await clickMenu(["보기", "English"]);
    await page.waitForFunction(() => document.documentElement.lang === "en");
    await expect
      .poll(() => electron?.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label)))
      .toEqual(["File", "Edit", "View", "Playback", "Help"]);
    await clickMenu(["Help", "Keys"]);
    await page.locator("dialog.sheet").waitFor();
    await page.keyboard.press("Escape");
  });

  test("a second start hands its file to the first window and ends; a broken file is named", async () => {
    const broken = readable("package.json", "not-a-city.json");
    expect(await startAgain(home, [broken])).toBe(0);
    await shown.page.locator(".problem").first().waitFor();
    expect(await shown.page.locator(".problem .place").first().textContent()).toContain("not-a-city.json");
    await shown.page.getByRole("button", { name: "Back to the project" }).click();
    await shown.page.locator(".transport").waitFor();
  });

  // From here on Playwright waits for a navigation that was prevented, so nothing below asks through its page.
  const inMain = (script: string): Promise<unknown> =>
    (shown.electron as NonNullable<AppWindow["electron"]>).evaluate(({ BrowserWindow }, code) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const tooLate = new Promise((done) => setTimeout(done, 2000, "no answer"));
      return Promise.race([tooLate, contents?.executeJavaScript(code)]);
    }, script);

  test("does not leave its own address", async () => {
    await inMain('location.href = "https://example.org/"; 0');
    await shown.page.waitForTimeout(500);
    expect(await inMain("location.href")).toBe("app://rehearsal/");
  });

  test("a page that is killed comes back by itself", async () => {
    await inMain("globalThis.isOld = true");
    await shown.electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await expect
      .poll(() => inMain('globalThis.isOld !== true && document.querySelector(".transport") !== null'), { timeout: 90_000, interval: 1000 })
      .toBe(true);
  });
});
