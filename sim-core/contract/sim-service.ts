/** What the page asks of its simulation worker (through comlink, renderer/sim only). Frames are pulled, never pushed. */

import type { Assumption, City } from "../model/city.ts";
import type { Problem } from "../model/problem.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Text } from "../model/units.ts";
import type { ChainState } from "./chain-state.ts";
import type { AssetCourses, LinkMinute, Look, Looked, UnitTrace } from "./closer-look.ts";
import type { UnitMotion } from "./commands.ts";
import type { IncidentTale } from "./incident-tale.ts";
import type { RunName } from "./run-name.ts";
import type { Fleet, UnitDuty } from "./unit-duty.ts";

/**
 * What a time line is made of. `queue` (a step waits for a seat) lies on its step, `obstruction` (a car in the way) on its drive; `call`,
 * `scene`, `water`, `casualties` and most of `car` and `hospital` are moments: they begin and end at once.
 */
export type TimelineKind =
  | "incident"
  | "step"
  | "queue"
  | "call"
  | "scene"
  | "car"
  /** From the order to wheels rolling. */
  | "turnout"
  | "drive"
  | "obstruction"
  | "on-scene"
  | "water"
  | "casualties"
  | "hospital"
  | "preemption";

/** One stretch of a step, incident or drive on the time line of a run. `endMs` undefined = still going on. */
export type TimelineItem = {
  readonly kind: TimelineKind;
  readonly id: string;
  readonly incident: number;
  /** Agency whose lane it is drawn in; "" = no agency. */
  readonly agency: string;
  readonly title: Text;
  readonly startMs: number;
  readonly endMs?: number;
  readonly outcome: "running" | "done" | "blocked" | "refused" | "timed-out" | "failed" | "cancelled";
  readonly note?: Text;
  readonly unit?: number;
  /** Of what a unit does: what kind of vehicle it is. */
  readonly fleet?: Fleet;
  /** Of a drive: where it leads. `standby` = to a station without units. */
  readonly leg?: "scene" | "home" | "hospital" | "standby";
  /** Of an incident: fire, medical … */
  readonly incidentKind?: string;
  /** Number of a badly parked car in this run. */
  readonly car?: number;
  readonly patient?: number;
  /** Asset id. */
  readonly hospital?: string;
  readonly link?: number;
  /** With `link`: where on it. */
  readonly offsetMm?: number;
};

/** A signalled stop line that an emergency drive crossed, and what it cost. */
export type Crossing = {
  readonly unit: number;
  readonly atMs: number;
  readonly link: number;
  /** Position of the signal in compile order; -1 = no signal there. */
  readonly signal: number;
  /** Against free driving. */
  readonly lostMs: number;
  readonly preemption: "none" | "granted" | "failed";
};

/** Full minutes before a moment that the delay of an approach speaks of: two or three cycles of a signal, so that one red is not the news. */
export const DELAY_MINUTES = 5;

/** A street that ends at a signal. */
export type Approach = {
  /** Position in compile order. */
  readonly link: number;
  /** From the stop line to the back of the last vehicle that stands, now. */
  readonly queueM: number;
  /** Mean delay [s] on this street of the `vehicles` that left it in the last DELAY_MINUTES full minutes; null = none did, or these
   *  minutes have not been computed yet. */
  readonly delayS: number | null;
  readonly vehicles: number;
};

/** What one run knows up to `atMs`; a few times a second, never per frame. `timeline`, `crossings` and `signalDelayS` reach as far
 *  as the run has been computed (`computedMs`), so that what is still to come can be drawn as such. */
export type RunSummary = ChainState & {
  /** The run's name, as it was asked for. */
  readonly arm: RunName;
  readonly atMs: number;
  readonly computedMs: number;
  readonly running: number;
  readonly waitingToEnter: number;
  readonly arrived: number;
  readonly timeline: readonly TimelineItem[];
  readonly crossings: readonly Crossing[];
  /** Entry m = mean delay [s] of the vehicles that left a signalled approach in minute m; null = none did. */
  readonly signalDelayS: readonly (number | null)[];
  readonly approaches: readonly Approach[];
  /** Route still ahead of each driving unit: link positions in compile order. */
  readonly units: readonly (UnitMotion & {
    readonly unit: number;
    readonly name: Text;
    readonly driving: boolean;
    /** Where it is, by the way it drives; its position in the picture may be on another lane. */
    readonly link: number;
    readonly offsetMm: number;
    readonly route: readonly number[];
    readonly goalLink: number;
    readonly goalOffsetMm: number;
    readonly incident: number;
    readonly state: UnitPosition["state"];
  })[];
  readonly stateHash: string;
  readonly physicalHash: string;
};

export type UnitPosition = {
  readonly unit: number;
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  readonly state: UnitDuty;
  readonly incident: number;
};

export type OpenRequest = {
  readonly cityJson: Uint8Array; // gzip allowed, as for demand
  readonly demandJson: Uint8Array;
  readonly scenarioYaml: string;
  /** Names for problems, as the person knows them. */
  readonly files: { readonly city: string; readonly demand: string; readonly scenario: string };
  readonly seed: string;
  readonly replication: number;
};
export type OpenAnswer =
  | {
      readonly ok: true;
      readonly durationMs: number;
      readonly warmUpMs: number;
      readonly arms: readonly { readonly id: string; readonly title: Text }[];
      readonly baseline: string;
      readonly startsAt: string;
      readonly cityHash: string;
      readonly demandHash: string;
      readonly scenarioHash: string;
      readonly engineHash: string;
      readonly engineVersion: string;
      readonly city: City;
      readonly scenario: Scenario;
      /** Positions in frames and summaries -> ids; see engine/network-index.ts. */
      readonly linkIds: readonly string[];
      readonly movementIds: readonly string[];
      readonly signalIds: readonly string[];
      readonly frameMovements: readonly number[];
      readonly trips: number;
      /** Name of unit i as its station calls it, and what kind of vehicle it is. */
      readonly unitNames: readonly Text[];
      readonly unitFleets: readonly Fleet[];
      /** Asset id of its station. */
      readonly unitStations: readonly string[];
      readonly assumptions: readonly Assumption[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A run's whole state at a full simulated minute, to be kept where it outlives its worker. */
export type Checkpoint = { readonly minute: number; readonly bytes: Uint8Array };

/** Runs are asked for by name; whatever has not been run yet, or was forgotten for want of memory, is made then. */
export type SimService = {
  open(request: OpenRequest): Promise<OpenAnswer>;
  /** Another day of what is open: from now on names without a replication mean runs of this seed and replication. */
  replay(seed: string, replication: number): Promise<void>;
  /** Runs (or restores and runs) `run` to `atMs` and fills `buffer` (transferred in and back; grown when too small). */
  frame(run: RunName, atMs: number, buffer: ArrayBuffer): Promise<ArrayBuffer>;
  summary(run: RunName, atMs: number): Promise<RunSummary>;
  /** Units of `run` at `atMs` without the rest of the picture (the ghost in another run). */
  units(run: RunName, atMs: number): Promise<readonly UnitPosition[]>;
  /** The course of one incident in words, as far as the run has been computed; undefined where there is no such call yet. */
  explain(run: RunName, incident: number): Promise<IncidentTale | undefined>;
  /** Why `run`, a branch, cannot be made; undefined = it can. */
  whyNoBranch(run: RunName): Promise<Problem | undefined>;
  /** One thing at the moment at which the run stands, which stays where it is. */
  look(run: RunName, what: Look): Promise<Looked>;
  /** Speeds of a unit between two moments. */
  unitTrace(run: RunName, unit: number, fromMs: number, toMs: number): Promise<UnitTrace>;
  /** Minute by minute, of these links together. */
  linkMinutes(run: RunName, links: readonly number[]): Promise<readonly LinkMinute[]>;
  assetCourses(run: RunName): Promise<AssetCourses>;
  /** The whole run, computed ahead in slices so that frames stay responsive; resolves when done. */
  precompute(run: RunName): Promise<void>;
  /** The latest checkpoint of `run` at or before `atMs`. */
  checkpoint(run: RunName, atMs: number): Promise<Checkpoint | undefined>;
  /** Takes in a checkpoint of an earlier worker on the same project. */
  adopt(run: RunName, checkpoint: Checkpoint): Promise<void>;
  dispose(): Promise<void>;
};
