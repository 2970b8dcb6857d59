/**
 * A worker of the page, real or in a test: where to talk to it, how to end it, how to hear that it died. A worker that runs out of
 * memory or closes itself fires no event. So each holds a lock of its own name from its first moment: the browser releases the lock
 * with the worker, whatever ended it, and the page, which waits for the lock, knows.
 */
import type * as Comlink from "comlink";

export type SimWorkerHandle = {
  readonly endpoint: Comlink.Endpoint;
  terminate(): void;
  onDeath(listener: (reason: string) => void): void;
};

const HOLDS_LOCK = "holds its lock";

/** Called by the worker, first thing. It never lets go by hand. */
export const holdLifeLine = (): void => {
  const { name } = globalThis as unknown as { readonly name: string };
  void navigator.locks.request(name, () => {
    globalThis.postMessage(HOLDS_LOCK);
    return new Promise(() => undefined);
  });
};

/** Unique over all windows of this origin, which share their locks. */
export const uniqueName = (what: string): string => `${what} ${crypto.randomUUID()}`;

/** `name` is the one that the worker was made with. */
export const handleOf = (worker: Worker, name: string): SimWorkerHandle => ({
  endpoint: worker,
  terminate: () => worker.terminate(),
  onDeath(listener) {
    worker.addEventListener("error", (event) => listener(event.message || "it stopped"));
    worker.addEventListener("messageerror", () => listener("a message could not be read"));
    worker.addEventListener("message", ({ data }) => {
      if (data === HOLDS_LOCK) void navigator.locks.request(name, () => listener("it ended without a word"));
    });
  },
});
