/** The services of whatever holds this page, or undefined: the page then lives on what it can fetch from its own origin. */
import type { DesktopService } from "../../sim-core/contract/desktop-service.ts";
import { browserLink, takeToken } from "./browser.ts";
import { desktopServiceOver } from "./desktop-link.ts";
import { electronLink } from "./electron.ts";

export const connectDesktopService = (): DesktopService | undefined => {
  const electron = electronLink();
  if (electron !== undefined) return desktopServiceOver(electron);
  const token = takeToken();
  return token === undefined ? undefined : desktopServiceOver(browserLink(token));
};
