/**
 * One step of one course, from request to end. It ends done, blocked (a gate is closed: nothing is sent), refused, timed out or failed;
 * a late answer is a sixth fact that changes nothing. A request at the moment of its time-out is late: the time-out was there first.
 */
import type { StepFact } from "../contract/institutional-facts.ts";
import type { Agreement, Step, StepOutcome } from "../model/scenario.ts";
import { abandonAction, startAction } from "./actions/table.ts";
import { answerLate, goToDesk, leaveDesks } from "./duty.ts";
import { agreementsOf, closedFor, countRequest } from "./gates.ts";
import { drawMs, dropTimer, happens, type Office, setTimer } from "./office.ts";
import { ownerOf } from "./owners.ts";
import { rulesNow, rulesOfStep, stepOf } from "./rules.ts";
import type { Course, StepState, TicketWork } from "./state.ts";

type Because = Pick<StepFact, "agreement" | "reason" | "desk">;

export const stepFact = (office: Office, incident: number, step: Step, kind: StepFact["kind"], because: Because = {}): void => {
  office.facts.push({
    kind,
    atMs: office.world.nowMs(),
    incident,
    step: step.id,
    agency: ownerOf(office, { class: step.class }),
    ...because,
  });
};

/** Asks for a step, once per course: what waits for it may have several reasons to begin. */
export const requestStep = (office: Office, course: Course, index: number): void => {
  if (course.steps.has(index)) return;
  course.steps.set(index, {
    status: "running",
    outcome: "",
    attempt: 0,
    timeoutToken: -1,
    answerToken: -1,
    answersDue: 0,
    ...rulesNow(office),
  });
  attempt(office, course, index);
};

const attempt = (office: Office, course: Course, index: number): void => {
  const step = stepOf(office, course, index);
  const state = stateOf(course, index);
  // Switched off in this arm: what `onBlocked` says happens in silence, so that the streets see the same as with a closed gate.
  if (step.off === true) {
    endStep(office, course, index, "blocked", undefined);
    return;
  }
  const rules = rulesOfStep(office, course, index);
  const agreements = agreementsOf(rules, step);
  const closed = closedFor(office, rules, step, course.incident);
  if (closed !== undefined) {
    endStep(office, course, index, "blocked", closed);
    return;
  }
  countRequest(office, agreements);
  stepFact(office, course.incident, step, state.attempt === 0 ? "StepRequested" : "StepRetried");
  // First in the queue, so that an answer at the same millisecond is late.
  const timeoutMs = step.timeoutS === undefined ? undefined : Math.round(step.timeoutS * 1000);
  if (timeoutMs !== undefined && timeoutMs > 0)
    state.timeoutToken = setTimer(office, timeoutMs, { kind: "timeout", course: course.id, step: index });
  const isOver = timeoutMs === 0;
  askForApproval(office, course, index, agreements);
  if (isOver && state.status === "running") stepTimedOut(office, course, index);
};

/** All parties are asked at once; the last yes or the first no decides. Machines answer after their latency, people when they get to it. */
const askForApproval = (office: Office, course: Course, index: number, agreements: readonly Agreement[]): void => {
  const step = stepOf(office, course, index);
  const state = stateOf(course, index);
  const k = state.attempt;
  let yesMs = 0;
  let no: { readonly ms: number; readonly agreement: string } | undefined;
  const atDesks: { readonly desk: number; readonly ms: number; readonly agreement: string; readonly refuses: boolean }[] = [];
  for (const { id, approval } of agreements) {
    const ms = drawMs(office, approval.latency, `approval.latency/${step.id}/${id}`, course.entity, k);
    const refuses = happens(office, approval.refuseP, `approval.refuse/${step.id}/${id}`, course.entity, k);
    const desk = approval.desk === undefined ? undefined : office.plan.deskIndex.get(approval.desk);
    if (desk !== undefined && step.timeoutS !== 0) atDesks.push({ desk, ms, agreement: id, refuses });
    else if (!refuses) yesMs = Math.max(yesMs, ms);
    else if (no === undefined || ms < no.ms) no = { ms, agreement: id };
  }
  state.answersDue = atDesks.length + 1;
  for (const { desk, ms, agreement, refuses } of atDesks) {
    const work = { kind: "approve", course: course.id, step: index, agreement, refuses } as const;
    const isServed = goToDesk(office, { desk, durationMs: ms, priority: step.priority, work }) === "served";
    if (!isServed) stepFact(office, course.incident, step, "StepQueued", { agreement, desk: deskId(office, desk) });
  }
  const mustWait = step.timeoutS === 0;
  if (no !== undefined) {
    if (no.ms === 0 && !mustWait) {
      stepRefused(office, course, index, no.agreement);
      return;
    }
    state.answerToken = setTimer(office, no.ms, { kind: "refused", course: course.id, step: index, agreement: no.agreement });
  } else if (yesMs > 0) {
    state.answerToken = setTimer(office, yesMs, { kind: "approved", course: course.id, step: index });
  } else if (!mustWait) stepApproved(office, course, index);
  else startWork(office, course, index);
};

const deskId = (office: Office, desk: number): string => office.setup.scenario.desks[desk]?.id ?? "";

/** One party (or all machines) said yes; the step starts with the last. */
export const stepApproved = (office: Office, course: Course, index: number): void => {
  const state = stateOf(course, index);
  state.answersDue -= 1;
  if (state.answersDue > 0) return;
  state.answerToken = -1;
  startWork(office, course, index);
};

/** A person has done what a step needed of them: an approval, or the step's own work. */
export const deskWorkDone = (office: Office, work: TicketWork["work"]): void => {
  if (work.kind === "other") return;
  if (work.kind === "late") {
    const { incident, step, agency } = work;
    office.facts.push({ kind: "StepLateAnswer", atMs: office.world.nowMs(), incident, step, agency });
    return;
  }
  const course = office.state.courses.get(work.course);
  if (course?.steps.get(work.step)?.status !== "running") return;
  if (work.kind === "step") stepWorked(office, course, work.step);
  else if (work.refuses) stepRefused(office, course, work.step, work.agreement);
  else stepApproved(office, course, work.step);
};

/** A step's own work got a seat after waiting for it. */
export const deskWorkBegins = (office: Office, work: TicketWork["work"]): void => {
  const course = work.kind === "step" ? office.state.courses.get(work.course) : undefined;
  if (work.kind !== "step" || course?.steps.get(work.step)?.status !== "running") return;
  stepFact(office, course.incident, stepOf(office, course, work.step), "StepStarted");
};

const startWork = (office: Office, course: Course, index: number): void => {
  const step = stepOf(office, course, index);
  const state = stateOf(course, index);
  const workMs = step.latency === undefined ? 0 : drawMs(office, step.latency, `step.latency/${step.id}`, course.entity, state.attempt);
  const desk = step.desk === undefined ? undefined : office.plan.deskIndex.get(step.desk);
  if (desk !== undefined && step.timeoutS !== 0) {
    const work = { kind: "step", course: course.id, step: index } as const;
    const isServed = goToDesk(office, { desk, durationMs: workMs, priority: step.priority, work }) === "served";
    stepFact(office, course.incident, step, isServed ? "StepStarted" : "StepQueued", isServed ? {} : { desk: deskId(office, desk) });
    return;
  }
  if (step.timeoutS !== 0) stepFact(office, course.incident, step, "StepStarted");
  // A step with timeoutS: 0 is over before it can act; its answer, if it takes time, still comes late.
  if (workMs === 0 && step.timeoutS !== 0) {
    stepWorked(office, course, index);
    return;
  }
  if (workMs > 0) state.answerToken = setTimer(office, workMs, { kind: "worked", course: course.id, step: index });
};

export const stepWorked = (office: Office, course: Course, index: number): void => {
  const step = stepOf(office, course, index);
  const state = stateOf(course, index);
  state.answerToken = -1;
  if (happens(office, step.failP, `step.fail/${step.id}`, course.entity, state.attempt)) {
    stepFailed(office, course, index, "did-not-work");
    return;
  }
  const started = startAction(office, course, index);
  if (started === "later") return;
  if ("failed" in started) {
    stepFailed(office, course, index, started.failed);
    return;
  }
  stepDone(office, course, index, started.output);
};

export const stepDone = (office: Office, course: Course, index: number, output?: readonly number[]): void => {
  if (output !== undefined) course.outputs.set(index, output);
  endStep(office, course, index, "done", {});
};

export const stepRefused = (office: Office, course: Course, index: number, agreement: string): void => {
  const state = stateOf(course, index);
  // A no of one party makes the other answers pointless: nobody works on them any more.
  dropTimer(office, state.answerToken);
  leaveDesks(office, course.id, index);
  state.answerToken = -1;
  endStep(office, course, index, "refused", { agreement });
};

export const stepFailed = (office: Office, course: Course, index: number, reason: string): void => {
  if (tryAgain(office, course, index)) return;
  endStep(office, course, index, "failed", { reason });
};

export const stepTimedOut = (office: Office, course: Course, index: number): void => {
  const state = stateOf(course, index);
  const step = stepOf(office, course, index);
  state.timeoutToken = -1;
  abandonAction(office, course, index);
  // The answer is still on its way: it will be a fact of its own, and change nothing.
  const late = { kind: "late", incident: course.incident, step: step.id, agency: ownerOf(office, { class: step.class }) } as const;
  const pending = office.state.timers.get(state.answerToken);
  if (pending !== undefined) office.state.timers.set(state.answerToken, { handle: pending.handle, timer: late });
  answerLate(office, course.id, index, late);
  state.answerToken = -1;
  if (tryAgain(office, course, index)) return;
  endStep(office, course, index, "timed-out", {});
};

/** Back-off doubles with every attempt; 0 = at once. A refusal is an answer: it is not asked again. */
const tryAgain = (office: Office, course: Course, index: number): boolean => {
  const { retry } = stepOf(office, course, index);
  const state = stateOf(course, index);
  dropTimer(office, state.timeoutToken);
  state.timeoutToken = -1;
  if (state.attempt >= retry.max) return false;
  const waitMs = Math.round(retry.backoffS * 1000 * 2 ** state.attempt);
  state.attempt += 1;
  if (waitMs > 0) state.answerToken = setTimer(office, waitMs, { kind: "retry", course: course.id, step: index });
  else attempt(office, course, index);
  return true;
};

export const retryStep = (office: Office, course: Course, index: number): void => {
  stateOf(course, index).answerToken = -1;
  attempt(office, course, index);
};

const FACT_OF: Readonly<Record<StepOutcome, "StepDone" | "StepBlocked" | "StepRefused" | "StepTimedOut" | "StepFailed">> = {
  done: "StepDone",
  blocked: "StepBlocked",
  refused: "StepRefused",
  "timed-out": "StepTimedOut",
  failed: "StepFailed",
};

/** `because` undefined = in silence. */
const endStep = (office: Office, course: Course, index: number, outcome: StepOutcome, because: Because | undefined): void => {
  const state = stateOf(course, index);
  dropTimer(office, state.timeoutToken);
  Object.assign(state, { status: "ended", outcome, timeoutToken: -1, answerToken: -1 });
  if (because !== undefined) stepFact(office, course.incident, stepOf(office, course, index), FACT_OF[outcome], because);
  office.agenda.push({ course: course.id, because: { step: index } });
};

/** The course was called off while this step was under way. */
export const cancelStep = (office: Office, course: Course, index: number): void => {
  const state = stateOf(course, index);
  if (state.status === "ended") return;
  dropTimer(office, state.timeoutToken);
  dropTimer(office, state.answerToken);
  leaveDesks(office, course.id, index);
  abandonAction(office, course, index);
  Object.assign(state, { status: "ended", outcome: "cancelled", timeoutToken: -1, answerToken: -1 });
  stepFact(office, course.incident, stepOf(office, course, index), "StepCancelled");
};

const stateOf = (course: Course, index: number): StepState => {
  const state = course.steps.get(index);
  if (state === undefined) throw new Error(`course ${course.id} has no step ${index}`);
  return state;
};
