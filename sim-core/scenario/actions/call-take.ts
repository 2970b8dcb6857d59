/** `call.take`: the call is taken and told urgent or not, the place is known or mistaken, and what the caller knows of people who are hurt is known. */
import { drawMs, happens, type Office } from "../office.ts";
import { ownerOf } from "../owners.ts";
import { stepOf } from "../rules.ts";
import { mistakeAddress, reportCasualties, sceneOf } from "../scenes.ts";
import type { Action } from "./action.ts";

export const callTake: Action<"call.take"> = {
  start: (office, { course, step, inputs }) => {
    const { incident } = course;
    if (incident < 0) return { failed: "no-place" };
    const { id } = stepOf(office, course, step);
    if (inputs.triageRightP !== undefined) triage(office, incident, id, inputs.triageRightP);
    if (happens(office, inputs.wrongAddressP, "call.wrong-address", incident, 0)) {
      mistakeAddress(office, incident, id, drawMs(office, inputs.correction, "call.correction", incident, 0));
    }
    if (office.setup.incidents[incident]?.callerKnows === true) reportCasualties(office, incident, "caller");
    return { done: true };
  },
};

/** A fire and a severe patient are urgent; a call-taker who is wrong takes the one for the other. */
const triage = (office: Office, incident: number, step: string, rightP: number): void => {
  const about = office.setup.incidents[incident];
  const needsHaste = about?.fire !== undefined || about?.patients.some(({ severe }) => severe) === true;
  const isRight = happens(office, rightP, "call.triage", incident, 0);
  const isUrgent = isRight === needsHaste;
  sceneOf(office, incident).isUrgent = isUrgent;
  const agency = ownerOf(office, { class: "disaster" });
  office.facts.push({ kind: "CallTriaged", atMs: office.world.nowMs(), incident, step, agency, isUrgent, isRight });
};
