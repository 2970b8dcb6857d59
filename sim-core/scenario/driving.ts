/** Where units drive and how: to the scene, to a hospital, home, to stand in elsewhere; guided, with green ahead, or as the crew knows. */
import { dropTimer, type Office, setTimer } from "./office.ts";
import { believedPlace } from "./scenes.ts";
import type { UnitState } from "./state.ts";
import { isOnMission, unitAt, unitFact } from "./units.ts";
import type { Drive, PreemptRequest, RoadPlace } from "./world.ts";

/** With blue light, as this unit drives now. */
export const blueLight = (unit: Pick<UnitState, "route" | "crossRed" | "avoidKnown">, to: RoadPlace): Drive => ({
  to,
  route: unit.route,
  emergency: true,
  crossRed: unit.crossRed,
  avoidKnown: unit.avoidKnown,
});

/** Where it is going now; undefined = nowhere in particular. */
export const goalOf = (office: Office, number: number): RoadPlace | undefined => {
  const unit = unitAt(office, number);
  if (unit.state === "transporting") return office.setup.hospitals[unit.hospital]?.place;
  return believedPlace(office, unit.incident, unit.fromTwin);
};

export const startDriving = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  unit.state = "driving";
  unit.token = -1;
  unitFact(office, number, "UnitTurnedOut");
  driveOn(office, number);
  if (unit.everyMs > 0) setReroute(office, number);
};

/** To its goal from where it stands, with whatever helps it. */
export const driveOn = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  const goal = goalOf(office, number);
  if (goal === undefined) return;
  unit.blockedBy = -1;
  office.world.drive(number, blueLight(unit, goal));
  if (unit.preempt !== null) office.world.preempt(number, unit.preempt);
};

export const setReroute = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  dropTimer(office, unit.rerouteToken);
  unit.rerouteToken = setTimer(office, unit.everyMs, { kind: "reroute", unit: number, mission: unit.mission });
};

const isOf = (unit: UnitState, courseId: number): boolean => unit.course === courseId && isOnMission(unit) && unit.state !== "at-hospital";

const isMoving = ({ state }: UnitState): boolean => state === "driving" || state === "transporting";

/** The unit follows live times from now on; false if it has nowhere to go any more for this course. */
export const guideUnit = (office: Office, number: number, courseId: number, everyMs: number): boolean => {
  const unit = unitAt(office, number);
  if (!isOf(unit, courseId) || isThere(office, number, unit)) return false;
  unit.route = "live";
  unit.everyMs = everyMs;
  if (!isMoving(unit)) return true;
  if (unit.blockedBy < 0) office.world.reroute(number);
  if (everyMs > 0) setReroute(office, number);
  return true;
};

/** The unit asks for green from now on; false if it has nowhere to go any more for this course. */
export const armPreemption = (office: Office, number: number, courseId: number, request: PreemptRequest): boolean => {
  const unit = unitAt(office, number);
  if (!isOf(unit, courseId) || isThere(office, number, unit)) return false;
  unit.preempt = request;
  if (isMoving(unit)) office.world.preempt(number, request);
  return true;
};

/** A fire engine at the scene stays there; an ambulance has the way to the hospital before it. */
const isThere = (office: Office, number: number, unit: UnitState): boolean =>
  (unit.state === "on-scene" || unit.state === "walking") && office.setup.units[number]?.fleet !== "ambulance";

/** Home, or to the station that it stands in for. */
export const driveHome = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  const home = unit.post >= 0 ? office.setup.stations[unit.post]?.home : office.setup.units[number]?.home;
  if (home === undefined) throw new Error(`unit ${number} has no home`);
  office.world.drive(number, { to: home, route: "usual", emergency: false, crossRed: false, avoidKnown: false });
};

export const sendHome = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  Object.assign(unit, { state: "returning", course: -1, step: -1, post: -1 });
  driveHome(office, number);
};
