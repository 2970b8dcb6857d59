/** In Electron the preload script offers one call, which brings one port; nothing else of Electron can be seen from the page. */
import type { Wire } from "./desktop-link.ts";

type RehearsalHost = { connect(): void };

const hostOf = (): RehearsalHost | undefined => (globalThis as { rehearsalHost?: RehearsalHost }).rehearsalHost;

export const isInElectron = (): boolean => hostOf() !== undefined;

/** A port of its own for whoever asks: the page keeps one, a worker that is handed another talks to the services directly. */
export const electronPort = (): Promise<MessagePort> =>
  new Promise((resolve) => {
    const take = (event: MessageEvent): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== "rehearsal-port" || port === undefined) return;
      event.stopImmediatePropagation(); // whoever asked next gets the next one
      window.removeEventListener("message", take);
      resolve(port);
    };
    window.addEventListener("message", take);
    hostOf()?.connect();
  });

export const portWire = (port: MessagePort): Wire => ({
  post: (message) => port.postMessage(message),
  onMessage(listener) {
    port.addEventListener("message", ({ data }) => listener(data));
    port.start();
  },
  onClosed: (listener) => port.addEventListener("close", () => listener("closed")),
});
