/** `route.fastest`: from now on the units of this course follow live link times, and look again every so many seconds. */
import { outputOf } from "../dispatching.ts";
import { guideUnit } from "../driving.ts";
import type { Action } from "./action.ts";

export const routeFastest: Action<"route.fastest"> = {
  start: (office, { course, inputs }) => {
    const units = outputOf(office, course, inputs.units);
    if (units === undefined) return { failed: "no-units" };
    const guided = units.map((unit) => guideUnit(office, unit, course.id, Math.round(inputs.everyS * 1000)));
    return guided.includes(true) ? { done: true } : { failed: "too-late" };
  },
};
