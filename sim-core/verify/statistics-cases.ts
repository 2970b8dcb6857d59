/** Known answers of the statistics behind every verdict. */
import { compareKpi } from "../experiment/compare.ts";
import type { KpiSample } from "../experiment/kpi/kpi-sample.ts";
import { runReplication } from "../experiment/replication.ts";
import { holmAdjusted } from "../experiment/statistics/holm.ts";
import { meanOf, newcombeInterval, tInterval, wilsonInterval } from "../experiment/statistics/intervals.ts";
import { lognormalMean, lognormalSigma } from "../experiment/statistics/lognormal.ts";
import { runsNeeded, runsNeededByNormal, steinTotal } from "../experiment/statistics/sample-size.ts";
import { shapleyValues } from "../experiment/statistics/shapley.ts";
import { studentQuantile } from "../experiment/statistics/student.ts";
import { chanceOf } from "../model/philox.ts";
import type { Kpi } from "../model/scenario.ts";
import { inputsOf, prepare } from "./prepared-rehearsal.ts";
import { randomRehearsal } from "./random-city.ts";
import { STATISTICS_CHANCE_CASES } from "./statistics-chance-cases.ts";
import { same, type VerifyCase, within } from "./verify-case.ts";

const pairedT: VerifyCase = {
  id: "statistics.paired-t",
  source: "Arithmetic: ten differences, t(.975, 9) = 2.2622",
  run: () => {
    const interval = tInterval([12, 7, 15, 9, 3, 11, 8, 14, 6, 10], 0.95);
    return [
      within("statistics.paired-t.mean", 9.5, interval.mean, 1e-4),
      within("statistics.paired-t.sd", 3.68932, interval.sd, 1e-4),
      within("statistics.paired-t.half-width", 2.63918, interval.high - interval.mean, 1e-4),
    ];
  },
};

const tQuantiles: VerifyCase = {
  id: "statistics.t-quantiles",
  source: "Student's t table (Fisher and Yates 1963, table III)",
  run: () =>
    (
      [
        [0.975, 9, 2.2622],
        [0.975, 19, 2.093],
        [0.975, 29, 2.0452],
        [0.995, 19, 2.8609],
        [0.995, 29, 2.7564],
      ] as const
    ).map(([p, degrees, expected]) => within(`statistics.t-quantiles.${p}-df${degrees}`, expected, studentQuantile(p, degrees), 1e-4)),
};

const wilson: VerifyCase = {
  id: "statistics.wilson",
  source: "Wilson 1927, J. Am. Stat. Assoc. 22: score interval, by arithmetic",
  run: () => {
    const many = wilsonInterval(29, 37, 0.95);
    const none = wilsonInterval(0, 20, 0.95);
    return [
      within("statistics.wilson.29of37-low", 0.62805, many.low, 1e-5),
      within("statistics.wilson.29of37-high", 0.88614, many.high, 1e-5),
      within("statistics.wilson.0of20-low", 0, none.low, 0),
      within("statistics.wilson.0of20-high", 0.16113, none.high, 1e-5),
    ];
  },
};

const newcombe: VerifyCase = {
  id: "statistics.newcombe",
  source: "Newcombe 1998, Stat. Med. 17, 873-890, table II: 56/70 - 48/80, method 10",
  run: () => {
    const interval = newcombeInterval({ hits: 56, cases: 70 }, { hits: 48, cases: 80 }, 0.95);
    return [within("statistics.newcombe.low", 0.0524, interval.low, 1e-4), within("statistics.newcombe.high", 0.3339, interval.high, 1e-4)];
  },
};

const holm: VerifyCase = {
  id: "statistics.holm",
  source: "Holm 1979, Scand. J. Stat. 6: by arithmetic",
  run: () => [same("statistics.holm", ".02 .03 .06 .06", shares(holmAdjusted([0.005, 0.01, 0.03, 0.04])))],
};

const shares = (values: readonly number[]): string => values.map((value) => value.toPrecision(12).replace(/^0|0+$/g, "")).join(" ");

const lognormal: VerifyCase = {
  id: "statistics.lognormal",
  source: "sigma = ln(p90 / median) / 1.281552, mean = median exp(sigma^2 / 2)",
  run: () =>
    (
      [
        [20, 90, 1.17364, 39.82],
        [8, 30, 1.03137, 13.62],
        [240, 900, 1.03137, 408.5],
      ] as const
    ).flatMap(([median, p90, sigma, mean]) => [
      within(`statistics.lognormal.${median}-${p90}-sigma`, sigma, lognormalSigma(median, p90), 1e-4),
      // printed to four digits
      within(`statistics.lognormal.${median}-${p90}-mean`, mean, lognormalMean(median, p90), mean * 4e-4),
    ]),
};

const runs: VerifyCase = {
  id: "statistics.runs-needed",
  source: "n = (z s / e)^2 and the smallest n with t s / sqrt n <= e, by arithmetic; Stein 1945",
  run: () => [
    within("statistics.runs-needed.z", 35, runsNeededByNormal(60, 20, 0.95), 0),
    within("statistics.runs-needed.t", 38, runsNeeded(60, 20, 0.95), 0),
    within("statistics.runs-needed.stein-from-30", 38, steinTotal(60, 30, 20, 0.95), 0),
  ],
};

const shapley: VerifyCase = {
  id: "statistics.shapley",
  source: "Shapley 1953: efficiency, symmetry and additivity axioms",
  run: () => {
    const gains = [2, 3, 5];
    const additive = shapleyValues(3, (coalition) => gains.reduce((sum, gain, i) => sum + (coalition & (1 << i) ? gain : 0), 0));
    const joint = shapleyValues(3, (coalition) => (coalition === 7 ? 9 : 0));
    return [
      ...gains.map((gain, i) => within(`statistics.shapley.additive-${gain}`, gain, additive[i] ?? Number.NaN, 1e-9)),
      ...joint.map((value, i) => within(`statistics.shapley.joint-${i + 1}`, 3, value, 1e-9)),
      within("statistics.shapley.total", 9, meanOf(joint) * 3, 1e-9),
    ];
  },
};

const nullComparison: VerifyCase = {
  id: "statistics.null-comparison",
  source: "An arm against itself",
  run: () => {
    const chance = chanceOf("1", 0, "verify.null");
    const samples: KpiSample[] = Array.from({ length: 30 }, (_, i) => ({ value: 300 + 100 * chance.uniform(i, 0), count: 8, censored: 0 }));
    const kpi: Kpi = { id: "response", measure: "mean", better: "lower", smallestThatMatters: 5, primary: true };
    const comparison = compareKpi(
      kpi,
      { arm: { id: "plan", samples }, baseline: { id: "today", samples }, areIdentical: true },
      { confidence: 0.95, seed: "1" },
    );
    return [
      within("statistics.null-comparison.difference", 0, comparison.difference ?? Number.NaN, 0),
      same("statistics.null-comparison.verdict", "same", comparison.verdict),
    ];
  },
};

/** The same through the whole machine: two arms of the same text, streets and institutions run twice. */
const nullExperiment: VerifyCase = {
  id: "statistics.null-experiment",
  source: "An arm against its own likeness, every KPI of a made city",
  run: ({ engine }) => {
    const inputs = inputsOf(prepare(engine, randomRehearsal(51)));
    const [plan] = inputs.arms.filter(({ id }) => id === "plan");
    if (plan === undefined) throw new Error("the made scenario has a plan");
    const outcomes = Array.from({ length: 3 }, (_, r) => runReplication({ ...inputs, arms: [plan, { ...plan, id: "again" }] }, r));
    const samplesOf = (arm: number, k: number): readonly KpiSample[] =>
      outcomes.map(({ arms }) => arms[arm]?.samples[k] ?? { value: undefined, count: 0, censored: 0 });
    const areIdentical = outcomes.every(({ arms: [first, second] }) => first?.physicalHash === second?.physicalHash);
    const rows = inputs.kpis.flatMap((kpi, k) => {
      const pair = { arm: { id: "again", samples: samplesOf(1, k) }, baseline: { id: "plan", samples: samplesOf(0, k) }, areIdentical };
      const { difference, low, high, verdict } = compareKpi(kpi, pair, { confidence: 0.95, seed: "1" });
      if (difference === null) return [];
      return [same(`statistics.null-experiment.${kpi.id}`, "0 0 0 same", `${difference} ${low} ${high} ${verdict}`)];
    });
    return [same("statistics.null-experiment.streets", "true", `${areIdentical}`), ...rows];
  },
};

export const STATISTICS_CASES: readonly VerifyCase[] = [
  pairedT,
  tQuantiles,
  wilson,
  newcombe,
  holm,
  lognormal,
  runs,
  shapley,
  nullComparison,
  nullExperiment,
  ...STATISTICS_CHANCE_CASES,
];
