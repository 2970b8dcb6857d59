/** `notify`: the log says who was told; nothing in the streets changes. */
import { ownerOf } from "../owners.ts";
import type { Action } from "./action.ts";

export const notify: Action<"notify"> = {
  start: (office, { course, step, inputs }) => {
    const { scenario } = office.setup;
    const { id = "", class: serviceClass = "disaster" } = scenario.steps[step] ?? {};
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
