/** The result of an experiment: one JSON object, the same to the last byte wherever it is computed. Numbers carry 12 significant
 *  digits, undefined is null, hashes are those of replication 0. No duration, path or host name is in it. */
import { z } from "zod";

export const RESULT_SCHEMA_VERSION = 1;

const part = z.object({ id: z.string(), version: z.string(), hash: z.string() });
const number = z.number().nullable();

export const KpiResult = z.object({
  mean: number,
  low: number,
  high: number,
  /** Replications that had at least one case. */ n: z.int(),
  /** Cases over all replications. */ count: z.int(),
  unit: z.string(),
  target: z.object({ relation: z.enum([">=", "<="]), value: z.number(), met: z.enum(["yes", "no", "undecided"]) }).nullable(),
  guard: z
    .object({ maxIncreaseP: z.number(), holds: z.enum(["yes", "no", "undecided"]), increaseP: number, low: number, high: number })
    .nullable(),
});

export const ArmResult = z.object({
  id: z.string(),
  kpis: z.record(z.string(), KpiResult),
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
  verdict: Verdict,
  /** Further replications that an undecided verdict would need; null where decided or not to be told. */ moreRuns: z.int().nullable(),
});

export const Contribution = z.object({
  kind: z.enum(["step", "agreement"]),
  id: z.string(),
  kpi: z.string(),
  method: z.string(),
  value: number,
  low: number,
  high: number,
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
  contributions: z.array(Contribution),
  quarantine: z.array(z.object({ source: z.string(), count: z.int(), reason: z.string() })),
  assumptions: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.number(), z.string()])) })),
});
export type ExperimentResult = z.infer<typeof ExperimentResult>;
export type KpiResult = z.infer<typeof KpiResult>;
export type Comparison = z.infer<typeof Comparison>;
export type Contribution = z.infer<typeof Contribution>;
export type Verdict = z.infer<typeof Verdict>;
