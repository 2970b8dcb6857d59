/** `cars.tow`: one truck tows the cars one after another; the step ends when they are under way, each car leaves at its own time. */
import { isPresent } from "../cars.ts";
import { outputOf } from "../dispatching.ts";
import { drawMs, setTimer } from "../office.ts";
import { ownerOf } from "../owners.ts";
import { stepOf } from "../rules.ts";
import type { Action } from "./action.ts";

export const carsTow: Action<"cars.tow"> = {
  start: (office, { course, step: index, inputs }) => {
    const step = stepOf(office, course, index);
    const cars = outputOf(office, course, inputs.cars)?.filter((car) => isPresent(office, car));
    if (cars === undefined || cars.length === 0) return { failed: "no-cars" };
    const agency = ownerOf(office, { class: step.class });
    let afterMs = 0;
    for (const car of cars) {
      afterMs += drawMs(office, inputs.perCar, "car.tow", office.setup.cars[car]?.entity ?? car, 0);
      setTimer(office, afterMs, { kind: "car-solved", car, by: "towed", step: step.id, agency, incident: course.incident, unit: -1 });
    }
    return { done: true };
  },
};
