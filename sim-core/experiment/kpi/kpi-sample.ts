/** What one KPI answers for one run, and what it is answered from. */
import type { FieldUnit } from "../../model/check-scenario-kpis.ts";
import type { Kpi } from "../../model/scenario.ts";
import type { CountedMinutes, PreemptionWindow, SignalLayout } from "./preemption-windows.ts";
import type { RunDigest } from "./run-digest.ts";

export type KpiUnit = "s" | "share" | "count" | FieldUnit;

/** One case of a KPI: one call, one drive, one recovery. */
export type KpiCase = {
  /** In seconds where the KPI measures time (also below a share of cases within a limit), else in the unit of the fact. */
  readonly value: number;
  /** Still open when the run ended: the true value is larger. */
  readonly censored: boolean;
  /** Number of the incident in its run, the same in all arms of a replication; -1 = belongs to none. */
  readonly incident: number;
};

/** One KPI of one run. `value` undefined = not a single case. */
export type KpiSample = {
  readonly value: number | undefined;
  readonly count: number;
  /** Cases still open when the run ended: they enter with what is known by then, and the result says how many. */
  readonly censored: number;
  /** The cases one by one where the log tells them apart; undefined where it holds sums only (vehicles, people on foot). */
  readonly cases?: readonly KpiCase[];
};

/** Every case is a yes or a no. */
export const isYesOrNo = ({ measure }: Kpi): boolean => measure === "share" || measure === "shareWithout";

export const NO_CASE: KpiSample = { value: undefined, count: 0, censored: 0 };

export type Evidence = {
  readonly digest: RunDigest;
  /** Every arm of the replication: what counts as a case may depend on all of them. */
  readonly all: readonly RunDigest[];
  readonly counted: CountedMinutes;
  readonly windows: readonly PreemptionWindow[];
  readonly layout: SignalLayout;
};

/** One way of measuring; a new one is one file and one line in the table of measure-kpi.ts. */
export type Measure = {
  readonly unit: KpiUnit;
  readonly measure: (kpi: Kpi, evidence: Evidence) => KpiSample;
};
