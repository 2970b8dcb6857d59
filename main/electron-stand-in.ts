/** A stand-in of the few Electron objects the shell touches, for tests: it writes down what it was told and fires what it is asked to. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import type { MenuItem } from "./menu.ts";
import { startShell } from "./shell.ts";
import type { Contents, Frame, MainPort, Prevented, Question, ShellParts, WindowOptions } from "./shell-parts.ts";

type Listener = (...rest: unknown[]) => void;

/** Electron's end of a channel over Node's: events of `{data}`, and messages queue until `start`. */
const mainPortOver = (port: InstanceType<typeof MessageChannel>["port1"]): MainPort => {
  let isStarted = false;
  const queued: unknown[] = [];
  const listeners: Listener[] = [];
  port.on("message", (data) => {
    if (!isStarted) queued.push(data);
    else for (const listener of listeners) listener({ data });
  });
  port.unref();
  return {
    on(event: "message" | "close", listener: (event: never) => void) {
      if (event === "message") listeners.push(listener as Listener);
      else port.on("close", listener as Listener);
    },
    postMessage: (message) => port.postMessage(message),
    start() {
      isStarted = true;
      for (const data of queued.splice(0)) for (const listener of listeners) listener({ data });
    },
  };
};

export type Preventable = { readonly event: Prevented; readonly wasPrevented: () => boolean };

export const preventable = (): Preventable => {
  let isPrevented = false;
  return {
    event: {
      preventDefault: () => {
        isPrevented = true;
      },
    },
    wasPrevented: () => isPrevented,
  };
};

export class ElectronStandIn {
  readonly said: string[] = [];
  readonly appListeners = new Map<string, Listener>();
  readonly contentsListeners = new Map<string, Listener>();
  readonly ipcListeners = new Map<string, Listener>();
  readonly loaded: string[] = [];
  readonly opened: string[] = [];
  readonly lines: string[] = [];
  readonly questions: Question[] = [];
  /** Ports that were given to the page, oldest first. */
  readonly pagePorts: InstanceType<typeof MessageChannel>["port2"][] = [];
  windowOptions: WindowOptions | undefined;
  windowOpenHandler: ((details: { url: string }) => { action: string }) | undefined;
  readonly permission: { request?: unknown; check?: unknown } = {};
  scheme: { scheme: string; privileges: Record<string, boolean> } | undefined;
  respond: ((request: { url: string; method: string }) => Promise<Response>) | undefined;
  /** A file that the page gives away ends in this state. */
  download: ((name: string, state: "completed" | "cancelled" | "interrupted") => void) | undefined;
  menu: MenuItem[] = [];
  isFirst = true;
  nowMs = 0;
  platform = "linux";
  locale = "ko-KR";
  words: readonly string[] = ["/usr/bin/electron", "/project"];
  chosen: readonly string[] = [];
  button = 0;
  root = "/nowhere";
  readonly userData = mkdtempSync(join(tmpdir(), "rehearsal-user-"));

  readonly mainFrame: Frame = {
    url: "app://rehearsal/",
    postMessage: (channel, _message, transfer) => {
      this.said.push(`frame: ${channel}`);
      this.pagePorts.push(transfer[0] as never);
    },
  };

  readonly contents: Contents = {
    mainFrame: this.mainFrame,
    on: (event: string, listener: (...rest: never[]) => void) => this.contentsListeners.set(event, listener as Listener),
    setWindowOpenHandler: (handler) => {
      this.windowOpenHandler = handler;
    },
  };

  parts(): ShellParts {
    return {
      app: {
        enableSandbox: () => this.said.push("sandbox"),
        requestSingleInstanceLock: () => this.isFirst,
        quit: () => this.said.push("quit"),
        getLocale: () => this.locale,
        getVersion: () => "1.2.3",
        getPath: () => this.userData,
        whenReady: () => Promise.resolve(),
        on: (event: string, listener: (...rest: never[]) => void) => this.appListeners.set(event, listener as Listener),
        addRecentDocument: (path) => this.said.push(`recent: ${path}`),
        clearRecentDocuments: () => this.said.push("recent: none"),
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
        setPermissionRequestHandler: (handler) =>
          handler(undefined, "geolocation", (granted) => {
            this.permission.request = granted;
          }),
        setPermissionCheckHandler: (handler) => {
          this.permission.check = handler();
        },
        on: (_event, listener) => {
          this.download = (name, state) => listener({}, { getFilename: () => name, once: (_done, done) => done({}, state) });
        },
      }),
      ipc: { on: (channel, listener) => void this.ipcListeners.set(channel, listener as Listener) },
      createChannel: () => {
        const { port1, port2 } = new MessageChannel();
        return { port1: mainPortOver(port1), port2 };
      },
      startCrashReporter: () => this.said.push("crash reporter"),
      setMenu: (template) => {
        this.menu = template;
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
          once: (event: string) => this.said.push(`once ${event}`),
        };
      },
      openExternal: async (url) => void this.opened.push(url),
      chooseFiles: async () => this.chosen,
      askPerson: async (question) => {
        this.questions.push(question);
        return this.button;
      },
      appendLine: (_file, line) => void this.lines.push(line),
      root: this.root,
      preload: "/nowhere/dist/main/preload.cjs",
      platform: this.platform,
      words: this.words,
      workingFolder: "/home/planner",
      nowMs: () => this.nowMs,
    };
  }

  /** The page asks for a port, as the preload script does; answers its end. */
  connect(frame: Frame | null = this.mainFrame): InstanceType<typeof MessageChannel>["port2"] | undefined {
    const before = this.pagePorts.length;
    this.ipcListeners.get("connect")?.({ senderFrame: frame });
    return this.pagePorts[before];
  }

  click(menu: string, item: string): void {
    const found = this.menu.find(({ label }) => label === menu)?.submenu?.find(({ label }) => label === item);
    if (found?.click === undefined) throw new Error(`no ${menu} > ${item}`);
    found.click();
  }
}

/** All that is already waiting to happen has happened. */
export const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 20));

export const started = async (prepare: (electron: ElectronStandIn) => void = () => undefined): Promise<ElectronStandIn> => {
  const electron = new ElectronStandIn();
  prepare(electron);
  startShell(electron.parts());
  await settled();
  return electron;
};
