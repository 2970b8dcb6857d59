/** `plates.read`: badly parked cars near the scene that a camera shows; each plate read is an audited look-up. */
import { lookUp } from "../audit.ts";
import { barringCars, carFact, carsNear } from "../cars.ts";
import { happens } from "../office.ts";
import { ownerOf } from "../owners.ts";
import { stepOf } from "../rules.ts";
import type { Action } from "./action.ts";

export const platesRead: Action<"plates.read"> = {
  start: (office, { course, step: index, inputs }) => {
    const { incident } = course;
    const step = stepOf(office, course, index);
    if (incident < 0) return { failed: "no-place" };
    const barring = barringCars(office, incident);
    const agency = ownerOf(office, { class: step.class });
    const read: number[] = [];
    let inView = 0;
    for (const car of carsNear(office, incident, inputs.withinM)) {
      const about = office.setup.cars[car];
      if (about === undefined) continue;
      if (!about.cameras.some((camera) => camera.class === step.class && (camera.sees || (inputs.steer && camera.couldSee)))) continue;
      inView += 1;
      const isRead = happens(office, inputs.readP, "plate.read", about.entity, 0);
      carFact(office, isRead ? "PlateRead" : "PlateNotRead", car, { incident, step: step.id, agency, blocks: barring.has(car) });
      if (!isRead) continue;
      lookUp(office, { course, step: index, data: "plate", subject: about.subject });
      read.push(car);
    }
    if (read.length === 0) return { failed: inView === 0 ? "no-car-in-view" : "no-plate-read" };
    return { done: true, output: read };
  },
};
