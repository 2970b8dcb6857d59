/** What an Engine throws. All three are faults of a caller or of the engine itself, never of a user's file: those are Problems. */

/** A command, query or snapshot that makes no sense: stable `code` and the `path` inside the JSON ("" = the whole). */
export class CommandRefused extends Error {
  readonly code: string;
  readonly path: string;
  constructor(code: string, path: string) {
    super(path === "" ? code : `${code} at ${path}`);
    this.name = "CommandRefused";
    this.code = code;
    this.path = path;
  }
}

/** No engine can be made of this module, network or seed. */
export class EngineRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "EngineRefused";
  }
}

/** The run is over: an invariant of the physics does not hold. Restore the last checkpoint or report it with scenario, seed and versions. */
export class InvariantBroken extends Error {
  readonly atMs: number;
  /** Number of the event in the queue; -1 where the engine stopped without saying. */
  readonly sequence: number;
  /** Ids that the message is about; -1 = none. */
  readonly ids: readonly number[];
  constructor(what: string, atMs: number, sequence: number, ids: readonly number[]) {
    super(`${what} (simulated ms ${atMs}, event ${sequence}, ids ${ids.join(" ")})`);
    this.name = "InvariantBroken";
    this.atMs = atMs;
    this.sequence = sequence;
    this.ids = ids;
  }
}
