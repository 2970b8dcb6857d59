/** Electron's entry: hands the real Electron objects to the shell. Built as CommonJS to dist/main/main.cjs. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, crashReporter, dialog, ipcMain, Menu, MessageChannelMain, protocol, session, shell } from "electron";
import { startShell } from "./shell.ts";

startShell({
  app,
  protocol,
  permissions: () => session.defaultSession,
  ipc: ipcMain,
  createChannel: () => new MessageChannelMain(),
  startCrashReporter: () => crashReporter.start({ uploadToServer: false }),
  setMenu: (template) => Menu.setApplicationMenu(Menu.buildFromTemplate(template)),
  createWindow: (options) => new BrowserWindow(options),
  openExternal: (url) => shell.openExternal(url),
  chooseFiles: async (filters) => (await dialog.showOpenDialog({ properties: ["openFile", "multiSelections"], filters })).filePaths,
  askPerson: async ({ message, detail, buttons }) => (await dialog.showMessageBox({ type: "error", message, detail, buttons })).response,
  appendLine: (file, line) => appendFileSync(file, `${line}\n`),
  root: join(__dirname, "../.."),
  preload: join(__dirname, "preload.cjs"),
  platform: process.platform,
  words: process.argv,
  workingFolder: process.cwd(),
  nowMs: () => Date.now(),
});
