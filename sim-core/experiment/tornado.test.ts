import { describe, expect, test } from "vitest";
import type { Kpi } from "../model/scenario.ts";
import { randomRehearsal } from "../verify/random-city.ts";
import type { ReplicationOutcome } from "./replication.ts";
import { type PASSING_SPEED, planTornado, type TornadoPlan, tornadoOf } from "./tornado.ts";
import { type TornadoInput, tornadoInputs, withInputMoved } from "./tornado-inputs.ts";

const { scenario } = randomRehearsal(1);
const input = (path: string): TornadoInput => {
  const found = tornadoInputs(scenario).find((one) => one.path === path);
  if (found === undefined)
    throw new Error(
      `no assumption ${path} among ${tornadoInputs(scenario)
        .map((one) => one.path)
        .join(", ")}`,
    );
  return found;
};

describe("assumptions", () => {
  test("are times, halved and doubled, and chances, moved by half of themselves within 0 and 1", () => {
    expect(input("steps.dispatch.latency")).toMatchObject({ quantity: "factor", base: 1, low: 0.5, high: 2 });
    expect(input("steps.green.with.successP")).toMatchObject({ quantity: "probability", base: 1, low: 0.5, high: 1 });
    expect(input("agreements.signal-command.approval.refuseP")).toMatchObject({ base: 0.05, low: 0.025, high: expect.closeTo(0.075, 12) });
    expect(input("incidents.0.onScene").quantity).toBe("factor");
  });

  test("are not what a planner decides, nor chances of zero, nor agreements that nobody needs", () => {
    const paths = tornadoInputs({
      ...scenario,
      agreements: scenario.agreements.map((one) => (one.id === "link-speeds" ? { ...one, id: "unused" } : one)),
    }).map(({ path }) => path);
    expect(paths.filter((path) => /^(run|kpis|experiment|arms)\b|aheadM|holdS|everyS|timeoutS|failP|unused/.test(path))).toEqual([]);
    expect(paths.length).toBeGreaterThan(3);
  });

  test("move alone: everything else stays as it is", () => {
    const slow = withInputMoved(scenario, input("steps.dispatch.latency"), "high");
    const [before, after] = [scenario, slow].map((one) => one.steps.find(({ id }) => id === "dispatch"));
    expect(before?.latency).toBeDefined();
    for (const [key, value] of Object.entries(before?.latency ?? {})) expect(after?.latency).toHaveProperty(key, 2 * value);
    expect({ ...slow, steps: [] }).toEqual({ ...scenario, steps: [] });
    expect(slow.steps.filter(({ id }) => id !== "dispatch")).toEqual(scenario.steps.filter(({ id }) => id !== "dispatch"));
    const unsure = withInputMoved(scenario, input("steps.green.with.successP"), "low");
    expect(unsure.steps.find(({ id }) => id === "green")?.with["successP"]).toBe(0.5);
  });
});

test("a plan runs both arms at both ends of every assumption, replication by replication", () => {
  const arms = ["today", "plan", "other"].map((id) => ({ id, scenario, standsAlone: false }));
  const plan = planTornado(scenario, arms, "plan", 3);
  const speeds = plan.jobs.filter(({ passingSpeedFactor }) => passingSpeedFactor !== undefined);
  expect(plan.pairs).toBe(1 + 2 * plan.inputs.length);
  expect(plan.jobs.length).toBe(3 * plan.pairs);
  expect(speeds.map(({ replication, passingSpeedFactor }) => [replication, passingSpeedFactor])).toEqual([
    [0, 0.5],
    [0, 2],
    [1, 0.5],
    [1, 2],
    [2, 0.5],
    [2, 2],
  ]);
  expect(plan.arms.map(({ id }) => id).slice(0, 4)).toEqual(["today", "plan", "today", "plan"]);
  expect(planTornado(scenario, arms, "plan", 200).jobs.length).toBe(10 * plan.pairs);
});

describe("noise and inputs", () => {
  const kpi: Kpi = { id: "response", measure: "mean", better: "lower", smallestThatMatters: 1, primary: true };
  const made = (path: string): typeof PASSING_SPEED => ({ path, quantity: "factor", base: 1, low: 0.5, high: 2 });
  const none = { value: undefined, count: 0, censored: 0 };
  const armOf = (value: number) => ({
    samples: [{ value, count: 1, censored: 0 }],
    driveTime: none,
    ordersInTime: none,
    tripsRemoved: 0,
    stuckLanes: 0,
    desks: [],
    fleets: [],
    steps: [],
    stateHash: "",
    physicalHash: `${value}`,
  });
  const plan: TornadoPlan = { arm: "plan", baseline: "today", inputs: [made("a"), made("b")], arms: [], jobs: [], pairs: 5 };
  /** Gains per pair: as it is, a low, a high, b low, b high. */
  const outcomes = (gains: readonly (readonly number[])[]): readonly ReplicationOutcome[] =>
    gains.flatMap((row, replication) =>
      row.map((gain) => ({ replication, neighbourhoods: [], arms: [armOf(400 + replication), armOf(400 + replication - gain)] })),
    );
  const doubt = { confidence: 0.95, seed: "1" };

  test("the swing of an assumption is paired over the same days, its noise apart", () => {
    const gains = [
      [20, 10, 40, 20, 20],
      [24, 12, 46, 24, 24],
      [28, 14, 52, 28, 28],
    ];
    const { tornado, uncertainty } = tornadoOf(plan, [kpi], outcomes(gains), doubt);
    expect(tornado.map(({ path, low, high, swing }) => [path, low.difference, high.difference, swing])).toEqual([
      ["a", -12, -46, -34],
      ["b", -24, -24, 0],
    ]);
    // swings of a: -30 -34 -38: sd 4, 4.302653 x 4 / sqrt 3 = 9.93655 (t .975, df 2)
    expect(tornado[0]?.swingLow).toBeCloseTo(-34 - 9.93655, 4);
    // as it is: -20 -24 -28, sd 4: the same half width. Inputs: 17^2 less (4/2)^2 / 3
    expect(uncertainty[0]?.noise).toBeCloseTo(9.93655, 4);
    expect(uncertainty[0]?.inputs).toBeCloseTo(Math.sqrt(289 - 4 / 3), 9);
  });

  test("an unfinished replication does not count", () => {
    const whole = outcomes([
      [20, 10, 40, 20, 20],
      [24, 12, 46, 24, 24],
    ]);
    const cut = [...whole, ...outcomes([[99, 99, 99]])];
    expect(tornadoOf(plan, [kpi], cut, doubt)).toEqual(tornadoOf(plan, [kpi], whole, doubt));
    expect(tornadoOf(plan, [kpi], whole.slice(0, 7), doubt).tornado).toEqual([]);
  });
});
