/**
 * One replication with all its arms: the unit of work of an experiment. The arms share seed and replication number, so everybody
 * who is the same in two arms draws the same numbers (common random numbers). Until the first trigger fires the arms are the same
 * run: it is computed once, and each arm branches from its snapshot.
 */
import type { StepEnds } from "../contract/result.ts";
import type { EngineModule } from "../engine/engine.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import type { City } from "../model/city.ts";
import type { Arm, Kpi, Scenario } from "../model/scenario.ts";
import type { RunInputs, ScenarioRun } from "../run/scenario-run.ts";
import { incidentNeighbourhoods } from "./kpi/incident-neighbourhoods.ts";
import type { KpiSample } from "./kpi/kpi-sample.ts";
import { measureReplication } from "./kpi/measure-kpi.ts";
import { deskLoads, fleetLoads, type Load } from "./kpi/people-loads.ts";
import type { SignalLayout } from "./kpi/preemption-windows.ts";
import { copyDigest, emptyDigest, foldEngineFacts, foldInstitutionalFacts, type RunDigest } from "./kpi/run-digest.ts";
import { stepEnds } from "./kpi/step-ends.ts";

export type ArmInputs = {
  readonly id: string;
  /** The scenario with this arm applied. */
  readonly scenario: Scenario;
  /** The arm changes the run, its incidents or its city: no common past with the others. */
  readonly standsAlone: boolean;
};

/** Changes to these reach the time before the first trigger. */
const COMMON_GROUND = ["run", "incidents", "city"];

export const armStandsAlone = (arm: Arm | undefined): boolean =>
  Object.keys(arm?.set ?? {}).some((path) => COMMON_GROUND.includes(path.split(/[.[]/)[0] ?? ""));

export type ReplicationInputs = {
  readonly engine: EngineModule;
  readonly city: City;
  readonly network: CompiledNetwork;
  readonly arms: readonly ArmInputs[];
  /** What each job runs, where that is not simply all arms of replications 0, 1, 2 … */
  readonly jobs?: readonly ReplicationJob[];
  readonly kpis: readonly Kpi[];
  readonly seed: string;
  /** Multiplies the speed past standing queues (sensitivity); 1 = as the scenario says. */
  readonly passingSpeedFactor: number;
  readonly makeRun: (inputs: RunInputs) => ScenarioRun;
};

export type ReplicationJob = {
  readonly replication: number;
  /** Positions in `arms`, in the order of the outcome. */
  readonly arms: readonly number[];
  readonly passingSpeedFactor?: number;
};

export type ArmOutcome = {
  /** In the order of the KPIs. */
  readonly samples: readonly KpiSample[];
  /** Mean of wheels rolling to arrival: what published field trials of preemption report. */
  readonly driveTime: KpiSample;
  /** Share of calls whose order went out in time; the others waited for a free unit. */
  readonly ordersInTime: KpiSample;
  readonly tripsRemoved: number;
  /** Lanes standing still for lack of room when the run ended; more than a few = gridlock. */
  readonly stuckLanes: number;
  /** How its desks and its fleets coped. */
  readonly desks: readonly Load[];
  readonly fleets: readonly Load[];
  readonly steps: readonly StepEnds[];
  readonly stateHash: string;
  readonly physicalHash: string;
};

/** Plain data: crosses a worker. */
export type ReplicationOutcome = {
  readonly replication: number;
  readonly arms: readonly ArmOutcome[];
  /** Neighbourhood of each incident by its number, the same in all arms; "" = in none. Empty where the city names none. */
  readonly neighbourhoods: readonly string[];
};

/** Facts are drained this often, so that a run never holds more than a few minutes of log. */
const DRAIN_EVERY_MS = 5 * 60_000;

const DRIVE_TIME: Kpi = {
  id: "drive-time",
  measure: "mean",
  from: "UnitTurnedOut",
  to: "UnitArrived",
  better: "lower",
  smallestThatMatters: 0,
  primary: false,
};

/** Longer than this from call to order is a wait for a free unit: handling takes about two minutes (119 goal; 102-131 s measured, 2012-13). */
export const ORDER_LIMIT_S: number = 300;

const ORDERS_IN_TIME: Kpi = {
  id: "orders-in-time",
  measure: "share",
  from: "CallReceived",
  to: "UnitDispatched",
  limitS: ORDER_LIMIT_S,
  better: "higher",
  smallestThatMatters: 0,
  primary: false,
};

/** `number`: of the replication, or of the job where there are jobs. */
export const runReplication = (asked: ReplicationInputs, number: number): ReplicationOutcome => {
  const job = asked.jobs?.[number];
  const inputs = job === undefined ? asked : jobInputs(asked, job);
  const replication = job?.replication ?? number;
  const courses = inputs.arms.some((arm) => !arm.standsAlone)
    ? branchedCourses(inputs, replication)
    : inputs.arms.map((arm) => straightCourse(inputs, arm, replication));
  return outcomeOf(inputs, replication, courses);
};

const jobInputs = (asked: ReplicationInputs, { arms, passingSpeedFactor }: ReplicationJob): ReplicationInputs => ({
  ...asked,
  arms: arms.flatMap((position) => asked.arms[position] ?? []),
  passingSpeedFactor: passingSpeedFactor ?? asked.passingSpeedFactor,
});

/** The same replication with every arm run from its own beginning: what branching must equal. */
export const runReplicationStraight = (inputs: ReplicationInputs, replication: number): ReplicationOutcome =>
  outcomeOf(
    inputs,
    replication,
    inputs.arms.map((arm) => straightCourse(inputs, arm, replication)),
  );

type Course = Pick<ArmOutcome, "stuckLanes" | "fleets" | "stateHash" | "physicalHash"> & { readonly digest: RunDigest };

const branchedCourses = (inputs: ReplicationInputs, replication: number): readonly Course[] => {
  const trunkArm = inputs.arms.findIndex((arm) => !arm.standsAlone);
  const trunkInputs = inputs.arms[trunkArm];
  if (trunkInputs === undefined) throw new Error("an experiment needs at least one arm");
  const trunk = startRun(inputs, trunkInputs, replication);
  try {
    const divergenceMs = trunk.firstDivergenceMs();
    if (divergenceMs <= 0) return inputs.arms.map((arm) => straightCourse(inputs, arm, replication));
    const digest = emptyDigest(trunk.warmUpMs, trunk.durationMs);
    // A moment earlier: what is due at the divergence itself then happens in each arm's own course.
    const branchMs = Math.max(0, divergenceMs - 1);
    inArm(trunkInputs.id, () => advance(trunk, digest, branchMs));
    const snapshot = trunk.snapshot();
    const courses = inputs.arms.map((arm, index) => {
      if (index === trunkArm) return undefined;
      if (arm.standsAlone) return straightCourse(inputs, arm, replication);
      return inArm(arm.id, () => branchCourse(inputs, arm, replication, { snapshot, divergenceMs, digest }));
    });
    const trunkCourse = inArm(trunkInputs.id, () => finishCourse(trunk, digest));
    return courses.map((course) => course ?? trunkCourse);
  } finally {
    trunk.free();
  }
};

type SharedPast = { readonly snapshot: Uint8Array; readonly divergenceMs: number; readonly digest: RunDigest };

const branchCourse = (inputs: ReplicationInputs, arm: ArmInputs, replication: number, past: SharedPast): Course => {
  const branch = startRun(inputs, arm, replication);
  try {
    // Its own trigger fires earlier than the trunk's: no common past that long.
    if (branch.firstDivergenceMs() < past.divergenceMs) return finishCourse(branch, emptyDigest(branch.warmUpMs, branch.durationMs));
    branch.restore(past.snapshot);
    return finishCourse(branch, copyDigest(past.digest));
  } finally {
    branch.free();
  }
};

const straightCourse = (inputs: ReplicationInputs, arm: ArmInputs, replication: number): Course => {
  const run = startRun(inputs, arm, replication);
  try {
    return inArm(arm.id, () => finishCourse(run, emptyDigest(run.warmUpMs, run.durationMs)));
  } finally {
    run.free();
  }
};

/** A fault inside a run says in which arm it happened; time, event and ids are in the engine's own message. */
const inArm = <T>(arm: string, work: () => T): T => {
  try {
    return work();
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new Error(`arm ${arm}: ${reason}`, { cause: fault });
  }
};

const startRun = (inputs: ReplicationInputs, arm: ArmInputs, replication: number): ScenarioRun =>
  inputs.makeRun({
    engine: inputs.engine,
    city: inputs.city,
    network: inputs.network,
    scenario: arm.scenario,
    arm: arm.id,
    seed: inputs.seed,
    replication,
    passingSpeedFactor: inputs.passingSpeedFactor,
  });

const finishCourse = (run: ScenarioRun, digest: RunDigest): Course => {
  advance(run, digest, run.durationMs);
  return {
    digest,
    stuckLanes: run.counts().stuckLanes ?? 0,
    fleets: fleetLoads(digest, run.units()),
    stateHash: run.stateHash(),
    physicalHash: run.physicalHash(),
  };
};

const advance = (run: ScenarioRun, digest: RunDigest, untilMs: number): void => {
  for (let atMs = run.nowMs(); ; ) {
    atMs = Math.min(untilMs, atMs + DRAIN_EVERY_MS);
    run.runTo(atMs);
    foldEngineFacts(digest, run.drainEngineFacts());
    foldInstitutionalFacts(digest, run.drainInstitutionalFacts());
    if (atMs >= untilMs) return;
  }
};

const outcomeOf = (inputs: ReplicationInputs, replication: number, courses: readonly Course[]): ReplicationOutcome => {
  const samples = measureReplication(
    [...inputs.kpis, DRIVE_TIME, ORDERS_IN_TIME],
    courses.map((course) => course.digest),
    signalLayout(inputs.city, inputs.network),
  );
  const [first] = courses;
  return {
    replication,
    neighbourhoods: first === undefined ? [] : incidentNeighbourhoods(inputs.city, inputs.network.linkIds, first.digest),
    arms: courses.map((course, arm) => {
      const measured = samples[arm] ?? [];
      const none: KpiSample = { value: undefined, count: 0, censored: 0 };
      return {
        samples: measured.slice(0, inputs.kpis.length),
        driveTime: measured[inputs.kpis.length] ?? none,
        ordersInTime: measured[inputs.kpis.length + 1] ?? none,
        tripsRemoved: course.digest.tripsRemoved,
        stuckLanes: course.stuckLanes,
        desks: deskLoads(course.digest),
        fleets: course.fleets,
        steps: stepEnds(course.digest),
        stateHash: course.stateHash,
        physicalHash: course.physicalHash,
      };
    }),
  };
};

/** Which stop line belongs to which signal, from the compiled positions. */
export const signalLayout = (city: City, network: CompiledNetwork): SignalLayout => {
  const linkOfMovement = new Array<number>(network.movementIds.length).fill(-1);
  const signalOfLink = new Array<number>(network.linkIds.length).fill(-1);
  for (const movement of city.movements) {
    const position = network.movementById.get(movement.id);
    const link = network.linkById.get(movement.from);
    if (position === undefined || link === undefined) continue;
    linkOfMovement[position] = link;
    const signal = movement.signal === undefined ? undefined : network.signalById.get(movement.signal);
    if (signal !== undefined) signalOfLink[link] = signal;
  }
  return { linkOfMovement, signalOfLink };
};
