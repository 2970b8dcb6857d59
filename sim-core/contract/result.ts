/** The result of an experiment: one JSON object, the same to the last byte wherever it is computed. Numbers carry 12 significant
 *  digits, undefined is null, hashes are those of replication 0. No duration, path or host name is in it. */
import { z } from "zod";

export const RESULT_SCHEMA_VERSION = 2;

const part = z.object({ id: z.string(), version: z.string(), hash: z.string() });
const number = z.number().nullable();

/** One quantile of the pooled values; low and high by bootstrap over replications. */
export const Quantile = z.object({
  p: z.number(),
  value: number,
  low: number,
  high: number,
  isLowerBound: z.boolean().describe("A case still open when its run ended lies at or below it: the true quantile may be larger."),
  isFewBeyond: z.boolean().describe("Fewer than ten values lie beyond it: a few more runs may move it far."),
});

export const Distribution = z.object({
  over: z
    .enum(["cases", "replications"])
    .describe("What is pooled: single cases (calls, drives) of all replications, or one value per replication where only sums are known."),
  unit: z.string().describe("Of `value`s: seconds also for a share of cases within a limit."),
  count: z.int(),
  censored: z.int().describe("Of these, still open when their run ended; they count with what was known by then."),
  quantiles: z.array(Quantile),
  ecdf: z
    .object({ value: z.array(z.number()), shareP: z.array(z.number()) })
    .describe("The share `shareP` of all values is at most `value`; at most 41 points, both columns ascending."),
  exceedance: z
    .object({ limit: z.number(), count: z.int(), of: z.int(), shareP: number, low: number, high: number })
    .nullable()
    .describe("Values beyond the limit, of those that are known to be on one side of it."),
});

export const KpiResult = z.object({
  mean: number,
  low: number,
  high: number,
  n: z.int().describe("Replications that had at least one case."),
  count: z.int().describe("Cases over all replications."),
  unit: z.string(),
  target: z.object({ relation: z.enum([">=", "<="]), value: z.number(), met: z.enum(["yes", "no", "undecided"]) }).nullable(),
  guard: z
    .object({ maxIncreaseP: z.number(), holds: z.enum(["yes", "no", "undecided"]), increaseP: number, low: number, high: number })
    .nullable(),
  distribution: Distribution.nullable().describe(
    "null: not a single case, cases that are only a yes or a no, or a result of schema version 1.",
  ),
});

/** How one step ended, over all incidents of all replications. A step is asked for once, however often it is tried again. */
export const StepEnds = z.object({
  id: z.string(),
  done: z.int(),
  blocked: z.int().describe("A law or an agreement stood in its way: no request was sent."),
  refused: z.int(),
  timedOut: z.int(),
  failed: z.int(),
  calledOff: z.int().describe("The course it belonged to was called off."),
  open: z.int().describe("Still under way when the run ended."),
});

export const ArmResult = z.object({
  id: z.string(),
  kpis: z.record(z.string(), KpiResult),
  steps: z
    .array(StepEnds)
    .describe("In the order of the scenario. Only zeros: never asked for in this arm. Empty: written before steps were counted."),
  stateHash: z.string(),
  physicalHash: z.string(),
});

export const Verdict = z.enum(["better", "worse", "same", "undecided"]);

export const Comparison = z.object({
  arm: z.string(),
  baseline: z.string(),
  kpi: z.string(),
  difference: number,
  low: number,
  high: number,
  verdict: Verdict.describe("Of this one interval, taken by itself."),
  moreRuns: z.int().nullable().describe("Further replications that an undecided verdict would need; null where decided or not to be told."),
  role: z.enum(["primary", "exploratory"]).describe("The question asked beforehand, or one of the many looked at beside it."),
  simultaneous: z
    .object({ low: number, high: number, verdict: Verdict })
    .nullable()
    .describe("Primary KPI with more than one arm beside the baseline: all arms' intervals hold together at the stated confidence."),
  pHolm: number.describe(
    "Exploratory: two-sided p of the paired t test, adjusted by Holm over all exploratory comparisons; null where nothing was tested.",
  ),
  quantiles: z
    .array(z.object({ p: z.number(), difference: number, low: number, high: number }))
    .describe("Arm minus baseline at quantiles of the pooled values, paired bootstrap over replications."),
});

/** How the many comparisons were kept from finding something by luck. */
export const Multiplicity = z.object({
  primary: z.string().nullable(),
  arms: z
    .int()
    .describe("Arms whose primary KPI is compared (an arm whose streets equal the baseline's cannot mislead and does not count)."),
  method: z.enum(["none", "bonferroni"]),
  confidenceEach: z.number().describe("Confidence of each single interval of the family."),
  exploratory: z.int(),
});

export const NeighbourhoodRow = z.object({
  id: z.string(),
  arm: z.string(),
  kpi: z.string(),
  cases: z.int().describe("Incidents that were cases in both arms."),
  replications: z.int().describe("Replications they come from."),
  baselineMean: number,
  armMean: number,
  difference: number,
  low: number,
  high: number,
});

export const Contribution = z.object({
  kind: z
    .enum(["whole", "step", "agreement", "owner"])
    .describe("`whole`: everything switched on against the baseline, what the shares of the steps add up to."),
  id: z.string(),
  kpi: z.string(),
  method: z.string(),
  value: number,
  low: number,
  high: number,
  replications: z.int().nullable().describe("Replications it rests on; null in a result of schema version 1."),
});

/** Gain of k links (steps the baseline lacks), and what stands in their way. */
export const LinkCurvePoint = z.object({
  kpi: z.string(),
  links: z.int(),
  mean: number.describe("Over all sets of k links, or over the sets that sampled orders passed through."),
  low: number,
  high: number,
  best: z
    .object({ steps: z.array(z.string()), value: number, low: number, high: number })
    .nullable()
    .describe("The set whose mean is best; chosen and judged on the same runs, so it flatters. null where sets were sampled."),
  agreements: number.describe("Mean over all sets of k links. A gate is a law or a signature; every agreement has both."),
  owners: number,
  gates: number,
});

const TornadoEnd = z.object({
  input: z.number().describe("Factor on a length of time, or the probability itself."),
  difference: number,
  low: number,
  high: number,
  verdict: Verdict,
});

/** One assumption at its low and at its high end: arm minus baseline, each end with its simulation noise. */
export const TornadoRow = z.object({
  path: z.string(),
  quantity: z.enum(["factor", "probability"]),
  base: z.number().describe("As the scenario has it (1 for a factor)."),
  arm: z.string(),
  kpi: z.string(),
  low: TornadoEnd,
  high: TornadoEnd,
  swing: number.describe("Difference at the high end minus difference at the low end, paired over replications."),
  swingLow: number,
  swingHigh: number,
});

/** Simulation noise (half the interval's width) apart from what the assumptions move (root of the sum of squared half swings). */
export const Uncertainty = z.object({
  arm: z.string(),
  kpi: z.string(),
  replications: z.int().describe("Of the tornado: the first of the compared ones."),
  difference: number,
  noise: number,
  inputs: number,
});

export const ExperimentResult = z.object({
  schemaVersion: z.literal(RESULT_SCHEMA_VERSION),
  scenario: part,
  city: part,
  demand: part,
  feed: part.nullable(),
  engine: part,
  seed: z.string(),
  confidence: z.number(),
  replications: z.int(),
  complete: z.boolean(),
  arms: z.array(ArmResult),
  comparisons: z.array(Comparison),
  multiplicity: Multiplicity.nullable().describe("null: a result of schema version 1, where nothing was corrected."),
  neighbourhoods: z
    .array(NeighbourhoodRow)
    .describe("Primary KPI by neighbourhood, the worst difference of each arm first; empty where the city names no neighbourhoods."),
  contributions: z.array(Contribution).describe("On request, like linkCurve, tornado and uncertainty: empty where not asked for."),
  linkCurve: z.array(LinkCurvePoint),
  tornado: z.array(TornadoRow),
  uncertainty: z.array(Uncertainty),
  quarantine: z.array(z.object({ source: z.string(), count: z.int(), reason: z.string() })),
  assumptions: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.number(), z.string()])) })),
});
export type ExperimentResult = z.infer<typeof ExperimentResult>;
export type StepEnds = z.infer<typeof StepEnds>;
export type KpiResult = z.infer<typeof KpiResult>;
export type Quantile = z.infer<typeof Quantile>;
export type Distribution = z.infer<typeof Distribution>;
export type Comparison = z.infer<typeof Comparison>;
export type Multiplicity = z.infer<typeof Multiplicity>;
export type NeighbourhoodRow = z.infer<typeof NeighbourhoodRow>;
export type Contribution = z.infer<typeof Contribution>;
export type LinkCurvePoint = z.infer<typeof LinkCurvePoint>;
export type TornadoRow = z.infer<typeof TornadoRow>;
export type Uncertainty = z.infer<typeof Uncertainty>;
export type Verdict = z.infer<typeof Verdict>;
