/**
 * Facts of the institutions, written by the scenario engine: what agencies, crews, owners and hospitals did, in the past tense. With the
 * engine's records (facts.ts) they are the whole log; KPIs, time lines, explanations and audits are computed from it alone.
 * `incident` is the number of the incident in this run, from 0; -1 = none. `agency` is an agency's id. Nothing here is personal: cars and
 * patients are numbers of this run, an audited look-up names its subject by a pseudonym.
 */

type Common = { readonly atMs: number; readonly incident: number };

/** A call that merges with an earlier one (same kind and place, `dedupeS`) has no CallReceived of its own. */
export type IncidentFact = Common & {
  readonly kind: "IncidentHappened" | "CallReceived";
  readonly incidentKind: string;
  readonly link: number;
  readonly offsetMm: number;
};

/** Fired = a course of steps begins (or goes on); Merged, Ignored and Queued say why none begins now. */
export type TriggerFact = Common & {
  readonly kind: "TriggerFired" | "TriggerMerged" | "TriggerIgnored" | "TriggerQueued";
  readonly trigger: string;
};

export type StepFact = Common & {
  readonly kind:
    | "StepRequested"
    /** Waits for a seat at `desk`: before approval (the approver's desk) or before the work (the step's own). */
    | "StepQueued"
    | "StepStarted"
    | "StepDone"
    | "StepBlocked"
    | "StepRefused"
    | "StepTimedOut"
    | "StepFailed"
    | "StepLateAnswer"
    | "StepCancelled"
    | "StepRetried";
  readonly step: string;
  readonly agency: string;
  readonly agreement?: string;
  readonly reason?: string;
  readonly desk?: string;
};

export type NotifiedFact = Common & { readonly kind: "Notified"; readonly step: string; readonly agency: string; readonly to: string };

/** After every change of a desk: seats taken, seats on duty, tickets in its line. `incident` -1. */
export type DeskFact = Common & {
  readonly kind: "DeskChanged";
  readonly desk: string;
  readonly agency: string;
  readonly busy: number;
  readonly seats: number;
  readonly waiting: number;
};

/** The call desk and what callers get wrong. */
export type CallFact = Common & {
  readonly kind: "CallRepeated" | "CallTriaged" | "AddressWrong" | "AddressCorrected";
  readonly step: string;
  readonly agency: string;
  /** CallTriaged: taken as urgent; and whether that is what it is, which only the simulation knows. */
  readonly isUrgent?: boolean;
  readonly isRight?: boolean;
};

export type UnitFact = Common & {
  readonly kind:
    | "UnitDispatched"
    | "UnitTurnedOut"
    /** A car that leaves too little room stopped it; `car` says which, `remainingMm` how far it still had to go. */
    | "UnitBlocked"
    /** The car is gone and it drives on; `by` says who saw to that. */
    | "UnitFreed"
    /** Wheels at the kerb; `walkMm` > 0 = the last part on foot, past a car that blocks. */
    | "UnitArrived"
    | "UnitLeftScene"
    | "UnitReturned"
    | "UnitRecalled"
    /** Another unit, nearer by now, was sent in its place: `to` is that unit. */
    | "UnitReplaced"
    /** Sent to stand in for a station without units; `station` is an asset id. */
    | "UnitMovedUp"
    /** An ambulance left for a hospital with a patient. */
    | "UnitTransporting"
    | "UnitAtHospital";
  readonly unit: number;
  readonly agency: string;
  /** An ambulance that comes first to a fire is no engine: golden time has a fleet. */
  readonly fleet?: "fire-engine" | "ambulance";
  readonly car?: number;
  readonly by?: CarMover;
  readonly remainingMm?: number;
  readonly walkMm?: number;
  readonly to?: number;
  readonly station?: string;
  readonly patient?: number;
};

/** Who moved a car that was in the way. */
export type CarMover = "owner-called" | "owner-found-on-foot" | "towed" | "pushed-aside";

/** A picture of the scene came (or none of the cameras shows it). `cameras` looked at, of which `useful` show the scene. */
export type SceneFact = Common & {
  readonly kind: "SceneSeen" | "SceneNotSeen";
  readonly step: string;
  readonly agency: string;
  readonly cameras: number;
  readonly useful: number;
  readonly sinceCallS: number;
  readonly picture: "live" | "still";
};

/** Widths of streets and cars known to be in the way were handed to the crew: of `present` such cars near the scene, `known`. */
export type StreetDataFact = Common & {
  readonly kind: "StreetDataGiven";
  readonly step: string;
  readonly agency: string;
  readonly known: number;
  readonly present: number;
};

/** One badly parked car. `blocks` = the units of this course would be (or are) stopped by it: only the simulation knows that. */
export type CarFact = Common & {
  readonly kind: "PlateRead" | "PlateNotRead" | "OwnerFound" | "OwnerNotFound" | "OwnerReached" | "OwnerNotReached" | "CarMoved";
  readonly car: number;
  readonly step: string;
  readonly agency: string;
  readonly blocks: boolean;
  readonly by?: CarMover;
};

export type WaterFact = Common & {
  readonly kind: "WaterOnFire";
  readonly step: string;
  readonly unit: number;
  readonly agency: string;
  /** Heat release of the fire at that moment, t-squared growth [kW]. */
  readonly heatKw: number;
  /** Hose from the engine to the scene, and from the hydrant to the engine [mm]. */
  readonly hoseMm: number;
  readonly hydrantMm: number;
  /** Whether the crew knew the scene before it came. */
  readonly sceneKnown: boolean;
};

/** First word of people to be carried. */
export type CasualtiesFact = Common & {
  readonly kind: "CasualtiesReported";
  readonly by: "caller" | "camera" | "crew";
  readonly patients: number;
};

/** `patient` numbers patients of the whole run; `hospital` is an asset id. */
export type HospitalFact = Common & {
  readonly kind:
    | "HospitalAsked"
    | "HospitalAccepted"
    | "HospitalRefused"
    /** At the door: handed over. */
    | "PatientDelivered"
    /** At the door: turned away after all, a hospital is sought again. */
    | "PatientTurnedAway";
  readonly patient: number;
  readonly need: string;
  readonly severe: boolean;
  readonly hospital: string;
  readonly agency: string;
  readonly step?: string;
  readonly unit?: number;
  readonly reason?: "no-bed" | "no-specialist" | "declined";
};

/**
 * Audit: somebody looked at something personal. `subject` is a pseudonym; the record must be deleted at `deleteAtMs` (run clock; it may lie
 * after the end of the run). `agreement` "" = on one's own authority, without data from another agency.
 */
export type AuditFact = Common & {
  readonly kind: "LookedUp" | "RecordDeleted";
  readonly agency: string;
  readonly step: string;
  readonly data: "live-video" | "still" | "plate" | "owner" | "owner-phone";
  readonly purpose: string;
  readonly agreement: string;
  readonly subject: string;
  readonly deleteAtMs: number;
};

export type InstitutionalFact =
  | IncidentFact
  | TriggerFact
  | StepFact
  | NotifiedFact
  | DeskFact
  | CallFact
  | UnitFact
  | SceneFact
  | StreetDataFact
  | CarFact
  | WaterFact
  | CasualtiesFact
  | HospitalFact
  | AuditFact;
