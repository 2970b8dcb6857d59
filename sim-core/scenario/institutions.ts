/**
 * The institutions of one run: who must be asked, what is allowed, how long an answer takes, who is told. They turn due tokens,
 * observations and readings into commands to the city and facts for the log. Their state is data (office.ts), their clock, chance and
 * city are the world's (world.ts).
 */
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { Step, Trigger } from "../model/scenario.ts";
import type { CallInputs } from "../model/scene-actions.ts";
import type { WhenValues } from "../model/when-expression.ts";
import { recordDeleted } from "./audit.ts";
import { removeCar } from "./cars.ts";
import { fire, runAgenda, triggerFact } from "./courses.ts";
import { changeShift, deskDone, goToDesk, openDesks, otherWorkComes } from "./duty.ts";
import { fireEvents } from "./events.ts";
import { chooseHospital, hospitalAnswers } from "./hospital-search.ts";
import { addressCorrected, unitArrived, unitBlocked, unitStuck, unitTimerDue } from "./missions.ts";
import { drawMs, dropTimer, type Office, setTimer } from "./office.ts";
import { planOf, type Rules, rulesOf } from "./rules.ts";
import { reportCasualties, sceneOf } from "./scenes.ts";
import type { Setup } from "./setup.ts";
import { type Course, freezeState, newState, type StepTimer, type Timer, thawState, type UnitState } from "./state.ts";
import { deskWorkBegins, deskWorkDone, retryStep, stepApproved, stepRefused, stepTimedOut, stepWorked } from "./steps.ts";
import { waterFlows } from "./water.ts";
import type { World } from "./world.ts";

export type Institutions = {
  /** Schedules everything that is known from the start. Once, before the first token. */
  start(): void;
  tokenDue(token: number): void;
  unitArrived(unit: number): void;
  unitStuck(unit: number): void;
  /** It stands in front of an obstacle, `remainingMm` of its way before its goal, and drives on by itself when that is gone. */
  unitBlocked(unit: number, obstacle: number, remainingMm: number): void;
  /** Number of the rules that hold now. */
  rules(): number;
  /** From now on the next rules hold, for everything that has not begun. */
  nextRules(): void;
  units(): readonly Readonly<UnitState>[];
  /** Facts since the last call. */
  drain(): readonly InstitutionalFact[];
  /** The whole state as one text; equal states, equal texts. */
  save(): string;
  /** Only texts that `save` wrote. Facts not yet drained are forgotten. */
  load(saved: string): void;
};

/** `later`: for a branch, what holds after `setup`, in order; the same city, incidents, units and names of steps. */
export const makeInstitutions = (setup: Setup, world: World, later: readonly Setup[] = []): Institutions => {
  const first: Rules = { setup, plan: planOf(setup) };
  const office: Office = {
    rules: [first, ...later.map((next) => ({ setup: next, plan: planOf(next) }))],
    ...first,
    world,
    state: newState(setup),
    facts: [],
    agenda: [],
    finished: [],
    seated: [],
    events: [],
  };
  const settled = (act: () => void): void => {
    act();
    for (;;) {
      for (let work = office.seated.shift(); work !== undefined; work = office.seated.shift()) deskWorkBegins(office, work);
      runAgenda(office);
      if (office.events.length === 0 && office.seated.length === 0) return;
      fireEvents(office);
    }
  };
  return {
    start: () => {
      office.setup.cars.forEach((car, number) => {
        world.placeObstacle(number, car);
      });
      scheduleKnown(office);
      openDesks(office);
    },
    tokenDue: (token) => {
      const pending = office.state.timers.get(token);
      if (pending === undefined) throw new Error(`at ${world.nowMs()} ms: token ${token} came due but nobody waits for it`);
      office.state.timers.delete(token);
      settled(() => {
        timerDue(office, pending.timer);
      });
    },
    unitArrived: (unit) => {
      settled(() => {
        unitArrived(office, unit);
      });
    },
    unitStuck: (unit) => {
      settled(() => {
        unitStuck(office, unit);
      });
    },
    unitBlocked: (unit, obstacle, remainingMm) => {
      settled(() => {
        unitBlocked(office, unit, obstacle, remainingMm);
      });
    },
    rules: () => office.state.rules ?? 0,
    nextRules: () => {
      changeRules(office, (office.state.rules ?? 0) + 1);
    },
    units: () => office.state.units,
    drain: () => {
      const { facts } = office;
      office.facts = [];
      return facts;
    },
    save: () => freezeState(office.state),
    load: (saved) => {
      office.state = thawState(saved);
      office.facts = [];
      Object.assign(office, rulesOf(office, office.state));
    },
  };
};

/** Incidents, time triggers and the first reading, in this order: at equal times the earlier of them comes first. */
const scheduleKnown = (office: Office): void => {
  const { incidents, readings, scenario } = office.setup;
  incidents.forEach(({ atMs }, incident) => {
    setTimer(office, atMs, { kind: "incident", incident });
  });
  scenario.triggers.forEach((trigger, index) => {
    if (trigger.source === "time") setTimer(office, Math.round((trigger.atMin ?? 0) * 60_000), { kind: "time", trigger: index });
  });
  const [first] = readings;
  if (first !== undefined) setTimer(office, first.receivedAtMs, { kind: "reading", reading: 0 });
};

/** A time trigger whose hour the new rules have moved fires at the new one, if that is still to come. */
const changeRules = (office: Office, number: number): void => {
  const before = office.setup.scenario.triggers;
  Object.assign(office, rulesOf(office, { rules: number }));
  office.state.rules = number;
  office.setup.scenario.triggers.forEach((trigger, index) => {
    if (trigger.source !== "time" || trigger.atMin === before[index]?.atMin) return;
    for (const [token, { timer }] of [...office.state.timers]) {
      if (timer.kind === "time" && timer.trigger === index) dropTimer(office, token);
    }
    const inMs = Math.round((trigger.atMin ?? 0) * 60_000) - office.world.nowMs();
    if (inMs > 0) setTimer(office, inMs, { kind: "time", trigger: index });
  });
};

/** The step that takes the call about an incident which these triggers have heard of. */
const callStepFor = ({ plan, setup }: Office, heard: readonly number[]): Step | undefined => {
  for (const trigger of heard) {
    const step = plan.callSteps.get(plan.groupOf.get(setup.scenario.triggers[trigger]?.id ?? "") ?? "");
    if (step !== undefined) return step;
  }
  return undefined;
};

const timerDue = (office: Office, timer: Timer): void => {
  switch (timer.kind) {
    case "incident":
      incidentHappens(office, timer.incident);
      return;
    case "time":
    case "silence":
      triggerByItself(office, timer.trigger);
      return;
    case "reading":
      readingKnown(office, timer.reading);
      return;
    case "late":
      office.facts.push({
        kind: "StepLateAnswer",
        atMs: office.world.nowMs(),
        incident: timer.incident,
        step: timer.step,
        agency: timer.agency,
      });
      return;
    case "turned-out":
    case "scene-done":
    case "reroute":
    case "try-again":
    case "walked":
    case "walked-back":
    case "out-of-patience":
    case "cared":
    case "handed-over":
      unitTimerDue(office, timer);
      return;
    case "desk-shift":
      changeShift(office, timer.desk);
      return;
    case "desk-other-work":
      otherWorkComes(office, timer.desk, timer.k);
      return;
    case "desk-done":
      deskWorkDone(office, deskDone(office, timer.ticket));
      return;
    case "repeat-call":
      callRepeats(office, timer.incident, timer.step, timer.k);
      return;
    case "address-corrected":
      addressCorrected(office, timer.incident, timer.step);
      return;
    case "car-solved":
      removeCar(office, timer);
      return;
    case "water":
      waterFlows(office, timer);
      return;
    case "hospital-answers":
      hospitalAnswers(office, timer.patient, timer.hospital, timer.search);
      return;
    case "hospital-chosen":
      chooseHospital(office, timer.patient, timer.search);
      return;
    case "delete-record":
      recordDeleted(office, timer.record);
      return;
    default:
      stepTimerDue(office, timer);
      return;
  }
};

const stepTimerDue = (office: Office, timer: StepTimer): void => {
  const course: Course | undefined = office.state.courses.get(timer.course);
  if (course === undefined) throw new Error(`at ${office.world.nowMs()} ms: a timer of course ${timer.course}, which is over`);
  switch (timer.kind) {
    case "approved":
      stepApproved(office, course, timer.step);
      return;
    case "refused":
      stepRefused(office, course, timer.step, timer.agreement);
      return;
    case "worked":
      stepWorked(office, course, timer.step);
      return;
    case "timeout":
      stepTimedOut(office, course, timer.step);
      return;
    case "retry":
      retryStep(office, course, timer.step);
      return;
  }
};

/** What `when` sees of an incident. */
export const incidentValues = ({ incidents }: Setup, number: number): WhenValues => {
  const incident = incidents[number];
  if (incident === undefined) return { nowS: 0 };
  const { kind, severity, linkId, building, atMs } = incident;
  return { nowS: atMs / 1000, incident: { kind, severity, number, link: linkId, building } };
};

const incidentHappens = (office: Office, number: number): void => {
  const incident = office.setup.incidents[number];
  if (incident === undefined) return;
  const { kind: incidentKind, link, offsetMm } = incident;
  const place = { atMs: office.world.nowMs(), incident: number, incidentKind, link, offsetMm };
  office.facts.push({ kind: "IncidentHappened", ...place });
  sceneOf(office, number).callAtMs = place.atMs;
  const values = incidentValues(office.setup, number);
  const heard = matching(office, "incident", () => true, values);
  const fresh = heard.filter((index) => isFresh(office, index, `${incidentKind}@${link}`));
  // The same fire reported twice is one call.
  if (heard.length === 0 || fresh.length > 0) office.facts.push({ kind: "CallReceived", ...place });
  const callStep = callStepFor(office, heard);
  // Nobody takes this call step by step: what the caller knows is known.
  if (callStep === undefined && incident.callerKnows) reportCasualties(office, number, "caller");
  const step = office.plan.stepIndex.get(callStep?.id ?? "");
  if (step !== undefined) {
    incident.repeatAfterMs.forEach((afterMs, k) => {
      setTimer(office, afterMs, { kind: "repeat-call", incident: number, step, k });
    });
  }
  for (const trigger of heard) {
    if (fresh.includes(trigger)) fire(office, { trigger, incident: number });
    else triggerFact(office, { trigger, incident: number }, "TriggerMerged");
  }
};

/** Somebody else calls about the same incident: a call-taker hears it out and merges it. */
const callRepeats = (office: Office, incident: number, index: number, k: number): void => {
  const step = office.setup.scenario.steps[index];
  // Nobody takes calls step by step any more.
  if (step === undefined || step.off === true) return;
  const agency = office.setup.owners[step.class];
  office.facts.push({ kind: "CallRepeated", atMs: office.world.nowMs(), incident, step: step.id, agency });
  const desk = step.desk === undefined ? undefined : office.plan.deskIndex.get(step.desk);
  if (desk === undefined) return;
  const { repeatedCall } = step.with as unknown as CallInputs;
  const durationMs = drawMs(office, repeatedCall, "call.repeated", incident, k);
  goToDesk(office, { desk, durationMs, priority: step.priority, work: { kind: "other" } });
};

const readingKnown = (office: Office, number: number): void => {
  const reading = office.setup.readings[number];
  if (reading === undefined) return;
  const next = office.setup.readings[number + 1];
  if (next !== undefined) setTimer(office, next.receivedAtMs - office.world.nowMs(), { kind: "reading", reading: number + 1 });
  const { sensor, quantity, value, observedAtMs, receivedAtMs } = reading;
  const values: WhenValues = {
    nowS: office.world.nowMs() / 1000,
    reading: { sensor, quantity, value, ageS: (receivedAtMs - observedAtMs) / 1000 },
  };
  office.setup.scenario.triggers.forEach((trigger, index) => {
    if (trigger.source === "silence" && trigger.sensor === sensor) armSilence(office, index, trigger);
  });
  const met = matching(office, "reading", (trigger) => trigger.sensor === sensor, values);
  fireAll(office, metOftenEnough(office, sensor, met), sensor);
};

/** Those whose `when` this reading and enough readings of the sensor before it have met; one that does not begins the count anew. */
const metOftenEnough = (office: Office, sensor: string, met: readonly number[]): readonly number[] =>
  office.setup.scenario.triggers.flatMap((trigger, index) => {
    if (trigger.source !== "reading" || trigger.sensor !== sensor) return [];
    const { inARow = 1 } = trigger;
    if (inARow === 1) return met.includes(index) ? [index] : [];
    const count = met.includes(index) ? (office.state.metInARow.get(index) ?? 0) + 1 : 0;
    office.state.metInARow.set(index, count);
    return count >= inARow ? [index] : [];
  });

/** Counts from the last reading that was known; fires once and waits for the next reading. */
const armSilence = (office: Office, index: number, { silenceS = 0 }: Trigger): void => {
  dropTimer(office, office.state.silences.get(index) ?? -1);
  office.state.silences.set(index, setTimer(office, Math.round(silenceS * 1000), { kind: "silence", trigger: index }));
};

const triggerByItself = (office: Office, index: number): void => {
  const trigger = office.setup.scenario.triggers[index];
  if (trigger === undefined) return;
  office.state.silences.delete(index);
  const when = office.plan.whens[index];
  if (when !== undefined && !when({ nowS: office.world.nowMs() / 1000 })) return;
  fireAll(office, [index], trigger.sensor ?? "");
};

const fireAll = (office: Office, triggers: readonly number[], place: string): void => {
  for (const trigger of triggers) {
    const firing = { trigger, incident: -1 };
    if (isFresh(office, trigger, place)) fire(office, firing);
    else triggerFact(office, firing, "TriggerMerged");
  }
};

const matching = (office: Office, source: Trigger["source"], fits: (trigger: Trigger) => boolean, values: WhenValues): readonly number[] =>
  office.setup.scenario.triggers.flatMap((trigger, index) => {
    const when = office.plan.whens[index];
    return trigger.source === source && fits(trigger) && (when === undefined || when(values)) ? [index] : [];
  });

/** False if a firing of the same kind and place was accepted less than `dedupeS` ago. */
const isFresh = (office: Office, index: number, place: string): boolean => {
  const dedupeMs = Math.round((office.setup.scenario.triggers[index]?.dedupeS ?? 0) * 1000);
  if (dedupeMs === 0) return true;
  const key = `${index} ${place}`;
  const now = office.world.nowMs();
  const last = office.state.lastFired.get(key);
  if (last !== undefined && now - last < dedupeMs) return false;
  office.state.lastFired.set(key, now);
  return true;
};

/** The first moment at which a trigger can fire: until then all arms are the same. `neverMs` if none will. */
export const firstFiringMs = (setup: Setup, neverMs: number): number => {
  const plan = planOf(setup);
  let first = neverMs;
  setup.scenario.triggers.forEach((trigger, index) => {
    const when = plan.whens[index];
    if (trigger.source === "time") first = Math.min(first, Math.round((trigger.atMin ?? 0) * 60_000));
    else if (trigger.source === "incident") {
      setup.incidents.forEach(({ atMs }, number) => {
        if (when === undefined || when(incidentValues(setup, number))) first = Math.min(first, atMs);
      });
    } else if (trigger.source === "event") {
      // No event before the incident that it is about.
      for (const { atMs } of setup.incidents) first = Math.min(first, atMs);
    } else first = Math.min(first, setup.readings[0]?.receivedAtMs ?? neverMs);
  });
  return first;
};
