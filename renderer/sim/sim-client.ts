/**
 * The page's end of the simulation worker. comlink never rejects a call whose worker died, and a worker that runs out of memory
 * says nothing at all, so every call is raced against the worker's death and a deadline. After either, the worker is gone for good:
 * all pending calls reject with LostWorker, and `reopen` starts a fresh one on the last project (runs are deterministic, so any
 * moment can be reached again).
 */
import * as Comlink from "comlink";
import type { OpenAnswer, OpenRequest, SimService } from "../../sim-core/contract/sim-service.ts";

/** A worker, real or in a test: where to talk to it, how to end it, how to hear that it died. */
export type SimWorkerHandle = {
  readonly endpoint: Comlink.Endpoint;
  terminate(): void;
  onDeath(listener: (reason: string) => void): void;
};

export class LostWorker extends Error {
  override readonly name = "LostWorker";
}

export type SimClient = SimService & {
  /** A fresh worker on the project that was opened last with success. */
  reopen(): Promise<OpenAnswer>;
  onLost(listener: (reason: string) => void): void;
};

/** Milliseconds of wall time. Opening parses and compiles a whole city; a picture may have to run ninety minutes ahead first. */
const DEADLINES_MS = { open: 180_000, frame: 60_000, units: 60_000, summary: 60_000, explain: 60_000, dispose: 5_000 } as const;

export type SimClientOptions = {
  readonly spawn: () => SimWorkerHandle;
  readonly deadlinesMs?: Partial<Record<keyof typeof DEADLINES_MS, number>>;
};

export const createSimClient = ({ spawn, deadlinesMs }: SimClientOptions): SimClient => {
  const limits = { ...DEADLINES_MS, ...deadlinesMs };
  const lostListeners: ((reason: string) => void)[] = [];
  let lastRequest: OpenRequest | undefined;
  let current: { readonly handle: SimWorkerHandle; readonly remote: Comlink.Remote<SimService>; readonly lost: Promise<never> } | undefined;
  let declareLost: (reason: string) => void = () => undefined;

  const worker = () => {
    if (current !== undefined) return current;
    const handle = spawn();
    const lost = new Promise<never>((_, reject) => {
      declareLost = (reason) => {
        if (current?.handle !== handle) return;
        current = undefined;
        handle.terminate();
        reject(new LostWorker(reason));
        for (const listener of lostListeners) listener(reason);
      };
    });
    lost.catch(() => undefined); // with no call pending nobody waits for it
    handle.onDeath((reason) => declareLost(reason));
    current = { handle, remote: Comlink.wrap<SimService>(handle.endpoint), lost };
    return current;
  };

  const race = async <T>(call: (remote: Comlink.Remote<SimService>) => Promise<T>, limitMs: number): Promise<T> => {
    const { remote, lost } = worker();
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (Number.isFinite(limitMs)) timer = setTimeout(() => declareLost(`no answer within ${limitMs} ms`), limitMs);
    try {
      return await Promise.race([call(remote), lost]);
    } finally {
      clearTimeout(timer);
    }
  };

  const open = async (request: OpenRequest): Promise<OpenAnswer> => {
    const answer = await race<OpenAnswer>((remote) => remote.open(request) as Promise<OpenAnswer>, limits.open);
    if (answer.ok) lastRequest = request;
    return answer;
  };

  return {
    open,
    frame: (arm, atMs, buffer) => race((remote) => remote.frame(arm, atMs, Comlink.transfer(buffer, [buffer])), limits.frame),
    units: (arm, atMs) => race((remote) => remote.units(arm, atMs), limits.units),
    summary: (arm, atMs) => race((remote) => remote.summary(arm, atMs), limits.summary),
    explain: (arm, incident) => race((remote) => remote.explain(arm, incident), limits.explain),
    // As long as the machine needs: other calls would notice a dead worker.
    precompute: (arm) => race((remote) => remote.precompute(arm), Number.POSITIVE_INFINITY),
    async dispose() {
      if (current === undefined) return;
      const { handle } = current;
      await race((remote) => remote.dispose(), limits.dispose).catch(() => undefined);
      current = undefined;
      handle.terminate();
    },
    async reopen() {
      if (lastRequest === undefined) throw new LostWorker("nothing was open");
      return open(lastRequest);
    },
    onLost: (listener) => void lostListeners.push(listener),
  };
};

/** The real worker of the page. */
export const spawnSimWorker = (): SimWorkerHandle => {
  const worker = new Worker(new URL("./sim.worker.ts", import.meta.url), { type: "module", name: "simulation" });
  return {
    endpoint: worker,
    terminate: () => worker.terminate(),
    onDeath: (listener) => {
      worker.addEventListener("error", (event) => listener(event.message || "the simulation stopped"));
      worker.addEventListener("messageerror", () => listener("a message could not be read"));
    },
  };
};
