/** Known answers about intervals that only many experiments can show: coverage, noise, pairing, resampling. */
import type { EngineModule } from "../engine/engine.ts";
import { compareAll } from "../experiment/comparisons.ts";
import { poolKpi } from "../experiment/distribution.ts";
import type { KpiSample } from "../experiment/kpi/kpi-sample.ts";
import { meanOf, sdOf, tInterval } from "../experiment/statistics/intervals.ts";
import { normalQuantile } from "../experiment/statistics/normal.ts";
import { poolValues, resampledQuantiles } from "../experiment/statistics/pooled-quantiles.ts";
import { drawResamples, percentileInterval } from "../experiment/statistics/resamples.ts";
import { studentQuantile } from "../experiment/statistics/student.ts";
import { chanceOf } from "../model/philox.ts";
import type { Kpi } from "../model/scenario.ts";
import { runLarson } from "./dispatch-fleet-cases.ts";
import { type Dice, replicate } from "./plain-replications.ts";
import { contains, type VerifyCase, type VerifyRow, within } from "./verify-case.ts";

const SD = 60;

/** Normal values with mean 0 and spread SD: value i of an experiment. */
const normals = (stream: string): ((experiment: number, i: number) => number) => {
  const chance = chanceOf("20261122", 0, stream);
  return (experiment, i) => SD * normalQuantile((chance.integer(experiment, i, 2 ** 31) + 0.5) / 2 ** 31);
};

/** Half-width of the 99 % interval of a share seen in so many trials. */
const shareHalfWidth = (share: number, trials: number): number => 2.5758 * Math.sqrt((share * (1 - share)) / trials);

/** Exact binomial 99 % range of 1,000 trials at .95. */
const coverage: VerifyCase = {
  id: "statistics.coverage",
  source: "Binomial(1000, .95): 99 % of the mass lies in 931-967",
  run: () => {
    const value = normals("verify.coverage");
    let covered = 0;
    for (let experiment = 0; experiment < 1000; experiment++) {
      const { low, high } = tInterval(
        Array.from({ length: 30 }, (_, i) => value(experiment, i)),
        0.95,
      );
      if (low <= 0 && high >= 0) covered++;
    }
    const row: VerifyRow = {
      id: "statistics.coverage.fixed-n",
      expected: 950,
      got: covered,
      low: 931,
      high: 967,
      pass: covered >= 931 && covered <= 967,
    };
    return [row];
  },
};

/**
 * Stopping as soon as the interval looks narrow enough: it stops when the spread happens to look small, and covers less than it says.
 * Expected: 2,000,000 experiments of a program of its own (C, another generator).
 */
const sequentialStop: VerifyCase = {
  id: "statistics.sequential-stop",
  source: "Chow and Robbins 1965, Ann. Math. Stat. 36: fixed-width sequential intervals; recomputed, sd 60, half-width 20, start 10",
  run: ({ long }) => {
    const id = "statistics.sequential-stop";
    const experiments = long ? 20_000 : 4000;
    const value = normals("verify.sequential");
    const stops: number[] = [];
    let covered = 0;
    for (let experiment = 0; experiment < experiments; experiment++) {
      const { n, covers } = stopWhenNarrow((i) => value(experiment, i), 20, 10);
      stops.push(n);
      if (covers) covered++;
    }
    stops.sort((a, b) => a - b);
    const share = covered / experiments;
    const { mean, low, high } = tInterval(stops, 0.99);
    return [
      contains(`${id}.coverage`, 0.9378, share, shareHalfWidth(share, experiments), long ? 0.005 : 0.025),
      contains(`${id}.mean-n`, 35.45, mean, (high - low) / 2, long ? 0.2 : 1),
      within(`${id}.n-5-percent`, 19, stops[Math.floor(0.05 * experiments)] ?? 0, 1),
      within(`${id}.n-95-percent`, 49, stops[Math.floor(0.95 * experiments)] ?? 0, 1),
    ];
  },
};

const stopWhenNarrow = (
  value: (i: number) => number,
  halfWidth: number,
  start: number,
): { readonly n: number; readonly covers: boolean } => {
  let [mean, squares] = [0, 0]; // Welford 1962
  for (let n = 1; ; n++) {
    const x = value(n - 1);
    const off = x - mean;
    mean += off / n;
    squares += off * (x - mean);
    if (n < start) continue;
    const half = (studentQuantile(0.975, n - 1) * Math.sqrt(squares / (n - 1))) / Math.sqrt(n);
    if (half <= halfWidth) return { n, covers: Math.abs(mean) <= half };
  }
};

/** Larson's city, begun with everybody at home: the share of calls that wait, in runs of so many days. */
const larsonNoise: VerifyCase = {
  id: "statistics.noise-of-a-share",
  source:
    "200 runs of M/M/3, 36 calls a day, 1 h: sd of the share that waits (recomputed, 20,000 runs of another program: .140 .061 .030 .0085)",
  run: ({ engine, long }) =>
    (
      [
        [1, 0.143],
        [7, 0.063],
        [30, 0.029],
        [365, 0.0084],
      ] as const
    )
      .filter(([days]) => long || days < 365)
      .map(([days, expected]) => {
        const id = `statistics.noise-of-a-share.${days}-days`;
        const shares = manyRuns(engine, id, 10, (dice) => waitingShare(dice, days));
        return within(id, expected, sdOf(shares), 0.15 * expected);
      }),
};

/** 20 replications of the engine's generator times `each` streams. */
const manyRuns = (engine: EngineModule, id: string, each: number, measure: (dice: Dice) => number): readonly number[] =>
  Array.from({ length: each }, (_, part) => replicate(engine, `${id}.${part}`, measure))
    .flat()
    .filter((value) => !Number.isNaN(value));

const DAY_MS = 86_400_000;
const MEAN_GAP_MS = 2_400_000;

/** NaN on a day without a call (once in e^36). The gaps are those that the run itself draws. */
const waitingShare = (dice: Dice, days: number): number => {
  let calls = 0;
  for (let atMs = dice.exponentialMs("g", 0, MEAN_GAP_MS); atMs <= days * DAY_MS; atMs += dice.exponentialMs("g", calls, MEAN_GAP_MS)) {
    calls += 1;
  }
  if (calls === 0) return Number.NaN;
  return runLarson(dice, calls, { warmUpCalls: 0 }).delayed / calls;
};

/**
 * A toy fire response: order, turnout, drive, all lognormal; with the linkage the same drive takes .85 of its time. Whoever is reached in
 * seven minutes without it is reached with it, so a paired share differs in no case but those gained: its variance is d (1 - d) / n
 * against (p (1 - p) + q (1 - q)) / n of two independent ones.
 */
const pairing: VerifyCase = {
  id: "statistics.pairing",
  source: "Binomial variances; p = .4372, q = .5528 by 30,000,000 calls of another program: 5.11e-4 against 2.466e-3 for 200 calls",
  run: ({ engine, long }) => {
    const id = "statistics.pairing";
    const each = long ? 100 : 20;
    const experiments = Array.from({ length: each }, (_, part) => replicate(engine, `${id}.${part}`, toyShares)).flat();
    const differences = experiments.map(({ plan, today }) => plan - today);
    const others = experiments.map(({ plan }, i) => plan - (experiments[(i + 1) % experiments.length]?.today ?? Number.NaN));
    const [paired, independent] = [sdOf(differences) ** 2, sdOf(others) ** 2];
    // 99 % of a variance seen in n experiments: about 2.58 sqrt(2 / (n - 1)) of it. The shifted pairs share each run twice: wider by sqrt 2 at most.
    const band = 2.5758 * Math.sqrt(2 / (experiments.length - 1));
    return [
      contains(`${id}.difference`, 0.1156, meanOf(differences), 2.5758 * (sdOf(differences) / Math.sqrt(experiments.length)), 0.003),
      within(`${id}.paired-variance`, 5.113e-4, paired, band * 5.113e-4),
      within(`${id}.independent-variance`, 2.4664e-3, independent, Math.SQRT2 * band * 2.4664e-3),
      {
        id: `${id}.variance-ratio`,
        expected: 0.207,
        got: paired / independent,
        low: 0,
        high: 0.5,
        pass: paired / independent < 0.5,
      },
    ];
  },
};

const TOY_CALLS = 200;

const toyShares = (dice: Dice): { readonly today: number; readonly plan: number } => {
  let [today, plan] = [0, 0];
  for (let call = 0; call < TOY_CALLS; call++) {
    const readyMs = dice.lognormalMs("o", call, 90_000, 130_000) + dice.lognormalMs("t", call, 65_000, 95_000);
    const driveMs = dice.lognormalMs("d", call, 280_000, 560_000);
    if (readyMs + driveMs <= 420_000) today++;
    if (readyMs + 0.85 * driveMs <= 420_000) plan++;
  }
  return { today: today / TOY_CALLS, plan: plan / TOY_CALLS };
};

/** The bootstrap distribution of a median is known exactly: Efron's own example of 13 values. */
const bootstrapMedian: VerifyCase = {
  id: "statistics.bootstrap-median",
  source: "Efron 1979, Ann. Stat. 7, section 3: P(median* = x(k)), n = 13",
  run: ({ long }) => {
    const count = long ? 50_000 : 4000;
    const pooled = poolValues(Array.from({ length: 13 }, (_, i) => [i + 1]));
    const [medians = []] = resampledQuantiles(pooled, [0.5], drawResamples("1", 13, count));
    const exact = [
      [3, 0.0142],
      [4, 0.055],
      [5, 0.1242],
      [6, 0.1936],
      [7, 0.223],
      [8, 0.1936],
      [9, 0.1242],
    ] as const;
    return exact.map(([k, expected]) => {
      const share = medians.filter((median) => median === k).length / count;
      return contains(
        `statistics.bootstrap-median.${k}-of-13`,
        expected,
        share,
        shareHalfWidth(expected, count) + 5e-5,
        long ? 0.005 : 0.025,
      );
    });
  },
};

/** Percentile bootstrap over replications in the tail: known to cover somewhat less than it says. A band, named as such. */
const bootstrapCoverage: VerifyCase = {
  id: "statistics.bootstrap-coverage",
  source: "Band: nominal .95; percentile intervals of tail quantiles undercover a little (Davison and Hinkley 1997, 2.6 and 5.6)",
  run: ({ long }) => {
    const id = "statistics.bootstrap-coverage.p90-of-30-times-8";
    const experiments = long ? 2000 : 300;
    const chance = chanceOf("20261127", 0, "verify.bootstrap");
    const resamples = drawResamples("1", 30, 400);
    let covered = 0;
    for (let experiment = 0; experiment < experiments; experiment++) {
      // uniform on 0 … 1: its .9 quantile is .9, and so is that of everything monotone in it
      const pooled = poolValues(
        Array.from({ length: 30 }, (_, r) => Array.from({ length: 8 }, (_v, i) => chance.uniform(experiment, 8 * r + i))),
      );
      const { low, high } = percentileInterval(resampledQuantiles(pooled, [0.9], resamples)[0] ?? [], 0.95);
      if (low <= 0.9 && high >= 0.9) covered++;
    }
    const got = covered / experiments;
    return [{ id, expected: 0.95, got, low: 0.9, high: 0.98, pass: got >= 0.9 && got <= 0.98 }];
  },
};

/** Five arms that differ from the baseline by independent noise alone: all five intervals hold together in .99^5 of experiments. */
const simultaneous: VerifyCase = {
  id: "statistics.simultaneous",
  source: "Bonferroni: five independent 99 % t intervals hold together with probability .99^5 = .95099; binomial 99 % range of 1,000",
  run: () => {
    const kpi: Kpi = { id: "response", measure: "mean", better: "lower", smallestThatMatters: 5, primary: true };
    const value = normals("verify.simultaneous");
    const samplesOf = (valueAt: (r: number) => number): readonly KpiSample[] =>
      Array.from({ length: 20 }, (_, r) => ({ value: valueAt(r), count: 1, censored: 0 }));
    const baseline = { id: "today", samples: samplesOf(() => 0) };
    const pooled = poolKpi([], drawResamples("1", 1, 1)); // quantiles are not the question here
    let held = 0;
    for (let experiment = 0; experiment < 1000; experiment++) {
      const { comparisons } = compareAll(
        Array.from({ length: 5 }, (_, arm) => ({
          kpi,
          pair: { arm: { id: `${arm}`, samples: samplesOf((r) => value(experiment, 20 * arm + r)) }, baseline, areIdentical: false },
          arm: pooled,
          baseline: pooled,
        })),
        { confidence: 0.95, seed: "1" },
      );
      if (comparisons.every(({ simultaneous: own }) => (own?.low ?? 1) <= 0 && (own?.high ?? -1) >= 0)) held++;
    }
    return [
      {
        id: "statistics.simultaneous.five-arms",
        expected: 951,
        got: held,
        low: 932,
        high: 968,
        pass: held >= 932 && held <= 968,
      },
    ];
  },
};

export const STATISTICS_CHANCE_CASES: readonly VerifyCase[] = [
  coverage,
  sequentialStop,
  larsonNoise,
  pairing,
  bootstrapMedian,
  bootstrapCoverage,
  simultaneous,
];
