/**
 * What the page may ask of the Node side, over Electron's message port or a loopback WebSocket, and what it may be told. Every message
 * is checked by these schemas at the receiving side. Request and answer carry the same `id`; what is told carries none.
 */
import { z } from "zod";

z.config({ jitless: true }); // the page's CSP forbids eval, which zod would probe

const id = z.int().min(0);
const LanguageCode = z.enum(["ko", "en"]);

export const DesktopRequest = z.discriminatedUnion("kind", [
  z.strictObject({ id, kind: z.literal("hello") }),
  z.strictObject({ id, kind: z.literal("projects") }),
  /** From now on this link is told of menu commands and opened files. A link that belongs to a worker does not ask for that. */
  z.strictObject({ id, kind: z.literal("listen") }),
  /** The language of the page: the menu follows. */
  z.strictObject({ id, kind: z.literal("speak"), language: LanguageCode }),
  /** The next part of a file that the person opened outside of the page. `key` is a number that the page was told; it knows no disk path. */
  z.strictObject({ id, kind: z.literal("opened"), key: z.int().min(0), fromByte: z.int().min(0) }),
]);
export type DesktopRequest = z.infer<typeof DesktopRequest>;

/** Who answers: shown in the status bar and in reports of a fault. */
export const Hello = z.object({ product: z.string(), version: z.string(), host: z.enum(["electron", "browser"]) });
export type Hello = z.infer<typeof Hello>;

/** Data that came with the project, as paths below the page's own origin. */
export const ProjectList = z.object({
  scenarios: z.array(z.object({ id: z.string(), scenarioPath: z.string() })),
  cities: z.array(z.object({ id: z.string(), cityPath: z.string(), demandPath: z.string().nullable() })),
});
export type ProjectList = z.infer<typeof ProjectList>;

/** Copied between processes, so in parts: at most this many bytes each. */
export const OPENED_PART_BYTES = 8 * 1024 * 1024;
export const OpenedPart = z.object({ bytes: z.instanceof(Uint8Array), totalBytes: z.int().min(0) });
export type OpenedPart = z.infer<typeof OpenedPart>;

export const DesktopAnswer = z.union([
  z.object({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.int(), ok: z.literal(false), code: z.enum(["bad-request", "failed"]) }),
]);
export type DesktopAnswer = z.infer<typeof DesktopAnswer>;

/** What the native menu can ask of the page: each does what the page's own key or button does. */
export const MENU_COMMANDS = [
  "save-result",
  "toggle",
  "back",
  "ahead",
  "start",
  "end",
  "slower",
  "faster",
  "next-incident",
  "previous-incident",
  "next-arm",
  "follow",
  "whole-run",
  "zoom-in",
  "zoom-out",
  "stage",
  "experiment",
  "table",
  "theme",
  "speak-ko",
  "speak-en",
  "palette",
  "settings",
  "keys",
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** A file that the person opened outside of the page: with the program, through the menu, or by a second start. */
export const OpenedFile = z.object({ key: z.int().min(0), name: z.string() });
export type OpenedFile = z.infer<typeof OpenedFile>;

export const DesktopNews = z.discriminatedUnion("news", [
  z.object({ news: z.literal("command"), command: z.enum(MENU_COMMANDS) }),
  z.object({ news: z.literal("files"), files: z.array(OpenedFile) }),
  z.object({ news: z.literal("not-saved"), name: z.string() }),
]);
export type DesktopNews = z.infer<typeof DesktopNews>;

export type DesktopService = {
  hello(): Promise<Hello>;
  projects(): Promise<ProjectList>;
  /** Calls `onNews` from now on, first with what has been waiting. */
  listen(onNews: (news: DesktopNews) => void): Promise<void>;
  speak(language: "ko" | "en"): Promise<void>;
  /** The whole file, gathered part by part. */
  readOpened(file: OpenedFile): Promise<Uint8Array>;
};
