import { expect, test } from "vitest";
import type { Kpi } from "../model/scenario.ts";
import { randomRehearsal } from "../verify/random-city.ts";
import { type ContributionPlan, contributionsOf, planContributions } from "./contributions.ts";
import type { ReplicationOutcome } from "./replication.ts";

const kpi: Kpi = { id: "response", measure: "mean", better: "lower", smallestThatMatters: 1, primary: true };

const outcome = (replication: number, values: readonly (number | undefined)[]): ReplicationOutcome => {
  const none = { value: undefined, count: 0, censored: 0 };
  return {
    replication,
    neighbourhoods: [],
    arms: values.map((value) => ({
      samples: [{ value, count: 1, censored: 0 }],
      driveTime: none,
      ordersInTime: none,
      tripsRemoved: 0,
      stuckLanes: 0,
      stateHash: "",
      physicalHash: "",
    })),
  };
};

test("two steps that need each other share the gain, and an agreement is worth what breaks without it", () => {
  const plan: ContributionPlan = { steps: ["route", "green"], agreements: ["signal-command"], method: "shapley", arms: [] };
  // none, route, green, both; then both without the agreement
  const outcomes = [outcome(0, [400, 400, 400, 340, 400]), outcome(1, [420, 420, 420, 380, 420])];
  const found = contributionsOf(plan, [kpi], outcomes, 0.95);
  expect(found.map(({ kind, id, method, value }) => ({ kind, id, method, value }))).toEqual([
    { kind: "step", id: "route", method: "shapley", value: -25 },
    { kind: "step", id: "green", method: "shapley", value: -25 },
    { kind: "agreement", id: "signal-command", method: "leave-one-out", value: -50 },
  ]);
});

test("a replication in which some combination has no case is left out", () => {
  const plan: ContributionPlan = { steps: ["route"], agreements: [], method: "shapley", arms: [] };
  const found = contributionsOf(plan, [kpi], [outcome(0, [400, undefined]), outcome(1, [400, 390]), outcome(2, [400, 380])], 0.95);
  expect(found).toMatchObject([{ value: -15 }]);
});

test("all combinations of the baseline's missing steps are run, the whole last, then one arm per agreement", () => {
  const { steps, agreements, arms } = planContributions(randomRehearsal(1).scenario);
  expect(steps).toEqual(["route", "green"]);
  expect(agreements).toEqual(["link-speeds", "signal-command"]);
  expect(arms.map(({ id }) => id)).toEqual([
    "without:route+green",
    "without:green",
    "without:route",
    "without:",
    "lapsed:link-speeds",
    "lapsed:signal-command",
  ]);
});
