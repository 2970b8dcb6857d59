/** The only bridge between page and Electron: the page asks for a port and gets one. No event object and no channel ever crosses. */
const { contextBridge, ipcRenderer } = require("electron") as typeof import("electron");

/** The page's own globals, which this script shares; Node's types do not know them. */
declare const window: { postMessage(message: string, targetOrigin: string, transfer: readonly unknown[]): void };
declare const location: { readonly origin: string };

ipcRenderer.on("port", ({ ports }) => window.postMessage("rehearsal-port", location.origin, [...ports]));

contextBridge.exposeInMainWorld("rehearsalHost", {
  connect: (): void => {
    ipcRenderer.send("connect");
  },
});
