/** Courses: a firing begins one (or joins, waits, is merged or ignored), steps begin when enough of what they wait for holds. */
import type { StepSource } from "../model/scenario.ts";
import { recallCourse } from "./dispatching.ts";
import type { AgendaEntry, Office } from "./office.ts";
import { stepOf } from "./rules.ts";
import type { Course, Firing } from "./state.ts";
import { cancelStep, requestStep, stepDone, stepFailed } from "./steps.ts";

/** First entity of courses without an incident; below are those of incidents. */
const NO_INCIDENT_ENTITY = 2 ** 30;
const COURSES_PER_INCIDENT = 1024;

export const triggerFact = (
  office: Office,
  { trigger, incident }: Firing,
  kind: "TriggerFired" | "TriggerMerged" | "TriggerIgnored" | "TriggerQueued",
): void => {
  office.facts.push({ kind, atMs: office.world.nowMs(), incident, trigger: office.setup.scenario.triggers[trigger]?.id ?? "" });
};

/** A trigger has fired (its `when` held and it was not merged): what follows depends on its mode and on what is still running. */
export const fire = (office: Office, firing: Firing): void => {
  const trigger = office.setup.scenario.triggers[firing.trigger];
  if (trigger === undefined) return;
  const group = office.plan.groupOf.get(trigger.id) ?? trigger.id;
  const inGroup = [...office.state.courses.values()].filter((course) => course.group === group);
  const joined = inGroup.find((course) => course.incident === firing.incident && !course.fired.includes(trigger.id));
  if (joined !== undefined) {
    triggerFact(office, firing, "TriggerFired");
    joined.fired.push(trigger.id);
    office.agenda.push({ course: joined.id, because: { trigger: trigger.id } });
    return;
  }
  const running = inGroup.filter(isRunning);
  if (running.length > 0 && trigger.mode === "single") {
    triggerFact(office, firing, "TriggerIgnored");
    return;
  }
  if (running.length > 0 && trigger.mode === "queued") {
    office.state.queued.push(firing);
    triggerFact(office, firing, "TriggerQueued");
    return;
  }
  if (trigger.mode === "restart") for (const course of running) cancelCourse(office, course);
  beginCourse(office, firing, group, trigger.id);
};

const beginCourse = (office: Office, firing: Firing, group: string, triggerId: string): void => {
  const { state } = office;
  const key = `${group}/${firing.incident}`;
  const before = state.coursesSoFar.get(key) ?? 0;
  state.coursesSoFar.set(key, before + 1);
  const entity =
    firing.incident < 0 ? NO_INCIDENT_ENTITY + before : firing.incident * COURSES_PER_INCIDENT + Math.min(before, COURSES_PER_INCIDENT - 1);
  const course: Course = {
    id: state.nextCourse,
    group,
    incident: firing.incident,
    entity,
    fired: [triggerId],
    steps: new Map(),
    outputs: new Map(),
  };
  state.nextCourse += 1;
  state.courses.set(course.id, course);
  triggerFact(office, firing, "TriggerFired");
  office.agenda.push({ course: course.id, because: { trigger: triggerId } });
};

const isRunning = (course: Course): boolean => {
  for (const { status } of course.steps.values()) if (status === "running") return true;
  // Begun in this millisecond and not looked at yet.
  return course.steps.size === 0;
};

/** Called off: steps under way are cancelled, units not yet there turn back, signals held for them are released. */
export const cancelCourse = (office: Office, course: Course): void => {
  for (const index of [...course.steps.keys()]) cancelStep(office, course, index);
  recallCourse(office, course.id);
  office.state.courses.delete(course.id);
};

/** Does everything that this millisecond still asks for. */
export const runAgenda = (office: Office): void => {
  for (;;) {
    const finished = office.finished.shift();
    if (finished !== undefined) {
      const course = office.state.courses.get(finished.course);
      if (course?.steps.get(finished.step)?.status !== "running") continue;
      if ("failed" in finished.result) stepFailed(office, course, finished.step, finished.result.failed);
      else stepDone(office, course, finished.step, finished.result.output);
      continue;
    }
    const entry = office.agenda.shift();
    if (entry === undefined) return;
    goOn(office, entry);
  }
};

const goOn = (office: Office, { course: id, because }: AgendaEntry): void => {
  const course = office.state.courses.get(id);
  if (course === undefined) return;
  const next = "trigger" in because ? (office.plan.afterTrigger.get(because.trigger) ?? []) : nextSteps(office, course, because.step);
  for (const index of next) if (!course.steps.has(index) && isReady(office, course, index)) requestStep(office, course, index);
  if (office.agenda.some((entry) => entry.course === id) || office.finished.some((entry) => entry.course === id)) return;
  if (!isRunning(course) || course.steps.size === 0) closeCourse(office, course);
};

/** Steps that may begin because this one has ended; one that it runs instead begins at once. */
const nextSteps = (office: Office, course: Course, index: number): readonly number[] => {
  const instead = outcomeRule(office, course, index);
  if (typeof instead === "object") {
    const target = office.plan.stepIndex.get(instead.run);
    if (target !== undefined) requestStep(office, course, target);
  }
  return office.plan.afterStep[index] ?? [];
};

/** What the step says about how it ended: skip, stop, run another; "go" = done. */
const outcomeRule = (office: Office, course: Course, index: number): "go" | "skip" | "stop" | { readonly run: string } => {
  const step = stepOf(office, course, index);
  switch (course.steps.get(index)?.outcome) {
    case "done":
      return "go";
    case "blocked":
      return step.onBlocked;
    case "refused":
      return step.onRefused;
    case "timed-out":
      return step.onTimedOut;
    case "failed":
      return step.onFailed;
    default:
      return "stop";
  }
};

const isReady = (office: Office, course: Course, index: number): boolean => {
  const { after, join } = stepOf(office, course, index);
  if (after.length === 0) return false;
  const needed = join === "all" ? after.length : join === "any" ? 1 : join;
  let holding = 0;
  for (const source of after) if (holds(office, course, source)) holding += 1;
  return holding >= needed;
};

const holds = (office: Office, course: Course, source: StepSource): boolean => {
  if ("trigger" in source) return course.fired.includes(source.trigger);
  const index = office.plan.stepIndex.get(source.step) ?? -1;
  const state = course.steps.get(index);
  if (state?.status !== "ended" || state.outcome === "cancelled" || state.outcome === "") return false;
  return source.ended.includes(state.outcome) || (state.outcome !== "done" && outcomeRule(office, course, index) === "skip");
};

/** Nothing is under way. A course that another trigger may still add to stays open; the next queued firing begins. */
const closeCourse = (office: Office, course: Course): void => {
  const { queued, courses } = office.state;
  if (!mayGoOn(office, course)) courses.delete(course.id);
  const index = queued.findIndex(
    ({ trigger }) => office.plan.groupOf.get(office.setup.scenario.triggers[trigger]?.id ?? "") === course.group,
  );
  if (index < 0 || [...courses.values()].some((other) => other.group === course.group && isRunning(other) && other.steps.size > 0)) return;
  const [firing] = queued.splice(index, 1);
  const trigger = firing === undefined ? undefined : office.setup.scenario.triggers[firing.trigger];
  if (firing !== undefined && trigger !== undefined) beginCourse(office, firing, course.group, trigger.id);
};

const mayGoOn = (office: Office, course: Course): boolean =>
  office.setup.scenario.triggers.some(
    ({ id }) =>
      !course.fired.includes(id) &&
      office.plan.groupOf.get(id) === course.group &&
      (office.plan.afterTrigger.get(id) ?? []).some((index) => !course.steps.has(index)),
  );
