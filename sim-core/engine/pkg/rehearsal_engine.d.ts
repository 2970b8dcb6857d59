/* tslint:disable */
/* eslint-disable */

export class WasmEngine {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    cancel(handle: number): void;
    command(json: Uint8Array | number[]): number;
    /**
     * None when the bytes of the network are wrong.
     */
    static create(network: Uint8Array | number[], engine_hash: bigint, seed: bigint, replication: number): WasmEngine | undefined;
    drain(): Uint8Array;
    /**
     * NaN = the law or its parameters make no sense.
     */
    draw(stream: string, entity: number, k: number, law: number, p1: number, p2: number): number;
    due_token(): number;
    finish(): void;
    frame_at(): number;
    frame_size(): number;
    now_ms(): number;
    observation(): Uint8Array;
    physical_hash(): bigint;
    /**
     * What was refused, or which invariant is broken: JSON.
     */
    problem(): Uint8Array;
    /**
     * Empty = refused, see `problem`.
     */
    query(json: Uint8Array | number[]): Uint8Array;
    restore(bytes: Uint8Array | number[]): number;
    /**
     * 0 limit, 1 token, 2 observation, 3 idle, 4 an invariant is broken.
     */
    run_until(until_ms: number): number;
    /**
     * -1 = too many tokens wait.
     */
    schedule(at_ms: number, token: number): number;
    set_trace(on: boolean): void;
    snapshot(): Uint8Array;
    state_hash(): bigint;
    /**
     * Writes a frame into the engine's own memory and answers its length; `frame_at` is where it lies.
     */
    write_frame(): number;
}

export function last_panic(): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_wasmengine_free: (a: number, b: number) => void;
    readonly last_panic: () => [number, number];
    readonly wasmengine_cancel: (a: number, b: number) => void;
    readonly wasmengine_command: (a: number, b: number, c: number) => number;
    readonly wasmengine_create: (a: number, b: number, c: bigint, d: bigint, e: number) => number;
    readonly wasmengine_drain: (a: number) => [number, number];
    readonly wasmengine_draw: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => number;
    readonly wasmengine_due_token: (a: number) => number;
    readonly wasmengine_finish: (a: number) => void;
    readonly wasmengine_frame_at: (a: number) => number;
    readonly wasmengine_frame_size: (a: number) => number;
    readonly wasmengine_now_ms: (a: number) => number;
    readonly wasmengine_observation: (a: number) => [number, number];
    readonly wasmengine_physical_hash: (a: number) => bigint;
    readonly wasmengine_problem: (a: number) => [number, number];
    readonly wasmengine_query: (a: number, b: number, c: number) => [number, number];
    readonly wasmengine_restore: (a: number, b: number, c: number) => number;
    readonly wasmengine_run_until: (a: number, b: number) => number;
    readonly wasmengine_schedule: (a: number, b: number, c: number) => number;
    readonly wasmengine_set_trace: (a: number, b: number) => void;
    readonly wasmengine_snapshot: (a: number) => [number, number];
    readonly wasmengine_state_hash: (a: number) => bigint;
    readonly wasmengine_write_frame: (a: number) => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
