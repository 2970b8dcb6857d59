/** `signal.preempt`: from now on (or from wheels rolling on) the units of this course ask the signals ahead for green. */
import { armPreemption, unitsOf } from "../missions.ts";
import type { Action } from "./action.ts";

export const signalPreempt: Action<"signal.preempt"> = {
  start: (office, { course, inputs: { units: reference, ...request } }) => {
    const units = unitsOf(office, course, reference);
    if (units === undefined) return { failed: "no-units" };
    const armed = units.map((unit) => armPreemption(office, unit, course.id, request));
    return armed.includes(true) ? { done: true } : { failed: "too-late" };
  },
};
