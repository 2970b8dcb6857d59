/**
 * Makes an EngineModule of the WebAssembly module in pkg/, in Node and in a browser's worker alike. The only caller of pkg/.
 * One module per process: a second call with equal bytes answers the same one.
 */
import type { Engine, EngineModule, Law, StopReason } from "./engine.ts";
import { CommandRefused, EngineRefused, InvariantBroken } from "./engine-errors.ts";
import { initSync, last_panic, WasmEngine } from "./pkg/rehearsal_engine.js";

export const ENGINE_VERSION = "0.1.0";

/** Written by build-engine.ts: the first 64 bits of the SHA-256 of the module before this section. */
const HASH_SECTION = "rehearsal.hash";
const LAWS: readonly Law[] = ["uniform", "exponential", "lognormal", "constant", "bernoulli", "poisson", "integer"];
const STOPS: readonly StopReason[] = ["limit", "token", "observation", "idle"];
const LARGEST_U64 = 2n ** 64n - 1n;

let loaded: EngineModule | undefined;

export const loadEngine = (wasm: Uint8Array | WebAssembly.Module): EngineModule => {
  const module = wasm instanceof WebAssembly.Module ? wasm : new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>);
  const [section] = WebAssembly.Module.customSections(module, HASH_SECTION);
  if (section === undefined) throw new EngineRefused(`the module has no section ${HASH_SECTION}: build it with npm run build:engine`);
  const hash = new TextDecoder().decode(section);
  if (loaded !== undefined) {
    if (loaded.hash !== hash) throw new EngineRefused(`engine ${loaded.hash} is loaded already, found ${hash}: one engine per process`);
    return loaded;
  }
  const { memory } = initSync({ module });
  loaded = {
    hash,
    version: ENGINE_VERSION,
    createEngine: (network, seed, replication) => createEngine(memory, hash, network, seed, replication),
  };
  return loaded;
};

const createEngine = (memory: WebAssembly.Memory, hash: string, network: Uint8Array, seed: string, replication: number): Engine => {
  if (!/^\d{1,20}$/.test(seed) || BigInt(seed) > LARGEST_U64) throw new EngineRefused(`a seed is an integer below 2^64, found ${seed}`);
  if (!Number.isInteger(replication) || replication < 0 || replication >= 2 ** 32) {
    throw new EngineRefused(`a replication is an integer from 0, found ${replication}`);
  }
  const wasm = WasmEngine.create(network, BigInt(`0x${hash}`), BigInt(seed), replication);
  if (wasm === undefined) throw new EngineRefused("these bytes are no network of this engine's format");
  return engineOf(wasm, memory);
};

const engineOf = (wasm: WasmEngine, memory: WebAssembly.Memory): Engine => {
  let lastMs = 0;
  let broken: InvariantBroken | undefined;

  /** A trap leaves the engine half-changed: every later call throws the same. */
  const fallen = (error: unknown): unknown => {
    if (!(error instanceof WebAssembly.RuntimeError)) return error;
    broken = new InvariantBroken(last_panic() || error.message, lastMs, -1, []);
    return broken;
  };
  const guarded = <T>(call: () => T): T => {
    if (broken !== undefined) throw broken;
    try {
      return call();
    } catch (error) {
      throw fallen(error);
    }
  };
  const drawOnce = (stream: string, entity: number, k: number, law: number, p1: number, p2: number): number => {
    try {
      return wasm.draw(stream, entity, k, law, p1, p2);
    } catch (error) {
      throw fallen(error);
    }
  };
  const problem = (): Record<string, unknown> => JSON.parse(new TextDecoder().decode(wasm.problem())) as Record<string, unknown>;
  const refused = (): CommandRefused => {
    const { code, path } = problem();
    return new CommandRefused(String(code), String(path));
  };
  const moment = (atMs: number): number => {
    if (Number.isNaN(atMs)) throw new RangeError("simulated time must be a number, found NaN");
    return Math.min(Math.max(Math.floor(atMs), 0), 0xffffffff);
  };

  return {
    command: (json) =>
      guarded(() => {
        if (wasm.command(json) !== 0) throw refused();
      }),
    schedule: (atMs, token) =>
      guarded(() => {
        if (!Number.isSafeInteger(token) || token < 0) throw new RangeError(`a token is a safe integer from 0, found ${token}`);
        const handle = wasm.schedule(moment(atMs), token);
        if (handle < 0) throw new RangeError("more than 2 million tokens wait");
        return handle;
      }),
    cancel: (handle) => guarded(() => wasm.cancel(handle)),
    runUntil: (untilMs) =>
      guarded(() => {
        const stop = wasm.run_until(moment(untilMs));
        lastMs = wasm.now_ms();
        const reason = STOPS[stop];
        if (reason !== undefined) return reason;
        const { code, atMs, sequence, ids } = problem();
        broken = new InvariantBroken(String(code), Number(atMs), Number(sequence), ids as readonly number[]);
        throw broken;
      }),
    dueToken: () => guarded(() => wasm.due_token()),
    nowMs: () => guarded(() => wasm.now_ms()),
    observation: () => guarded(() => wasm.observation()),
    drain: () => guarded(() => wasm.drain()),
    finish: () => guarded(() => wasm.finish()),
    setTrace: (on) => guarded(() => wasm.set_trace(on)),
    frameSize: () => guarded(() => wasm.frame_size()),
    frame: (into) =>
      guarded(() => {
        const length = wasm.write_frame();
        if (into.length < length) throw new RangeError(`a frame needs ${length} bytes, found a buffer of ${into.length}`);
        into.set(new Uint8Array(memory.buffer, wasm.frame_at(), length));
        return length;
      }),
    query: (json) =>
      guarded(() => {
        const answer = wasm.query(json);
        if (answer.length === 0) throw refused();
        return answer;
      }),
    // Not through `guarded`: known answers draw hundreds of millions of numbers, and a closure for each is a tenth of their time.
    draw: (stream, entity, k, law, p1, p2) => {
      if (broken !== undefined) throw broken;
      if (!Number.isSafeInteger(entity) || entity < 0) throw new RangeError(`an entity is a safe integer from 0, found ${entity}`);
      const drawn = drawOnce(stream, entity, k, LAWS.indexOf(law), p1, p2);
      if (Number.isNaN(drawn)) throw new RangeError(`no number comes of ${law}(${p1}, ${p2})`);
      return drawn;
    },
    snapshot: () => guarded(() => wasm.snapshot()),
    restore: (bytes) =>
      guarded(() => {
        if (wasm.restore(bytes) !== 0) throw refused();
      }),
    stateHash: () => guarded(() => hex(wasm.state_hash())),
    physicalHash: () => guarded(() => hex(wasm.physical_hash())),
    free: () => wasm.free(),
  };
};

const hex = (value: bigint): string => value.toString(16).padStart(16, "0");
