/**
 * The log of one run as tables with named columns, for whoever works on it with other tools: `facts` (what institutions did), `records`
 * (what the engine wrote) and `steps` (one row per attempt of a step). docs/formats/trace.md is made from this file.
 */
import type { FactKind } from "../contract/facts.ts";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";

export const TRACE_VERSION = 1;

/** INT32 and DOUBLE as in Parquet; in NDJSON both are numbers. */
export type ColumnType = "INT32" | "DOUBLE" | "STRING" | "BOOLEAN";
export type TraceColumn = { readonly type: ColumnType; readonly doc: string };
export type TraceRow = Readonly<Record<string, string | number | boolean | undefined>>;

type KeysOf<Union> = Union extends Union ? keyof Union : never;
export type FactColumn = KeysOf<InstitutionalFact>;

const whole = (doc: string): TraceColumn => ({ type: "INT32", doc });
const text = (doc: string): TraceColumn => ({ type: "STRING", doc });
const truth = (doc: string): TraceColumn => ({ type: "BOOLEAN", doc });
const real = (doc: string): TraceColumn => ({ type: "DOUBLE", doc });

/** Every field that any fact has; a row has those of its kind. */
export const FACT_COLUMNS: Readonly<Record<FactColumn, TraceColumn>> = {
  atMs: whole("Simulated time; 0 = the scenario's `run.startsAt`."),
  kind: text("What happened, in the past tense."),
  incident: whole("Number of the incident in this run, from 0; -1 = none."),
  agency: text("Agency that did it."),
  incidentKind: text("fire, medical …"),
  link: text("Street (id of the city)."),
  offsetMm: whole("Distance from the start of the link."),
  trigger: text("Trigger (id of the scenario)."),
  step: text("Step (id of the scenario)."),
  agreement: text("Agreement (id of the scenario)."),
  reason: text("Why: `mou-none`, `law-not-yet`, `no-free-unit`, `no-bed` …"),
  desk: text("Desk (id of the scenario)."),
  busy: whole("Seats taken at the desk."),
  seats: whole("Seats on duty."),
  waiting: whole("Tickets in its line."),
  isUrgent: truth("Taken as urgent at the call desk."),
  isRight: truth("Whether that is what it is; only the simulation knows."),
  to: text("Notified: the agency. UnitReplaced: the number of the unit that took over."),
  unit: whole("Number of the unit, from 0."),
  car: whole("Number of a badly parked car of this run."),
  by: text("Who moved the car, or who told of casualties."),
  remainingMm: whole("Way left when a car stopped the unit."),
  fleet: text("fire-engine or ambulance."),
  walkMm: whole("The last part, done on foot."),
  station: text("Fire or ambulance station (id of the city)."),
  patient: whole("Number of the patient in this run."),
  cameras: whole("Cameras looked at."),
  useful: whole("Of these, cameras that show the scene."),
  picture: text("live or still."),
  known: whole("Cars in the way that the data know."),
  present: whole("Cars in the way."),
  blocks: truth("The car is in the way of a unit of this course."),
  heatKw: real("Heat release of the fire when water reached it."),
  hoseMm: whole("Hose from the engine to the scene."),
  hydrantMm: whole("From the hydrant to the engine."),
  sceneKnown: truth("The crew knew the scene before it came."),
  sinceCallS: real("Seconds since the call about the incident was received."),
  patients: whole("People to be carried."),
  need: text("Specialist that the patient needs."),
  severe: truth("Severe case."),
  hospital: text("Hospital (id of the city)."),
  data: text("What was looked at: plate, owner …"),
  purpose: text("What for."),
  subject: text("Pseudonym of whom it is about; never a plate, a name or a number."),
  deleteAtMs: real("When the record must be gone; may lie after the end of the run."),
};

/** Names of an engine record's four numbers (contract/facts.ts), in their order; "" = not used. Ids: link, signal, movement. */
export const RECORD_FIELDS: Readonly<Record<keyof typeof FactKind, readonly [string, string, string, string]>> = {
  TripEnded: ["trip", "inSystemMs", "delayMs", "plannedMs"],
  TripCensored: ["trip", "inSystemMs", "delayMs", "plannedMs"],
  ApproachMinute: ["link", "leftVehicles", "delayMs", "vehicles"],
  CycleQueue: ["link", "queue", "signal", "vehicles"],
  UnitDeparted: ["unit", "link", "offsetMm", "routeMm"],
  UnitArrived: ["unit", "link", "offsetMm", "drivenMs"],
  UnitCrossed: ["unit", "link", "signal", "lostMs"],
  PreemptRequested: ["signal", "unit", "movement", "obeyed"],
  PreemptGranted: ["signal", "unit", "movement", "waitedMs"],
  PreemptReleased: ["signal", "unit", "releaseReason", "heldMs"],
  SignalRecovered: ["signal", "", "", "recoveredMs"],
  LinkRestricted: ["link", "openLanes", "speedPermille", "headwayPermille"],
  LinkRestored: ["link", "", "", ""],
  TripRemoved: ["trip", "link", "", ""],
  PedestrianMinute: ["signal", "stage", "waitedMs", "arrivals"],
  UnitBlocked: ["unit", "link", "offsetMm", "obstacle"],
  UnitUnblocked: ["unit", "link", "offsetMm", "blockedMs"],
  VehicleCrossed: ["trip", "link", "onLinkMs", "delayMs"],
  StageShown: ["signal", "stage", "aspect", ""],
};

export const RECORD_COLUMNS: Readonly<Record<string, TraceColumn>> = {
  atMs: whole("Simulated time."),
  stream: text("`kpi`: always written, KPIs are computed from it. `trace`: every vehicle and every stage."),
  kind: text("What happened."),
  trip: whole("Position of the trip in the demand file, from 0."),
  unit: whole("Number of the unit, from 0."),
  link: text("Street (id of the city)."),
  signal: text("Signal (id of the city); absent = none there."),
  movement: text("Movement (id of the city)."),
  stage: whole("Stage of the signal's plan, from 0."),
  aspect: whole("0 green, 1 yellow, 2 all red."),
  offsetMm: whole("Distance from the start of the link."),
  routeMm: whole("Length of the route when the unit left."),
  inSystemMs: whole("Time in the system with the wait to enter."),
  delayMs: whole("TripEnded, TripCensored, VehicleCrossed: delay. ApproachMinute: sum over the vehicles that left."),
  plannedMs: whole("Planned departure of the trip."),
  leftVehicles: whole("Vehicles that left over the stop line in the minute that ends now."),
  vehicles: whole("Vehicles on the link now."),
  queue: whole("Standing queue at the end of the cycle."),
  drivenMs: whole("Since the unit left."),
  lostMs: whole("Lost at the stop line against free driving."),
  obeyed: whole("1 = the controller obeys, 0 = the request failed."),
  waitedMs: whole("PreemptGranted: since the request. PedestrianMinute: waited more than planned, summed."),
  releaseReason: whole("0 passed, 1 cancelled, 2 hold time-out, 3 another unit's turn."),
  heldMs: whole("How long the signal was held."),
  recoveredMs: whole("From the release until it is back on its plan."),
  openLanes: whole("Lanes left open."),
  speedPermille: whole("Speed that is left, in thousandths."),
  headwayPermille: whole("Headway, in thousandths of the usual."),
  arrivals: whole("Virtual arrivals of people on foot in the minute."),
  obstacle: whole("Number of the obstacle."),
  blockedMs: whole("How long the unit stood before it."),
  onLinkMs: whole("Time on the link."),
};

export const STEP_COLUMNS: Readonly<Record<string, TraceColumn>> = {
  incident: whole("Number of the incident, from 0; -1 = none."),
  step: text("Step (id of the scenario)."),
  agency: text("Agency that does it."),
  attempt: whole("From 0; a retry is a row of its own."),
  requestedMs: whole("Asked for; absent = blocked, nothing was sent."),
  queuedMs: whole("First time in a line (a desk, or for a free unit); absent = never."),
  waitedMs: whole("All time in lines together."),
  startedMs: whole("Work began: permitted, and a seat taken."),
  endedMs: whole("Absent = still under way when the run ended."),
  outcome: text("done, blocked, refused, timed-out, failed, cancelled, retried, running."),
  agreement: text("Agreement that blocked or refused it."),
  reason: text("Why it ended so, or waited in line."),
  desk: text("The last desk it waited for."),
  lateAnswerMs: whole("An answer that came after the time-out and changed nothing."),
};

export type TraceTable = "facts" | "records" | "steps";
export const TRACE_TABLES: Readonly<Record<TraceTable, Readonly<Record<string, TraceColumn>>>> = {
  facts: FACT_COLUMNS,
  records: RECORD_COLUMNS,
  steps: STEP_COLUMNS,
};
