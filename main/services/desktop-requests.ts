/** Answers a request of the page, whichever link brought it. Nothing here knows Electron, sockets or windows. */
import { type DesktopAnswer, DesktopRequest, type Hello } from "../../sim-core/contract/desktop-service.ts";
import { type DataFolders, listProjects } from "./project-list.ts";

export type DesktopHost = { readonly hello: Hello; readonly folders: DataFolders };

const idOf = (message: unknown): number =>
  typeof message === "object" && message !== null && "id" in message && Number.isSafeInteger(message.id) ? Number(message.id) : -1;

/** `message` is whatever arrived; it is checked here, once. */
export const answerDesktopRequest = async (host: DesktopHost, message: unknown): Promise<DesktopAnswer> => {
  const parsed = DesktopRequest.safeParse(message);
  if (!parsed.success) return { id: idOf(message), ok: false, code: "bad-request" };
  const request = parsed.data;
  try {
    switch (request.kind) {
      case "hello":
        return { id: request.id, ok: true, value: host.hello };
      case "projects":
        return { id: request.id, ok: true, value: await listProjects(host.folders) };
    }
  } catch {
    return { id: request.id, ok: false, code: "failed" }; // the page shows a sentence; a disk path must not reach it
  }
};
