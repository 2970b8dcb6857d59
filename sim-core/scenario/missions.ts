/**
 * Fire units and their missions: order, turnout, drive, work on the scene, way home. Dispatch policy lives here; the driving itself is
 * the engine's. Tie rule: of two units that need equal time, the one with the lower number is sent.
 */

import type { DispatchInputs } from "../model/scenario-actions.ts";
import type { Started } from "./actions/action.ts";
import type { Course, Incident, Office, UnitState } from "./office.ts";
import { drawMs, dropTimer, setTimer } from "./office.ts";
import type { Drive, PreemptRequest } from "./world.ts";

/** A crew that the engine reports stuck looks for another way after this. */
const STUCK_RETRY_MS = 15_000;

/** Units named by `$step.units` of this course; undefined if that step sent none. */
export const unitsOf = (office: Office, course: Course, reference: string): readonly number[] | undefined => {
  const name = reference.slice(1, reference.lastIndexOf("."));
  return course.units.get(office.plan.stepIndex.get(name) ?? -1);
};

export const queueDispatch = (office: Office, course: Course, step: number): Started => {
  const waiting = { course: course.id, step, sent: [] };
  office.state.waiting.push(waiting);
  serveWaiting(office);
  // Whatever has ended was told through `finished`, in order with everything else of this millisecond.
  return "later";
};

/** Takes an order back that still waits for units; those already sent by it are recalled. */
export const withdrawDispatch = (office: Office, courseId: number, step: number): void => {
  const { waiting } = office.state;
  const index = waiting.findIndex((entry) => entry.course === courseId && entry.step === step);
  const [withdrawn] = index < 0 ? [] : waiting.splice(index, 1);
  for (const unit of withdrawn?.sent ?? []) recallUnit(office, unit, courseId);
};

/** Gives free units to the orders that wait, oldest order first. */
const serveWaiting = (office: Office): void => {
  const { waiting } = office.state;
  for (let index = 0; index < waiting.length; ) {
    const entry = waiting[index];
    const course = entry === undefined ? undefined : office.state.courses.get(entry.course);
    const step = entry === undefined ? undefined : office.setup.scenario.steps[entry.step];
    const incident = office.setup.incidents[course?.incident ?? -1];
    if (entry === undefined || course === undefined || step === undefined || incident === undefined) {
      waiting.splice(index, 1);
      continue;
    }
    const inputs = step.with as unknown as DispatchInputs;
    while (entry.sent.length < inputs.units) {
      const chosen = chooseUnit(office, incident, inputs);
      if (typeof chosen !== "number") {
        if (chosen === "wait") break;
        waiting.splice(index, 1);
        office.finished.push({ course: entry.course, step: entry.step, result: { failed: "unreachable" } });
        break;
      }
      sendUnit(office, chosen, course, incident, inputs);
      entry.sent.push(chosen);
    }
    if (entry.sent.length >= inputs.units) {
      waiting.splice(index, 1);
      office.finished.push({ course: entry.course, step: entry.step, result: { units: entry.sent } });
    } else if (waiting[index] === entry) index += 1;
  }
};

const isFree = (unit: UnitState, inputs: DispatchInputs): boolean =>
  unit.state === "at-station" || (inputs.fromTheRoad && unit.state === "returning");

const chooseUnit = (office: Office, incident: Incident, inputs: DispatchInputs): number | "wait" | "unreachable" => {
  const free = office.state.units.flatMap((unit, number) => (isFree(unit, inputs) ? [number] : []));
  const drive = driveTo(incident, inputs.nearest === "live-travel-time" ? "live" : "usual", inputs.crossRed);
  const times = free.length === 0 ? [] : office.world.travelTimesMs(free, drive);
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  free.forEach((unit, index) => {
    const time = times[index] ?? -1;
    if (time < 0) return;
    const rank = inputs.nearest === "station-order" ? unit : time;
    if (rank >= least) return;
    least = rank;
    best = unit;
  });
  if (best !== undefined) return best;
  const all = office.state.units.map((_, number) => number);
  const reachable =
    all.length > 0 && office.world.travelTimesMs(all, driveTo(incident, "usual", inputs.crossRed)).some((time) => time >= 0);
  return reachable ? "wait" : "unreachable";
};

const driveTo = (
  { link, offsetMm }: { readonly link: number; readonly offsetMm: number },
  route: Drive["route"],
  crossRed: boolean,
): Drive => ({
  to: { link, offsetMm },
  route,
  emergency: true,
  crossRed,
  avoidKnown: false,
});

const sendUnit = (office: Office, number: number, course: Course, incident: Incident, inputs: DispatchInputs): void => {
  const unit = unitAt(office, number);
  const wasOnTheRoad = unit.state === "returning";
  const slot = office.state.sentTo.get(course.incident) ?? 0;
  office.state.sentTo.set(course.incident, slot + 1);
  endMission(office, unit);
  Object.assign(unit, {
    state: "turning-out",
    incident: course.incident,
    course: course.id,
    slot,
    route: inputs.route,
    everyMs: 0,
    crossRed: inputs.crossRed,
    preempt: null,
  });
  unitFact(office, number, "UnitDispatched");
  // A crew that is already driving needs no turnout.
  const turnoutMs = wasOnTheRoad ? 0 : drawMs(office, inputs.turnout, "unit.turnout", entityOf(unit), 0);
  if (turnoutMs === 0) {
    startDriving(office, number, incident);
    return;
  }
  unit.token = setTimer(office, turnoutMs, { kind: "turned-out", unit: number, mission: unit.mission });
};

/** Stable per incident and per how many units it was sent before. */
const entityOf = ({ incident, slot }: UnitState): number => incident * 64 + Math.min(slot, 63);

const startDriving = (office: Office, number: number, incident: Incident): void => {
  const unit = unitAt(office, number);
  unit.state = "driving";
  unit.token = -1;
  unitFact(office, number, "UnitTurnedOut");
  drive(office, number, incident);
  if (unit.everyMs > 0) setReroute(office, number);
};

const drive = (office: Office, number: number, incident: Incident): void => {
  const { route, crossRed, preempt } = unitAt(office, number);
  office.world.drive(number, driveTo(incident, route, crossRed));
  if (preempt !== null) office.world.preempt(number, preempt);
};

const setReroute = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  unit.rerouteToken = setTimer(office, unit.everyMs, { kind: "reroute", unit: number, mission: unit.mission });
};

/** The unit follows live times from now on; false if it is no longer on its way for this course. */
export const guideUnit = (office: Office, number: number, courseId: number, everyMs: number): boolean => {
  const unit = unitAt(office, number);
  if (unit.course !== courseId || (unit.state !== "turning-out" && unit.state !== "driving")) return false;
  unit.route = "live";
  unit.everyMs = everyMs;
  if (unit.state === "turning-out") return true;
  office.world.reroute(number);
  dropTimer(office, unit.rerouteToken);
  if (everyMs > 0) setReroute(office, number);
  return true;
};

/** The unit asks for green from now on; false if it is no longer on its way for this course. */
export const armPreemption = (office: Office, number: number, courseId: number, request: PreemptRequest): boolean => {
  const unit = unitAt(office, number);
  if (unit.course !== courseId || (unit.state !== "turning-out" && unit.state !== "driving")) return false;
  unit.preempt = request;
  if (unit.state === "driving") office.world.preempt(number, request);
  return true;
};

/** Called back: a unit that has not arrived turns round, and every signal held for it is released. */
export const recallUnit = (office: Office, number: number, courseId: number): void => {
  const unit = unitAt(office, number);
  if (unit.course !== courseId || (unit.state !== "turning-out" && unit.state !== "driving")) return;
  const hasLeft = unit.state === "driving";
  unitFact(office, number, "UnitRecalled");
  endMission(office, unit);
  if (hasLeft) {
    office.world.halt(number);
    sendHome(office, number);
  } else {
    unit.state = "at-station";
    unit.incident = -1;
    unit.course = -1;
  }
  serveWaiting(office);
};

export const recallCourse = (office: Office, courseId: number): void => {
  office.state.units.forEach((_, number) => {
    recallUnit(office, number, courseId);
  });
};

const sendHome = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  unit.state = "returning";
  unit.course = -1;
  driveHome(office, number);
};

const driveHome = (office: Office, number: number): void => {
  const home = office.setup.units[number];
  if (home === undefined) throw new Error(`unit ${number} has no home`);
  office.world.drive(number, { to: home.home, route: "usual", emergency: false, crossRed: false, avoidKnown: false });
};

/** The engine says that a unit is where it was going. */
export const unitArrived = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  const incident = office.setup.incidents[unit.incident];
  if (unit.state === "returning") {
    unitFact(office, number, "UnitReturned");
    unit.state = "at-station";
    unit.incident = -1;
    serveWaiting(office);
    return;
  }
  if (unit.state !== "driving" || incident === undefined) return;
  dropTimer(office, unit.rerouteToken);
  unit.rerouteToken = -1;
  if (unit.preempt !== null) office.world.release(number);
  unit.preempt = null;
  unit.state = "on-scene";
  unitFact(office, number, "UnitArrived");
  const sceneMs = drawMs(office, incident.onScene, "unit.on-scene", entityOf(unit), 0);
  unit.token = setTimer(office, sceneMs, { kind: "scene-done", unit: number, mission: unit.mission });
};

/** The engine says that a unit cannot go on: it looks for another way, and again until it finds one. */
export const unitStuck = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  if (unit.state !== "driving" && unit.state !== "returning") return;
  setTimer(office, STUCK_RETRY_MS, { kind: "try-again", unit: number, mission: unit.mission });
};

export type UnitTimer = {
  readonly kind: "turned-out" | "scene-done" | "reroute" | "try-again";
  readonly unit: number;
  readonly mission: number;
};

export const unitTimerDue = (office: Office, timer: UnitTimer): void => {
  const unit = unitAt(office, timer.unit);
  if (unit.mission !== timer.mission) return;
  const incident = office.setup.incidents[unit.incident];
  switch (timer.kind) {
    case "turned-out":
      if (incident !== undefined) startDriving(office, timer.unit, incident);
      return;
    case "reroute":
      office.world.reroute(timer.unit);
      setReroute(office, timer.unit);
      return;
    case "try-again":
      // The engine has forgotten where it was going.
      if (unit.state === "returning") driveHome(office, timer.unit);
      else if (unit.state === "driving" && incident !== undefined) drive(office, timer.unit, incident);
      return;
    case "scene-done":
      unit.token = -1;
      unitFact(office, timer.unit, "UnitLeftScene");
      endMission(office, unit);
      sendHome(office, timer.unit);
      serveWaiting(office);
  }
};

/** Voids every timer of the mission; the next one has a number of its own. */
const endMission = (office: Office, unit: UnitState): void => {
  dropTimer(office, unit.token);
  dropTimer(office, unit.rerouteToken);
  Object.assign(unit, { mission: unit.mission + 1, token: -1, rerouteToken: -1, preempt: null, everyMs: 0 });
};

const unitAt = (office: Office, number: number): UnitState => {
  const unit = office.state.units[number];
  if (unit === undefined) throw new Error(`at ${office.world.nowMs()} ms: there is no unit ${number}`);
  return unit;
};

const unitFact = (
  office: Office,
  unit: number,
  kind: "UnitDispatched" | "UnitTurnedOut" | "UnitArrived" | "UnitLeftScene" | "UnitReturned" | "UnitRecalled",
): void => {
  const { incident } = unitAt(office, unit);
  office.facts.push({ kind, atMs: office.world.nowMs(), incident, unit, agency: office.setup.units[unit]?.agency ?? "" });
};
