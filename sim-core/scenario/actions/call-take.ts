/** `call.take`: the call is taken, the place is known or mistaken, and what the caller knows of people who are hurt is known. */
import { drawMs, happens } from "../office.ts";
import { mistakeAddress, reportCasualties } from "../scenes.ts";
import type { Action } from "./action.ts";

export const callTake: Action<"call.take"> = {
  start: (office, { course, step, inputs }) => {
    const { incident } = course;
    if (incident < 0) return { failed: "no-place" };
    const id = office.setup.scenario.steps[step]?.id ?? "";
    if (happens(office, inputs.wrongAddressP, "call.wrong-address", incident, 0)) {
      mistakeAddress(office, incident, id, drawMs(office, inputs.correction, "call.correction", incident, 0));
    }
    if (office.setup.incidents[incident]?.callerKnows === true) reportCasualties(office, incident, "caller");
    return { done: true };
  },
};
