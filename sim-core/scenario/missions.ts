/** The life of a mission: turn out, drive, meet a car in the alley, arrive, work, carry somebody to a hospital, come home. */
import { atHospital, patientCared, takePatient } from "./ambulances.ts";
import { faceCar } from "./cars.ts";
import { relieveStandIns, unitIsFree } from "./dispatching.ts";
import { driveHome, driveOn, sendHome, setReroute, startDriving } from "./driving.ts";
import { drawMs, dropTimer, type Office, setTimer } from "./office.ts";
import { goOnFoot, walkBack } from "./on-foot.ts";
import { addressFact, reportCasualties, sceneOf } from "./scenes.ts";
import type { UnitTimer } from "./state.ts";
import { endMission, entityOf, isOnMission, ordersOf, unitAt, unitFact } from "./units.ts";
import { beginWater } from "./water.ts";

/** A crew that the engine reports stuck looks for another way after this. */
const STUCK_RETRY_MS = 15_000;

/** The engine says that a unit is where it was going. */
export const unitArrived = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  switch (unit.state) {
    case "returning":
    case "moving-up":
      atStation(office, number);
      return;
    case "transporting":
      dropTimer(office, unit.rerouteToken);
      unit.rerouteToken = -1;
      atHospital(office, number);
      return;
    case "driving":
      atDoor(office, number);
      return;
    default:
  }
};

const atStation = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  const isHome = unit.post < 0;
  if (unit.state === "returning") unitFact(office, number, "UnitReturned");
  unit.state = "at-station";
  unit.incident = -1;
  if (isHome) relieveStandIns(office, number);
  unitIsFree(office, number);
};

const atScene = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  const about = office.setup.incidents[unit.incident];
  if (about === undefined) return;
  dropTimer(office, unit.rerouteToken);
  unit.rerouteToken = -1;
  unit.blockedBy = -1;
  const isAmbulance = office.setup.units[number]?.fleet === "ambulance";
  if (unit.preempt !== null) office.world.release(number);
  if (!isAmbulance) unit.preempt = null;
  unit.state = "on-scene";
  const scene = sceneOf(office, unit.incident);
  scene.unitsArrived += 1;
  unitFact(office, number, "UnitArrived", unit.walkMm > 0 ? { walkMm: unit.walkMm } : {});
  office.events.push({ event: "UnitArrived", incident: unit.incident });
  reportCasualties(office, unit.incident, "crew");
  if (isAmbulance) {
    if (!takePatient(office, number)) leaveScene(office, number);
    return;
  }
  if (scene.firstUnit < 0) scene.firstUnit = number;
  beginWater(office, unit.incident, number);
  const sceneMs = drawMs(office, about.onScene, "unit.on-scene", entityOf(unit), 0);
  unit.token = setTimer(office, sceneMs, { kind: "scene-done", unit: number, mission: unit.mission });
};

const leaveScene = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  unit.token = -1;
  unitFact(office, number, "UnitLeftScene");
  endMission(office, unit);
  sendHome(office, number);
  unitIsFree(office, number);
};

/** The engine says that a unit cannot go on: it looks for another way, and again until it finds one. */
export const unitStuck = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  if (unit.state === "at-station" || unit.state === "on-scene" || unit.state === "walking") return;
  setTimer(office, STUCK_RETRY_MS, { kind: "try-again", unit: number, mission: unit.mission });
};

/** The engine says that a car leaves too little room; `remainingMm` of the way are left. */
export const unitBlocked = (office: Office, number: number, car: number, remainingMm: number): void => {
  const unit = unitAt(office, number);
  if (isOnMission(unit)) office.events.push({ event: "UnitBlocked", incident: unit.incident });
  if (faceCar(office, number, car, remainingMm) === "on-foot") {
    goOnFoot(office, number, remainingMm);
    return;
  }
  if (unit.state !== "driving") return;
  const patienceMs = Math.round((ordersOf(office, unit)?.patienceS ?? 0) * 1000);
  setTimer(office, patienceMs, { kind: "out-of-patience", unit: number, mission: unit.mission, car, remainingMm });
};

/** At a wrong address nothing burns: there the crew waits for the right one. */
const atDoor = (office: Office, number: number): void => {
  if (!sceneOf(office, unitAt(office, number).incident).isWrongPlace) atScene(office, number);
};

export const unitTimerDue = (office: Office, timer: UnitTimer): void => {
  const { unit: number } = timer;
  const unit = unitAt(office, number);
  if (unit.mission !== timer.mission) return;
  switch (timer.kind) {
    case "turned-out":
      startDriving(office, number);
      return;
    case "reroute":
      if (unit.blockedBy < 0) office.world.reroute(number);
      setReroute(office, number);
      return;
    case "try-again":
      // The engine has forgotten where it was going.
      if (unit.state === "returning" || unit.state === "moving-up") driveHome(office, number);
      else if (unit.state === "driving" || unit.state === "transporting") driveOn(office, number);
      return;
    case "walked":
      unit.token = -1;
      atDoor(office, number);
      return;
    case "walked-back":
      atVehicle(office, number);
      return;
    case "out-of-patience":
      if (unit.state === "driving" && unit.blockedBy === timer.car) goOnFoot(office, number, timer.remainingMm);
      return;
    case "cared":
      patientCared(office, number, timer.k);
      return;
    case "handed-over":
    case "scene-done":
      leaveScene(office, number);
  }
};

/** Back at the vehicle: to the right address, or home. */
const atVehicle = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  if (unit.course < 0) {
    endMission(office, unit);
    sendHome(office, number);
    unitIsFree(office, number);
    return;
  }
  Object.assign(unit, { state: "driving", token: -1, walkMm: 0 });
  driveOn(office, number);
  if (unit.everyMs > 0) setReroute(office, number);
};

/** The right address is known: whoever is on the way, or stands at the wrong place, goes there. */
export const addressCorrected = (office: Office, incident: number, step: string): void => {
  sceneOf(office, incident).isWrongPlace = false;
  addressFact(office, "AddressCorrected", incident, step);
  office.state.units.forEach((unit, number) => {
    if (unit.incident !== incident) return;
    if (unit.state === "driving") driveOn(office, number);
    else if (unit.state === "walking" && unit.course >= 0) walkBack(office, number);
  });
};
