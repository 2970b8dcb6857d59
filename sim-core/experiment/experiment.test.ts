import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printResult } from "../contract/print-result.ts";
import { ExperimentResult } from "../contract/result.ts";
import { chanceOf } from "../model/philox.ts";
import type { Kpi, Scenario } from "../model/scenario.ts";
import { compareKpi, judge, judgeGuard, judgeTarget, resultNumber, summariseKpi } from "./compare.ts";
import { type ExperimentHands, type ExperimentQuestion, runExperiment } from "./experiment.ts";
import type { KpiSample } from "./kpi/kpi-sample.ts";
import type { ReplicationOutcome } from "./replication.ts";

const response: Kpi = {
  id: "response",
  measure: "mean",
  from: "CallReceived",
  to: "UnitArrived",
  better: "lower",
  smallestThatMatters: 5,
  primary: true,
};
const within7: Kpi = {
  id: "within7",
  measure: "share",
  limitS: 420,
  better: "higher",
  smallestThatMatters: 0.01,
  primary: false,
  target: { relation: ">=", value: 0.8 },
};
const others: Kpi = {
  id: "others",
  measure: "meanDelay",
  of: "other-traffic",
  better: "lower",
  smallestThatMatters: 1,
  primary: false,
  guard: { maxIncreaseP: 0.03 },
};
const cross: Kpi = {
  id: "cross",
  measure: "meanDelay",
  of: "cross-streets-at-preempted-signals",
  better: "lower",
  smallestThatMatters: 2,
  primary: false,
};

const scenario: Scenario = {
  schemaVersion: 1,
  scenario: { id: "made", version: "1.0.0", title: { ko: "지은 것", en: "Made" }, fields: [] },
  city: { default: "made", requires: [] },
  run: { startsAt: "2026-03-02T08:00:00+09:00", warmUpMin: 15, durationMin: 90 },
  incidents: [],
  desks: [],
  agreements: [],
  triggers: [],
  steps: [],
  baseline: "today",
  arms: ["today", "plan", "same"].map((id) => ({ id, without: [], agreements: {}, set: {} })),
  kpis: [response, within7, others, cross],
  experiment: { replications: "auto", halfWidthS: 5, maxReplications: 200, confidence: 0.95 },
  document: {},
};

const question: ExperimentQuestion = {
  scenario,
  arms: ["today", "plan", "same"],
  replications: "auto",
  seed: "1",
  passingSpeedFactor: 1,
  parts: {
    scenario: { id: "made", version: "1.0.0", hash: "a" },
    city: { id: "made", version: "1", hash: "b" },
    demand: { id: "made", version: "1", hash: "c" },
    engine: { id: "made", version: "1", hash: "d" },
  },
  assumptions: [],
  quarantine: [],
};

const sample = (value: number | undefined, count = 8): KpiSample => ({ value, count: value === undefined ? 0 : count, censored: 0 });

/** A made city: the plan saves about 30 s with spread 20, costs others 1 %, and has no cross-street case in every fifth run. */
const madeReplication = (replication: number): ReplicationOutcome => {
  const chance = chanceOf("7", replication, "made");
  const day = chance.uniform(0, 0);
  const effect = 30 + 40 * (chance.uniform(1, 0) + chance.uniform(1, 1) - 1);
  const arm = (gain: number, cost: number) => ({
    samples: [
      sample(400 + 100 * day - gain),
      sample(0.75 + gain / 300, 8),
      sample(60 * cost, 9000),
      sample(replication % 5 === 0 ? undefined : 30 * cost),
    ],
    driveTime: sample(200 + 50 * day - gain),
    ordersInTime: sample(1),
    tripsRemoved: 0,
    stuckLanes: 0,
    desks: [],
    fleets: [],
    steps: [],
    stateHash: `s${gain > 0}`,
    physicalHash: `p${gain > 0}`,
  });
  return { replication, arms: [arm(0, 1), arm(effect, 1.01), arm(0, 1)], neighbourhoods: [] };
};

const hands = (fields: Partial<ExperimentHands> = {}): ExperimentHands => ({
  runReplication: async (replication) => madeReplication(replication),
  isCancelled: () => false,
  onProgress: () => undefined,
  ...fields,
});

describe("an experiment", () => {
  test("fixes its number of runs from a pilot of thirty and decides", async () => {
    const { result } = await runExperiment(question, hands());
    expect(result.complete).toBe(true);
    // triangular effect: sd 40 / sqrt 6 = 16.3; (2.045 x 16.3 / 5)^2 is about 45
    expect(result.replications).toBeGreaterThan(32);
    expect(result.replications).toBeLessThan(60);
    const gain = result.comparisons.find((one) => one.arm === "plan" && one.kpi === "response");
    expect(gain?.verdict).toBe("better");
    expect(gain?.high).toBeLessThan(-20);
    expect(result.comparisons.find((one) => one.arm === "plan" && one.kpi === "others")?.verdict).toBe("same");
    expect(result.arms[1]?.kpis["cross"]?.n).toBeLessThan(result.replications);
    expect(ExperimentResult.parse(JSON.parse(printResult(result)))).toEqual(result);
  });

  test("an arm against its own likeness differs by exactly 0, and that is 'same', not 'undecided'", async () => {
    const { result } = await runExperiment(question, hands());
    for (const one of result.comparisons.filter(({ arm }) => arm === "same")) {
      expect(one).toMatchObject({ difference: 0, low: 0, high: 0, verdict: "same", moreRuns: null });
    }
  });

  test("gives the same bytes in whatever order its replications finish", async () => {
    const inOrder = printResult((await runExperiment(question, hands())).result);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const runReplication = scheduler.scheduleFunction(async (replication: number) => madeReplication(replication));
        const running = runExperiment(question, hands({ runReplication }));
        let done = false;
        void running.finally(() => {
          done = true;
        });
        while (!done) {
          if (scheduler.count() > 0) await scheduler.waitOne();
          else await new Promise((resolve) => setImmediate(resolve));
        }
        expect(printResult((await running).result)).toBe(inOrder);
      }),
      { numRuns: 5 },
    );
  });

  test("after a cancel keeps the longest complete prefix and says that it is not complete", async () => {
    let cancelled = false;
    const { result } = await runExperiment(
      { ...question, replications: 12 },
      hands({
        runReplication: async (replication) => {
          if (replication < 7) return madeReplication(replication);
          await new Promise((resolve) => setImmediate(resolve)); // all twelve are under way by now
          cancelled = true;
          if (replication === 7) throw new Error("its worker was ended");
          return madeReplication(replication);
        },
        isCancelled: () => cancelled,
      }),
    );
    expect(result.replications).toBe(7);
    expect(result.complete).toBe(false);
  });

  test("of two faults the earlier replication's is reported, whichever came first", async () => {
    const runReplication = async (replication: number): Promise<ReplicationOutcome> => {
      if (replication === 3) await new Promise((resolve) => setImmediate(resolve));
      if (replication >= 3) throw new Error(`replication ${replication}`);
      return madeReplication(replication);
    };
    await expect(runExperiment({ ...question, replications: 6 }, hands({ runReplication }))).rejects.toThrow("replication 3");
  });

  test("nothing finished is a result without numbers, not a crash", async () => {
    const { result } = await runExperiment(question, hands({ isCancelled: () => true }));
    expect(result.replications).toBe(0);
    expect(result.arms[0]?.kpis["response"]).toMatchObject({ mean: null, low: null, high: null, n: 0, count: 0 });
    expect(result.comparisons[0]).toMatchObject({ difference: null, verdict: "undecided" });
  });

  test("flags a gain beyond every published effect and leaves the number as it is", async () => {
    const huge = (replication: number): ReplicationOutcome => {
      const outcome = madeReplication(replication);
      return { ...outcome, arms: outcome.arms.map((arm, i) => (i === 1 ? { ...arm, driveTime: sample(40) } : arm)) };
    };
    const { result } = await runExperiment(question, hands({ runReplication: async (replication) => huge(replication) }));
    const flag = result.assumptions.find(({ code }) => code === "flag.gain-above-published");
    expect(flag?.params["arm"]).toBe("plan");
    expect(flag?.params["changeP"]).toBeLessThan(-0.625);
  });
});

test("says when calls had to wait because no unit was free", async () => {
  const short = (replication: number): ReplicationOutcome => {
    const outcome = madeReplication(replication);
    return { ...outcome, arms: outcome.arms.map((arm, i) => (i === 0 ? { ...arm, ordersInTime: sample(0.75, 8) } : arm)) };
  };
  const { result } = await runExperiment(
    { ...question, replications: 10 },
    hands({ runReplication: async (replication) => short(replication) }),
  );
  expect(result.assumptions.filter(({ code }) => code === "flag.units-short")).toEqual([
    { code: "flag.units-short", params: { arm: "today", calls: 80, late: 20, limitS: 300 } },
  ]);
});

test("says on how many days a desk or a fleet could hardly keep up, whatever the mean", async () => {
  const crowded = (replication: number): ReplicationOutcome => {
    const outcome = madeReplication(replication);
    const steady = { id: "call-takers", stability: { kind: "steady", utilisationP: 0.5 } } as const;
    const busy = { id: "call-takers", stability: { kind: "unstable", because: "utilisation", utilisationP: 0.95 } } as const;
    const overrun = { id: "call-takers", stability: { kind: "unstable", because: "growing-line", utilisationP: 0.7 } } as const;
    const ofPlan = replication < 2 ? busy : replication === 2 ? overrun : steady;
    const out = { ...(replication === 0 ? busy : steady), id: "ambulance" };
    return {
      ...outcome,
      arms: outcome.arms.map((arm, i) => ({ ...arm, desks: [i === 1 ? ofPlan : steady], fleets: i === 0 ? [out] : [] })),
    };
  };
  const { result } = await runExperiment(
    { ...question, replications: 10 },
    hands({ runReplication: async (replication) => crowded(replication) }),
  );
  expect(result.assumptions.filter(({ code }) => code === "flag.desk-crowded")).toEqual([
    {
      code: "flag.desk-crowded",
      params: { arm: "plan", desk: "call-takers", growing: 1, limitP: 0.9, mostP: 0.95, of: 10, replications: 3 },
    },
  ]);
  expect(result.assumptions.filter(({ code }) => code === "flag.units-crowded")).toEqual([
    { code: "flag.units-crowded", params: { arm: "today", fleet: "ambulance", limitP: 0.9, mostP: 0.95, of: 10, replications: 1 } },
  ]);
});

test("says how many replications of an arm ended in gridlock", async () => {
  const locked = (replication: number): ReplicationOutcome => {
    const outcome = madeReplication(replication);
    return { ...outcome, arms: outcome.arms.map((arm, i) => ({ ...arm, stuckLanes: i === 1 && replication < 4 ? 9 : 1 })) };
  };
  const { result } = await runExperiment(
    { ...question, replications: 10 },
    hands({ runReplication: async (replication) => locked(replication) }),
  );
  expect(result.assumptions.filter(({ code }) => code === "flag.gridlock")).toEqual([
    { code: "flag.gridlock", params: { arm: "plan", lanes: 3, of: 10, replications: 4 } },
  ]);
});

const pair = (arm: readonly KpiSample[], base: readonly KpiSample[], areIdentical = false) => ({
  arm: { id: "a", samples: arm },
  baseline: { id: "b", samples: base },
  areIdentical,
});

describe("a verdict", () => {
  const lower = { better: "lower", smallestThatMatters: 5 } as const;
  test("is 'same' only inside the margin, and follows the direction that is better", () => {
    expect(judge(lower, { low: -4.9, high: 4.9 })).toBe("same");
    expect(judge(lower, { low: -4.9, high: -0.1 })).toBe("same");
    expect(judge(lower, { low: -5.1, high: -0.1 })).toBe("better");
    expect(judge(lower, { low: 0.1, high: 9 })).toBe("worse");
    expect(judge(lower, { low: -9, high: 0 })).toBe("undecided");
    expect(judge({ ...lower, better: "higher" }, { low: 0.1, high: 9 })).toBe("better");
  });

  test("'undecided' says how many more runs would decide", () => {
    const arm = Array.from({ length: 30 }, (_, i) => sample(400 + (i % 2 === 0 ? 60 : -60) + 10));
    const base = Array.from({ length: 30 }, () => sample(400));
    const comparison = compareKpi(response, pair(arm, base), { confidence: 0.95, seed: "1" });
    // difference 10, sd 61.03: t 61.03 / sqrt n <= 10 first holds at n = 146
    expect(comparison).toMatchObject({ difference: 10, verdict: "undecided", moreRuns: 116 });
  });

  test("240 calls that came out alike in two different courses still leave doubt; in the same course they do not", () => {
    const samples = Array.from({ length: 30 }, () => sample(0.875, 8));
    const doubt = { confidence: 0.95, seed: "1" };
    // Wilson 0 of 240: 0 to 3.8415 / (240 + 3.8415) = .015754; below .01 from 381 cases on: 18 more runs of 8
    expect(compareKpi(within7, pair(samples, samples), doubt)).toMatchObject({
      difference: 0,
      low: expect.closeTo(-0.015754, 5),
      high: expect.closeTo(0.015754, 5),
      verdict: "undecided",
      moreRuns: 18,
    });
    expect(compareKpi(within7, pair(samples, samples, true), doubt)).toMatchObject({ low: 0, high: 0, verdict: "same" });
  });

  test("a replication without a case is left out of the pair", () => {
    const arm = [sample(1), sample(undefined), sample(3), sample(5)];
    const base = [sample(0), sample(9), sample(undefined), sample(4)];
    const comparison = compareKpi(response, pair(arm, base), { confidence: 0.95, seed: "1" });
    expect(comparison).toMatchObject({ difference: 1, low: 1, high: 1, verdict: "same" });
  });
});

describe("targets and guards", () => {
  test("a target is met or missed only by the whole interval", () => {
    expect(judgeTarget(within7, { low: 0.81, high: 0.9 })?.met).toBe("yes");
    expect(judgeTarget(within7, { low: 0.7, high: 0.9 })?.met).toBe("undecided");
    expect(judgeTarget(within7, { low: 0.7, high: 0.79 })?.met).toBe("no");
    expect(judgeTarget(within7, { low: Number.NaN, high: Number.NaN })?.met).toBe("undecided");
  });

  test("a guard holds only if the whole interval does", () => {
    const base = [100, 110, 90, 105].map((value) => sample(value));
    const times = (factors: readonly number[]) => base.map(({ value = 0 }, i) => sample(value * (factors[i] ?? 1)));
    expect(judgeGuard(others, times([1.01, 1.012, 1.008, 1.01]), base, 0.95)?.holds).toBe("yes");
    expect(judgeGuard(others, times([1.0, 1.05, 1.0, 1.06]), base, 0.95)?.holds).toBe("undecided");
    expect(judgeGuard(others, times([1.05, 1.06, 1.05, 1.06]), base, 0.95)?.holds).toBe("no");
  });

  test("a share that was met every time still carries doubt", () => {
    const always = summariseKpi(within7, [sample(1, 10), sample(1, 10)], { confidence: 0.95, seed: "1" }, "plan");
    expect(always.mean).toBe(1);
    // Wilson 20 of 20
    expect(always.low).toBeCloseTo(1 - 0.16113, 4);
  });
});

test("numbers carry twelve significant digits, unknown is null, and zero has no sign", () => {
  expect(resultNumber(1 / 3)).toBe(0.333333333333);
  expect(resultNumber(123456789.123456)).toBe(123456789.123);
  expect(resultNumber(Number.NaN)).toBeNull();
  expect(Object.is(resultNumber(-0), 0)).toBe(true);
});
