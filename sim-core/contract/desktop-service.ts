/**
 * What the page may ask of the Node side, over Electron's message channel or a loopback WebSocket. Every message is checked by
 * these schemas at the receiving side. Request and answer carry the same `id`.
 */
import { z } from "zod";

z.config({ jitless: true }); // the page's CSP forbids eval, which zod would probe

export const DesktopRequest = z.discriminatedUnion("kind", [
  z.strictObject({ id: z.int().min(0), kind: z.literal("hello") }),
  z.strictObject({ id: z.int().min(0), kind: z.literal("projects") }),
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

export const DesktopAnswer = z.union([
  z.object({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.int(), ok: z.literal(false), code: z.enum(["bad-request", "failed"]) }),
]);
export type DesktopAnswer = z.infer<typeof DesktopAnswer>;

export type DesktopService = {
  hello(): Promise<Hello>;
  projects(): Promise<ProjectList>;
};
