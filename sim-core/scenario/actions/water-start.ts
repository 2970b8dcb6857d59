/** `water.start`: ends when there is water on the fire. */
import { forgetWater, waitForWater } from "../water.ts";
import type { Action } from "./action.ts";

export const waterStart: Action<"water.start"> = {
  start: (office, { course, step }) => {
    if (course.incident < 0) return { failed: "no-place" };
    waitForWater(office, course, step);
    return "later";
  },
  abandon: (office, { course, step }) => {
    forgetWater(office, course, step);
  },
};
