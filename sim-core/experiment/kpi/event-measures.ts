/** KPIs over what the log says of incidents and desks: who never met something, the numbers that facts carry, how busy people were. */
import type { DeskFact } from "../../contract/institutional-facts.ts";
import type { Kpi } from "../../model/scenario.ts";
import { firstPerIncident } from "./incident-facts.ts";
import { type KpiSample, type Measure, NO_CASE } from "./kpi-sample.ts";
import type { RunDigest } from "./run-digest.ts";

/** Share of the incidents with `from` that never had `to`, by the end of the run. */
const withoutSample = (kpi: Kpi, digest: RunDigest): KpiSample => {
  const begun = firstPerIncident(kpi, digest, kpi.from ?? "CallReceived");
  const met = firstPerIncident(kpi, digest, kpi.to ?? "");
  if (begun.size === 0) return NO_CASE;
  const cases = [...begun.keys()].map((incident) => ({ value: met.has(incident) ? 0 : 1, censored: false, incident }));
  const without = cases.filter(({ value }) => value === 1).length;
  return { value: without / begun.size, count: begun.size, censored: 0, cases };
};

/** A number of the first `to` of each incident. */
const valueSample = (kpi: Kpi, digest: RunDigest): KpiSample => {
  const cases = [...firstPerIncident(kpi, digest, kpi.to ?? "")].flatMap(([incident, fact]) => {
    const value = (fact as unknown as Readonly<Record<string, unknown>>)[kpi.field ?? ""];
    return typeof value === "number" ? [{ value, censored: false, incident }] : [];
  });
  if (cases.length === 0) return NO_CASE;
  let sum = 0;
  for (const { value } of cases) sum += value;
  return { value: sum / cases.length, count: cases.length, censored: 0, cases };
};

/** Seat time taken over seat time on duty, after the warm-up. More than 1: work that outlasted its shift. `count` = changes seen. */
const utilisationSample = (kpi: Kpi, digest: RunDigest): KpiSample => {
  let [busyMs, dutyMs, changes] = [0, 0, 0];
  let last: DeskFact | undefined;
  const add = (toMs: number): void => {
    if (last === undefined) return;
    const ms = Math.max(0, toMs - Math.max(last.atMs, digest.warmUpMs));
    busyMs += last.busy * ms;
    dutyMs += last.seats * ms;
  };
  for (const fact of digest.institutional) {
    if (fact.kind !== "DeskChanged" || fact.desk !== kpi.desk) continue;
    add(fact.atMs);
    last = fact;
    changes += 1;
  }
  add(digest.durationMs);
  return dutyMs === 0 ? NO_CASE : { value: busyMs / dutyMs, count: changes, censored: 0 };
};

export const SHARE_WITHOUT: Measure = { unit: "share", measure: (kpi, { digest }) => withoutSample(kpi, digest) };
export const MEAN_VALUE: Measure = { unit: "count", measure: (kpi, { digest }) => valueSample(kpi, digest) };
export const UTILISATION: Measure = { unit: "share", measure: (kpi, { digest }) => utilisationSample(kpi, digest) };
