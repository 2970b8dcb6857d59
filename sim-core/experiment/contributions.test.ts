import { describe, expect, test } from "vitest";
import type { Kpi, Scenario } from "../model/scenario.ts";
import { randomRehearsal } from "../verify/random-city.ts";
import { type ContributionPlan, coalitionArm, planContributions, runsOf } from "./contributions.ts";
import { contributionsOf, linkCurveOf } from "./divide-gain.ts";
import type { ReplicationOutcome } from "./replication.ts";

const kpi: Kpi = { id: "response", measure: "mean", better: "lower", smallestThatMatters: 1, primary: true };
const made = randomRehearsal(1);

/** The made scenario with a chain of linked steps that each need an agreement of their own; what they do is never run here. */
const withLinks = (names: readonly string[]): Scenario => {
  const { scenario } = made;
  const [link] = scenario.steps.filter(({ needs }) => needs.length > 0);
  const [agreement] = scenario.agreements;
  const first = scenario.steps.filter(({ needs }) => needs.length === 0);
  if (link === undefined || agreement === undefined) throw new Error("the made scenario has linked steps");
  return {
    ...scenario,
    kpis: [kpi],
    agreements: names.map((id, i) => ({ ...agreement, id, from: { agency: `owner-${i % 2}` } })),
    steps: [...first, ...names.map((id) => ({ ...link, id, needs: [id] }))],
    arms: scenario.arms.map((arm) => ({ ...arm, without: arm.id === scenario.baseline ? names : [], agreements: {}, set: {} })),
  };
};

/** Arms are answered by hand: what a set of steps is worth, and what lapses leave of it. */
const outcomesOf = (
  plan: ContributionPlan,
  worth: (arm: string, replication: number) => number | undefined,
): readonly ReplicationOutcome[] => {
  const none = { value: undefined, count: 0, censored: 0 };
  return plan.armsOf.map((arms, replication) => ({
    replication,
    neighbourhoods: [],
    arms: arms.map((position) => ({
      samples: [{ value: worth(plan.arms[position]?.id ?? "", replication), count: 1, censored: 0 }],
      driveTime: none,
      ordersInTime: none,
      tripsRemoved: 0,
      stuckLanes: 0,
      desks: [],
      fleets: [],
      steps: [],
      stateHash: "",
      physicalHash: "",
    })),
  }));
};

/** A plan without the cost of applying arms to a text: only ids matter here. */
const handPlan = (steps: readonly string[], replications: number): ContributionPlan => {
  const ids = Array.from({ length: 2 ** steps.length }, (_, mask) =>
    coalitionArm(steps, new Set(steps.map((_step, i) => i).filter((i) => mask & (1 << i)))),
  );
  return {
    steps,
    agreements: [],
    owners: [],
    method: "shapley",
    arms: ids.map((id) => ({ id, scenario: made.scenario, standsAlone: false })),
    armsOf: Array.from({ length: replications }, () => ids.map((_, i) => i)),
    orders: [],
  };
};

const isOn = (arm: string, step: string): boolean => !arm.replace("without:", "").split("+").includes(step);
const rowsOf = (found: ReturnType<typeof contributionsOf>) => found.map(({ kind, id, method, value }) => [kind, id, method, value]);

describe("shares of the gain", () => {
  test("two steps that need each other share it, and each alone is worth all of it when left out", () => {
    const plan = handPlan(["route", "green"], 2);
    const outcomes = outcomesOf(
      plan,
      (arm, replication) => 400 + 20 * replication - (isOn(arm, "route") && isOn(arm, "green") ? 60 - 20 * replication : 0),
    );
    expect(rowsOf(contributionsOf(plan, [kpi], outcomes, 0.95))).toEqual([
      ["whole", "all", "all-or-none", -50],
      ["step", "route", "shapley", -25],
      ["step", "green", "shapley", -25],
      ["step", "route", "leave-one-out", -50],
      ["step", "green", "leave-one-out", -50],
    ]);
  });

  test("a replication in which some combination has no case is left out", () => {
    const plan = handPlan(["route"], 3);
    const outcomes = outcomesOf(plan, (arm, replication) => (isOn(arm, "route") ? [undefined, 390, 380][replication] : 400));
    expect(contributionsOf(plan, [kpi], outcomes, 0.95)[0]).toMatchObject({ value: -15, replications: 2 });
  });

  test("by sampled orders, additive steps get exactly their own, and shares add up to the whole in every case", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const plan = planContributions({ ...made, scenario: withLinks(names), replications: 12, seed: "1", of: "everything" });
    expect(plan.method).toBe("shapley-sampled");
    const additive = outcomesOf(plan, (arm) => 400 - names.reduce((sum, name, i) => sum + (isOn(arm, name) ? i + 1 : 0), 0));
    const own = contributionsOf(plan, [kpi], additive, 0.95).filter(({ method }) => method === "shapley-sampled");
    expect(own.map(({ value }) => value)).toEqual([-1, -2, -3, -4, -5, -6, -7]);
    // a and b only together, the rest of it by chance: the shares still add up
    const joint = outcomesOf(
      plan,
      (arm, replication) => (isOn(arm, "a") && isOn(arm, "b") ? 300 - replication * 1.37 : 400) + arm.length * 0.1,
    );
    const found = contributionsOf(plan, [kpi], joint, 0.95);
    const whole = found.find(({ kind }) => kind === "whole")?.value ?? Number.NaN;
    const sum = found.reduce((total, { method, value }) => total + (method === "shapley-sampled" ? (value ?? 0) : 0), 0);
    expect(Math.abs(sum - whole)).toBeLessThan(1e-9);
  });
});

describe("a plan", () => {
  test("runs all combinations of the baseline's missing steps, then one arm per agreement and per owner", () => {
    const plan = planContributions({ ...made, replications: 2, seed: "1", of: "everything" });
    expect(plan.arms.map(({ id }) => id)).toEqual([
      "without:route+green",
      "without:green",
      "without:route",
      "without:",
      "lapsed:link-speeds",
      "lapsed:signal-command",
      "absent:police",
      "absent:city",
    ]);
    expect(runsOf(plan)).toBe(16);
    const absent = plan.arms.find(({ id }) => id === "absent:city");
    expect(absent?.scenario.absentOwners).toEqual(["city"]);
  });

  test("of lapses leaves the steps alone", () => {
    const plan = planContributions({ ...made, replications: 1, seed: "1", of: "lapses" });
    expect(plan.arms.map(({ id }) => id)).toEqual([
      "without:",
      "lapsed:link-speeds",
      "lapsed:signal-command",
      "absent:police",
      "absent:city",
    ]);
  });

  test("with sampled orders pairs every order with its reverse, and needs far fewer runs than all combinations", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const plan = planContributions({ ...made, scenario: withLinks(names), replications: 3, seed: "1", of: "everything" });
    for (const [order = [], reverse = []] of plan.orders) {
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(reverse).toEqual([...order].reverse());
    }
    expect(new Set(plan.orders.map(([order]) => order?.join())).size).toBe(3);
    // at most 2 x 7 sets on the way, none, all, 8 left out, 8 agreements, 2 owners
    expect(Math.max(...plan.armsOf.map((arms) => arms.length))).toBeLessThanOrEqual(34);
    expect(plan).toEqual(planContributions({ ...made, scenario: withLinks(names), replications: 3, seed: "1", of: "everything" }));
  });
});

test("the curve over links averages all sets of a size, names the best, and counts what they need", () => {
  const names = ["a", "b", "c"];
  const scenario = withLinks(names);
  const plan = handPlan(names, 2);
  // worth 2, 3 and 5 seconds, one more when all three are on
  const outcomes = outcomesOf(plan, (arm) => {
    const on = names.map((name) => isOn(arm, name));
    return 400 - (on[0] ? 2 : 0) - (on[1] ? 3 : 0) - (on[2] ? 5 : 0) - (on.every(Boolean) ? 1 : 0);
  });
  const curve = linkCurveOf(plan, { scenario, map: undefined, kpis: scenario.kpis }, outcomes);
  expect(curve.map(({ links, mean, best }) => [links, mean, best?.steps.join("+"), best?.value])).toEqual([
    [0, 0, "", 0],
    [1, -3.33333333333, "c", -5],
    [2, -6.66666666667, "b+c", -8],
    [3, -11, "a+b+c", -11],
  ]);
  // a and c belong to owner-0, b to owner-1: two links need one owner with chance 1/3
  expect(curve.map(({ agreements, owners, gates }) => [agreements, owners, gates])).toEqual([
    [0, 0, 0],
    [1, 1, 2],
    [2, 1.66666666667, 4],
    [3, 2, 6],
  ]);
});
