/**
 * What every linked step and every agreement contributes, on request. An experiment of its own beside the comparison, so that asking
 * for contributions never changes a compared number (which minutes count depends on all arms of a replication).
 *
 * Steps: those the baseline does without. Up to SHAPLEY_STEPS of them all 2^n combinations are run and the joint change is divided
 * by Shapley's rule; for longer chains each step is left out of the whole once. Agreements: each is taken out of the whole once.
 */
import type { Contribution } from "../contract/result.ts";
import type { Arm, Kpi, Scenario } from "../model/scenario.ts";
import { applyArm } from "../scenario/apply-arm.ts";
import { resultNumber } from "./compare.ts";
import type { ArmInputs, ReplicationOutcome } from "./replication.ts";
import { tInterval } from "./statistics/intervals.ts";
import { shapleyValues } from "./statistics/shapley.ts";

const SHAPLEY_STEPS = 4;

export type ContributionPlan = {
  readonly steps: readonly string[];
  readonly agreements: readonly string[];
  readonly method: "shapley" | "leave-one-out";
  /** First the combinations of steps (Shapley: by bit mask, so the last is the whole), then one arm per agreement taken out. */
  readonly arms: readonly ArmInputs[];
};

export const planContributions = (scenario: Scenario): ContributionPlan => {
  const steps = scenario.arms.find(({ id }) => id === scenario.baseline)?.without ?? [];
  const method = steps.length <= SHAPLEY_STEPS ? "shapley" : "leave-one-out";
  const combinations =
    method === "shapley"
      ? Array.from({ length: 1 << steps.length }, (_, mask) => steps.filter((_step, bit) => (mask & (1 << bit)) === 0))
      : [[...steps], ...steps.map((step) => [step]), []];
  const needed = new Set(scenario.steps.flatMap(({ needs }) => needs));
  const agreements = scenario.agreements.map(({ id }) => id).filter((id) => needed.has(id));
  const made = [
    ...combinations.map((without): Arm => ({ id: `without:${without.join("+")}`, without, agreements: {}, set: {} })),
    ...agreements.map((id): Arm => ({ id: `lapsed:${id}`, without: [], agreements: { [id]: { mou: { status: "none" } } }, set: {} })),
  ];
  const arms = made.map((arm): ArmInputs => {
    const applied = applyArm({ ...scenario, arms: [arm] }, arm.id);
    if (!applied.ok) throw new Error(`${arm.id}: ${applied.problems[0].message.en}`);
    return { id: arm.id, scenario: applied.value, standsAlone: false };
  });
  return { steps, agreements, method, arms };
};

/** Per replication one share of the change for each step and agreement; their mean and interval over replications. */
export const contributionsOf = (
  plan: ContributionPlan,
  kpis: readonly Kpi[],
  outcomes: readonly ReplicationOutcome[],
  confidence: number,
): readonly Contribution[] =>
  kpis.flatMap((kpi, k) => {
    const values = outcomes.flatMap(({ arms }) => {
      const found = arms.map((arm) => arm.samples[k]?.value);
      return found.every((value) => value !== undefined) ? [found] : [];
    });
    if (values.length === 0) return [];
    const shares = values.map((found) => sharesOf(plan, found));
    const named = [
      ...plan.steps.map((id) => ({ kind: "step" as const, id, method: plan.method })),
      ...plan.agreements.map((id) => ({ kind: "agreement" as const, id, method: "leave-one-out" })),
    ];
    return named.map(({ kind, id, method }, i): Contribution => {
      const { mean, low, high } = tInterval(
        shares.map((share) => share[i] ?? Number.NaN),
        confidence,
      );
      return {
        kind,
        id,
        kpi: kpi.id,
        method,
        value: resultNumber(mean),
        low: resultNumber(low),
        high: resultNumber(high),
        replications: shares.length,
      };
    });
  });

const sharesOf = ({ steps, agreements, method }: ContributionPlan, values: readonly number[]): readonly number[] => {
  const at = (i: number): number => values[i] ?? Number.NaN;
  const combinations = method === "shapley" ? 1 << steps.length : steps.length + 2;
  const whole = at(combinations - 1);
  const ofSteps = method === "shapley" ? shapleyValues(steps.length, (mask) => at(mask) - at(0)) : steps.map((_, i) => whole - at(1 + i));
  return [...ofSteps, ...agreements.map((_, i) => whole - at(combinations + i))];
};
