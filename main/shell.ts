/**
 * The Electron shell without Electron: what the program does with its window, its menu and the files it is given, decided here and
 * tested against a stand-in of the few objects it touches. main.ts hands in the real ones.
 */
import { join, resolve } from "node:path";
import type { OpenedFile } from "../sim-core/contract/desktop-service.ts";
import type { Language } from "../sim-core/model/units.ts";
import { type Asset, assetResponse } from "./asset-response.ts";
import { menuTemplate } from "./menu.ts";
import { makePagePorts, type PagePorts } from "./page-ports.ts";
import { assetRoots, dataFolders } from "./project-folders.ts";
import { filesIn, makeOpenedFiles } from "./services/opened-files.ts";
import { makeRecentFiles } from "./services/recent-files.ts";
import type { Contents, Prevented, ShellParts, ShellWindow } from "./shell-parts.ts";
import { guardContents, HOME, mayOpenOutside, pathOf, windowOptions } from "./window-guard.ts";

/** A page that dies more often than this within a minute is not started again unasked: a restart does not mend what is wrong. */
const MAX_RESTARTS_PER_MINUTE = 3;

/** Node 16's stand-in for Response knows bodies as buffers; Node 24's takes the same. */
const asResponse = ({ status, headers, body }: Asset): Response =>
  new Response(Buffer.from(body.buffer, body.byteOffset, body.byteLength), { status, headers: { ...headers } });

type Log = (what: string, details: unknown) => void;

/** One line for every process that died, on this machine only. A disk that does not take it changes nothing else. */
const makeLog = ({ app, appendLine, nowMs }: ShellParts): Log => {
  return (what, details) => {
    const line = `${new Date(nowMs()).toISOString()} ${what} ${JSON.stringify(details ?? null)}`;
    try {
      appendLine(join(app.getPath("userData"), "faults.log"), line);
    } catch {
      // full or read-only: said nowhere, because the window must go on
    }
  };
};

/** `onDeath` comes before the page is started again; too often = perhaps because of what was open. */
type WindowCare = { readonly log: Log; readonly language: () => Language; readonly onDeath: (isTooOften: boolean) => void };

const openWindow = (parts: ShellParts, { log, language, onDeath }: WindowCare): ShellWindow => {
  const window = parts.createWindow(windowOptions(parts.preload));
  let restartsAtMs: number[] = [];
  const askAgain = async (): Promise<void> => {
    const isKorean = language() === "ko";
    const button = await parts.askPerson({
      message: isKorean ? "화면이 거듭 멈췄습니다." : "The window stopped again and again.",
      detail: isKorean
        ? "열려 있던 파일은 그대로 있습니다. 다시 열어 보고, 그래도 멈추면 작은 도시나 짧은 시간으로 시작해 보십시오."
        : "The files that were open are untouched. Try again; if it stops once more, start with a smaller city or a shorter run.",
      buttons: isKorean ? ["다시 열기", "끝내기"] : ["Try again", "Quit"],
    });
    if (button !== 0) return parts.app.quit();
    restartsAtMs = [];
    void window.loadURL(HOME);
  };
  window.once("ready-to-show", () => window.show());
  window.webContents.on("render-process-gone", ((_event: unknown, details: unknown) => {
    log("render-process-gone", details);
    const nowMs = parts.nowMs();
    restartsAtMs = restartsAtMs.filter((atMs) => nowMs - atMs < 60_000);
    const isTooOften = restartsAtMs.length >= MAX_RESTARTS_PER_MINUTE;
    onDeath(isTooOften);
    if (isTooOften) return void askAgain();
    restartsAtMs.push(nowMs);
    void window.loadURL(HOME);
  }) as () => void);
  void window.loadURL(HOME);
  return window;
};

/** Everything that must be said before Electron is ready; false where another of us runs already. */
const prepare = ({ app, protocol, startCrashReporter }: ShellParts): boolean => {
  app.enableSandbox();
  // Without a GPU newer Electron has no WebGL at all unless its software renderer is allowed; only our own page is ever shown.
  app.commandLine.appendSwitch("enable-unsafe-swiftshader");
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true } },
  ]);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  startCrashReporter();
  return true;
};

/** Files that come from outside of the page: through the menu, with the program, by a second start. And the menu that lists them. */
const makeDesk = (parts: ShellParts, ports: () => PagePorts | undefined) => {
  const { app } = parts;
  const opened = makeOpenedFiles();
  let language: Language = "en";
  /** Paths that came before there was anybody to tell. */
  let early: string[] = [];
  /** What the page was told last: a page that starts again after a crash is told once more. */
  let last: readonly OpenedFile[] = [];
  let recent: ReturnType<typeof makeRecentFiles> | undefined;

  const openFiles = (paths: readonly string[]): void => {
    const there = ports();
    if (there === undefined || recent === undefined) early.push(...paths);
    else if (paths.length > 0) {
      last = opened.add(paths);
      there.tell({ news: "files", files: [...last] });
      for (const path of paths) app.addRecentDocument(path);
      recent.add(paths);
      rebuildMenu();
    }
  };

  const openOutside = (url: string): void => {
    if (mayOpenOutside(url)) void parts.openExternal(url);
  };

  const openDialog = async (): Promise<void> => {
    const name = language === "ko" ? "시나리오·도시·수요·결과" : "Scenario, city, demand, result";
    openFiles(await parts.chooseFiles([{ name, extensions: ["yaml", "yml", "json", "gz"] }]));
  };

  const rebuildMenu = (): void => {
    const actions = {
      command: (command: Parameters<Parameters<typeof menuTemplate>[0]["actions"]["command"]>[0]) =>
        ports()?.tell({ news: "command", command }),
      openDialog: () => void openDialog(),
      openFile: (path: string) => openFiles([path]),
      forgetRecent: () => {
        app.clearRecentDocuments();
        recent?.clear();
        rebuildMenu();
      },
      openLink: openOutside,
    };
    parts.setMenu(menuTemplate({ language, platform: parts.platform, recent: recent?.list() ?? [], actions }));
  };

  return {
    openFiles,
    openOutside,
    language: () => language,
    readOpened: opened.read,
    speak(next: Language): void {
      language = next;
      rebuildMenu();
    },
    onPageDeath(isTooOften: boolean): void {
      ports()?.forget();
      if (isTooOften) last = [];
      if (last.length > 0) ports()?.tell({ news: "files", files: [...last] });
    },
    /** Once Electron is ready and the page's ports are there. */
    begin(): void {
      recent = makeRecentFiles(join(app.getPath("userData"), "recent.json"));
      language = app.getLocale().startsWith("ko") ? "ko" : "en";
      rebuildMenu();
      const waiting = early;
      early = [];
      openFiles(waiting);
    },
  };
};

export const startShell = (parts: ShellParts): void => {
  const { app, protocol } = parts;
  if (!prepare(parts)) return;
  let window: ShellWindow | undefined;
  let ports: PagePorts | undefined;
  const log = makeLog(parts);
  const desk = makeDesk(parts, () => ports);

  desk.openFiles(filesIn(parts.words, parts.workingFolder));
  app.on("open-file", ((event: Prevented, path: string) => {
    event.preventDefault();
    desk.openFiles([resolve(path)]);
  }) as () => void);
  app.on("second-instance", ((_event: unknown, words: readonly string[], workingFolder: string) => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
    desk.openFiles(filesIn(words, workingFolder));
  }) as () => void);
  app.on("web-contents-created", ((_event: unknown, contents: Contents) => guardContents(contents, desk.openOutside)) as () => void);
  // The graphics process is started again by Chromium itself; the page then gets its context back.
  app.on("child-process-gone", ((_event: unknown, details: unknown) => log("child-process-gone", details)) as () => void);
  app.on("window-all-closed", () => app.quit());

  void app.whenReady().then(() => {
    const roots = assetRoots(parts.root);
    protocol.handle("app", async ({ url }) => asResponse(await assetResponse(roots, pathOf(url) ?? "/.")));
    const permissions = parts.permissions();
    permissions.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    permissions.setPermissionCheckHandler(() => false);
    // A disk that is full: the page that gave the file away cannot know.
    permissions.on("will-download", (_event, item) =>
      item.once("done", (_done, state) => {
        if (state === "interrupted") ports?.tell({ news: "not-saved", name: item.getFilename() });
      }),
    );
    ports = makePagePorts(
      {
        hello: { product: "City Rehearsal", version: app.getVersion(), host: "electron" },
        folders: dataFolders(parts.root),
        desktop: { speak: desk.speak, readOpened: desk.readOpened },
      },
      parts.createChannel,
    );
    parts.ipc.on("connect", ({ senderFrame }) => {
      const isOurPage = senderFrame !== null && senderFrame === window?.webContents.mainFrame && pathOf(senderFrame.url) !== undefined;
      if (isOurPage) ports?.connect(senderFrame);
      else log("refused a port to a foreign frame", senderFrame?.url);
    });
    desk.begin();
    window = openWindow(parts, { log, language: desk.language, onDeath: desk.onPageDeath });
  });
};
