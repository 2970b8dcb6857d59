/** Speed of dispatching alone: Larson's city of three units, with the draws of its calls timed beside it as the bound. */
import type { EngineModule } from "../engine/engine.ts";
import { runLarson } from "./dispatch-fleet-cases.ts";
import { workloadOf } from "./fleet-run.ts";
import { type Dice, replicate } from "./plain-replications.ts";

export type DispatchSpeed = {
  readonly dispatchCallsPerCpuS: number;
  /** CPU seconds for ten million calls. */
  readonly dispatchCpuSFor10M: number;
  /** Share of that time that the three draws of every call take by themselves. */
  readonly dispatchDrawsP: number;
  /** Largest distance of the three workloads from the published ones. */
  readonly dispatchWorkloadError: number;
};

/** Each of twenty replications. */
const CALLS = 100_000;
/** Larson and Odoni 1981, Urban Operations Research, 5.4.4. */
const WORKLOADS = [0.557364, 0.473372, 0.469264] as const;

/** `cpuMs`: CPU time of this process, the host's. */
export const dispatchSpeed = (engine: EngineModule, cpuMs: () => number): DispatchSpeed => {
  const timed = <T>(measure: (dice: Dice) => T): { readonly found: readonly T[]; readonly ms: number } => {
    const before = cpuMs();
    return { found: replicate(engine, "dispatch.speed", measure), ms: cpuMs() - before };
  };
  timed((dice) => runLarson(dice, CALLS / 10)); // compiled by now
  const { found, ms } = timed((dice) => runLarson(dice, CALLS));
  const draws = timed((dice) => {
    let sum = 0;
    for (let k = 0; k < CALLS; k++) sum += dice.exponentialMs("g", k, 1000) + dice.exponentialMs("s", k, 1000) + dice.uniform("a", k);
    return sum;
  });
  const errors = WORKLOADS.map((expected, unit) => {
    const mean = found.reduce((sum, run) => sum + workloadOf(run, unit), 0) / found.length;
    return Math.abs(mean - expected);
  });
  const calls = CALLS * found.length;
  return {
    dispatchCallsPerCpuS: Math.round((calls / ms) * 1000),
    dispatchCpuSFor10M: ((1e7 / calls) * ms) / 1000,
    dispatchDrawsP: draws.ms / ms,
    dispatchWorkloadError: Math.max(...errors),
  };
};
