/** Water on the fire: waits for the first engine at the scene; then size-up, set-up, and the hose from the engine and from the hydrant. */
import type { WaterInputs } from "../model/scene-actions.ts";
import { drawMs, type Office, setTimer } from "./office.ts";
import { ownerOf } from "./owners.ts";
import { stepOf } from "./rules.ts";
import { heatKw, sceneOf } from "./scenes.ts";
import type { Course } from "./state.ts";
import { unitAt } from "./units.ts";

export const waitForWater = (office: Office, course: Course, step: number): void => {
  office.state.waterWaits.push({ course: course.id, step });
  const { firstUnit } = sceneOf(office, course.incident);
  if (firstUnit >= 0) beginWater(office, course.incident, firstUnit);
};

export const forgetWater = (office: Office, course: Course, step: number): void => {
  const { waterWaits } = office.state;
  const index = waterWaits.findIndex((wait) => wait.course === course.id && wait.step === step);
  if (index >= 0) waterWaits.splice(index, 1);
};

/** An engine is at the scene: whoever waited for it begins. */
export const beginWater = (office: Office, incident: number, unit: number): void => {
  for (const wait of [...office.state.waterWaits]) {
    const course = office.state.courses.get(wait.course);
    if (course === undefined || course.incident !== incident) continue;
    forgetWater(office, course, wait.step);
    const inputs = stepOf(office, course, wait.step).with as unknown as WaterInputs;
    const sceneKnown = sceneOf(office, incident).isSceneKnown;
    const sizeUpMs = sceneKnown ? 0 : drawMs(office, inputs.sizeUp, "water.size-up", incident, 0);
    const setUpMs = drawMs(office, inputs.setUp, "water.set-up", incident, 0);
    // The line to the fire and the one from the hydrant are laid at the same time.
    const laidMs = Math.round(Math.max(hoseMmOf(office, incident, unit), hydrantMmOf(office, incident, inputs)) / inputs.hoseMps);
    setTimer(office, sizeUpMs + setUpMs + laidMs, { kind: "water", course: wait.course, step: wait.step, unit, sceneKnown });
  }
};

/** From the engine, where a car kept it away; an engine that has left by now leaves its hose, and nobody knows how long that is. */
const hoseMmOf = (office: Office, incident: number, number: number): number => {
  const unit = unitAt(office, number);
  return unit.incident === incident ? unit.walkMm : 0;
};

const hydrantMmOf = (office: Office, incident: number, { supply }: WaterInputs): number =>
  supply === "hydrant" ? (office.setup.incidents[incident]?.hydrantMm ?? 0) : 0;

export const waterFlows = (
  office: Office,
  due: { readonly course: number; readonly step: number; readonly unit: number; readonly sceneKnown: boolean },
): void => {
  const course = office.state.courses.get(due.course);
  if (course?.steps.get(due.step)?.status !== "running") return;
  const { incident } = course;
  const about = office.setup.incidents[incident];
  const step = stepOf(office, course, due.step);
  office.facts.push({
    kind: "WaterOnFire",
    atMs: office.world.nowMs(),
    incident,
    step: step.id,
    unit: due.unit,
    agency: ownerOf(office, { class: "disaster" }),
    heatKw: heatKw(office, about),
    hoseMm: hoseMmOf(office, incident, due.unit),
    hydrantMm: hydrantMmOf(office, incident, step.with as unknown as WaterInputs),
    sceneKnown: due.sceneKnown,
  });
  office.events.push({ event: "WaterOnFire", incident });
  office.finished.push({ course: due.course, step: due.step, result: { output: [] } });
};
