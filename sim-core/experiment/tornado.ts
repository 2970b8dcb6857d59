/**
 * A tornado: every assumption at its low and its high end, one at a time, over the same days. Simulation noise (how sure each
 * difference is) and input uncertainty (how far the assumptions move it) are told apart: they are mended by different things, more
 * runs or better data. On request; an experiment of its own.
 */
import type { TornadoRow, Uncertainty } from "../contract/result.ts";
import type { Kpi, Scenario } from "../model/scenario.ts";
import { type ComparedPair, compareKpi, type Doubt, differencesOf, resultNumber } from "./compare.ts";
import type { KpiSample } from "./kpi/kpi-sample.ts";
import type { ArmInputs, ReplicationJob, ReplicationOutcome } from "./replication.ts";
import { meanOf, sdOf, tInterval } from "./statistics/intervals.ts";
import { type TornadoInput, tornadoInputs, withInputMoved } from "./tornado-inputs.ts";

/** Fitted to another simulator, not part of the scenario, and the number on which emergency results hang most. */
export const PASSING_SPEED: TornadoInput = { path: "engine.passingSpeed", quantity: "factor", base: 1, low: 0.5, high: 2 };

/** Days are paired, and a swing matters only where it is larger than the noise of a few of them: more would mostly cost time. */
const MOST_REPLICATIONS = 10;

export type TornadoPlan = {
  readonly arm: string;
  readonly baseline: string;
  readonly inputs: readonly TornadoInput[];
  /** Baseline and arm as they are, then per input both at its low and both at its high end (but the passing speed, which is no arm's). */
  readonly arms: readonly ArmInputs[];
  /** All pairs of the first replication, then of the second: what a stop leaves is complete for fewer replications. */
  readonly jobs: readonly ReplicationJob[];
  readonly pairs: number;
};

/** One arm against the baseline, over the first of the compared replications. `arms`: every arm of the scenario, applied. */
export const planTornado = (scenario: Scenario, arms: readonly ArmInputs[], arm: string, compared: number): TornadoPlan => {
  const replications = Math.min(MOST_REPLICATIONS, compared);
  const own = [scenario.baseline, arm].flatMap((id) => arms.filter((one) => one.id === id));
  const inputs = [PASSING_SPEED, ...tornadoInputs(scenario)];
  const made = [...own];
  const pairs: Pick<ReplicationJob, "arms" | "passingSpeedFactor">[] = [{ arms: [0, 1] }];
  for (const input of inputs) {
    for (const end of ["low", "high"] as const) {
      if (input === PASSING_SPEED) {
        pairs.push({ arms: [0, 1], passingSpeedFactor: input[end] });
        continue;
      }
      pairs.push({ arms: [made.length, made.length + 1] });
      made.push(...own.map((one) => ({ ...one, scenario: withInputMoved(one.scenario, input, end) })));
    }
  }
  const jobs = Array.from({ length: replications }, (_, replication) => pairs.map((pair) => ({ replication, ...pair }))).flat();
  return { arm, baseline: scenario.baseline, inputs, arms: made, jobs, pairs: pairs.length };
};

export type Tornado = { readonly tornado: readonly TornadoRow[]; readonly uncertainty: readonly Uncertainty[] };

/** Outcomes in the order of the jobs; of an unfinished replication nothing counts. */
export const tornadoOf = (plan: TornadoPlan, kpis: readonly Kpi[], outcomes: readonly ReplicationOutcome[], doubt: Doubt): Tornado => {
  const replications = Math.floor(outcomes.length / plan.pairs);
  const found = kpis.flatMap((kpi, k) => {
    if (!(kpi.primary || kpi.measure === "meanDelay") || replications < 2) return [];
    const pairAt = (pair: number): ComparedPair => {
      const own = Array.from({ length: replications }, (_, r) => outcomes[r * plan.pairs + pair]);
      const samplesOf = (side: number): readonly KpiSample[] =>
        own.map((outcome) => outcome?.arms[side]?.samples[k] ?? { value: undefined, count: 0, censored: 0 });
      return {
        arm: { id: plan.arm, samples: samplesOf(1) },
        baseline: { id: plan.baseline, samples: samplesOf(0) },
        areIdentical: own.every((outcome) => outcome?.arms[0]?.physicalHash === outcome?.arms[1]?.physicalHash),
      };
    };
    return [{ kpi, base: pairAt(0), ends: plan.inputs.map((input, i) => ({ input, low: pairAt(1 + 2 * i), high: pairAt(2 + 2 * i) })) }];
  });
  return {
    tornado: found.flatMap(({ kpi, ends }) => ends.map((one) => rowOf(kpi, one, plan.arm, doubt))),
    uncertainty: found.map(({ kpi, base, ends }) => uncertaintyOf(kpi, base, ends, plan.arm, doubt)),
  };
};

type Ends = { readonly input: TornadoInput; readonly low: ComparedPair; readonly high: ComparedPair };

const rowOf = (kpi: Kpi, { input, low, high }: Ends, arm: string, doubt: Doubt): TornadoRow => {
  const swing = tInterval(swingsOf(low, high), doubt.confidence);
  const end = (pair: ComparedPair, value: number): TornadoRow["low"] => {
    const { difference, low: from, high: to, verdict } = compareKpi(kpi, pair, doubt);
    return { input: resultNumber(value) ?? 0, difference, low: from, high: to, verdict };
  };
  return {
    path: input.path,
    quantity: input.quantity,
    base: resultNumber(input.base) ?? 0,
    arm,
    kpi: kpi.id,
    low: end(low, input.low),
    high: end(high, input.high),
    swing: resultNumber(swing.mean),
    swingLow: resultNumber(swing.low),
    swingHigh: resultNumber(swing.high),
  };
};

/** Difference at the high end minus difference at the low end, in every replication in which all four runs have a value. */
const swingsOf = (low: ComparedPair, high: ComparedPair): readonly number[] =>
  low.arm.samples.flatMap((_, r) => {
    const values = [high.arm, high.baseline, low.arm, low.baseline].map(({ samples }) => samples[r]?.value);
    const [a, b, c, d] = values;
    return a === undefined || b === undefined || c === undefined || d === undefined ? [] : [a - b - (c - d)];
  });

/**
 * Noise: half the interval's width of the difference as it stands. Inputs: the root of the sum of squared half swings, one input at a
 * time (no interactions), each less what its own noise adds to its square.
 */
const uncertaintyOf = (kpi: Kpi, base: ComparedPair, ends: readonly Ends[], arm: string, doubt: Doubt): Uncertainty => {
  const { difference, low, high } = compareKpi(kpi, base, doubt);
  let squares = 0;
  for (const { low: atLow, high: atHigh } of ends) {
    const swings = swingsOf(atLow, atHigh);
    if (swings.length < 2) continue;
    const half = meanOf(swings) / 2;
    const noise = sdOf(swings) / 2;
    squares += Math.max(0, half * half - (noise * noise) / swings.length);
  }
  return {
    arm,
    kpi: kpi.id,
    replications: base.arm.samples.length,
    difference,
    noise: low === null || high === null || differencesOf(base).length < 2 ? null : resultNumber((high - low) / 2),
    inputs: resultNumber(Math.sqrt(squares)),
  };
};
