/** KPIs over cases that the log tells one by one: times from fact to fact, shares of them within a limit, counts. */
import type { Kpi } from "../../model/scenario.ts";
import { isAskedFor, matches } from "./incident-facts.ts";
import { type KpiCase, type KpiSample, type Measure, NO_CASE } from "./kpi-sample.ts";
import { recoveryTimes, type Span } from "./recovery.ts";
import type { RunDigest } from "./run-digest.ts";

/** From the first `from` to the first `to` at or after it, per incident, in the order of incidents. */
const spans = (kpi: Kpi, digest: RunDigest): readonly Span[] => {
  const begun = new Map<number, number>();
  const ended = new Map<number, number>();
  const from = kpi.from ?? "CallReceived";
  const to = kpi.to ?? "UnitArrived";
  const asked = isAskedFor(kpi, digest);
  for (const fact of digest.institutional) {
    if (!asked(fact)) continue;
    if (matches(fact, from) && !begun.has(fact.incident)) begun.set(fact.incident, fact.atMs);
    if (matches(fact, to) && begun.has(fact.incident) && !ended.has(fact.incident)) ended.set(fact.incident, fact.atMs);
  }
  return [...begun]
    .sort(([a], [b]) => a - b)
    .map(([incident, startMs]) => {
      const endMs = ended.get(incident);
      return { ms: (endMs ?? digest.durationMs) - startMs, censored: endMs === undefined, incident };
    });
};

/** Milliseconds are whole, so the sum is exact and only the last division rounds. */
export const meanSample = (cases: readonly Span[]): KpiSample => {
  if (cases.length === 0) return NO_CASE;
  let sumMs = 0;
  for (const { ms } of cases) sumMs += ms;
  return { value: sumMs / cases.length / 1000, ...counted(cases) };
};

const counted = (cases: readonly Span[]): Pick<KpiSample, "count" | "censored" | "cases"> => ({
  count: cases.length,
  censored: cases.filter((one) => one.censored).length,
  cases: cases.map(caseOf),
});

const caseOf = ({ ms, censored, incident }: Span): KpiCase => ({ value: ms / 1000, censored, incident });

/** Linear between order statistics: Hyndman and Fan (1996), Am. Stat. 50, type 7. */
const percentileSample = (cases: readonly Span[], percentile: number): KpiSample => {
  if (cases.length === 0) return NO_CASE;
  const sorted = cases.map(({ ms }) => ms).sort((a, b) => a - b);
  const position = ((sorted.length - 1) * percentile) / 100;
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return { value: (low + (position - below) * (high - low)) / 1000, ...counted(cases) };
};

/** A case that was cut off before its limit is neither kept nor missed: it is left out and counted as censored. */
const shareSample = (cases: readonly Span[], limitMs: number): KpiSample => {
  const known = cases.filter((one) => !one.censored || one.ms > limitMs);
  const censored = cases.filter((one) => one.censored).length;
  if (known.length === 0) return { ...NO_CASE, censored };
  const hits = known.filter((one) => !one.censored && one.ms <= limitMs).length;
  return { value: hits / known.length, count: known.length, censored, cases: known.map(caseOf) };
};

const countSample = (kpi: Kpi, digest: RunDigest): KpiSample => {
  const asked = isAskedFor(kpi, digest);
  const event = kpi.to ?? "";
  const count = digest.institutional.filter((fact) => matches(fact, event) && asked(fact)).length;
  return { value: count, count, censored: 0 };
};

export const MEAN: Measure = { unit: "s", measure: (kpi, { digest }) => meanSample(spans(kpi, digest)) };
export const PERCENTILE: Measure = {
  unit: "s",
  measure: (kpi, { digest }) => percentileSample(spans(kpi, digest), kpi.percentile ?? 90),
};
export const SHARE: Measure = {
  unit: "share",
  measure: (kpi, { digest }) => shareSample(spans(kpi, digest), (kpi.limitS ?? 0) * 1000),
};
export const COUNT: Measure = { unit: "count", measure: (kpi, { digest }) => countSample(kpi, digest) };
export const RECOVERY: Measure = {
  unit: "s",
  measure: (_, { digest, windows, layout }) => meanSample(recoveryTimes(digest, windows, layout)),
};
