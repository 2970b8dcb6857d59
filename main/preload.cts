/** The only bridge between page and Electron: one call that carries a request and brings its answer. No event object ever crosses. */
const { contextBridge, ipcRenderer } = require("electron") as typeof import("electron");

contextBridge.exposeInMainWorld("rehearsalHost", {
  ask: (request: unknown): Promise<unknown> => ipcRenderer.invoke("service", request),
});
