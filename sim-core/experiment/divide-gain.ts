/** From the runs of a contribution plan to shares: per replication first, then mean and interval over replications. */
import type { Contribution, LinkCurvePoint } from "../contract/result.ts";
import type { OwnershipMap } from "../model/city.ts";
import type { Kpi, Scenario } from "../model/scenario.ts";
import { resultNumber } from "./compare.ts";
import { absentArm, type ContributionPlan, coalitionArm, lapsedArm } from "./contributions.ts";
import { neededAgreements, ownersOf } from "./grantors.ts";
import type { ReplicationOutcome } from "./replication.ts";
import { meanOf, tInterval } from "./statistics/intervals.ts";
import { shapleyValues } from "./statistics/shapley.ts";

/** One KPI in one replication, arm by arm. */
type Worth = { readonly replication: number; readonly of: (arm: string) => number };

export const contributionsOf = (
  plan: ContributionPlan,
  kpis: readonly Kpi[],
  outcomes: readonly ReplicationOutcome[],
  confidence: number,
): readonly Contribution[] =>
  kpis.flatMap((kpi, k) => {
    const worths = worthsOf(plan, outcomes, k);
    if (worths.length === 0) return [];
    const rows = worths.map((worth) => sharesOf(plan, worth).map(withoutRounding));
    return namesOf(plan).map(({ kind, id, method }, i): Contribution => {
      const { mean, low, high } = tInterval(
        rows.map((row) => row[i] ?? Number.NaN),
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
        replications: worths.length,
      };
    });
  });

/** Replications in which every arm had a case. */
const worthsOf = (plan: ContributionPlan, outcomes: readonly ReplicationOutcome[], k: number): readonly Worth[] =>
  outcomes.flatMap(({ replication, arms }) => {
    const values = new Map<string, number>();
    for (const [i, arm] of (plan.armsOf[replication] ?? []).entries()) {
      const value = arms[i]?.samples[k]?.value;
      if (value === undefined) return [];
      values.set(plan.arms[arm]?.id ?? "", value);
    }
    return [{ replication, of: (arm: string) => values.get(arm) ?? Number.NaN }];
  });

/** What each entry of `sharesOf` is the share of. */
const namesOf = ({ steps, agreements, owners, method }: ContributionPlan): readonly Pick<Contribution, "kind" | "id" | "method">[] => [
  ...(steps.length === 0 ? [] : [{ kind: "whole" as const, id: "all", method: "all-or-none" }]),
  ...steps.map((id) => ({ kind: "step" as const, id, method: method as string })),
  ...steps.map((id) => ({ kind: "step" as const, id, method: "leave-one-out" })),
  ...agreements.map((id) => ({ kind: "agreement" as const, id, method: "leave-one-out" })),
  ...owners.map(({ id }) => ({ kind: "owner" as const, id, method: "leave-one-out" })),
];

const sharesOf = (plan: ContributionPlan, worth: Worth): readonly number[] => {
  const { steps, agreements, owners } = plan;
  const all = allOf(steps);
  const whole = worth.of(coalitionArm(steps, all));
  const costOf = (arm: string): number => whole - worth.of(arm);
  return [
    ...(steps.length === 0 ? [] : [costOf(coalitionArm(steps, new Set()))]),
    ...shapleyShares(plan, worth),
    ...steps.map((_, i) => costOf(coalitionArm(steps, without(all, i)))),
    ...agreements.map((id) => costOf(lapsedArm(id))),
    ...owners.map(({ id }) => costOf(absentArm(id))),
  ];
};

/** What is left of adding and subtracting equal numbers is nothing: seconds and shares below 10^-11 are rounding. */
const withoutRounding = (share: number): number => (Math.abs(share) < 1e-11 ? 0 : share);

const allOf = (steps: readonly string[]): ReadonlySet<number> => new Set(steps.map((_, i) => i));
const without = (all: ReadonlySet<number>, i: number): ReadonlySet<number> => new Set([...all].filter((one) => one !== i));

/** What each step adds when it is switched on, averaged over orders: they sum to the whole in every replication. */
const shapleyShares = ({ steps, method, orders }: ContributionPlan, { replication, of }: Worth): readonly number[] => {
  const worth = (on: ReadonlySet<number>): number => of(coalitionArm(steps, on));
  if (method === "shapley") return shapleyValues(steps.length, (mask) => worth(new Set(bits(mask, steps.length))) - worth(new Set()));
  const own = orders[replication] ?? [];
  const shares = steps.map(() => 0);
  for (const order of own) {
    let before = worth(new Set());
    for (const [position, step] of order.entries()) {
      const after = worth(new Set(order.slice(0, position + 1)));
      shares[step] = (shares[step] ?? 0) + (after - before) / own.length;
      before = after;
    }
  }
  return shares;
};

const bits = (mask: number, steps: number): readonly number[] => Array.from({ length: steps }, (_, i) => i).filter((i) => mask & (1 << i));

/** Gain of k links for k = 0 … n, and what they need. The text behind linkage services says: barriers grow faster than the gain. */
export const linkCurveOf = (
  plan: ContributionPlan,
  question: { readonly scenario: Scenario; readonly map: OwnershipMap | undefined; readonly kpis: readonly Kpi[] },
  outcomes: readonly ReplicationOutcome[],
): readonly LinkCurvePoint[] => {
  const { scenario, kpis, map } = question;
  const n = plan.steps.length;
  if (n === 0) return [];
  const { confidence } = scenario.experiment;
  const barriers = barriersOf(scenario, plan.steps, map);
  return kpis.flatMap((kpi) => {
    const worths = worthsOf(plan, outcomes, scenario.kpis.indexOf(kpi));
    if (worths.length === 0) return [];
    return Array.from({ length: n + 1 }, (_, links): LinkCurvePoint => {
      const gainOf = (on: ReadonlySet<number>) => (worth: Worth) =>
        worth.of(coalitionArm(plan.steps, on)) - worth.of(coalitionArm(plan.steps, new Set()));
      const sets = plan.method === "shapley" ? setsOf(n, links) : undefined;
      const { mean, low, high } = tInterval(
        worths.map((worth) => {
          const seen = sets ?? (plan.orders[worth.replication] ?? []).map((order) => new Set(order.slice(0, links)));
          return meanOf(seen.map((on) => gainOf(on)(worth)));
        }),
        confidence,
      );
      return {
        kpi: kpi.id,
        links,
        mean: resultNumber(mean),
        low: resultNumber(low),
        high: resultNumber(high),
        best: sets === undefined ? null : bestOf(sets, kpi, plan.steps, (on) => tInterval(worths.map(gainOf(on)), confidence)),
        ...barriers(links),
      };
    });
  });
};

const setsOf = (n: number, size: number): readonly ReadonlySet<number>[] =>
  Array.from({ length: 2 ** n }, (_, mask) => new Set(bits(mask, n))).filter((set) => set.size === size);

const bestOf = (
  sets: readonly ReadonlySet<number>[],
  kpi: Kpi,
  steps: readonly string[],
  judge: (on: ReadonlySet<number>) => { readonly mean: number; readonly low: number; readonly high: number },
): LinkCurvePoint["best"] => {
  const sign = kpi.better === "lower" ? -1 : 1;
  let best: { readonly on: ReadonlySet<number>; readonly found: ReturnType<typeof judge> } | undefined;
  for (const on of sets) {
    const found = judge(on);
    if (best === undefined || sign * found.mean > sign * best.found.mean) best = { on, found };
  }
  if (best === undefined) return null;
  const { on, found } = best;
  return {
    steps: steps.filter((_, i) => on.has(i)),
    value: resultNumber(found.mean),
    low: resultNumber(found.low),
    high: resultNumber(found.high),
  };
};

/**
 * Mean numbers of agreements, owners and gates over all sets of k steps. Something that m of n steps need is missing from a set of k
 * with the chance C(n - m, k) / C(n, k).
 */
const barriersOf = (
  scenario: Scenario,
  steps: readonly string[],
  map: OwnershipMap | undefined,
): ((links: number) => Pick<LinkCurvePoint, "agreements" | "owners" | "gates">) => {
  const n = steps.length;
  const needsOf = scenario.steps.filter(({ id }) => steps.includes(id)).map(({ needs }) => needs);
  const agreements = neededAgreements(scenario);
  const usersOf = (ids: readonly string[]): number => needsOf.filter((needs) => needs.some((id) => ids.includes(id))).length;
  const owners = ownersOf(map, agreements);
  const expected = (users: readonly number[], k: number): number => users.reduce((sum, m) => sum + 1 - missing(n, m, k), 0);
  return (links) => {
    const needed = expected(
      agreements.map(({ id }) => usersOf([id])),
      links,
    );
    return {
      agreements: resultNumber(needed),
      owners: resultNumber(
        expected(
          owners.map((owner) => usersOf(owner.agreements)),
          links,
        ),
      ),
      gates: resultNumber(2 * needed),
    };
  };
};

const missing = (n: number, m: number, k: number): number => {
  let chance = 1;
  for (let i = 0; i < k; i++) chance *= Math.max(0, n - m - i) / (n - i);
  return chance;
};
