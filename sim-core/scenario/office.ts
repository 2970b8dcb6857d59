/**
 * Everything the institutions hold, as data: no closure, promise or timer, so that a run can be saved at any moment. `Office` is what
 * every function of this folder works on: the fixed setup, the world, the state, and the facts not yet handed out.
 */
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { ServiceClass } from "../model/city.ts";
import type { Reading } from "../model/reading.ts";
import type { Distribution, Scenario, StepOutcome } from "../model/scenario.ts";
import type { WhenExpression } from "../model/when-expression.ts";
import type { PreemptRequest, RoadPlace, World } from "./world.ts";

/** An incident as it was placed before the run, the same in all arms of a replication. Its number is its position. */
export type Incident = RoadPlace & {
  readonly kind: string;
  readonly severity: number;
  readonly atMs: number;
  readonly linkId: string;
  readonly building: string;
  readonly onScene: Distribution;
};

export type UnitHome = { readonly station: string; readonly agency: string; readonly home: RoadPlace };

export type Setup = {
  readonly scenario: Scenario;
  readonly incidents: readonly Incident[];
  /** Position = unit number. */
  readonly units: readonly UnitHome[];
  /** Owner (agency id) of each service class in this city. */
  readonly owners: Readonly<Record<ServiceClass, string>>;
  /** In order of being known. */
  readonly readings: readonly Reading[];
};

/** Derived from the scenario once; never saved. */
export type Plan = {
  readonly stepIndex: ReadonlyMap<string, number>;
  /** Group of triggers that share courses, per trigger id. */
  readonly groupOf: ReadonlyMap<string, string>;
  /** Steps that wait for a trigger or for a step (by position). */
  readonly afterTrigger: ReadonlyMap<string, readonly number[]>;
  readonly afterStep: readonly (readonly number[])[];
  /** Per trigger, in the order of the file; undefined = always. */
  readonly whens: readonly (WhenExpression | undefined)[];
  /** Local calendar day and time of that day at simulated 0. */
  readonly dayLocal: number;
  readonly msOfDay: number;
};

export type StepTimer =
  | { readonly kind: "approved" | "worked" | "timeout" | "retry"; readonly course: number; readonly step: number }
  | { readonly kind: "refused"; readonly course: number; readonly step: number; readonly agreement: string };

export type Timer =
  | { readonly kind: "incident"; readonly incident: number }
  | { readonly kind: "time" | "silence"; readonly trigger: number }
  | { readonly kind: "reading"; readonly reading: number }
  | StepTimer
  | { readonly kind: "late"; readonly incident: number; readonly step: string; readonly agency: string }
  | { readonly kind: "turned-out" | "scene-done" | "reroute" | "try-again"; readonly unit: number; readonly mission: number };

export type StepState = {
  status: "running" | "ended";
  /** Outcome of the last attempt; "cancelled" never leads on. */
  outcome: StepOutcome | "cancelled" | "";
  /** From 0. */
  attempt: number;
  /** Tokens of timers that end with this attempt. `answer` = the one that is its answer (-1: none under way). */
  timeoutToken: number;
  answerToken: number;
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
  /** Units sent by each step (by position). */
  readonly units: Map<number, readonly number[]>;
};

export type UnitState = {
  state: "at-station" | "turning-out" | "driving" | "on-scene" | "returning";
  /** Counts this unit's missions; timers of an old one are void. */
  mission: number;
  incident: number;
  course: number;
  /** How many units this incident was sent before this one: names the random streams of the mission. */
  slot: number;
  route: "usual" | "live";
  everyMs: number;
  crossRed: boolean;
  preempt: PreemptRequest | null;
  /** Token of the timer under way, -1 = none; `rerouteToken` likewise. */
  token: number;
  rerouteToken: number;
};

/** A dispatch that waits for free units. */
export type Waiting = { readonly course: number; readonly step: number; readonly sent: number[] };

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
};

export type AgendaEntry = { readonly course: number; readonly because: { readonly trigger: string } | { readonly step: number } };

export type Finished = {
  readonly course: number;
  readonly step: number;
  readonly result: { readonly units: readonly number[] } | { readonly failed: string };
};

export type Office = {
  readonly setup: Setup;
  readonly plan: Plan;
  readonly world: World;
  state: State;
  facts: InstitutionalFact[];
  /** Work of this millisecond: what may go on because of what, and steps whose action has ended. Empty between two calls from outside. */
  readonly agenda: AgendaEntry[];
  readonly finished: Finished[];
};

export const setTimer = (office: Office, afterMs: number, timer: Timer): number => {
  const token = office.state.nextToken;
  office.state.nextToken += 1;
  const handle = office.world.schedule(office.world.nowMs() + afterMs, token);
  office.state.timers.set(token, { handle, timer });
  return token;
};

export const dropTimer = (office: Office, token: number): void => {
  const pending = office.state.timers.get(token);
  if (pending === undefined) return;
  office.world.cancel(pending.handle);
  office.state.timers.delete(token);
};

/** Milliseconds drawn from a distribution; a constant draws nothing. */
export const drawMs = (office: Office, distribution: Distribution, stream: string, entity: number, k: number): number =>
  Math.max(0, Math.round(1000 * drawS(office.world, distribution, stream, entity, k)));

const drawS = (world: World, distribution: Distribution, stream: string, entity: number, k: number): number => {
  if ("constantS" in distribution) return distribution.constantS;
  if ("medianS" in distribution) return world.draw(stream, entity, k, "lognormal", distribution.medianS, distribution.p90S);
  if ("meanS" in distribution) return distribution.meanS === 0 ? 0 : world.draw(stream, entity, k, "exponential", distribution.meanS, 0);
  return world.draw(stream, entity, k, "uniform", distribution.lowS, distribution.highS);
};

/** Whether a thing of probability p happens; sure things draw nothing. */
export const happens = (office: Office, shareP: number, stream: string, entity: number, k: number): boolean =>
  shareP >= 1 || (shareP > 0 && office.world.draw(stream, entity, k, "bernoulli", shareP, 0) >= 0.5);

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
    preempt: null,
    token: -1,
    rerouteToken: -1,
  })),
  sentTo: new Map(),
  waiting: [],
  silences: new Map(),
});

/** The state as one JSON text: equal states give equal texts (maps keep the order in which their keys came). */
export const freezeState = (state: State): string =>
  JSON.stringify({
    ...state,
    timers: [...state.timers],
    courses: [...state.courses].map(([id, course]) => [id, { ...course, steps: [...course.steps], units: [...course.units] }]),
    coursesSoFar: [...state.coursesSoFar],
    lastFired: [...state.lastFired],
    sentTo: [...state.sentTo],
    silences: [...state.silences],
  });

type FrozenCourse = Omit<Course, "steps" | "units"> & {
  readonly steps: [number, StepState][];
  readonly units: [number, readonly number[]][];
};
type Frozen = Omit<State, "timers" | "courses" | "coursesSoFar" | "lastFired" | "sentTo" | "silences"> & {
  readonly timers: [number, { readonly handle: number; readonly timer: Timer }][];
  readonly courses: [number, FrozenCourse][];
  readonly coursesSoFar: [string, number][];
  readonly lastFired: [string, number][];
  readonly sentTo: [number, number][];
  readonly silences: [number, number][];
};

/** Only for texts that freezeState wrote. */
export const thawState = (text: string): State => {
  const frozen = JSON.parse(text) as Frozen;
  return {
    ...frozen,
    timers: new Map(frozen.timers),
    courses: new Map(frozen.courses.map(([id, course]) => [id, { ...course, steps: new Map(course.steps), units: new Map(course.units) }])),
    coursesSoFar: new Map(frozen.coursesSoFar),
    lastFired: new Map(frozen.lastFired),
    sentTo: new Map(frozen.sentTo),
    silences: new Map(frozen.silences),
  };
};
