/** Mean delays of those who are not the scenario's own: sums over vehicles and people, and what the units lose at signals. */
import type { Kpi } from "../../model/scenario.ts";
import { type Evidence, type KpiSample, type Measure, NO_CASE } from "./kpi-sample.ts";
import type { CountedMinutes } from "./preemption-windows.ts";
import type { Span } from "./recovery.ts";
import type { RunDigest } from "./run-digest.ts";
import { meanSample } from "./span-measures.ts";

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
  type Drive = { incident: number; unit: number; fromMs: number; toMs: number; arrived: boolean };
  const drives = new Map<string, Drive>();
  for (const fact of digest.institutional) {
    if (fact.kind !== "UnitTurnedOut" && fact.kind !== "UnitArrived") continue;
    const key = `${fact.incident} ${fact.unit}`;
    const drive = drives.get(key);
    if (fact.kind === "UnitTurnedOut") {
      drives.set(key, { incident: fact.incident, unit: fact.unit, fromMs: fact.atMs, toMs: digest.durationMs, arrived: false });
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
    return { ms: lostMs, censored: !drive.arrived, incident: drive.incident };
  });
};

export const MEAN_DELAY: Measure = { unit: "s", measure: meanDelay };
