/** Water on the fire: waits for the first engine at the scene; then size-up, set-up, and the hose from the engine and from the hydrant. */
import type { WaterInputs } from "../model/scene-actions.ts";
import { drawMs, type Office, setTimer } from "./office.ts";
import { ownerOf } from "./owners.ts";
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
    const inputs = office.setup.scenario.steps[wait.step]?.with as unknown as WaterInputs;
    const sceneKnown = sceneOf(office, incident).isSceneKnown;
    const sizeUpMs = sceneKnown ? 0 : drawMs(office, inputs.sizeUp, "water.size-up", incident, 0);
    const setUpMs = drawMs(office, inputs.setUp, "water.set-up", incident, 0);
    // The line to the fire and the one from the hydrant are laid at the same time.
    const hoseMm = unitAt(office, unit).walkMm;
    const hydrantMm = inputs.supply === "hydrant" ? (office.setup.incidents[incident]?.hydrantMm ?? 0) : 0;
    const laidMs = Math.round(Math.max(hoseMm, hydrantMm) / inputs.hoseMps);
    setTimer(office, sizeUpMs + setUpMs + laidMs, { kind: "water", course: wait.course, step: wait.step, unit, sceneKnown });
  }
};

export const waterFlows = (
  office: Office,
  due: { readonly course: number; readonly step: number; readonly unit: number; readonly sceneKnown: boolean },
): void => {
  const course = office.state.courses.get(due.course);
  if (course?.steps.get(due.step)?.status !== "running") return;
  const { incident } = course;
  const about = office.setup.incidents[incident];
  office.facts.push({
    kind: "WaterOnFire",
    atMs: office.world.nowMs(),
    incident,
    step: office.setup.scenario.steps[due.step]?.id ?? "",
    unit: due.unit,
    agency: ownerOf(office, { class: "disaster" }),
    heatKw: heatKw(office, about),
    hoseMm: unitAt(office, due.unit).incident === incident ? unitAt(office, due.unit).walkMm : 0,
    hydrantMm: about?.hydrantMm ?? 0,
    sceneKnown: due.sceneKnown,
  });
  office.events.push({ event: "WaterOnFire", incident });
  office.finished.push({ course: due.course, step: due.step, result: { output: [] } });
};
