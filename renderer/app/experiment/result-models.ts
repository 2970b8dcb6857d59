/** What the charts and tables of a result show, read from the result and never computed again. Pure; both twins of a chart use the same rows. */

import { type Judged, judged } from "../../../sim-core/contract/judged.ts";
import type { Comparison, Contribution, Distribution, ExperimentResult, KpiResult, TornadoRow } from "../../../sim-core/contract/result.ts";
import { aroundZero } from "../../../sim-core/model/chart-scale.ts";
import type { Agreement, Kpi, Scenario } from "../../../sim-core/model/scenario.ts";
import type { EvidenceRow } from "../../sim/kept-outcomes.ts";

const kpiOf = (result: ExperimentResult, arm: string, kpi: string): KpiResult | undefined =>
  result.arms.find(({ id }) => id === arm)?.kpis[kpi];

export type IntervalRow = { readonly arm: string; readonly comparison: Comparison; readonly judged: Judged; readonly unit: string };

/** One KPI in every arm beside the baseline. */
export const intervalRows = (result: ExperimentResult, kpi: string): readonly IntervalRow[] =>
  result.comparisons
    .filter((one) => one.kpi === kpi && one.difference !== null)
    .map((comparison) => ({
      arm: comparison.arm,
      comparison,
      judged: judged(comparison),
      unit: kpiOf(result, comparison.arm, kpi)?.unit ?? "s",
    }));

/** The scale that holds zero, all intervals and what is marked. */
export const intervalDomain = (rows: readonly IntervalRow[], marks: readonly number[]): readonly [number, number] =>
  aroundZero([...marks, ...rows.flatMap(({ comparison, judged: { low, high } }) => [comparison.difference, low, high])]);

/** Where a target lies on the scale of the difference. */
export const targetAsDifference = (result: ExperimentResult, arm: string, kpi: string): number | undefined => {
  const target = kpiOf(result, arm, kpi)?.target;
  const base = baselineOf(result);
  const from = base === undefined ? undefined : kpiOf(result, base, kpi)?.mean;
  return target === null || target === undefined || from === null || from === undefined ? undefined : target.value - from;
};

/** Where a cap on the increase lies on the scale of the difference. */
export const guardAsDifference = (result: ExperimentResult, arm: string, kpi: string): number | undefined => {
  const guard = kpiOf(result, arm, kpi)?.guard;
  const base = baselineOf(result);
  const from = base === undefined ? undefined : kpiOf(result, base, kpi)?.mean;
  return guard === null || guard === undefined || from === null || from === undefined ? undefined : guard.maxIncreaseP * from;
};

export const baselineOf = (result: ExperimentResult): string | undefined => result.comparisons[0]?.baseline;

export type Curve = {
  readonly arm: string;
  readonly distribution: Distribution;
  /** A step at every value, as the sample is; no smoothing. */
  readonly steps: readonly { readonly value: number; readonly shareP: number }[];
  /** Share of the cases at the limit; undefined without one. */
  readonly atLimitP: number | undefined;
};

export const curvesOf = (result: ExperimentResult, kpi: string, arms: readonly string[], limit: number | undefined): readonly Curve[] =>
  arms.flatMap((arm) => {
    const distribution = kpiOf(result, arm, kpi)?.distribution;
    if (distribution === null || distribution === undefined || distribution.ecdf.value.length === 0) return [];
    const steps = distribution.ecdf.value.map((value, i) => ({ value, shareP: distribution.ecdf.shareP[i] ?? 1 }));
    const { exceedance } = distribution;
    const counted = exceedance !== null && exceedance.limit === limit && exceedance.shareP !== null ? 1 - exceedance.shareP : undefined;
    const drawn = limit === undefined ? undefined : (steps.filter(({ value }) => value <= limit).at(-1)?.shareP ?? 0);
    return [{ arm, distribution, steps, atLimitP: limit === undefined ? undefined : (counted ?? drawn) }];
  });

/** The limit of the cases themselves, or that of a share of cases between the same two events. */
export const limitOf = (scenario: Scenario | undefined, kpi: string, result: ExperimentResult): number | undefined => {
  const own = scenario?.kpis.find(({ id }) => id === kpi);
  const known = result.arms.map(({ kpis }) => kpis[kpi]?.distribution?.exceedance?.limit).find((limit) => limit !== undefined);
  return known ?? scenario?.kpis.find((other) => other.limitS !== undefined && other.from === own?.from && other.to === own?.to)?.limitS;
};

/** What other people bear, not what the unit or the people in need get. */
export const isCostToOthers = (kpi: Pick<Kpi, "measure" | "of">): boolean =>
  kpi.measure === "recovery" || (kpi.measure === "meanDelay" && kpi.of !== "unit-signal-delay");

export type Column = { readonly id: string; readonly kind: "from" | "step" | "to" | "absent"; readonly from: number; readonly to: number };

/** From the baseline, step by step, to the whole (Shapley shares add up to it), and beside it what would be lost without an agreement. */
export const waterfallOf = (contributions: readonly Contribution[], kpi: string, baseline: number): readonly Column[] => {
  const own = contributions.filter((one) => one.kpi === kpi && one.value !== null);
  const steps = own.filter(({ kind, method }) => kind === "step" && method !== "leave-one-out");
  if (steps.length === 0) return [];
  let at = baseline;
  const columns: Column[] = [{ id: "", kind: "from", from: 0, to: baseline }];
  for (const { id, value } of steps) {
    columns.push({ id, kind: "step", from: at, to: at + (value ?? 0) });
    at += value ?? 0;
  }
  columns.push({ id: "", kind: "to", from: 0, to: at });
  const worst = own
    .filter(({ kind, value }) => kind === "agreement" && value !== 0)
    .sort((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0))[0];
  if (worst !== undefined) columns.push({ id: worst.id, kind: "absent", from: at, to: at - (worst.value ?? 0) });
  return columns;
};

/** Heights that are drawn: whole columns stand on a floor near the steps, else the steps would be too small to see. */
export const waterfallDomain = (columns: readonly Column[]): readonly [number, number] => {
  const heights = columns.flatMap(({ kind, from, to }) => (kind === "step" || kind === "absent" ? [from, to] : [to]));
  const [least, most] = [Math.min(...heights), Math.max(...heights)];
  const air = (most - least || Math.abs(most) || 1) * 0.25;
  return [least - air < 0 && least >= 0 ? 0 : least - air, most + air * 0.4];
};

export type AgreementRow = { readonly agreement: Agreement; readonly worth: Contribution | undefined; readonly steps: readonly string[] };

/** Every agreement that some step needs, and what its absence takes away, where that was computed. */
export const agreementRows = (scenario: Scenario, result: ExperimentResult, kpi: string): readonly AgreementRow[] =>
  scenario.agreements.flatMap((agreement) => {
    const steps = scenario.steps.filter(({ needs }) => needs.includes(agreement.id)).map(({ id }) => id);
    if (steps.length === 0) return [];
    const worth = result.contributions.find((one) => one.kind === "agreement" && one.id === agreement.id && one.kpi === kpi);
    return [{ agreement, worth, steps }];
  });

export type DearestAgreement = { readonly id: string; readonly whole: number; readonly left: number };

/** The agreement whose absence takes most of the gain away; undefined where none is known to take any. */
export const dearestAgreement = ({ contributions }: ExperimentResult, kpi: string): DearestAgreement | undefined => {
  const whole = contributions.find((one) => one.kind === "whole" && one.kpi === kpi)?.value;
  if (whole === null || whole === undefined || whole === 0) return undefined;
  const takesSome = ({ low, high }: Contribution): boolean => low !== null && high !== null && (low > 0 || high < 0);
  const isLoss = ({ value }: Contribution): boolean => Math.sign(value ?? 0) === Math.sign(whole);
  const [dearest] = contributions
    .filter((one) => one.kind === "agreement" && one.kpi === kpi && takesSome(one) && isLoss(one))
    .sort((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0));
  return dearest === undefined ? undefined : { id: dearest.id, whole, left: whole - (dearest.value ?? 0) };
};

/** The assumption whose two ends lie farthest apart, where that was computed. */
export const widestAssumption = ({ tornado }: ExperimentResult, arm: string, kpi: string): TornadoRow | undefined =>
  tornado
    .filter((row) => row.arm === arm && row.kpi === kpi && row.swing !== null)
    .sort((a, b) => Math.abs(b.swing ?? 0) - Math.abs(a.swing ?? 0))[0];

export type Mismatch = "scenario" | "city" | "demand" | "engine" | "seed" | "replications";

/** What two results do not have in common, or a result and what is open: said beside every figure that is put side by side. */
export const mismatchesOf = (a: ExperimentResult, b: ExperimentResult): readonly Mismatch[] => [
  ...(["scenario", "city", "demand", "engine"] as const).filter((part) => a[part].hash !== b[part].hash),
  ...(["seed", "replications"] as const).filter((part) => a[part] !== b[part]),
];

export type BesideRow = {
  readonly arm: string;
  readonly kpi: string;
  readonly here: Comparison | undefined;
  readonly there: Comparison | undefined;
};

/** Every comparison that either result has. */
export const besideRows = (here: ExperimentResult, there: ExperimentResult): readonly BesideRow[] => {
  const rows = here.comparisons.map((one): BesideRow => {
    const other = there.comparisons.find(({ arm, kpi }) => arm === one.arm && kpi === one.kpi);
    return { arm: one.arm, kpi: one.kpi, here: one, there: other };
  });
  const onlyThere = there.comparisons.filter((one) => !here.comparisons.some(({ arm, kpi }) => arm === one.arm && kpi === one.kpi));
  return [...rows, ...onlyThere.map((one): BesideRow => ({ arm: one.arm, kpi: one.kpi, here: undefined, there: one }))];
};

export type ReplicationRow = {
  readonly replication: number;
  readonly baseline: number | undefined;
  readonly arm: number | undefined;
  readonly difference: number | undefined;
  readonly count: number;
};

/** What the mean is made of: one row a replication, the worst for the arm first. */
export const replicationRows = (
  evidence: readonly EvidenceRow[],
  at: { readonly arm: number; readonly baseline: number },
  better: Kpi["better"],
): readonly ReplicationRow[] => {
  const sign = better === "lower" ? -1 : 1;
  const rows = evidence.map(({ replication, samples }): ReplicationRow => {
    const [arm, baseline] = [samples[at.arm]?.value, samples[at.baseline]?.value];
    const difference = arm === undefined || baseline === undefined ? undefined : arm - baseline;
    return { replication, arm, baseline, difference, count: samples[at.arm]?.count ?? 0 };
  });
  const rank = ({ difference }: ReplicationRow): number => (difference === undefined ? Number.POSITIVE_INFINITY : sign * difference);
  return rows.sort((a, b) => rank(a) - rank(b) || a.replication - b.replication);
};

export type CaseRow = {
  readonly incident: number;
  readonly baseline: number | undefined;
  readonly arm: number | undefined;
  readonly isOpen: boolean;
};

/** The calls of one replication that were cases in either arm; undefined where the log holds sums only. */
export const caseRows = (
  { samples }: EvidenceRow,
  at: { readonly arm: number; readonly baseline: number },
): readonly CaseRow[] | undefined => {
  const [own, base] = [samples[at.arm]?.cases, samples[at.baseline]?.cases];
  if (own === undefined && base === undefined) return undefined;
  const incidents = [...new Set([...(base ?? []), ...(own ?? [])].map(({ incident }) => incident))].filter((incident) => incident >= 0);
  const meanOf = (values: readonly number[]): number | undefined =>
    values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
  return incidents
    .sort((a, b) => a - b)
    .map((incident) => {
      const inArm = (own ?? []).filter((one) => one.incident === incident);
      const inBase = (base ?? []).filter((one) => one.incident === incident);
      return {
        incident,
        arm: meanOf(inArm.map(({ value }) => value)),
        baseline: meanOf(inBase.map(({ value }) => value)),
        isOpen: [...inArm, ...inBase].some(({ censored }) => censored),
      };
    });
};
