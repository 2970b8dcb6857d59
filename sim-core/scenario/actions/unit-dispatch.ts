/** `unit.dispatch`: the nearest free units are sent; while too few are free, the order waits in the order of the calls. */
import { queueDispatch, withdrawDispatch } from "../dispatching.ts";
import type { Action } from "./action.ts";

export const unitDispatch: Action<"unit.dispatch"> = {
  start: (office, { course, step, inputs }) => {
    if (course.incident < 0) return { failed: "no-place" };
    return queueDispatch(office, course, step, inputs);
  },
  abandon: (office, { course, step }) => {
    withdrawDispatch(office, course.id, step);
  },
};
