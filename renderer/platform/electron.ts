/** In Electron the preload script offers one call; nothing else of Electron can be seen from the page. */
import type { DesktopLink } from "./desktop-link.ts";

type RehearsalHost = { ask(request: unknown): Promise<unknown> };

export const electronLink = (): DesktopLink | undefined => {
  const { rehearsalHost } = globalThis as { rehearsalHost?: RehearsalHost };
  return rehearsalHost === undefined ? undefined : { ask: (request) => rehearsalHost.ask(request) };
};
