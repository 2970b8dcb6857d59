/** Replications that were computed, for as long as the question stays the same: a stopped experiment goes on from them. */
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import type { KpiSample } from "../../sim-core/experiment/kpi/kpi-sample.ts";
import type { ReplicationOutcome } from "../../sim-core/experiment/replication.ts";

/** One KPI in one replication, arm by arm in the order of the result. */
export type EvidenceRow = { readonly replication: number; readonly samples: readonly KpiSample[] };

export type KeptOutcomes = {
  /** Forgets everything when the question is another one. */
  ask(question: string): void;
  find(replication: number, passingSpeedFactor: number): ReplicationOutcome | undefined;
  add(replication: number, passingSpeedFactor: number, outcome: ReplicationOutcome): void;
  /** How many are there from 0 on without a gap. */
  prefix(): number;
  /** undefined = these numbers do not come from what is kept. */
  evidence(question: string, kpi: number, replications: number): readonly EvidenceRow[] | undefined;
};

/** Two results with the same name were computed from the same files, arms and seed by the same engine. */
export const nameOfQuestion = (
  { scenario, city, demand, engine }: Pick<ExperimentResult, "scenario" | "city" | "demand" | "engine">,
  arms: readonly string[],
  seed: string,
): string => JSON.stringify([scenario.hash, city.hash, demand.hash, engine.hash, arms, seed]);

export const makeKeptOutcomes = (): KeptOutcomes => {
  let current = "";
  const kept = new Map<number, Map<number, ReplicationOutcome>>();
  return {
    ask(question) {
      if (question !== current) kept.clear();
      current = question;
    },
    find: (replication, factor) => kept.get(factor)?.get(replication),
    add(replication, factor, outcome) {
      const known = kept.get(factor) ?? new Map<number, ReplicationOutcome>();
      kept.set(factor, known.set(replication, outcome));
    },
    prefix() {
      const known = kept.get(1);
      let length = 0;
      while (known?.has(length) === true) length++;
      return length;
    },
    evidence(question, kpi, replications) {
      if (question !== current) return undefined;
      const rows: EvidenceRow[] = [];
      for (let replication = 0; replication < replications; replication++) {
        const outcome = kept.get(1)?.get(replication);
        if (outcome === undefined) return undefined;
        rows.push({ replication, samples: outcome.arms.map(({ samples }) => samples[kpi] ?? { value: undefined, count: 0, censored: 0 }) });
      }
      return rows;
    },
  };
};
