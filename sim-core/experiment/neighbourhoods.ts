/**
 * The primary KPI by neighbourhood: a city's mean hides who gains nothing. Incidents are the same in both arms, so each is compared
 * with itself; intervals resample whole replications.
 */
import type { NeighbourhoodRow } from "../contract/result.ts";
import type { Kpi } from "../model/scenario.ts";
import { resultNumber } from "./compare.ts";
import type { KpiCase, KpiSample } from "./kpi/kpi-sample.ts";
import { percentileInterval, type Resamples } from "./statistics/resamples.ts";

export type NeighbourhoodQuestion = {
  readonly kpi: Kpi;
  readonly arm: { readonly id: string; readonly samples: readonly KpiSample[] };
  readonly baseline: readonly KpiSample[];
  /** Neighbourhood of each incident, by replication and the incident's number; "" or absent = in none. */
  readonly neighbourhoods: readonly (readonly string[])[];
  readonly confidence: number;
};

/** Resampling so few replications would give an interval that is far too narrow: then there is none. */
const FEW_REPLICATIONS = 5;

/** Sums of one neighbourhood in one replication. */
type Sums = { count: number; arm: number; baseline: number };

/** The worst difference first, equal ones by name. */
export const neighbourhoodRows = (question: NeighbourhoodQuestion, resamples: Resamples): readonly NeighbourhoodRow[] => {
  const sums = sumsByNeighbourhood(question);
  const { kpi, arm, confidence } = question;
  const rows = [...sums].map(([id, byReplication]): NeighbourhoodRow & { readonly order: number } => {
    const whole = total(byReplication, () => 1);
    const answers = Array.from({ length: resamples.count }, (_, resample) => {
      const drawn = total(byReplication, (r) => resamples.weights[resample * resamples.replications + r] ?? 0);
      return drawn.count === 0 ? Number.NaN : (drawn.arm - drawn.baseline) / drawn.count;
    });
    const interval =
      byReplication.size < FEW_REPLICATIONS ? { low: Number.NaN, high: Number.NaN } : percentileInterval(answers, confidence);
    const difference = (whole.arm - whole.baseline) / whole.count;
    return {
      id,
      arm: arm.id,
      kpi: kpi.id,
      cases: whole.count,
      replications: byReplication.size,
      baselineMean: resultNumber(whole.baseline / whole.count),
      armMean: resultNumber(whole.arm / whole.count),
      difference: resultNumber(difference),
      low: resultNumber(interval.low),
      high: resultNumber(interval.high),
      order: kpi.better === "lower" ? -difference : difference,
    };
  });
  rows.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  return rows.map(({ order: _, ...row }) => row);
};

const sumsByNeighbourhood = ({ arm, baseline, neighbourhoods }: NeighbourhoodQuestion): Map<string, Map<number, Sums>> => {
  const found = new Map<string, Map<number, Sums>>();
  for (const [replication, sample] of arm.samples.entries()) {
    const theirs = byIncident(baseline[replication]?.cases ?? []);
    for (const mine of sample.cases ?? []) {
      const id = neighbourhoods[replication]?.[mine.incident] ?? "";
      const other = theirs.get(mine.incident);
      if (id === "" || other === undefined) continue;
      const own = found.get(id) ?? new Map<number, Sums>();
      found.set(id, own);
      const sums = own.get(replication) ?? { count: 0, arm: 0, baseline: 0 };
      own.set(replication, sums);
      sums.count++;
      sums.arm += mine.value;
      sums.baseline += other.value;
    }
  }
  return found;
};

const byIncident = (cases: readonly KpiCase[]): ReadonlyMap<number, KpiCase> => new Map(cases.map((one) => [one.incident, one]));

const total = (sums: ReadonlyMap<number, Sums>, weightOf: (replication: number) => number): Sums => {
  const whole = { count: 0, arm: 0, baseline: 0 };
  for (const [replication, { count, arm, baseline }] of sums) {
    const weight = weightOf(replication);
    whole.count += weight * count;
    whole.arm += weight * arm;
    whole.baseline += weight * baseline;
  }
  return whole;
};
