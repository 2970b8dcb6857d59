/** `notify`: the log says who was told; nothing in the streets changes. */
import { ownerOf } from "../owners.ts";
import { stepOf } from "../rules.ts";
import type { Action } from "./action.ts";

export const notify: Action<"notify"> = {
  start: (office, { course, step, inputs }) => {
    const { id, class: serviceClass } = stepOf(office, course, step);
    office.facts.push({
      kind: "Notified",
      atMs: office.world.nowMs(),
      incident: course.incident,
      step: id,
      agency: ownerOf(office, { class: serviceClass }),
      to: ownerOf(office, inputs.to),
    });
    return { done: true };
  },
};
