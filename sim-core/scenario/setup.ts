/** What a run knows from the start: incidents as they will happen, units, stations, badly parked cars, hospitals, owners. Never saved. */
import type { Fleet } from "../contract/unit-duty.ts";
import type { ServiceClass } from "../model/city.ts";
import type { Reading } from "../model/reading.ts";
import type { Distribution, Need, Scenario } from "../model/scenario.ts";
import type { Obstacle, RoadPlace } from "./world.ts";

/** An incident as it was placed before the run, the same in all arms of a replication. Its number is its position. */
export type Incident = RoadPlace & {
  readonly kind: string;
  readonly severity: number;
  readonly atMs: number;
  readonly linkId: string;
  readonly building: string;
  /** Id of the city's neighbourhood; "" where it has none there. */
  readonly neighbourhood: string;
  readonly xyMm: readonly [number, number];
  readonly onScene: Distribution;
  /** The same door from the other direction of the street. */
  readonly twin?: RoadPlace;
  /** Where a wrong address leads. */
  readonly decoy: RoadPlace;
  /** alpha of Q = alpha t^2, and how long it had burnt when the call came. */
  readonly fire?: { readonly alphaKwPerS2: number; readonly burntMs: number };
  readonly patients: readonly Patient[];
  /** The caller says that somebody is hurt. */
  readonly callerKnows: boolean;
  /** First care of a patient. */
  readonly care: Distribution;
  /** Further calls about it, after the first. */
  readonly repeatAfterMs: readonly number[];
  /** Stations (numbers of Setup.stations) by time on empty roads: the run card. Empty where no dispatch asks for it. */
  readonly runCard: readonly number[];
  /** Cameras that might show it, nearest first. */
  readonly cameras: readonly CameraView[];
  readonly hydrantMm: number;
  /** Hospitals (numbers of Setup.hospitals), nearest first in a straight line. */
  readonly hospitals: readonly number[];
};

export type Patient = { readonly need: Need; readonly severe: boolean };

/** `sees` as it stands; `couldSee` if it were turned. */
export type CameraView = {
  readonly id: string;
  readonly class: ServiceClass;
  readonly distanceMm: number;
  readonly sees: boolean;
  readonly couldSee: boolean;
};

export type UnitHome = {
  readonly station: string;
  /** Number of its station in Setup.stations. */
  readonly stationNumber: number;
  readonly agency: string;
  readonly home: RoadPlace;
  readonly fleet: Fleet;
};
export type Station = { readonly id: string; readonly home: RoadPlace };

/** A badly parked car of this run. `subject` is its pseudonym in audits. */
export type ParkedBadly = Obstacle & {
  readonly xyMm: readonly [number, number];
  readonly subject: string;
  /** For random streams: stable per car of the city. */
  readonly entity: number;
  readonly cameras: readonly CameraView[];
};

export type Hospital = {
  readonly id: string;
  readonly place: RoadPlace;
  readonly beds: number;
  /** Teams of specialists on duty. */
  readonly teams: Readonly<Record<Need, number>>;
};

export type Setup = {
  readonly scenario: Scenario;
  readonly incidents: readonly Incident[];
  /** Position = unit number. */
  readonly units: readonly UnitHome[];
  readonly stations: readonly Station[];
  /** Position = number of the obstacle in the streets. */
  readonly cars: readonly ParkedBadly[];
  readonly hospitals: readonly Hospital[];
  /** Owner and operator (agency ids) of each service class in this city. */
  readonly owners: Readonly<Record<ServiceClass, string>>;
  readonly operators: Readonly<Record<ServiceClass, string>>;
  /** Kind of each agency, by id. */
  readonly agencyKinds: ReadonlyMap<string, string>;
  /** In order of being known. */
  readonly readings: readonly Reading[];
};
