/** `owners.call`: owners who answer and come move their cars; the others do not. */
import { barringCars, carFact, isPresent } from "../cars.ts";
import { outputOf } from "../dispatching.ts";
import { drawMs, happens, setTimer } from "../office.ts";
import { ownerOf } from "../owners.ts";
import { stepOf } from "../rules.ts";
import type { Action } from "./action.ts";

export const ownersCall: Action<"owners.call"> = {
  start: (office, { course, step: index, inputs }) => {
    const { incident } = course;
    const step = stepOf(office, course, index);
    const owners = outputOf(office, course, inputs.owners);
    if (owners === undefined) return { failed: "no-owners" };
    const barring = barringCars(office, incident);
    const agency = ownerOf(office, { class: step.class });
    let reached = 0;
    for (const car of owners) {
      const state = office.state.cars[car];
      // Called for another fire already, or gone by now.
      if (state === undefined || state.isOwnerCalled || !isPresent(office, car)) continue;
      state.isOwnerCalled = true;
      const entity = office.setup.cars[car]?.entity ?? car;
      const comes = happens(office, inputs.reachP, "owner.reach", entity, 0);
      carFact(office, comes ? "OwnerReached" : "OwnerNotReached", car, { incident, step: step.id, agency, blocks: barring.has(car) });
      if (!comes) continue;
      reached += 1;
      const moveMs = drawMs(office, inputs.move, "owner.move", entity, 0);
      setTimer(office, moveMs, { kind: "car-solved", car, by: "owner-called", step: step.id, agency, incident, unit: -1 });
    }
    return reached === 0 ? { failed: "no-owner-reached" } : { done: true };
  },
};
