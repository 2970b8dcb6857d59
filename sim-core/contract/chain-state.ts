/** Where the chain stands at one moment of a run, for a picture of it: cars in the way, cameras looked through, patients, hospitals. */
import type { CarFact, CarMover, HospitalFact } from "./institutional-facts.ts";

/** A badly parked car of this run. */
export type CarState = {
  readonly car: number;
  /** Position in `city.parkedCars`. */
  readonly parked: number;
  /** What it leaves of the street. */
  readonly freeWidthMm: number;
  readonly isPresent: boolean;
  /** Who chooses ways, or calls owners, knows of it. */
  readonly isKnown: boolean;
  /** Units that stand before it now. */
  readonly stops: readonly number[];
  /** What became of it last. */
  readonly last?: { readonly kind: CarFact["kind"]; readonly atMs: number; readonly incident: number; readonly by?: CarMover };
};

export type HospitalState = {
  /** Asset id. */
  readonly hospital: string;
  readonly freeBeds: number;
  /** Latest answer per patient that is still under way, in order of asking. */
  readonly answers: readonly {
    readonly patient: number;
    readonly state: "asked" | "accepted" | "refused";
    readonly reason?: HospitalReason;
  }[];
  readonly delivered: number;
};
export type HospitalReason = NonNullable<HospitalFact["reason"]>;

export type PatientState = {
  readonly patient: number;
  readonly incident: number;
  readonly need: string;
  readonly isSevere: boolean;
  readonly state: "waiting" | "on-board" | "delivered";
  /** Asset id of the hospital that said yes. */
  readonly hospital?: string;
  readonly unit?: number;
};

/** A camera that somebody looks through; `sees` = it shows what is looked for. */
export type CameraUse = {
  /** Asset id. */
  readonly camera: string;
  readonly incident: number;
  readonly step: string;
  readonly agency: string;
  readonly sees: boolean;
};

/** A hose line: from the hydrant to the engine to the scene. */
export type HoseState = { readonly incident: number; readonly unit: number; readonly sinceMs: number };

export type ChainState = {
  readonly cars: readonly CarState[];
  readonly hospitals: readonly HospitalState[];
  readonly patients: readonly PatientState[];
  readonly cameras: readonly CameraUse[];
  readonly hoses: readonly HoseState[];
};
