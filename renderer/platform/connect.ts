/** The services of whatever holds this page, or undefined: the page then lives on what it can fetch from its own origin. */
import type { DesktopService } from "../../sim-core/contract/desktop-service.ts";
import { browserWire, takeToken } from "./browser.ts";
import { desktopServiceOver } from "./desktop-link.ts";
import { electronPort, isInElectron, portWire } from "./electron.ts";

export const connectDesktopService = (): DesktopService | undefined => {
  if (isInElectron()) return desktopServiceOver(async () => portWire(await electronPort()));
  const token = takeToken();
  return token === undefined ? undefined : desktopServiceOver(browserWire(token));
};
