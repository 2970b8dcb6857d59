/**
 * Everything the institutions hold, as data: no closure, promise or timer, so that a run can be saved at any moment, and equal states
 * give equal texts.
 */
import type { AuditFact, CarMover } from "../contract/institutional-facts.ts";
import type { UnitDuty } from "../contract/unit-duty.ts";
import type { Need, StepOutcome } from "../model/scenario.ts";
import { type Arrivals, newArrivals } from "./arrivals.ts";
import { type DeskState, newDesk } from "./desk.ts";
import type { Setup } from "./setup.ts";
import type { PreemptRequest } from "./world.ts";

export type StepTimer =
  | { readonly kind: "approved" | "worked" | "timeout" | "retry"; readonly course: number; readonly step: number }
  | { readonly kind: "refused"; readonly course: number; readonly step: number; readonly agreement: string };

/** walked = the last part on foot is done, walked-back = the way back from a wrong door; cared = the patient can be moved (`k` looks ago for a hospital, `isWaiting` for nothing else). */
export type UnitTimer =
  | {
      readonly kind: "turned-out" | "scene-done" | "reroute" | "try-again" | "walked" | "walked-back" | "handed-over";
      readonly unit: number;
      readonly mission: number;
    }
  | {
      readonly kind: "out-of-patience";
      readonly unit: number;
      readonly mission: number;
      readonly car: number;
      readonly remainingMm: number;
    }
  | { readonly kind: "cared"; readonly unit: number; readonly mission: number; readonly k: number; readonly isWaiting: boolean };

/** A car will be gone. `unit` = its crew sees to that and must still stand there; -1 = somebody else does. */
export type CarSolved = {
  readonly kind: "car-solved";
  readonly car: number;
  readonly by: CarMover;
  readonly step: string;
  readonly agency: string;
  readonly incident: number;
  readonly unit: number;
};

export type Timer =
  | { readonly kind: "incident"; readonly incident: number }
  | { readonly kind: "time" | "silence"; readonly trigger: number }
  | { readonly kind: "reading"; readonly reading: number }
  | StepTimer
  | { readonly kind: "late"; readonly incident: number; readonly step: string; readonly agency: string }
  | UnitTimer
  | { readonly kind: "desk-done"; readonly ticket: number }
  | { readonly kind: "desk-shift" | "desk-other-work"; readonly desk: number; readonly k: number }
  | { readonly kind: "repeat-call"; readonly incident: number; readonly step: number; readonly k: number }
  | { readonly kind: "address-corrected"; readonly incident: number; readonly step: string }
  | CarSolved
  | { readonly kind: "water"; readonly course: number; readonly step: number; readonly unit: number; readonly sceneKnown: boolean }
  | { readonly kind: "hospital-answers"; readonly patient: number; readonly hospital: number; readonly search: number }
  | { readonly kind: "hospital-chosen"; readonly patient: number; readonly search: number }
  | { readonly kind: "delete-record"; readonly record: AuditFact };

export type StepState = {
  status: "running" | "ended";
  /** Outcome of the last attempt; "cancelled" never leads on. */
  outcome: StepOutcome | "cancelled" | "";
  /** From 0. */
  attempt: number;
  /** Tokens of timers that end with this attempt. `answer` = the one that is its answer (-1: none under way). */
  timeoutToken: number;
  answerToken: number;
  /** Answers still awaited: people at desks, and one for all machines together. */
  answersDue: number;
  /** Number of the rules it began under (rules.ts); left out: the first. Likewise below. */
  readonly rules?: number | undefined;
};

/** One run through the steps for one case (an incident, or none), begun by one firing. */
export type Course = {
  readonly id: number;
  readonly group: string;
  readonly incident: number;
  /** For random streams: stable per incident and course of it. */
  readonly entity: number;
  readonly fired: string[];
  readonly steps: Map<number, StepState>;
  /** What each step (by position) gave to later ones: numbers of units, or of badly parked cars. */
  readonly outputs: Map<number, readonly number[]>;
};

export type UnitState = {
  state: UnitDuty;
  /** Counts this unit's missions; timers of an old one are void. */
  mission: number;
  incident: number;
  course: number;
  /** How many units this incident was sent before this one: names the random streams of the mission. */
  slot: number;
  route: "usual" | "live";
  everyMs: number;
  crossRed: boolean;
  /** Step that sent it (position), -1 = none: its parameters say how the crew works. */
  step: number;
  /** Knows of the cars in the way (street data), and comes from the other end where that is better. */
  avoidKnown: boolean;
  fromTwin: boolean;
  /** Car that it stands before, -1 = none. */
  blockedBy: number;
  /** Way on foot of this mission [mm], and when it was begun. */
  walkMm: number;
  walkFromMs: number;
  /** Patient on board or being cared for (number of the run), -1 = none. */
  patient: number;
  /** Hospital it drives to, -1 = none. */
  hospital: number;
  /** Station that it stands in for, -1 = its own. */
  post: number;
  preempt: PreemptRequest | null;
  /** Token of the timer under way, -1 = none; `rerouteToken` likewise. */
  token: number;
  rerouteToken: number;
  /** Of the order it carries out. */
  rules?: number | undefined;
};

/** A dispatch that waits for free units. `isReachable` = somebody could get there, and all who could are busy: not asked again meanwhile. */
export type Waiting = {
  readonly course: number;
  readonly step: number;
  readonly wanted: number;
  readonly sent: number[];
  isReachable: boolean;
};

/** Who waits at a desk, and what for. `work` void = nobody cares any more, the seat is still taken. */
export type TicketWork = {
  readonly desk: number;
  readonly durationMs: number;
  /** When it got a seat; -1 = waits. */
  token: number;
  work:
    | { readonly kind: "approve"; readonly course: number; readonly step: number; readonly agreement: string; readonly refuses: boolean }
    | { readonly kind: "step"; readonly course: number; readonly step: number }
    | { readonly kind: "late"; readonly incident: number; readonly step: string; readonly agency: string }
    | { readonly kind: "other" };
};

export type IncidentState = {
  /** The dispatcher has the wrong address. */
  isWrongPlace: boolean;
  /** Triage at the call desk: its orders go first while units are short. */
  isUrgent: boolean;
  /** The crew knows the scene from a picture. */
  isSceneKnown: boolean;
  areCasualtiesKnown: boolean;
  callAtMs: number;
  unitsArrived: number;
  firstUnit: number;
};

export type CarState = { isPresent: boolean; isOwnerCalled: boolean };

export type PatientState = {
  readonly incident: number;
  readonly need: Need;
  readonly severe: boolean;
  /** Ambulance that has it, -1 = none. */
  unit: number;
  /** Hospital that said yes, -1 = none yet. */
  hospital: number;
  /** Number of the search under way; each new one voids the answers of the last. -1 = nobody seeks. */
  search: number;
  /** Of the search under way. */
  round: number;
  asked: number[];
  /** Hospitals that said yes while a nearer one may still come. */
  offers: number[];
  answersDue: number;
  course: number;
  step: number;
  isDelivered: boolean;
  /** Of the search. */
  rules?: number | undefined;
};

export type HospitalState = { freeBeds: number; readonly teams: Record<Need, number> };

export type Firing = { readonly trigger: number; readonly incident: number };

export type State = {
  nextToken: number;
  nextCourse: number;
  readonly timers: Map<number, { readonly handle: number; readonly timer: Timer }>;
  readonly courses: Map<number, Course>;
  /** How many courses each group and incident have had; for `entity`. */
  readonly coursesSoFar: Map<string, number>;
  /** Last accepted firing per trigger, kind and place. */
  readonly lastFired: Map<string, number>;
  /** Firings in `queued` mode that wait for the running course of their group. */
  readonly queued: Firing[];
  readonly units: readonly UnitState[];
  /** Units sent to each incident so far. */
  readonly sentTo: Map<number, number>;
  readonly waiting: Waiting[];
  /** Silence timers by trigger position. */
  readonly silences: Map<number, number>;
  /** Readings in a row that have met the `when` of a trigger that asks for several, by its position. */
  readonly metInARow: Map<number, number>;
  readonly desks: DeskState[];
  /** Other work of each desk: when its last piece came. */
  readonly otherWork: Arrivals[];
  nextTicket: number;
  nextSearch: number;
  readonly tickets: Map<number, TicketWork>;
  readonly incidents: IncidentState[];
  readonly cars: CarState[];
  readonly patients: PatientState[];
  readonly hospitals: HospitalState[];
  /** Requests per agreement and day so far. */
  readonly requestsOfDay: Map<string, number>;
  /** Steps that wait for the first unit at their scene. */
  readonly waterWaits: { readonly course: number; readonly step: number }[];
  /** Number of the rules that hold now; left out: the first. */
  rules?: number;
};

export const newState = (setup: Setup): State => ({
  nextToken: 0,
  nextCourse: 0,
  timers: new Map(),
  courses: new Map(),
  coursesSoFar: new Map(),
  lastFired: new Map(),
  queued: [],
  units: setup.units.map(() => ({
    state: "at-station",
    mission: 0,
    incident: -1,
    course: -1,
    slot: 0,
    route: "usual",
    everyMs: 0,
    crossRed: false,
    step: -1,
    avoidKnown: false,
    fromTwin: false,
    blockedBy: -1,
    walkMm: 0,
    walkFromMs: -1,
    patient: -1,
    hospital: -1,
    post: -1,
    preempt: null,
    token: -1,
    rerouteToken: -1,
  })),
  sentTo: new Map(),
  waiting: [],
  silences: new Map(),
  metInARow: new Map(),
  desks: setup.scenario.desks.map(() => newDesk(0)),
  otherWork: setup.scenario.desks.map(() => newArrivals()),
  nextTicket: 0,
  nextSearch: 0,
  tickets: new Map(),
  incidents: setup.incidents.map(() => ({
    isWrongPlace: false,
    isUrgent: false,
    isSceneKnown: false,
    areCasualtiesKnown: false,
    callAtMs: -1,
    unitsArrived: 0,
    firstUnit: -1,
  })),
  cars: setup.cars.map(() => ({ isPresent: true, isOwnerCalled: false })),
  patients: setup.incidents.flatMap(({ patients }, incident) =>
    patients.map(
      ({ need, severe }): PatientState => ({
        incident,
        need,
        severe,
        unit: -1,
        hospital: -1,
        search: -1,
        round: 0,
        asked: [],
        offers: [],
        answersDue: 0,
        course: -1,
        step: -1,
        isDelivered: false,
      }),
    ),
  ),
  hospitals: setup.hospitals.map(({ beds, teams }) => ({ freeBeds: beds, teams: { ...teams } })),
  requestsOfDay: new Map(),
  waterWaits: [],
});

/** The state as one JSON text: equal states give equal texts (maps keep the order in which their keys came). */
export const freezeState = (state: State): string =>
  JSON.stringify({
    ...state,
    timers: [...state.timers],
    courses: [...state.courses].map(([id, course]) => [id, { ...course, steps: [...course.steps], outputs: [...course.outputs] }]),
    coursesSoFar: [...state.coursesSoFar],
    lastFired: [...state.lastFired],
    sentTo: [...state.sentTo],
    silences: [...state.silences],
    metInARow: [...state.metInARow],
    tickets: [...state.tickets],
    requestsOfDay: [...state.requestsOfDay],
  });

type FrozenCourse = Omit<Course, "steps" | "outputs"> & {
  readonly steps: [number, StepState][];
  readonly outputs: [number, readonly number[]][];
};
type Frozen = Omit<
  State,
  "timers" | "courses" | "coursesSoFar" | "lastFired" | "sentTo" | "silences" | "metInARow" | "tickets" | "requestsOfDay"
> & {
  readonly timers: [number, { readonly handle: number; readonly timer: Timer }][];
  readonly courses: [number, FrozenCourse][];
  readonly coursesSoFar: [string, number][];
  readonly lastFired: [string, number][];
  readonly sentTo: [number, number][];
  readonly silences: [number, number][];
  readonly metInARow: [number, number][];
  readonly tickets: [number, TicketWork][];
  readonly requestsOfDay: [string, number][];
};

/** Only for texts that freezeState wrote. */
export const thawState = (text: string): State => {
  const frozen = JSON.parse(text) as Frozen;
  return {
    ...frozen,
    timers: new Map(frozen.timers),
    courses: new Map(
      frozen.courses.map(([id, course]) => [id, { ...course, steps: new Map(course.steps), outputs: new Map(course.outputs) }]),
    ),
    coursesSoFar: new Map(frozen.coursesSoFar),
    lastFired: new Map(frozen.lastFired),
    sentTo: new Map(frozen.sentTo),
    silences: new Map(frozen.silences),
    metInARow: new Map(frozen.metInARow),
    tickets: new Map(frozen.tickets),
    requestsOfDay: new Map(frozen.requestsOfDay),
  };
};
