/** Answers a request of the page, whichever link brought it. Nothing here knows Electron, sockets or windows. */
import { type DesktopAnswer, DesktopRequest, type Hello, type OpenedPart } from "../../sim-core/contract/desktop-service.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { type DataFolders, listProjects } from "./project-list.ts";

export type DesktopHost = {
  readonly hello: Hello;
  readonly folders: DataFolders;
  /** Only a desktop has a menu and files that were opened outside of the page. */
  readonly desktop?: {
    speak(language: Language): void;
    readOpened(key: number, fromByte: number): Promise<OpenedPart>;
  };
};

const idOf = (message: unknown): number =>
  typeof message === "object" && message !== null && "id" in message && Number.isSafeInteger(message.id) ? Number(message.id) : -1;

/** What has no answer but "heard". */
const HEARD = null;

const answerValue = async (host: DesktopHost, request: DesktopRequest, listen: () => void): Promise<unknown> => {
  switch (request.kind) {
    case "hello":
      return host.hello;
    case "projects":
      return listProjects(host.folders);
    case "listen":
      listen();
      return HEARD;
    case "speak":
      host.desktop?.speak(request.language);
      return HEARD;
    case "opened":
      if (host.desktop === undefined) throw new Error("no desktop");
      return host.desktop.readOpened(request.key, request.fromByte);
  }
};

/** `message` is whatever arrived; it is checked here, once. `listen` is called when this link wants to be told news. */
export const answerDesktopRequest = async (
  host: DesktopHost,
  message: unknown,
  listen: () => void = () => undefined,
): Promise<DesktopAnswer> => {
  const parsed = DesktopRequest.safeParse(message);
  if (!parsed.success) return { id: idOf(message), ok: false, code: "bad-request" };
  const { id } = parsed.data;
  try {
    return { id, ok: true, value: await answerValue(host, parsed.data, listen) };
  } catch {
    return { id, ok: false, code: "failed" }; // the page shows a sentence; a disk path must not reach it
  }
};
