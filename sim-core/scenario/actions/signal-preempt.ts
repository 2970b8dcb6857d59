/** `signal.preempt`: from now on (or from wheels rolling on) the units of this course ask the signals ahead for green. */
import { outputOf } from "../dispatching.ts";
import { armPreemption } from "../driving.ts";
import type { Action } from "./action.ts";

export const signalPreempt: Action<"signal.preempt"> = {
  start: (office, { course, inputs: { units: reference, ...request } }) => {
    const units = outputOf(office, course, reference);
    if (units === undefined) return { failed: "no-units" };
    const armed = units.map((unit) => armPreemption(office, unit, course.id, request));
    return armed.includes(true) ? { done: true } : { failed: "too-late" };
  },
};
