/** The shell against a stand-in of the few Electron objects it touches: every row of the security checklist that is decided in code. */
import { describe, expect, test } from "vitest";
import { type Contents, type Frame, type Prevented, type ShellParts, startShell, type WindowOptions } from "./shell.ts";

const HOME: Frame = { url: "app://rehearsal/" };

type Listener = (...rest: unknown[]) => void;

class StandIn {
  readonly said: string[] = [];
  readonly appListeners = new Map<string, Listener>();
  readonly contentsListeners = new Map<string, Listener>();
  readonly loaded: string[] = [];
  windowOptions: WindowOptions | undefined;
  openHandler: (() => { action: string }) | undefined;
  permission: { request?: unknown; check?: unknown } = {};
  scheme: { scheme: string; privileges: Record<string, boolean> } | undefined;
  respond: ((request: { url: string; method: string }) => Promise<Response>) | undefined;
  service: ((event: { senderFrame: Frame | null }, message: unknown) => Promise<unknown>) | undefined;
  menu: unknown;
  isFirst = true;
  nowMs = 0;

  readonly contents: Contents = {
    mainFrame: HOME,
    on: (event: string, listener: (...rest: never[]) => void) => this.contentsListeners.set(event, listener as Listener),
    setWindowOpenHandler: (handler: () => { action: "deny" }) => {
      this.openHandler = handler;
    },
  };

  parts(): ShellParts {
    return {
      app: {
        enableSandbox: () => this.said.push("sandbox"),
        requestSingleInstanceLock: () => this.isFirst,
        quit: () => this.said.push("quit"),
        getLocale: () => "ko-KR",
        getVersion: () => "1.2.3",
        whenReady: () => Promise.resolve(),
        on: (event: string, listener: (...rest: never[]) => void) => this.appListeners.set(event, listener as Listener),
        commandLine: { appendSwitch: (name: string) => this.said.push(`--${name}`) },
      },
      protocol: {
        registerSchemesAsPrivileged: ([first]) => {
          this.scheme = first;
        },
        handle: (_scheme, handler) => {
          this.respond = handler;
        },
      },
      permissions: () => ({
        setPermissionRequestHandler: (handler) => {
          handler(undefined, "geolocation", (granted) => {
            this.permission.request = granted;
          });
        },
        setPermissionCheckHandler: (handler) => {
          this.permission.check = handler();
        },
      }),
      ipc: {
        handle: (_channel, listener) => {
          this.service = listener;
        },
      },
      startCrashReporter: () => this.said.push("crash reporter"),
      setMenu: (template) => {
        this.menu = template.map(({ label }) => label);
      },
      createWindow: (options) => {
        this.windowOptions = options;
        this.appListeners.get("web-contents-created")?.({}, this.contents);
        return {
          webContents: this.contents,
          loadURL: (url) => {
            this.loaded.push(url);
            return Promise.resolve();
          },
          show: () => this.said.push("show"),
          focus: () => this.said.push("focus"),
          isMinimized: () => true,
          restore: () => this.said.push("restore"),
          once: () => undefined,
          on: () => undefined,
        };
      },
      root: "/nowhere",
      preload: "/nowhere/dist/main/preload.cjs",
      nowMs: () => this.nowMs,
    };
  }
}

const started = async (prepare: (electron: StandIn) => void = () => undefined): Promise<StandIn> => {
  const electron = new StandIn();
  prepare(electron);
  startShell(electron.parts());
  await new Promise((done) => setTimeout(done, 0));
  return electron;
};

describe("the Electron shell", () => {
  test("turns the sandbox on and allows software WebGL before Electron is ready", async () => {
    const { said, scheme } = await started();
    expect(said.slice(0, 3)).toEqual(["sandbox", "--enable-unsafe-swiftshader", "crash reporter"]);
    expect(scheme).toEqual({
      scheme: "app",
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
    });
  });

  test("gives the page no Node, one preload script, and its own origin", async () => {
    const { windowOptions, loaded } = await started();
    expect(windowOptions?.webPreferences).toEqual({
      preload: "/nowhere/dist/main/preload.cjs",
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    });
    expect(loaded).toEqual(["app://rehearsal/"]);
  });

  test("denies every permission, asked or checked", async () => {
    const { permission } = await started();
    expect(permission).toEqual({ request: false, check: false });
  });

  test.each([
    ["app://rehearsal/", false],
    ["app://elsewhere/", true],
    ["https://example.org/", true],
    ["file:///etc/passwd", true],
    ["javascript:alert(1)", true],
  ])("navigation to %s is prevented: %s", async (url, prevented) => {
    const { contentsListeners } = await started();
    const results: boolean[] = [];
    for (const event of ["will-navigate", "will-redirect"]) {
      let isPrevented = false;
      const asked: Prevented = {
        preventDefault: () => {
          isPrevented = true;
        },
      };
      contentsListeners.get(event)?.(asked, url);
      results.push(isPrevented);
    }
    expect(results).toEqual([prevented, prevented]);
  });

  test("opens no second window and attaches no webview", async () => {
    const { contentsListeners, openHandler } = await started();
    let isPrevented = false;
    contentsListeners.get("will-attach-webview")?.({
      preventDefault: () => {
        isPrevented = true;
      },
    });
    expect([openHandler?.(), isPrevented]).toEqual([{ action: "deny" }, true]);
  });

  test("answers app:// through the asset function: traversal is 404, headers are there", async () => {
    const { respond } = await started();
    const answer = await respond?.({ url: "app://rehearsal/..%2fpackage.json", method: "GET" });
    expect([answer?.status, answer?.headers.get("cross-origin-opener-policy")]).toEqual([404, "same-origin"]);
    expect((await respond?.({ url: "app://other/index.html", method: "GET" }))?.status).toBe(404);
  });

  test("hears services calls from the page's main frame only", async () => {
    const { service } = await started();
    expect(await service?.({ senderFrame: HOME }, { id: 7, kind: "hello" })).toEqual({
      id: 7,
      ok: true,
      value: { product: "City Rehearsal", version: "1.2.3", host: "electron" },
    });
    await expect(service?.({ senderFrame: { url: "app://rehearsal/" } }, { id: 8, kind: "hello" })).rejects.toThrow("main frame");
    await expect(service?.({ senderFrame: null }, { id: 9, kind: "hello" })).rejects.toThrow("main frame");
  });

  test("a second start brings the first window forward and ends itself", async () => {
    const second = await started((electron) => {
      electron.isFirst = false;
    });
    expect([second.said.at(-1), second.windowOptions]).toEqual(["quit", undefined]);
    const first = await started();
    first.appListeners.get("second-instance")?.();
    expect(first.said.slice(-2)).toEqual(["restore", "focus"]);
  });

  test("a page that dies is started again, three times a minute at most", async () => {
    const { contentsListeners, loaded } = await started();
    for (let death = 0; death < 5; death++) contentsListeners.get("render-process-gone")?.();
    expect(loaded).toHaveLength(1 + 3);
  });

  test("speaks the language of the system in its menu", async () => {
    const { menu } = await started();
    expect(menu).toEqual(["파일", "편집", "보기"]);
  });
});
