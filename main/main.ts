/** Electron's entry: hands the real Electron objects to the shell. Built as CommonJS to dist/main/main.cjs. */
import { join } from "node:path";
import { app, BrowserWindow, crashReporter, ipcMain, Menu, protocol, session } from "electron";
import { startShell } from "./shell.ts";

startShell({
  app,
  protocol,
  permissions: () => session.defaultSession,
  ipc: ipcMain,
  startCrashReporter: () => crashReporter.start({ uploadToServer: false }),
  setMenu: (template) => Menu.setApplicationMenu(Menu.buildFromTemplate(template)),
  createWindow: (options) => new BrowserWindow(options),
  root: join(__dirname, "../.."),
  preload: join(__dirname, "preload.cjs"),
  nowMs: () => Date.now(),
});
