/** Ties the page to the desktop that holds it: menu commands and opened files come in, the language goes out. */
import type { DesktopService, OpenedFile } from "../../../sim-core/contract/desktop-service.ts";
import { appState, setApp, useApp } from "../store/app-store.ts";
import { toast } from "../store/toasts.ts";
import { MESSAGES } from "../text/messages.ts";
import { unreadable } from "./dropped-files.ts";
import { doCommand } from "./menu-commands.ts";
import type { Session } from "./session.ts";

/** Files go the way that dropped files go; one that cannot be read is named. */
const openAll = async (desktop: DesktopService, session: Session, files: readonly OpenedFile[]): Promise<void> => {
  const read: File[] = [];
  for (const file of files) {
    const bytes = await desktop.readOpened(file).catch(() => undefined);
    if (bytes === undefined)
      return setApp({ phase: { kind: "problems", problems: [unreadable(file.name)], texts: new Map(), waiting: [] } });
    read.push(new File([bytes as Uint8Array<ArrayBuffer>], file.name));
  }
  await session.openFiles(read);
};

export const tieToDesktop = (desktop: DesktopService, session: Session): void => {
  // A desktop that does not answer has no menu to follow: the page works on without it.
  const speak = (): void => void desktop.speak(appState().language).catch(() => undefined);
  speak();
  useApp.subscribe((state, before) => {
    if (state.language !== before.language) speak();
  });
  void desktop
    .listen((news) => {
      if (news.news === "command") doCommand(news.command, session);
      else if (news.news === "not-saved") toast(MESSAGES["file.notSaved"], "trouble");
      else void openAll(desktop, session, news.files);
    })
    .catch(() => undefined);
};
