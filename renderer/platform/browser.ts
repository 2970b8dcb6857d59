/** In a browser tab the services answer over a WebSocket of the same origin; the token came in the address's fragment. */
import { type DesktopLink, ServiceUnavailable } from "./desktop-link.ts";

const DEADLINE_MS = 10_000;

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

type Waiting = { readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void };

export const browserLink = (token: string): DesktopLink => {
  const waiting = new Map<number, Waiting>();
  let socket: Promise<WebSocket> | undefined;

  const failAll = (reason: string): void => {
    socket = undefined;
    for (const { reject } of waiting.values()) reject(new ServiceUnavailable(reason));
    waiting.clear();
  };

  const connect = (): Promise<WebSocket> => {
    socket ??= new Promise((resolve, reject) => {
      const opened = new WebSocket(`ws://${location.host}/service`, ["city-rehearsal", `token.${token}`]);
      opened.addEventListener("open", () => resolve(opened));
      opened.addEventListener("error", () => reject(new ServiceUnavailable("refused")));
      opened.addEventListener("close", () => failAll("closed"));
      opened.addEventListener("message", ({ data }) => {
        const answer = JSON.parse(String(data)) as { id?: number };
        const asked = waiting.get(answer.id ?? -1);
        waiting.delete(answer.id ?? -1);
        asked?.resolve(answer);
      });
    });
    socket.catch(() => {
      socket = undefined;
    });
    return socket;
  };

  return {
    async ask(request) {
      const opened = await connect();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(request.id);
          reject(new ServiceUnavailable("no answer"));
        }, DEADLINE_MS);
        waiting.set(request.id, {
          resolve: (answer) => {
            clearTimeout(timer);
            resolve(answer);
          },
          reject: (error) => {
            clearTimeout(timer);
            reject(error);
          },
        });
        opened.send(JSON.stringify(request));
      });
    },
  };
};
