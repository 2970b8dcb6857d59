/** `owners.find`: plate to owner in the register, owner to phone: two look-ups, each audited, each with a chance of its own. */
import { lookUp } from "../audit.ts";
import { barringCars, carFact } from "../cars.ts";
import { outputOf } from "../dispatching.ts";
import { happens } from "../office.ts";
import { ownerOf } from "../owners.ts";
import { stepOf } from "../rules.ts";
import type { Action } from "./action.ts";

export const ownersFind: Action<"owners.find"> = {
  start: (office, { course, step: index, inputs }) => {
    const { incident } = course;
    const step = stepOf(office, course, index);
    const cars = outputOf(office, course, inputs.cars);
    if (cars === undefined) return { failed: "no-cars" };
    const barring = barringCars(office, incident);
    const agency = ownerOf(office, { class: step.class });
    const found = cars.filter((car) => {
      const { entity, subject } = office.setup.cars[car] ?? { entity: car, subject: "" };
      lookUp(office, { course, step: index, data: "owner", subject });
      const isKnown = happens(office, inputs.matchP, "owner.match", entity, 0);
      if (isKnown) lookUp(office, { course, step: index, data: "owner-phone", subject });
      const hasPhone = isKnown && happens(office, inputs.phoneP, "owner.phone", entity, 0);
      carFact(office, hasPhone ? "OwnerFound" : "OwnerNotFound", car, { incident, step: step.id, agency, blocks: barring.has(car) });
      return hasPhone;
    });
    return found.length === 0 ? { failed: "no-owner-found" } : { done: true, output: found };
  },
};
