/**
 * KPIs as pure functions of the log. Every KPI answers one value per replication and arm: cases are pooled inside the replication
 * (a share of 8 calls, a mean over 1,200 vehicles), and a replication without a single case answers none.
 */
import { EVENT_FIELDS } from "../../model/check-scenario-kpis.ts";
import type { Kpi } from "../../model/scenario.ts";
import { MEAN_DELAY } from "./delay-measures.ts";
import { MEAN_VALUE, SHARE_WITHOUT, UTILISATION } from "./event-measures.ts";
import type { KpiSample, KpiUnit, Measure } from "./kpi-sample.ts";
import { countedMinutes, type SignalLayout, windowsOf } from "./preemption-windows.ts";
import type { RunDigest } from "./run-digest.ts";
import { COUNT, MEAN, PERCENTILE, RECOVERY, SHARE } from "./span-measures.ts";

const MEASURES: Readonly<Record<Kpi["measure"], Measure>> = {
  mean: MEAN,
  percentile: PERCENTILE,
  share: SHARE,
  count: COUNT,
  recovery: RECOVERY,
  meanDelay: MEAN_DELAY,
  shareWithout: SHARE_WITHOUT,
  meanValue: MEAN_VALUE,
  utilisation: UTILISATION,
};

/** The unit of a number that a fact carries is that of its field. */
export const kpiUnit = (kpi: Kpi): KpiUnit =>
  kpi.measure === "meanValue" ? (EVENT_FIELDS[kpi.to ?? ""]?.[kpi.field ?? ""] ?? "count") : MEASURES[kpi.measure].unit;

/** All KPIs of all arms of one replication: `[arm][kpi]`, in the order given. */
export const measureReplication = (
  kpis: readonly Kpi[],
  digests: readonly RunDigest[],
  layout: SignalLayout,
): readonly (readonly KpiSample[])[] => {
  const windows = digests.map(windowsOf);
  const counted = countedMinutes(windows, layout);
  return digests.map((digest, arm) =>
    kpis.map((kpi) => MEASURES[kpi.measure].measure(kpi, { digest, all: digests, counted, layout, windows: windows[arm] ?? [] })),
  );
};
