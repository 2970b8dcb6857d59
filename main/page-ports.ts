/**
 * Ports to the page: each `connect` makes a channel and gives one end away, so a page may hand its port on to a worker and ask for
 * another. Every port answers requests; the one that asked to listen is told news. News waits until somebody listens.
 */
import type { DesktopNews } from "../sim-core/contract/desktop-service.ts";
import { answerDesktopRequest, type DesktopHost } from "./services/desktop-requests.ts";
import type { Frame, MainPort, ShellParts } from "./shell-parts.ts";

export type PagePorts = {
  connect(frame: Frame): void;
  tell(news: DesktopNews): void;
  /** The page died: what waited for it is dropped, what is told from now on is for the next one. */
  forget(): void;
};

export const makePagePorts = (host: DesktopHost, createChannel: ShellParts["createChannel"]): PagePorts => {
  let listener: MainPort | undefined;
  let waiting: DesktopNews[] = [];
  return {
    connect(frame) {
      const { port1, port2 } = createChannel();
      const listen = (): void => {
        listener = port1;
        for (const news of waiting) port1.postMessage(news);
        waiting = [];
      };
      port1.on("message", ({ data }) => {
        void answerDesktopRequest(host, data, listen).then((answer) => port1.postMessage(answer));
      });
      port1.on("close", () => {
        if (listener === port1) listener = undefined;
      });
      port1.start();
      frame.postMessage("port", null, [port2 as never]);
    },
    forget() {
      listener = undefined;
      waiting = [];
    },
    tell(news) {
      if (listener !== undefined) listener.postMessage(news);
      // A command is for the page that was seen when it was given; a file waits for the page to come.
      else if (news.news === "files") waiting.push(news);
    },
  };
};
