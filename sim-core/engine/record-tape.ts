/**
 * A tape: every call that a run made to the WebAssembly engine and what came back, so that the same crate, built natively, can be asked the
 * same (src/bin/replay_tape.rs). Both must give the same answers and the same hashes at every full simulated minute.
 * One call per line: a letter, its numbers, then JSON to the end of the line. Doubles are their 64 bits in hex.
 */
import type { Engine, EngineModule } from "./engine.ts";

export type Tape = {
  readonly network: Uint8Array;
  /** The lines so far. */
  text(): string;
};

const MINUTE_MS = 60_000;
const TAPE_VERSION = 1;

/** The same module, but every engine that it makes is taped. Tapes come in the order of creation. */
export const recordTapes = (module: EngineModule): { readonly module: EngineModule; readonly tapes: readonly Tape[] } => {
  const tapes: Tape[] = [];
  const createEngine: EngineModule["createEngine"] = (network, seed, replication) => {
    const lines = [`T ${TAPE_VERSION} ${seed} ${replication}`];
    tapes.push({ network, text: () => `${lines.join("\n")}\n` });
    return tapedEngine(module.createEngine(network, seed, replication), (line) => lines.push(line));
  };
  return { module: { ...module, createEngine }, tapes };
};

const tapedEngine = (engine: Engine, put: (line: string) => void): Engine => ({
  ...engine,
  command: (json) => {
    engine.command(json);
    put(`C ${text(json)}`);
  },
  query: (json) => {
    const answer = engine.query(json);
    put(`Q ${text(json)}`);
    put(`= ${text(answer)}`);
    return answer;
  },
  schedule: (atMs, token) => {
    const handle = engine.schedule(atMs, token);
    put(`S ${atMs} ${token} ${handle}`);
    return handle;
  },
  cancel: (handle) => {
    engine.cancel(handle);
    put(`X ${handle}`);
  },
  // Cut at full minutes, which changes nothing: there the hashes are compared.
  runUntil: (untilMs) => {
    for (;;) {
      const next = Math.min(untilMs, (Math.floor(engine.nowMs() / MINUTE_MS) + 1) * MINUTE_MS);
      const stop = engine.runUntil(next);
      put(`R ${next} ${stop} ${engine.nowMs()}${stop === "token" ? ` ${engine.dueToken()}` : ""}`);
      if (next % MINUTE_MS === 0 && (stop === "limit" || stop === "idle")) put(`H ${engine.stateHash()} ${engine.physicalHash()}`);
      if (next >= untilMs || (stop !== "limit" && stop !== "idle")) return stop;
    }
  },
  observation: () => {
    const observation = engine.observation();
    put(`O ${text(observation)}`);
    return observation;
  },
  finish: () => {
    engine.finish();
    put("F");
  },
  draw: (stream, entity, k, law, p1, p2) => {
    const drawn = engine.draw(stream, entity, k, law, p1, p2);
    put(`D ${[entity, k, law, bits(p1), bits(p2), bits(drawn), stream].join(" ")}`);
    return drawn;
  },
  restore: () => {
    throw new Error("a taped run goes straight through: it cannot be restored");
  },
});

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll("\n", " ");

const bits = (value: number): string => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16);
};
