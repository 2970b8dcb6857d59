/** In a browser tab the services answer over a WebSocket of the same origin; the token came in the address's fragment. */
import { ServiceUnavailable, type Wire } from "./desktop-link.ts";

/** Takes the token out of the address, so that it is not left in the tab's title bar, its history or a shared link. */
export const takeToken = (): string | undefined => {
  const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? undefined;
  if (token !== undefined) {
    history.replaceState(null, "", location.pathname);
    try {
      sessionStorage.setItem("rehearsal.token", token); // a reload of this tab finds it again; other tabs do not
    } catch {
      // storage may be off: then the tab must be opened by its full address again
    }
    return token;
  }
  try {
    return sessionStorage.getItem("rehearsal.token") ?? undefined;
  } catch {
    return undefined;
  }
};

/** Messages are JSON there: bytes do not pass, and nobody opens files outside of the page. */
export const browserWire = (token: string) => (): Promise<Wire> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/service`, ["city-rehearsal", `token.${token}`]);
    socket.addEventListener("error", () => reject(new ServiceUnavailable("refused")));
    socket.addEventListener("open", () =>
      resolve({
        post: (message) => socket.send(JSON.stringify(message)),
        onMessage: (listener) => socket.addEventListener("message", ({ data }) => listener(JSON.parse(String(data)))),
        onClosed: (listener) => socket.addEventListener("close", () => listener("closed")),
      }),
    );
  });
