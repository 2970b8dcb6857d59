/**
 * The Electron shell without Electron: what the window may do, decided here and tested against a stand-in of the few objects it
 * touches. main.ts hands in the real ones. The page is treated as if it could be hostile: sandboxed, isolated, without permissions,
 * without other windows, without a way to leave its own origin.
 */
import { type Asset, assetResponse } from "./asset-response.ts";
import { menuTemplate } from "./menu.ts";
import { assetRoots, dataFolders } from "./project-folders.ts";
import { answerDesktopRequest, type DesktopHost } from "./services/desktop-requests.ts";

const ORIGIN = "app://rehearsal";
const HOME = `${ORIGIN}/`;
/** A page that dies more often than this within a minute is not started again: something is wrong that a restart does not mend. */
const MAX_RESTARTS_PER_MINUTE = 3;

export type Prevented = { preventDefault(): void };
export type Frame = { readonly url: string };

export type Contents = {
  readonly mainFrame: Frame;
  on(event: string, listener: (event: Prevented, ...rest: never[]) => void): unknown;
  setWindowOpenHandler(handler: () => { action: "deny" }): void;
};

export type ShellWindow = {
  readonly webContents: Contents;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  isMinimized(): boolean;
  restore(): void;
  once(event: string, listener: () => void): unknown;
  on(event: string, listener: () => void): unknown;
};

export type WindowOptions = {
  readonly width: number;
  readonly height: number;
  readonly minWidth: number;
  readonly minHeight: number;
  readonly show: boolean;
  readonly title: string;
  readonly backgroundColor: string;
  readonly webPreferences: {
    readonly preload: string;
    readonly sandbox: boolean;
    readonly contextIsolation: boolean;
    readonly nodeIntegration: boolean;
    readonly webviewTag: boolean;
    readonly spellcheck: boolean;
  };
};

/** The few Electron objects in use, by shape. */
export type ShellParts = {
  readonly app: {
    enableSandbox(): void;
    requestSingleInstanceLock(): boolean;
    quit(): void;
    getLocale(): string;
    getVersion(): string;
    whenReady(): Promise<void>;
    on(event: string, listener: (...rest: never[]) => void): unknown;
    readonly commandLine: { appendSwitch(name: string): void };
  };
  readonly protocol: {
    registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]): void;
    handle(scheme: string, handler: (request: { url: string; method: string }) => Promise<Response>): void;
  };
  readonly permissions: () => {
    setPermissionRequestHandler(handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void): void;
    setPermissionCheckHandler(handler: () => boolean): void;
  };
  readonly ipc: {
    handle(channel: string, listener: (event: { senderFrame: Frame | null }, message: unknown) => Promise<unknown>): void;
  };
  readonly startCrashReporter: () => void;
  readonly setMenu: (template: ReturnType<typeof menuTemplate>) => void;
  readonly createWindow: (options: WindowOptions) => ShellWindow;
  /** Folder of the project (package.json), and of the preload script. */
  readonly root: string;
  readonly preload: string;
  readonly nowMs: () => number;
};

/** Node 16's stand-in for Response knows bodies as buffers; Node 24's takes the same. */
const asResponse = ({ status, headers, body }: Asset): Response =>
  new Response(Buffer.from(body.buffer, body.byteOffset, body.byteLength), { status, headers: { ...headers } });

const pathOf = (url: string): string | undefined => (url.startsWith(HOME) ? url.slice(ORIGIN.length) : undefined);

const guardContents = (contents: Contents): void => {
  const stayHome = (event: Prevented, url: string): void => {
    if (pathOf(url) === undefined) event.preventDefault();
  };
  contents.on("will-navigate", stayHome as (event: Prevented) => void);
  contents.on("will-redirect", stayHome as (event: Prevented) => void);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
};

const windowOptions = (preload: string): WindowOptions => ({
  width: 1440,
  height: 900,
  minWidth: 960,
  minHeight: 640,
  show: false,
  title: "City Rehearsal",
  backgroundColor: "#ECEEF1",
  webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
});

const openWindow = (parts: ShellParts): ShellWindow => {
  const window = parts.createWindow(windowOptions(parts.preload));
  const restartsAtMs: number[] = [];
  window.once("ready-to-show", () => window.show());
  window.webContents.on("render-process-gone", () => {
    const nowMs = parts.nowMs();
    const recent = restartsAtMs.filter((atMs) => nowMs - atMs < 60_000);
    restartsAtMs.splice(0, restartsAtMs.length, ...recent, nowMs);
    if (recent.length < MAX_RESTARTS_PER_MINUTE) void window.loadURL(HOME);
  });
  void window.loadURL(HOME);
  return window;
};

/** Everything that must be said before Electron is ready, then the window. */
export const startShell = (parts: ShellParts): void => {
  const { app, protocol } = parts;
  app.enableSandbox();
  // Without a GPU newer Electron has no WebGL at all unless its software renderer is allowed; only our own page is ever shown.
  app.commandLine.appendSwitch("enable-unsafe-swiftshader");
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true } },
  ]);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  parts.startCrashReporter();

  let window: ShellWindow | undefined;
  app.on("web-contents-created", ((_event: unknown, contents: Contents) => guardContents(contents)) as () => void);
  app.on("window-all-closed", () => app.quit());
  app.on("second-instance", () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  void app.whenReady().then(() => {
    const roots = assetRoots(parts.root);
    protocol.handle("app", async ({ url }) => asResponse(await assetResponse(roots, pathOf(url) ?? "/.")));
    const permissions = parts.permissions();
    permissions.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    permissions.setPermissionCheckHandler(() => false);
    const host: DesktopHost = {
      hello: { product: "City Rehearsal", version: app.getVersion(), host: "electron" },
      folders: dataFolders(parts.root),
    };
    parts.ipc.handle("service", async ({ senderFrame }, message) => {
      if (senderFrame === null || senderFrame !== window?.webContents.mainFrame || pathOf(senderFrame.url) === undefined)
        throw new Error("refused: not the page's main frame");
      return answerDesktopRequest(host, message);
    });
    parts.setMenu(menuTemplate(app.getLocale().startsWith("ko") ? "ko" : "en"));
    window = openWindow(parts);
  });
};
