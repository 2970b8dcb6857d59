/**
 * What every linked step, every agreement and every owner contributes, on request. An experiment of its own beside the comparison, so
 * that asking for contributions never changes a compared number (which minutes count depends on all arms of a replication).
 *
 * Links are the steps that the baseline does without. Each is left out of the whole once; and the joint change is divided among them
 * by Shapley's rule: over all 2^n combinations up to SHAPLEY_EXACT of them, else over sampled orders of switching them on (Castro,
 * Gómez, Tejada 2009), a new order and its reverse in every replication, so that the interval over replications covers both
 * the days and the orders. Agreements and owners are taken out of the whole once.
 */
import type { City } from "../model/city.ts";
import { chanceOf } from "../model/philox.ts";
import type { Arm, Scenario } from "../model/scenario.ts";
import { applyArm } from "../scenario/apply-arm.ts";
import { neededAgreements, type Owner, ownershipMap, ownersOf } from "./grantors.ts";
import type { ArmInputs } from "./replication.ts";

/** 2^5 = 32 runs a replication; beyond, sampled orders are cheaper. */
export const SHAPLEY_EXACT: number = 5;

export type ContributionPlan = {
  readonly steps: readonly string[];
  readonly agreements: readonly string[];
  readonly owners: readonly Owner[];
  readonly method: "shapley" | "shapley-sampled";
  /** Every different arm once. */
  readonly arms: readonly ArmInputs[];
  /** Which of them each replication runs: positions, ascending. */
  readonly armsOf: readonly (readonly number[])[];
  /** Orders of switching the steps on, by replication; empty where all combinations are run. */
  readonly orders: readonly (readonly (readonly number[])[])[];
};

export type ContributionQuestion = {
  readonly scenario: Scenario;
  readonly city: City;
  readonly replications: number;
  readonly seed: string;
  /** `lapses`: only what a missing signature costs. */
  readonly of: "everything" | "lapses";
};

/** Id of the arm in which exactly these of all steps are on. */
export const coalitionArm = (steps: readonly string[], on: ReadonlySet<number>): string =>
  `without:${steps.filter((_, i) => !on.has(i)).join("+")}`;
export const lapsedArm = (agreement: string): string => `lapsed:${agreement}`;
export const absentArm = (owner: string): string => `absent:${owner}`;

export const planContributions = ({ scenario, city, replications, seed, of }: ContributionQuestion): ContributionPlan => {
  const steps = of === "lapses" ? [] : (scenario.arms.find(({ id }) => id === scenario.baseline)?.without ?? []);
  const method = steps.length <= SHAPLEY_EXACT ? "shapley" : "shapley-sampled";
  const agreements = neededAgreements(scenario);
  const owners = ownersOf(ownershipMap(city, scenario), agreements);
  const orders =
    method === "shapley" ? [] : Array.from({ length: replications }, (_, replication) => orderAndReverse(seed, replication, steps.length));
  const lapses = [
    ...agreements.map(({ id }) => armOf(lapsedArm(id), [], [id])),
    ...owners.map(({ id }): Arm => ({ ...armOf(absentArm(id), [], []), withoutOwners: [id] })),
  ];
  const collected = collectArms(scenario);
  const armsOf = Array.from({ length: replications }, (_, replication) =>
    [...(method === "shapley" ? allCoalitions(steps.length) : coalitionsAlong(orders[replication] ?? [], steps.length))]
      .map((on) =>
        armOf(
          coalitionArm(steps, on),
          steps.filter((_step, i) => !on.has(i)),
          [],
        ),
      )
      .concat(lapses)
      .map(collected.positionOf),
  );
  const ids = { agreements: agreements.map(({ id }) => id), owners };
  return { steps, method, ...ids, arms: collected.arms, armsOf: armsOf.map((row) => [...new Set(row)].sort((a, b) => a - b)), orders };
};

const armOf = (id: string, without: readonly string[], lapsed: readonly string[]): Arm => ({
  id,
  without,
  agreements: Object.fromEntries(lapsed.map((agreement) => [agreement, { mou: { status: "none" } }])),
  set: {},
});

/** Arms by id, each applied once. */
const collectArms = (scenario: Scenario): { readonly arms: readonly ArmInputs[]; readonly positionOf: (arm: Arm) => number } => {
  const arms: ArmInputs[] = [];
  const positions = new Map<string, number>();
  const positionOf = (arm: Arm): number => {
    const known = positions.get(arm.id);
    if (known !== undefined) return known;
    const applied = applyArm({ ...scenario, arms: [arm] }, arm.id);
    if (!applied.ok) throw new Error(`${arm.id}: ${applied.problems[0].message.en}`);
    positions.set(arm.id, arms.length);
    arms.push({ id: arm.id, scenario: applied.value, standsAlone: false });
    return arms.length - 1;
  };
  return { arms, positionOf };
};

/** By bit mask: none first, the whole last. */
const allCoalitions = (steps: number): readonly ReadonlySet<number>[] =>
  Array.from({ length: 2 ** steps }, (_, mask) => new Set(Array.from({ length: steps }, (_step, i) => i).filter((i) => mask & (1 << i))));

/** Everything that the orders pass through, and the whole without each step. */
const coalitionsAlong = (orders: readonly (readonly number[])[], steps: number): readonly ReadonlySet<number>[] => {
  const all = Array.from({ length: steps }, (_, i) => i);
  const passed = orders.flatMap((order) => Array.from({ length: steps + 1 }, (_, length) => new Set(order.slice(0, length))));
  return [...passed, ...all.map((left) => new Set(all.filter((i) => i !== left)))];
};

/** A random order (Fisher and Yates) and its reverse: what stands early in one stands late in the other. */
const orderAndReverse = (seed: string, replication: number, steps: number): readonly (readonly number[])[] => {
  const chance = chanceOf(seed, replication, "experiment.orders");
  const order = Array.from({ length: steps }, (_, i) => i);
  for (let last = steps - 1; last > 0; last--) {
    const other = chance.integer(0, last, last + 1);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return [order, [...order].reverse()];
};

/** Runs that this plan takes, to be said before it starts. */
export const runsOf = ({ armsOf }: Pick<ContributionPlan, "armsOf">): number => armsOf.reduce((sum, arms) => sum + arms.length, 0);
