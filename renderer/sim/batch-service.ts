/** What a batch worker does: prepares a rehearsal once, then computes replications of it until it is ended. */
import type { OpenRequest } from "../../sim-core/contract/sim-service.ts";
import type { EngineModule } from "../../sim-core/engine/engine.ts";
import type { ExperimentQuestion } from "../../sim-core/experiment/experiment.ts";
import type { PreparedRehearsal } from "../../sim-core/experiment/prepare-rehearsal.ts";
import { type ReplicationOutcome, runReplication } from "../../sim-core/experiment/replication.ts";
import { good, type Outcome } from "../../sim-core/model/problem.ts";
import { makeScenarioRun } from "../../sim-core/run/make-scenario-run.ts";
import { prepareRequest } from "./open-project.ts";

export type BatchRequest = Pick<OpenRequest, "cityJson" | "demandJson" | "scenarioYaml" | "files" | "seed"> & {
  /** In result order; the baseline among them. undefined = all. */
  readonly arms: readonly string[] | undefined;
};

/** What the experiment needs to know, without the city. */
export type BatchPrepared = Pick<ExperimentQuestion, "scenario" | "arms" | "parts" | "assumptions" | "quarantine">;

export type BatchService = {
  prepare(request: BatchRequest): Promise<Outcome<BatchPrepared>>;
  /** `passingSpeedFactor` scales the fitted speed past queues; 1 = as fitted. */
  run(replication: number, passingSpeedFactor: number): Promise<ReplicationOutcome>;
};

type BatchCompute = (replication: number, passingSpeedFactor: number) => ReplicationOutcome;

export const makeBatchService = (loadEngine: () => Promise<EngineModule>): BatchService => {
  let compute: BatchCompute | undefined;

  const computeWith = (rehearsal: PreparedRehearsal, engine: EngineModule, request: BatchRequest) => {
    const arms = rehearsal.arms.filter(({ id }) => request.arms === undefined || request.arms.includes(id));
    const inputs = {
      engine,
      city: rehearsal.city,
      network: rehearsal.network,
      arms,
      kpis: rehearsal.scenario.kpis,
      seed: request.seed,
      makeRun: makeScenarioRun,
    };
    compute = (replication, passingSpeedFactor) => runReplication({ ...inputs, passingSpeedFactor }, replication);
    return arms.map(({ id }) => id);
  };

  return {
    async prepare(request) {
      const engine = await loadEngine();
      const prepared = await prepareRequest(request, engine);
      if (!prepared.ok) return prepared;
      const { scenario, parts, network, quarantine } = prepared.value;
      const arms = computeWith(prepared.value, engine, request);
      return good({ scenario, arms, parts, assumptions: network.assumptions, quarantine });
    },
    async run(replication, passingSpeedFactor) {
      if (compute === undefined) throw new Error("nothing is prepared");
      return compute(replication, passingSpeedFactor);
    },
  };
};
