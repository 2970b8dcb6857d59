/** The last part on foot, past a car that bars the way; and the way back to the vehicle where that was the wrong street, or for nothing. */
import { dropTimer, type Office, setTimer } from "./office.ts";
import type { UnitState } from "./state.ts";
import { ordersOf, unitAt } from "./units.ts";

/** Metres a second on foot with equipment where no step says it. */
const ON_FOOT_MPS = 1.2;

export const goOnFoot = (office: Office, number: number, remainingMm: number): void => {
  const unit = unitAt(office, number);
  office.world.halt(number);
  dropTimer(office, unit.rerouteToken);
  Object.assign(unit, { rerouteToken: -1, blockedBy: -1, state: "walking", walkMm: remainingMm, walkFromMs: office.world.nowMs() });
  unit.token = setTimer(office, walkMs(office, unit), { kind: "walked", unit: number, mission: unit.mission });
};

/** As far back as the crew has come. */
export const walkBack = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  const backMs = Math.min(office.world.nowMs() - unit.walkFromMs, walkMs(office, unit));
  dropTimer(office, unit.token);
  unit.token = setTimer(office, backMs, { kind: "walked-back", unit: number, mission: unit.mission });
};

const walkMs = (office: Office, unit: UnitState): number => Math.round(unit.walkMm / (ordersOf(office, unit)?.onFootMps ?? ON_FOOT_MPS));
