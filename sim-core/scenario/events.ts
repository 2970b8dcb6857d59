/** Event triggers: a fact about an incident begins a course, once per trigger and incident. Facts are noted in `office.events`. */
import type { TriggerEvent } from "../model/scenario.ts";
import type { WhenValues } from "../model/when-expression.ts";
import { fire } from "./courses.ts";
import type { Office } from "./office.ts";
import { heatKw } from "./scenes.ts";

/** Begins what the facts noted so far begin. */
export const fireEvents = (office: Office): void => {
  for (let noted = office.events.shift(); noted !== undefined; noted = office.events.shift()) {
    if (office.plan.hasEventTriggers) fireEvent(office, noted.event, noted.incident);
  }
};

const fireEvent = (office: Office, event: TriggerEvent, incident: number): void => {
  office.setup.scenario.triggers.forEach((trigger, index) => {
    if (trigger.source !== "event" || trigger.event !== event) return;
    const key = `event ${index} ${incident}`;
    if (office.state.lastFired.has(key)) return;
    const when = office.plan.whens[index];
    if (when !== undefined && !when(eventValues(office, incident))) return;
    office.state.lastFired.set(key, office.world.nowMs());
    fire(office, { trigger: index, incident });
  });
};

const eventValues = (office: Office, incident: number): WhenValues => {
  const about = office.setup.incidents[incident];
  const scene = office.state.incidents[incident];
  const nowMs = office.world.nowMs();
  return {
    nowS: nowMs / 1000,
    event: {
      incidentKind: about?.kind ?? "",
      severity: about?.severity ?? 0,
      sinceCallS: (nowMs - (scene?.callAtMs ?? nowMs)) / 1000,
      heatKw: heatKw(office, about),
      patients: scene?.areCasualtiesKnown === true ? (about?.patients.length ?? 0) : 0,
      units: scene?.unitsArrived ?? 0,
    },
  };
};
