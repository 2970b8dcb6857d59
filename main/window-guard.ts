/**
 * What a window may do. The page is treated as if it could be hostile: sandboxed, isolated, without permissions, without other windows,
 * without a way to leave its own origin. A link to a listed host opens in the person's own browser, never here.
 */
import { HELP_LINKS } from "./menu.ts";
import type { Contents, Prevented, WindowOptions } from "./shell-parts.ts";

export const ORIGIN = "app://rehearsal";
export const HOME = `${ORIGIN}/`;

/** Path of one of our own addresses, still percent-encoded; undefined for any other. */
export const pathOf = (url: string): string | undefined => (url.startsWith(HOME) ? url.slice(ORIGIN.length) : undefined);

const HOSTS: ReadonlySet<string> = new Set(HELP_LINKS.map(({ url }) => new URL(url).hostname));

/** Only https, only listed hosts, no port and no name before an @ that would dress up another host. */
export const mayOpenOutside = (address: string): boolean => {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  return url.protocol === "https:" && HOSTS.has(url.hostname) && url.port === "" && url.username === "" && url.password === "";
};

export const windowOptions = (preload: string): WindowOptions => ({
  width: 1440,
  height: 900,
  minWidth: 960,
  minHeight: 640,
  show: false,
  title: "City Rehearsal",
  backgroundColor: "#ECEEF1",
  webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
});

export const guardContents = (contents: Contents, openOutside: (url: string) => void): void => {
  const stayHome = (event: Prevented, url: string): void => {
    if (pathOf(url) === undefined) event.preventDefault();
  };
  contents.on("will-navigate", stayHome as (event: Prevented) => void);
  contents.on("will-redirect", stayHome as (event: Prevented) => void);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: "deny" };
  });
};
