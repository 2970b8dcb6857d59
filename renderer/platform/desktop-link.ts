/**
 * The Node side as a service, over anything that can post a message and receive messages: Electron's port, a loopback WebSocket, or two
 * ends of a channel in a test. Answers find their request by its id; whatever carries none is news.
 */
import {
  DesktopAnswer,
  DesktopNews,
  type DesktopService,
  Hello,
  type OpenedFile,
  OpenedPart,
  ProjectList,
} from "../../sim-core/contract/desktop-service.ts";

/** One connection. */
export type Wire = {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClosed(listener: (reason: string) => void): void;
};

export class ServiceUnavailable extends Error {
  override readonly name = "ServiceUnavailable";
}

const DEADLINE_MS = 10_000;

type Waiting = { readonly resolve: (answer: DesktopAnswer) => void; readonly reject: (error: Error) => void };
type Parser<T> = { parse(value: unknown): T };

/** `connect` is called for the first request, and again after a connection was closed. */
export const desktopServiceOver = (connect: () => Promise<Wire>, deadlineMs: number = DEADLINE_MS): DesktopService => {
  let nextId = 1;
  let wire: Promise<Wire> | undefined;
  let onNews: ((news: DesktopNews) => void) | undefined;
  const waiting = new Map<number, Waiting>();

  const take = (message: unknown): void => {
    const answer = DesktopAnswer.safeParse(message);
    if (answer.success) waiting.get(answer.data.id)?.resolve(answer.data);
    else {
      const news = DesktopNews.safeParse(message);
      if (news.success) onNews?.(news.data);
    }
  };

  const failAll = (reason: string): void => {
    wire = undefined;
    for (const { reject } of waiting.values()) reject(new ServiceUnavailable(reason));
  };

  const connected = (): Promise<Wire> => {
    wire ??= connect().then((opened) => {
      opened.onMessage(take);
      opened.onClosed(failAll);
      return opened;
    });
    wire.catch(() => {
      wire = undefined;
    });
    return wire;
  };

  const answerTo = async (request: { readonly id: number; readonly kind: string }): Promise<DesktopAnswer> => {
    const { post } = await connected();
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<DesktopAnswer>((resolve, reject) => {
        waiting.set(request.id, { resolve, reject });
        timer = setTimeout(() => reject(new ServiceUnavailable("no answer")), deadlineMs);
        post(request);
      });
    } finally {
      clearTimeout(timer);
      waiting.delete(request.id);
    }
  };

  const ask = async <T>(request: { readonly kind: string; readonly [field: string]: unknown }, schema: Parser<T>): Promise<T> => {
    const answer = await answerTo({ ...request, id: nextId++ });
    if (!answer.ok) throw new ServiceUnavailable(`${request.kind}: ${answer.code}`);
    return schema.parse(answer.value);
  };

  const heard: Parser<void> = { parse: () => undefined };

  const readOpened = async ({ key }: OpenedFile): Promise<Uint8Array> => {
    const first = await ask({ kind: "opened", key, fromByte: 0 }, OpenedPart);
    const whole = new Uint8Array(first.totalBytes);
    let filled = 0;
    for (let { bytes } = first; bytes.byteLength > 0; ) {
      whole.set(bytes.subarray(0, whole.byteLength - filled), filled);
      filled = Math.min(whole.byteLength, filled + bytes.byteLength);
      if (filled === whole.byteLength) return whole;
      ({ bytes } = await ask({ kind: "opened", key, fromByte: filled }, OpenedPart));
    }
    return whole.subarray(0, filled); // it shrank while it was read: the parsers say what is missing
  };

  return {
    hello: () => ask({ kind: "hello" }, Hello),
    projects: () => ask({ kind: "projects" }, ProjectList),
    listen(listener) {
      onNews = listener;
      return ask({ kind: "listen" }, heard);
    },
    speak: (language) => ask({ kind: "speak", language }, heard),
    readOpened,
  };
};
