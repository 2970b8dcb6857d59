/**
 * The page's end of the simulation worker. comlink never rejects a call whose worker died, and a worker that runs out of memory
 * says nothing at all, so every call is raced against the worker's death and a deadline. After either, the worker is gone for good:
 * all pending calls reject with LostWorker, and `reopen` starts a fresh one on the last project. The last checkpoint of every run that
 * was looked at is kept on this side, so the same moment is there again at once and not after the whole run.
 */
import * as Comlink from "comlink";
import type { Looked } from "../../sim-core/contract/closer-look.ts";
import type { RunName } from "../../sim-core/contract/run-name.ts";
import type { Checkpoint, OpenAnswer, OpenRequest, RunSummary, SimService } from "../../sim-core/contract/sim-service.ts";
import { handleOf, type SimWorkerHandle, uniqueName } from "./worker-handle.ts";

export class LostWorker extends Error {
  override readonly name = "LostWorker";
}

export type SimClient = Omit<SimService, "checkpoint" | "adopt"> & {
  /** A fresh worker on the project that was opened last with success, with the checkpoints that were kept. */
  reopen(): Promise<OpenAnswer>;
  onLost(listener: (reason: string) => void): void;
};

/** Milliseconds of wall time. Opening parses and compiles a whole city; a picture may have to run ninety minutes ahead first. */
const DEADLINES_MS = {
  open: 180_000,
  replay: 60_000,
  frame: 60_000,
  units: 60_000,
  summary: 60_000,
  explain: 60_000,
  look: 60_000,
  whyNoBranch: 60_000,
  checkpoint: 60_000,
  dispose: 5_000,
} as const;

const MINUTE_MS = 60_000;

export type SimClientOptions = {
  readonly spawn: () => SimWorkerHandle;
  readonly deadlinesMs?: Partial<Record<keyof typeof DEADLINES_MS, number>>;
};

export const createSimClient = ({ spawn, deadlinesMs }: SimClientOptions): SimClient => {
  const limits = { ...DEADLINES_MS, ...deadlinesMs };
  const lostListeners: ((reason: string) => void)[] = [];
  let lastRequest: OpenRequest | undefined;
  /** Of each run the one before the moment that was looked at last. */
  const kept = new Map<RunName, Checkpoint>();
  /** The minute that was asked for; the store may have one before it only. */
  const asked = new Map<RunName, number>();
  let isKeeping = false;
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
    if (answer.ok) {
      lastRequest = request;
      kept.clear();
      asked.clear();
    }
    return answer;
  };

  /** Once a simulated minute, beside what is asked for: nobody waits for it, and one that fails leaves the one before. */
  const keepCheckpoint = async ({ arm: run, atMs }: RunSummary): Promise<void> => {
    const minute = Math.floor(atMs / MINUTE_MS);
    if (isKeeping || asked.get(run) === minute) return;
    isKeeping = true;
    asked.set(run, minute);
    const day = lastRequest;
    try {
      const checkpoint = await race((remote) => remote.checkpoint(run, atMs), limits.checkpoint);
      if (checkpoint !== undefined && day === lastRequest) kept.set(run, checkpoint);
    } catch {
      // a worker that died is told to whoever asked for something
    } finally {
      isKeeping = false;
    }
  };

  return {
    open,
    async replay(seed, replication) {
      await race((remote) => remote.replay(seed, replication), limits.replay);
      if (lastRequest !== undefined) lastRequest = { ...lastRequest, seed, replication };
      kept.clear();
      asked.clear();
    },
    frame: (run, atMs, buffer) => race((remote) => remote.frame(run, atMs, Comlink.transfer(buffer, [buffer])), limits.frame),
    units: (run, atMs) => race((remote) => remote.units(run, atMs), limits.units),
    async summary(run, atMs) {
      const summary: RunSummary = await race((remote) => remote.summary(run, atMs), limits.summary);
      void keepCheckpoint(summary);
      return summary;
    },
    explain: (run, incident) => race((remote) => remote.explain(run, incident), limits.explain),
    look: (run, what) => race<Looked>((remote) => remote.look(run, what) as Promise<Looked>, limits.look),
    unitTrace: (run, unit, fromMs, toMs) => race((remote) => remote.unitTrace(run, unit, fromMs, toMs), limits.look),
    linkMinutes: (run, links) => race((remote) => remote.linkMinutes(run, links), limits.look),
    assetCourses: (run) => race((remote) => remote.assetCourses(run), limits.look),
    whyNoBranch: (run) => race((remote) => remote.whyNoBranch(run), limits.whyNoBranch),
    // As long as the machine needs: other calls would notice a dead worker.
    precompute: (run) => race((remote) => remote.precompute(run), Number.POSITIVE_INFINITY),
    async dispose() {
      if (current === undefined) return;
      const { handle } = current;
      await race((remote) => remote.dispose(), limits.dispose).catch(() => undefined);
      current = undefined;
      handle.terminate();
    },
    async reopen() {
      if (lastRequest === undefined) throw new LostWorker("nothing was open");
      const left = [...kept];
      const answer = await open(lastRequest);
      if (!answer.ok) return answer;
      for (const [run, checkpoint] of left) {
        await race((remote) => remote.adopt(run, checkpoint), limits.checkpoint);
        kept.set(run, checkpoint);
      }
      return answer;
    },
    onLost: (listener) => void lostListeners.push(listener),
  };
};

/** The real worker of the page. */
export const spawnSimWorker = (): SimWorkerHandle => {
  const name = uniqueName("simulation");
  return handleOf(new Worker(new URL("./sim.worker.ts", import.meta.url), { type: "module", name }), name);
};
