/** What a batch worker does: prepares a rehearsal once, then computes replications of it, or jobs of a plan, until it is ended. */
import type { OpenRequest } from "../../sim-core/contract/sim-service.ts";
import type { EngineModule } from "../../sim-core/engine/engine.ts";
import { type ContributionPlan, planContributions, runsOf } from "../../sim-core/experiment/contributions.ts";
import type { ExperimentQuestion } from "../../sim-core/experiment/experiment.ts";
import { ownershipMap } from "../../sim-core/experiment/grantors.ts";
import type { PreparedRehearsal } from "../../sim-core/experiment/prepare-rehearsal.ts";
import { type ReplicationInputs, type ReplicationOutcome, runReplication } from "../../sim-core/experiment/replication.ts";
import { planTornado, type TornadoPlan } from "../../sim-core/experiment/tornado.ts";
import type { OwnershipMap } from "../../sim-core/model/city.ts";
import { good, type Outcome } from "../../sim-core/model/problem.ts";
import { makeScenarioRun } from "../../sim-core/run/make-scenario-run.ts";
import { prepareRequest } from "./open-project.ts";

export type BatchRequest = Pick<OpenRequest, "cityJson" | "demandJson" | "scenarioYaml" | "files" | "seed"> & {
  /** In result order; the baseline among them. undefined = all. */
  readonly arms: readonly string[] | undefined;
};

/** What the experiment needs to know, without the city. */
export type BatchPrepared = Pick<ExperimentQuestion, "scenario" | "arms" | "parts" | "assumptions" | "quarantine">;

/** Runs beyond the comparison: who contributes what, or what the assumptions move. */
export type ExtraKind = "contributions" | "tornado";

/** The plan of such runs. `runs` is the cost, to be said before it starts. */
export type ExtraPlan = { readonly runs: number; readonly jobs: number } & (
  | { readonly kind: "contributions"; readonly plan: ContributionPlan; readonly map: OwnershipMap | undefined }
  | { readonly kind: "tornado"; readonly plan: TornadoPlan }
);

export type BatchService = {
  prepare(request: BatchRequest): Promise<Outcome<BatchPrepared>>;
  /** `passingSpeedFactor` scales the fitted speed past queues; 1 = as fitted. */
  run(replication: number, passingSpeedFactor: number): Promise<ReplicationOutcome>;
  /** From now on `runJob` means this plan. undefined = there is nothing to plan: no arm beside the baseline. */
  plan(kind: ExtraKind, replications: number): Promise<ExtraPlan | undefined>;
  runJob(job: number): Promise<ReplicationOutcome>;
};

type Prepared = { readonly rehearsal: PreparedRehearsal; readonly inputs: Omit<ReplicationInputs, "passingSpeedFactor"> };

export const makeBatchService = (loadEngine: () => Promise<EngineModule>): BatchService => {
  let prepared: Prepared | undefined;
  let planned: Pick<ReplicationInputs, "arms" | "jobs"> | undefined;

  const ready = (): Prepared => {
    if (prepared === undefined) throw new Error("nothing is prepared");
    return prepared;
  };

  const extraPlan = (kind: ExtraKind, replications: number) => {
    const { rehearsal, inputs } = ready();
    const { scenario, city } = rehearsal;
    if (kind === "contributions") {
      const plan = planContributions({ scenario, city, replications, seed: inputs.seed, of: "everything" });
      const jobs = plan.armsOf.map((arms, replication) => ({ replication, arms }));
      return {
        inputs: { arms: plan.arms, jobs },
        extra: { kind, plan, map: ownershipMap(city, scenario), runs: runsOf(plan), jobs: jobs.length },
      };
    }
    const arm = inputs.arms.find(({ id }) => id !== scenario.baseline);
    if (arm === undefined) return undefined;
    const plan = planTornado(scenario, rehearsal.arms, arm.id, replications);
    return { inputs: { arms: plan.arms, jobs: plan.jobs }, extra: { kind, plan, runs: plan.jobs.length * 2, jobs: plan.jobs.length } };
  };

  return {
    async prepare(request) {
      const engine = await loadEngine();
      const found = await prepareRequest(request, engine);
      if (!found.ok) return found;
      const { scenario, parts, network, quarantine, city } = found.value;
      const arms = found.value.arms.filter(({ id }) => request.arms === undefined || request.arms.includes(id));
      const inputs = { engine, city, network, arms, kpis: scenario.kpis, seed: request.seed, makeRun: makeScenarioRun };
      prepared = { rehearsal: found.value, inputs };
      planned = undefined;
      return good({ scenario, arms: arms.map(({ id }) => id), parts, assumptions: network.assumptions, quarantine });
    },
    async run(replication, passingSpeedFactor) {
      return runReplication({ ...ready().inputs, passingSpeedFactor }, replication);
    },
    async plan(kind, replications) {
      const found = extraPlan(kind, replications);
      planned = found?.inputs;
      return found?.extra;
    },
    async runJob(job) {
      if (planned === undefined) throw new Error("nothing is planned");
      return runReplication({ ...ready().inputs, ...planned, passingSpeedFactor: 1 }, job);
    },
  };
};
