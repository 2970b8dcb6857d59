/** `street.data`: the crew knows which alleys it cannot pass, as far as the data know it, and comes from the better end. */
import { carsNear } from "../cars.ts";
import { outputOf } from "../dispatching.ts";
import { blueLight, driveOn } from "../driving.ts";
import { happens } from "../office.ts";
import { ownerOf } from "../owners.ts";
import { stepOf } from "../rules.ts";
import { isOnItsWay, unitAt } from "../units.ts";
import type { Action } from "./action.ts";

export const streetData: Action<"street.data"> = {
  start: (office, { course, step: index, inputs }) => {
    const { incident } = course;
    const step = stepOf(office, course, index);
    const about = office.setup.incidents[incident];
    const units = outputOf(office, course, inputs.units);
    if (about === undefined) return { failed: "no-place" };
    if (units === undefined) return { failed: "no-units" };
    const present = carsNear(office, incident, inputs.withinM);
    const known = present.filter((car) =>
      happens(office, inputs.completenessP, "street.data-knows", office.setup.cars[car]?.entity ?? car, 0),
    );
    for (const car of known) office.world.knowObstacle(car);
    office.facts.push({
      kind: "StreetDataGiven",
      atMs: office.world.nowMs(),
      incident,
      step: step.id,
      agency: ownerOf(office, { class: step.class }),
      known: known.length,
      present: present.length,
    });
    let isInTime = false;
    for (const number of units) {
      const unit = unitAt(office, number);
      if (unit.course !== course.id || !isOnItsWay(unit)) continue;
      isInTime = true;
      unit.avoidKnown = true;
      if (about.twin !== undefined && unit.blockedBy < 0) {
        const front = office.world.wayOf(number, blueLight(unit, about));
        const back = office.world.wayOf(number, blueLight(unit, about.twin));
        const isClear = (way: typeof front): boolean => way.ms >= 0 && !way.obstacles.some((car) => known.includes(car));
        // From the other end only where that is open and this one is not, as far as anybody knows.
        unit.fromTwin = !isClear(front) && isClear(back);
      }
      if (unit.state === "driving" && unit.blockedBy < 0 && known.length > 0) driveOn(office, number);
    }
    return isInTime ? { done: true } : { failed: "too-late" };
  },
};
