/** The shell against a stand-in of the few Electron objects it touches: every row of Electron's security checklist that is decided in code. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ElectronStandIn, preventable, settled, started } from "./electron-stand-in.ts";
import { FUSES, TEST_FUSES } from "./fuses.ts";
import { startShell } from "./shell.ts";
import type { Frame } from "./shell-parts.ts";

const HERE = import.meta.dirname;

const answerOf = (port: ReturnType<ElectronStandIn["connect"]>, request: unknown): Promise<unknown> =>
  new Promise((done) => {
    port?.once("message", done);
    port?.postMessage(request);
  });

// The numbers are those of the list in Electron's documentation, "Security", read for version 45.
describe("Electron's security checklist", () => {
  test("1, 18: the page comes by a protocol of its own, secure and standard, never from a file", async () => {
    const { scheme, loaded } = await started();
    expect(scheme).toEqual({
      scheme: "app",
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
    });
    expect(loaded).toEqual(["app://rehearsal/"]);
  });

  test("2, 3, 4: no Node in the page, its own world, the sandbox on for everything before Electron is ready", async () => {
    const { windowOptions, said } = await started();
    expect(windowOptions?.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    expect(said[0]).toBe("sandbox");
  });

  test("5: every permission is denied, asked or checked", async () => {
    const { permission } = await started();
    expect(permission).toEqual({ request: false, check: false });
  });

  test("6, 8, 9, 10: nothing that weakens the web's own rules is set, only what the list asks for", async () => {
    const { windowOptions } = await started();
    expect(Object.keys(windowOptions?.webPreferences ?? {}).sort()).toEqual([
      "contextIsolation",
      "nodeIntegration",
      "preload",
      "sandbox",
      "spellcheck",
      "webviewTag",
    ]);
  });

  test("7: everything the protocol answers carries the content security policy and the isolation headers, refusals too", async () => {
    const { respond } = await started();
    for (const path of ["", "..%2fpackage.json", "missing.js"]) {
      const { headers } = (await respond?.({ url: `app://rehearsal/${path}`, method: "GET" })) ?? new Response();
      expect([path, headers.get("content-security-policy")?.startsWith("default-src 'none'")]).toEqual([path, true]);
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    }
  });

  test("11, 12: the webview tag is off and none can be attached", async () => {
    const { windowOptions, contentsListeners } = await started();
    const { event, wasPrevented } = preventable();
    contentsListeners.get("will-attach-webview")?.(event);
    expect([windowOptions?.webPreferences.webviewTag, wasPrevented()]).toEqual([false, true]);
  });

  test.each([
    ["app://rehearsal/", false],
    ["app://rehearsal/assets/index.js", false],
    ["app://elsewhere/", true],
    ["app://rehearsal.example/", true],
    ["https://example.org/", true],
    ["file:///etc/passwd", true],
    ["javascript:alert(1)", true],
    ["data:text/html,x", true],
  ])("13: going to %s is prevented: %s", async (url, isExpected) => {
    const { contentsListeners } = await started();
    for (const name of ["will-navigate", "will-redirect"]) {
      const { event, wasPrevented } = preventable();
      contentsListeners.get(name)?.(event, url);
      expect([name, wasPrevented()]).toEqual([name, isExpected]);
    }
  });

  test.each([
    ["https://www.law.go.kr/법령/소방기본법", true],
    ["https://www.data.go.kr/", true],
    ["http://www.law.go.kr/", false],
    ["https://law.go.kr.example/", false],
    ["https://www.law.go.kr@example.org/", false],
    ["https://www.law.go.kr:8443/", false],
    ["https://example.org/", false],
    ["file:///etc/passwd", false],
    ["smb://www.law.go.kr/share", false],
    ["not an address", false],
  ])("14, 15: no second window; %s opens in the person's own browser: %s", async (url, isExpected) => {
    const { windowOpenHandler, opened } = await started();
    expect(windowOpenHandler?.({ url })).toEqual({ action: "deny" });
    expect(opened).toEqual(isExpected ? [url] : []);
  });

  test("16: the version that ships was looked at; eight weeks later a new one is due", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(HERE, "../package.json"), "utf8")) as {
      devDependencies: { electron: string };
    };
    const reviewed = { version: "45.4.1", on: "2026-11-22" };
    expect(devDependencies.electron).toBe(reviewed.version);
    const weeks = (Date.now() - Date.parse(reviewed.on)) / (7 * 24 * 3600 * 1000);
    if (weeks > 8)
      process.stdout.write(`warning: Electron ${reviewed.version} was chosen ${Math.floor(weeks)} weeks ago; a newer one is out\n`);
  });

  test("17: only the page's main frame gets a port", async () => {
    const electron = await started();
    const twin: Frame = { url: "app://rehearsal/", postMessage: () => undefined };
    expect([electron.connect(twin), electron.connect(null)]).toEqual([undefined, undefined]);
    expect(electron.lines).toHaveLength(2);
    expect(await answerOf(electron.connect(), { id: 7, kind: "hello" })).toEqual({
      id: 7,
      ok: true,
      value: { product: "City Rehearsal", version: "1.2.3", host: "electron" },
    });
  });

  test("17: the main frame gets none once it shows something that is not ours", async () => {
    const electron = await started();
    Object.assign(electron.mainFrame, { url: "https://example.org/" });
    expect(electron.connect()).toBeUndefined();
  });

  test("19: the fuses, in the build that ships and in the one that tests drive", () => {
    expect(FUSES).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      wasmTrapHandlers: true,
    });
    expect(TEST_FUSES).toEqual({ ...FUSES, enableNodeCliInspectArguments: true });
  });

  test("20: the preload script gives the page one call, no channel name, no event, and stays short", () => {
    const source = readFileSync(join(HERE, "preload.cts"), "utf8");
    const sent: unknown[] = [];
    const exposed: Record<string, unknown> = {};
    const heard = new Map<string, (event: unknown) => void>();
    const posted: unknown[][] = [];
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, value: unknown) => Object.assign(exposed, { [name]: value }) },
      ipcRenderer: {
        on: (channel: string, listener: (event: unknown) => void) => heard.set(channel, listener),
        send: (...words: unknown[]) => sent.push(words),
      },
    };
    // The script as it is, with its types taken off by Node itself.
    const { stripTypeScriptTypes } = process.getBuiltinModule("node:module");
    const run = new Function("require", "window", "location", stripTypeScriptTypes(source));
    run(() => electron, { postMessage: (...words: unknown[]) => posted.push(words) }, { origin: "app://rehearsal" });
    expect(Object.keys(exposed)).toEqual(["rehearsalHost"]);
    const { rehearsalHost } = exposed as { rehearsalHost: { connect(...words: unknown[]): unknown } };
    expect(Object.keys(rehearsalHost)).toEqual(["connect"]);
    expect(rehearsalHost.connect("any", "words")).toBeUndefined();
    expect(sent).toEqual([["connect"]]);
    heard.get("port")?.({ ports: ["a port"], sender: "never seen", senderId: 1 });
    expect(posted).toEqual([["rehearsal-port", "app://rehearsal", ["a port"]]]);
    expect(source.split("\n").length).toBeLessThanOrEqual(20);
  });
});

describe("processes that die", () => {
  test("dumps stay on this machine", () => {
    expect(readFileSync(join(HERE, "main.ts"), "utf8")).toContain("crashReporter.start({ uploadToServer: false })");
  });

  test("a page is started again three times a minute, then the person is asked, and nothing is ever left white", async () => {
    const electron = await started();
    for (let death = 0; death < 4; death++) electron.contentsListeners.get("render-process-gone")?.({}, { reason: "oom" });
    await settled();
    expect(electron.questions.map(({ buttons }) => buttons)).toEqual([["다시 열기", "끝내기"]]);
    expect(electron.loaded).toHaveLength(1 + 3 + 1); // the start, three restarts, and the first button
    electron.button = 1;
    for (let death = 0; death < 4; death++) electron.contentsListeners.get("render-process-gone")?.({}, { reason: "oom" });
    await settled();
    expect([electron.loaded.length, electron.said.at(-1)]).toEqual([1 + 3 + 1 + 3, "quit"]);
  });

  test("a minute later the count begins anew", async () => {
    const electron = await started();
    for (let death = 0; death < 6; death++) {
      electron.nowMs += 30_000;
      electron.contentsListeners.get("render-process-gone")?.({}, { reason: "crashed" });
    }
    await settled();
    expect([electron.questions.length, electron.loaded.length]).toEqual([0, 1 + 6]);
  });

  test("every death is a line in a file on this machine, and a disk that is full changes nothing", async () => {
    const electron = await started();
    electron.contentsListeners.get("render-process-gone")?.({}, { reason: "oom", exitCode: 5 });
    electron.appListeners.get("child-process-gone")?.({}, { type: "GPU", reason: "crashed" });
    expect(electron.lines).toEqual([
      '1970-01-01T00:00:00.000Z render-process-gone {"reason":"oom","exitCode":5}',
      '1970-01-01T00:00:00.000Z child-process-gone {"type":"GPU","reason":"crashed"}',
    ]);
    const full = new ElectronStandIn();
    startShell({
      ...full.parts(),
      appendLine: () => {
        throw new Error("ENOSPC: no space left on device");
      },
    });
    await settled();
    full.contentsListeners.get("render-process-gone")?.({}, { reason: "oom" });
    expect(full.loaded).toHaveLength(2);
  });
});

test("software WebGL is allowed before Electron is ready", async () => {
  const { said } = await started();
  expect(said.slice(0, 3)).toEqual(["sandbox", "--enable-unsafe-swiftshader", "crash reporter"]);
});

test("a second start ends itself, and the first comes forward", async () => {
  const second = await started((electron) => {
    electron.isFirst = false;
  });
  expect([second.said.at(-1), second.windowOptions]).toEqual(["quit", undefined]);
  const first = await started();
  first.appListeners.get("second-instance")?.({}, ["/usr/bin/electron", "/project"], "/home/planner");
  expect(first.said.slice(-2)).toEqual(["restore", "focus"]);
});
