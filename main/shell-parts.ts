/** The few Electron objects that the shell touches, by shape: main.ts hands in the real ones, tests hand in stand-ins. */
import type { MenuItem } from "./menu.ts";

export type Prevented = { preventDefault(): void };

/** One end of a message channel between processes. Messages queue until `start`. */
export type MainPort = {
  on(event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
};

export type Frame = { readonly url: string; postMessage(channel: string, message: unknown, transfer: never[]): void };

export type Contents = {
  readonly mainFrame: Frame;
  on(event: string, listener: (event: Prevented, ...rest: never[]) => void): unknown;
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { action: "deny" }): void;
};

export type ShellWindow = {
  readonly webContents: Contents;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  isMinimized(): boolean;
  restore(): void;
  once(event: string, listener: () => void): unknown;
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

export type FileFilter = { name: string; extensions: string[] };
export type Question = { readonly message: string; readonly detail: string; readonly buttons: string[] };

export type DownloadItem = {
  getFilename(): string;
  /** "cancelled": the person chose no place for it. */
  once(event: "done", listener: (event: unknown, state: "completed" | "cancelled" | "interrupted") => void): unknown;
};

export type ShellParts = {
  readonly app: {
    enableSandbox(): void;
    requestSingleInstanceLock(): boolean;
    quit(): void;
    getLocale(): string;
    getVersion(): string;
    getPath(name: "userData"): string;
    whenReady(): Promise<void>;
    on(event: string, listener: (...rest: never[]) => void): unknown;
    addRecentDocument(path: string): void;
    clearRecentDocuments(): void;
    readonly commandLine: { appendSwitch(name: string): void };
  };
  readonly protocol: {
    registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]): void;
    handle(scheme: string, handler: (request: { url: string; method: string }) => Promise<Response>): void;
  };
  readonly permissions: () => {
    setPermissionRequestHandler(handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void): void;
    setPermissionCheckHandler(handler: () => boolean): void;
    on(event: "will-download", listener: (event: unknown, item: DownloadItem) => void): unknown;
  };
  readonly ipc: { on(channel: string, listener: (event: { senderFrame: Frame | null }) => void): void };
  /** `port1` stays here, `port2` is for a frame's postMessage. */
  readonly createChannel: () => { readonly port1: MainPort; readonly port2: unknown };
  readonly startCrashReporter: () => void;
  readonly setMenu: (template: MenuItem[]) => void;
  readonly createWindow: (options: WindowOptions) => ShellWindow;
  readonly openExternal: (url: string) => Promise<void>;
  readonly chooseFiles: (filters: FileFilter[]) => Promise<readonly string[]>;
  /** Answers the number of the button. */
  readonly askPerson: (question: Question) => Promise<number>;
  readonly appendLine: (file: string, line: string) => void;
  /** Folder of the project (package.json), and of the preload script. */
  readonly root: string;
  readonly preload: string;
  readonly platform: string;
  /** The command line, the program's own name first, and the folder it was given in. */
  readonly words: readonly string[];
  readonly workingFolder: string;
  readonly nowMs: () => number;
};
