/**
 * Engine: the city's physics behind a dozen methods of bytes and numbers. This file is the type that everybody programs against;
 * load-engine.ts makes one from the WebAssembly module. One Engine = one run (one seed, one replication); `free` it.
 * Every method throws InvariantBroken once an invariant of the physics is broken: make a new engine and restore the last snapshot.
 */

/** A law of chance, computed in Rust with one libm. p1, p2: uniform(low, high) · exponential(mean) · lognormal(median, p90) · constant(value) · bernoulli(p) · poisson(mean) · integer(n) = 0 … n-1. */
export type Law = "uniform" | "exponential" | "lognormal" | "constant" | "bernoulli" | "poisson" | "integer";

export type StopReason = "limit" | "token" | "observation" | "idle";

export type Engine = {
  /** Applies a Command (contract/commands.ts, UTF-8 JSON). Throws CommandRefused with code and path when it is wrong. */
  command(json: Uint8Array): void;
  /** Hands `token` back at `atMs` (not before now). Answers a handle for `cancel`. Tokens are any safe integer >= 0. */
  schedule(atMs: number, token: number): number;
  /** A cancelled token never comes due; cancelling twice or too late is harmless. */
  cancel(handle: number): void;
  /** Runs to `untilMs` at most. After "token", `dueToken()` is the token and `nowMs()` its time. */
  runUntil(untilMs: number): StopReason;
  dueToken(): number;
  nowMs(): number;
  /** After "observation": an Observation (UTF-8 JSON). */
  observation(): Uint8Array;
  /** Facts since the last drain: header + records (contract/facts.ts). */
  drain(): Uint8Array;
  /** Writes the censored facts at the horizon. Once, at the end of the run. */
  finish(): void;
  /** Trace facts on or off (off by default). Never changes a hash. */
  setTrace(on: boolean): void;
  /** Bytes that a frame needs now. */
  frameSize(): number;
  /** Writes a frame (contract/frame.ts); answers the bytes written. Never changes a hash. */
  frame(into: Uint8Array): number;
  /** Answers a Query (UTF-8 JSON in and out). Never changes a hash. */
  query(json: Uint8Array): Uint8Array;
  /** Draw k of a named stream for an entity: a pure function of (seed, replication, stream, entity, k). */
  draw(stream: string, entity: number, k: number, law: Law, p1: number, p2: number): number;
  /** Whole state except the network, as bytes that name the engine's hash. */
  snapshot(): Uint8Array;
  /** All or nothing: throws CommandRefused (`snapshot.*`) for another engine's, network's or run's snapshot and for damaged bytes. */
  restore(bytes: Uint8Array): void;
  /** 64-bit, hex. */
  stateHash(): string;
  physicalHash(): string;
  free(): void;
};

export type EngineModule = {
  /** Hash of the wasm module's bytes (hex): names the engine in results and snapshots. */
  readonly hash: string;
  readonly version: string;
  /** `network` from compileNetwork. seed: decimal string of a u64. Throws EngineRefused with a reason beyond the envelope. */
  createEngine(network: Uint8Array, seed: string, replication: number): Engine;
};
