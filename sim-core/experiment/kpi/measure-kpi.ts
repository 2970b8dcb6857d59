/**
 * KPIs as pure functions of the log. Every KPI answers one value per replication and arm: cases are pooled inside the replication
 * (a share of 8 calls, a mean over 1,200 vehicles), and a replication without a single case answers none.
 */
import type { InstitutionalFact } from "../../contract/institutional-facts.ts";
import type { Kpi } from "../../model/scenario.ts";
import { type CountedMinutes, countedMinutes, type PreemptionWindow, type SignalLayout, windowsOf } from "./preemption-windows.ts";
import { recoveryTimes, type Span } from "./recovery.ts";
import type { RunDigest } from "./run-digest.ts";

export type KpiUnit = "s" | "share" | "count";

/** One KPI of one run. `value` undefined = not a single case. `hits`: cases inside the limit (shares only). */
export type KpiSample = {
  readonly value: number | undefined;
  readonly count: number;
  /** Cases still open when the run ended: they enter with what is known by then, and the result says how many. */
  readonly censored: number;
};

const NO_CASE: KpiSample = { value: undefined, count: 0, censored: 0 };

export const kpiUnit = (kpi: Kpi): KpiUnit => (kpi.measure === "share" ? "share" : kpi.measure === "count" ? "count" : "s");

/** All KPIs of all arms of one replication: `[arm][kpi]`, in the order given. */
export const measureReplication = (
  kpis: readonly Kpi[],
  digests: readonly RunDigest[],
  layout: SignalLayout,
): readonly (readonly KpiSample[])[] => {
  const windows = digests.map(windowsOf);
  const counted = countedMinutes(windows, layout);
  return digests.map((digest, arm) =>
    kpis.map((kpi) => measure(kpi, { digest, all: digests, counted, layout, windows: windows[arm] ?? [] })),
  );
};

type Evidence = {
  readonly digest: RunDigest;
  /** Every arm of the replication: what counts as a case may depend on all of them. */
  readonly all: readonly RunDigest[];
  readonly counted: CountedMinutes;
  readonly windows: readonly PreemptionWindow[];
  readonly layout: SignalLayout;
};

const measure = (kpi: Kpi, evidence: Evidence): KpiSample => {
  switch (kpi.measure) {
    case "mean":
      return meanSample(spans(kpi, evidence.digest));
    case "percentile":
      return percentileSample(spans(kpi, evidence.digest), kpi.percentile ?? 90);
    case "share":
      return shareSample(spans(kpi, evidence.digest), (kpi.limitS ?? 0) * 1000);
    case "count":
      return countSample(kpi, evidence.digest);
    case "recovery":
      return meanSample(recoveryTimes(evidence.digest, evidence.windows, evidence.layout));
    case "meanDelay":
      return meanDelay(kpi, evidence);
  }
};

const matches = (fact: InstitutionalFact, event: string): boolean => {
  const [kind, step] = event.split(":");
  return fact.kind === kind && (step === undefined || ("step" in fact && fact.step === step));
};

/** From the first `from` to the first `to` at or after it, per incident, in the order of incidents. */
const spans = (kpi: Kpi, digest: RunDigest): readonly Span[] => {
  const begun = new Map<number, number>();
  const ended = new Map<number, number>();
  const from = kpi.from ?? "CallReceived";
  const to = kpi.to ?? "UnitArrived";
  for (const fact of digest.institutional) {
    if (matches(fact, from) && !begun.has(fact.incident)) begun.set(fact.incident, fact.atMs);
    if (matches(fact, to) && begun.has(fact.incident) && !ended.has(fact.incident)) ended.set(fact.incident, fact.atMs);
  }
  return [...begun]
    .sort(([a], [b]) => a - b)
    .map(([incident, startMs]) => {
      const endMs = ended.get(incident);
      return { ms: (endMs ?? digest.durationMs) - startMs, censored: endMs === undefined };
    });
};

/** Milliseconds are whole, so the sum is exact and only the last division rounds. */
const meanSample = (cases: readonly Span[]): KpiSample => {
  if (cases.length === 0) return NO_CASE;
  let sumMs = 0;
  for (const { ms } of cases) sumMs += ms;
  return { value: sumMs / cases.length / 1000, count: cases.length, censored: cases.filter((one) => one.censored).length };
};

/** Linear between order statistics: Hyndman and Fan (1996), Am. Stat. 50, type 7. */
const percentileSample = (cases: readonly Span[], percentile: number): KpiSample => {
  if (cases.length === 0) return NO_CASE;
  const sorted = cases.map(({ ms }) => ms).sort((a, b) => a - b);
  const position = ((sorted.length - 1) * percentile) / 100;
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return {
    value: (low + (position - below) * (high - low)) / 1000,
    count: cases.length,
    censored: cases.filter((one) => one.censored).length,
  };
};

/** A case that was cut off before its limit is neither kept nor missed: it is left out and counted as censored. */
const shareSample = (cases: readonly Span[], limitMs: number): KpiSample => {
  const known = cases.filter((one) => !one.censored || one.ms > limitMs);
  const censored = cases.filter((one) => one.censored).length;
  if (known.length === 0) return { ...NO_CASE, censored };
  const hits = known.filter((one) => !one.censored && one.ms <= limitMs).length;
  return { value: hits / known.length, count: known.length, censored };
};

const countSample = (kpi: Kpi, digest: RunDigest): KpiSample => {
  const event = kpi.from ?? "CallReceived";
  const count = digest.institutional.filter((fact) => matches(fact, event)).length;
  return { value: count, count, censored: 0 };
};

const meanDelay = (kpi: Kpi, evidence: Evidence): KpiSample => {
  switch (kpi.of) {
    case "other-traffic":
      return otherTraffic(evidence);
    case "cross-streets-at-preempted-signals":
      return crossStreets(evidence);
    case "pedestrians-at-preempted-signals":
      return pedestrians(evidence);
    case "unit-signal-delay":
      return meanSample(signalDelayPerDrive(evidence.digest));
    default:
      return NO_CASE;
  }
};

/** Where nobody is on the road in any arm, nobody pays: that is a zero, not a gap. */
const NOBODY_THERE: KpiSample = { value: 0, count: 0, censored: 0 };

const otherTraffic = ({ digest, all }: Evidence): KpiSample => {
  if (digest.trips > 0) return { value: digest.tripDelayMs / digest.trips / 1000, count: digest.trips, censored: digest.tripsCensored };
  return all.some(({ trips }) => trips > 0) ? NO_CASE : NOBODY_THERE;
};

const crossStreets = (evidence: Evidence): KpiSample => {
  if (evidence.counted.windowCount === 0) return NO_CASE;
  const { vehicles, delayMs } = crossStreetSums(evidence.digest, evidence.counted);
  if (vehicles > 0) return { value: delayMs / vehicles / 1000, count: vehicles, censored: 0 };
  return evidence.all.some((digest) => crossStreetSums(digest, evidence.counted).vehicles > 0) ? NO_CASE : NOBODY_THERE;
};

const crossStreetSums = (digest: RunDigest, counted: CountedMinutes): { readonly vehicles: number; readonly delayMs: number } => {
  let vehicles = 0;
  let delayMs = 0;
  const rows = digest.approachMinutes;
  for (let row = 0; row < rows.rowCount; row++) {
    if (!counted.crossStreet(rows.at(row, 1), rows.at(row, 0))) continue;
    vehicles += rows.at(row, 2);
    delayMs += rows.at(row, 3);
  }
  return { vehicles, delayMs };
};

/**
 * Waiting beyond the plan, over the people who arrive at a crossing in a minute in which it was off its plan in any arm: the same
 * people in every arm. An arm that never leaves the plan makes them wait 0 s more.
 */
const pedestrians = ({ digest, all }: Evidence): KpiSample => {
  const arrivalsByCrossingMinute = new Map<string, number>();
  for (const { pedestrianMinutes: rows } of all) {
    for (let row = 0; row < rows.rowCount; row++) {
      arrivalsByCrossingMinute.set(`${rows.at(row, 0)} ${rows.at(row, 1)} ${rows.at(row, 2)}`, rows.at(row, 4));
    }
  }
  let arrivals = 0;
  for (const count of arrivalsByCrossingMinute.values()) arrivals += count;
  let waitedMs = 0;
  for (let row = 0; row < digest.pedestrianMinutes.rowCount; row++) waitedMs += digest.pedestrianMinutes.at(row, 3);
  return arrivals === 0 ? NO_CASE : { value: waitedMs / arrivals / 1000, count: arrivals, censored: 0 };
};

/** Time lost at signals on the way to each incident: from wheels rolling to arrival; the way back is ordinary driving. */
const signalDelayPerDrive = (digest: RunDigest): readonly Span[] => {
  type Drive = { unit: number; fromMs: number; toMs: number; arrived: boolean };
  const drives = new Map<string, Drive>();
  for (const fact of digest.institutional) {
    if (fact.kind !== "UnitTurnedOut" && fact.kind !== "UnitArrived") continue;
    const key = `${fact.incident} ${fact.unit}`;
    const drive = drives.get(key);
    if (fact.kind === "UnitTurnedOut") {
      drives.set(key, { unit: fact.unit, fromMs: fact.atMs, toMs: digest.durationMs, arrived: false });
    } else if (drive !== undefined && !drive.arrived) {
      drive.toMs = fact.atMs;
      drive.arrived = true;
    }
  }
  const crossings = digest.unitCrossings;
  return [...drives.values()].map((drive) => {
    let lostMs = 0;
    for (let row = 0; row < crossings.rowCount; row++) {
      const atMs = crossings.at(row, 0);
      if (crossings.at(row, 1) === drive.unit && atMs >= drive.fromMs && atMs <= drive.toMs) lostMs += crossings.at(row, 3);
    }
    return { ms: lostMs, censored: !drive.arrived };
  });
};
