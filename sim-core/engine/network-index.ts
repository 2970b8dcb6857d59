/** What `compileNetwork` answers: the bytes for the engine and the positions that everything else refers to. */
import type { Assumption } from "../model/city.ts";

export type CompiledNetwork = {
  /** For EngineModule.createEngine. Covers city, demand, traffic parameters and the time of day of simulated ms 0. */
  readonly bytes: Uint8Array;
  /** link id of position i, in the order of city.links; likewise movements and signals. */
  readonly linkIds: readonly string[];
  readonly movementIds: readonly string[];
  readonly signalIds: readonly string[];
  readonly linkById: ReadonlyMap<string, number>;
  readonly movementById: ReadonlyMap<string, number>;
  readonly signalById: ReadonlyMap<string, number>;
  /** Movements controlled by a signal, in the order of a frame's movement states: positions into movementIds. */
  readonly frameMovements: readonly number[];
  readonly assumptions: readonly Assumption[];
};
