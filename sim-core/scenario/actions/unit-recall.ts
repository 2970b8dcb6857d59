/** `unit.recall`: units that have not arrived turn back. */
import { outputOf, recallUnit } from "../dispatching.ts";
import type { Action } from "./action.ts";

export const unitRecall: Action<"unit.recall"> = {
  start: (office, { course, inputs }) => {
    const units = outputOf(office, course, inputs.units);
    if (units === undefined) return { failed: "no-units" };
    for (const unit of units) recallUnit(office, unit, course.id);
    return { done: true };
  },
};
