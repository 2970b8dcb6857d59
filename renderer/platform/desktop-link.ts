/** A way to put one request to the Node side. Two shapes: Electron's bridge and a loopback WebSocket; the service over both is one. */
import { DesktopAnswer, type DesktopService, Hello, ProjectList } from "../../sim-core/contract/desktop-service.ts";

export type DesktopLink = { ask(request: { readonly id: number; readonly kind: string }): Promise<unknown> };

export class ServiceUnavailable extends Error {
  override readonly name = "ServiceUnavailable";
}

export const desktopServiceOver = (link: DesktopLink): DesktopService => {
  let nextId = 1;
  const ask = async <T>(kind: string, schema: { parse(value: unknown): T }): Promise<T> => {
    const answer = DesktopAnswer.parse(await link.ask({ id: nextId++, kind }));
    if (!answer.ok) throw new ServiceUnavailable(`${kind}: ${answer.code}`);
    return schema.parse(answer.value);
  };
  return { hello: () => ask("hello", Hello), projects: () => ask("projects", ProjectList) };
};
