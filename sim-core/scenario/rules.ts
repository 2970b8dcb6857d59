/**
 * The rules that hold: an arm's scenario and what follows from it. A run has one set from beginning to end; a branch has several, one
 * after another. What has begun goes on and ends under the rules it began with: a step with its gates, answers, retries and time-out, an
 * order with the mission that carries it out, a search for a hospital. Each remembers the number of its rules. What begins later follows
 * the rules of then: calls, triggers, steps not asked for yet. What the old rules let pass is not made up for.
 */
import type { Scenario, Step } from "../model/scenario.ts";
import { groupsOf } from "../model/scenario-graph.ts";
import { readStartsAt } from "../model/scenario-words.ts";
import { compileWhen } from "../model/when-expression.ts";
import type { Office, Plan } from "./office.ts";
import type { Setup } from "./setup.ts";
import type { Course } from "./state.ts";

export type Rules = { readonly setup: Setup; readonly plan: Plan };

/** Whatever began under some rules; no number = under the first, which is all there is in a run without branches. */
export type Begun = { readonly rules?: number | undefined };

/** Stamp of what begins now. */
export const rulesNow = ({ state }: Pick<Office, "state">): Begun => (state.rules === undefined ? {} : { rules: state.rules });

export const rulesOf = (office: Office, { rules = 0 }: Begun): Rules => {
  const found = office.rules[rules];
  if (found === undefined) throw new Error(`at ${office.world.nowMs()} ms: there are no rules ${rules}`);
  return found;
};

/** Those under which a course runs a step: those it began with, or, as long as it has not begun, those of now. */
export const rulesOfStep = (office: Office, course: Pick<Course, "steps"> | undefined, index: number): Rules =>
  rulesOf(office, course?.steps.get(index) ?? rulesNow(office));

/** The step as this course runs it. */
export const stepOf = (office: Office, course: Pick<Course, "steps"> | undefined, index: number): Step => {
  const step = rulesOfStep(office, course, index).setup.scenario.steps[index];
  if (step === undefined) throw new Error(`at ${office.world.nowMs()} ms: there is no step ${index}`);
  return step;
};

export const planOf = ({ scenario }: Setup): Plan => {
  const stepIndex = new Map(scenario.steps.map(({ id }, index) => [id, index]));
  const afterTrigger = new Map<string, number[]>(scenario.triggers.map(({ id }) => [id, []]));
  const afterStep: number[][] = scenario.steps.map(() => []);
  scenario.steps.forEach((step, index) => {
    for (const source of step.after) {
      if ("trigger" in source) afterTrigger.get(source.trigger)?.push(index);
      else afterStep[stepIndex.get(source.step) ?? -1]?.push(index);
    }
  });
  const start = readStartsAt(scenario.run.startsAt);
  const groups = groupsOf(scenario.triggers, scenario.steps);
  return {
    stepIndex,
    groupOf: groups.ofTrigger,
    afterTrigger,
    afterStep,
    whens: scenario.triggers.map((trigger) => {
      const compiled = trigger.when === undefined ? undefined : compileWhen(trigger.when, trigger.source);
      return compiled !== undefined && "expression" in compiled ? compiled.expression : undefined;
    }),
    dayLocal: start?.dayLocal ?? 0,
    msOfDay: start?.msOfDay ?? 0,
    deskIndex: new Map(scenario.desks.map(({ id }, index) => [id, index])),
    hasEventTriggers: scenario.triggers.some(({ source }) => source === "event"),
    agreements: new Map(scenario.agreements.map((agreement) => [agreement.id, agreement])),
    callSteps: callStepsOf(scenario, groups.ofStep),
    seeksHospitals: scenario.steps.some((step) => step.do === "hospital.find"),
  };
};

/** Of several in one group the first. */
const callStepsOf = ({ steps }: Scenario, groupOf: ReadonlyMap<string, string>): ReadonlyMap<string, Step> =>
  new Map(
    steps
      .filter((step) => step.do === "call.take" && step.off !== true)
      .map((step) => [groupOf.get(step.id) ?? "", step] as const)
      .reverse(),
  );
