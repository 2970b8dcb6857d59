/**
 * One Run = engine + institutions + demand: the only place where they meet. Types here; makeScenarioRun in make-scenario-run.ts.
 */
import type { ChainState } from "../contract/chain-state.ts";
import type { AssetCourses, Look, Looked } from "../contract/closer-look.ts";
import type { UnitMotion, UnitPlaces } from "../contract/commands.ts";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { TimelineItem } from "../contract/sim-service.ts";
import type { Fleet, UnitDuty } from "../contract/unit-duty.ts";
import type { EngineModule } from "../engine/engine.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import type { City } from "../model/city.ts";
import type { Reading } from "../model/reading.ts";
import type { Scenario } from "../model/scenario.ts";
import type { IncidentStory } from "./story.ts";

export type RunInputs = {
  readonly engine: EngineModule;
  readonly city: City;
  readonly network: CompiledNetwork;
  /** The scenario with the arm applied (scenario/apply-arm.ts). */
  readonly scenario: Scenario;
  readonly arm: string;
  /** A branch: whose rules held before, in order of time, each up to and including a moment; then those of `arm`. Default none. */
  readonly before?: readonly EarlierRules[];
  readonly seed: string;
  readonly replication: number;
  /** Multiplies every speed past standing queues (a fitted number: results say how the verdict depends on it). Default 1. */
  readonly passingSpeedFactor?: number;
  /** Every vehicle's crossings and every stage too (drained with the other records); never changes what happens. Default false. */
  readonly trace?: boolean;
  /** What sensors report during the run (reading and silence triggers); sorted by the moment they are known. Default none. */
  readonly readings?: readonly Reading[];
};

/** An arm whose rules held up to and including `untilMs`. What is due at that moment still follows them. */
export type EarlierRules = Pick<RunInputs, "arm" | "scenario"> & { readonly untilMs: number };

export type ScenarioRun = {
  readonly durationMs: number;
  readonly warmUpMs: number;
  nowMs(): number;
  /** Runs engine and institutions to `untilMs` at most (cut at durationMs; there the censored facts are written). */
  runTo(untilMs: number): void;
  /** Time of the first trigger that fires or fired; durationMs if none will. Known from the start. Up to the millisecond before it all
   *  arms are one course: run to firstDivergenceMs() - 1, snapshot, restore into the other arms. 0 = they share nothing. */
  firstDivergenceMs(): number;
  /** Both halves, framed: {magic, version, engine hash, lengths}. Taking one changes nothing. Facts not yet drained are in it. */
  snapshot(): Uint8Array;
  /** A snapshot of the same scenario, city, seed and replication, under the same rules up to its moment: of the run itself, of the run
   *  that it was branched from, and before `firstDivergenceMs` of any arm. Throws SnapshotRefused (or the engine's CommandRefused) for
   *  any other. */
  restore(bytes: Uint8Array): void;
  /** Engine facts (records without header) since the last call, and institutional facts likewise, each in order of time. */
  drainEngineFacts(): Uint8Array;
  drainInstitutionalFacts(): readonly InstitutionalFact[];
  frameSize(): number;
  frame(into: Uint8Array): number;
  timeline(): readonly TimelineItem[];
  /** The course of one incident in words, as far as the run has come; left out: the one whose first unit takes longest. */
  explain(incident?: number): IncidentStory | undefined;
  /** Units with their agency, home asset and current state. */
  units(): readonly UnitView[];
  /** Cars in the way, cameras looked through, patients and hospitals, now. */
  chain(): ChainState;
  /** One thing now. */
  look(what: Look): Looked;
  /** Units on a drive. */
  unitPlaces(): UnitPlaces["units"];
  /** Who has looked through which camera, and what hospitals had free, so far. */
  assetCourses(): AssetCourses;
  stateHash(): string;
  physicalHash(): string;
  counts(): {
    readonly scheduled: number;
    readonly waitingToEnter: number;
    readonly running: number;
    readonly arrived: number;
    readonly removed: number;
    /** Lanes whose first vehicle has waited for room beyond the junction for five minutes: where gridlock begins. */
    readonly stuckLanes?: number;
  };
  free(): void;
};

export type UnitView = {
  readonly unit: number;
  readonly station: string;
  readonly agency: string;
  readonly fleet: Fleet;
  readonly state: UnitDuty;
  readonly incident: number;
  readonly route: readonly number[];
  readonly link: number;
  readonly offsetMm: number;
  readonly goalLink: number;
  readonly goalOffsetMm: number;
} & UnitMotion;
