/** One fire engine or ambulance: its state, its facts, and what the step that sent it says of how its crew works. */
import type { UnitFact } from "../contract/institutional-facts.ts";
import type { DispatchInputs } from "../model/unit-actions.ts";
import { dropTimer, type Office } from "./office.ts";
import { rulesOf } from "./rules.ts";
import type { UnitState } from "./state.ts";

export const unitAt = (office: Office, number: number): UnitState => {
  const unit = office.state.units[number];
  if (unit === undefined) throw new Error(`at ${office.world.nowMs()} ms: there is no unit ${number}`);
  return unit;
};

export const agencyOf = (office: Office, number: number): string => office.setup.units[number]?.agency ?? "";

type Details = Pick<UnitFact, "car" | "by" | "remainingMm" | "walkMm" | "to" | "station" | "patient">;

export const unitFact = (office: Office, unit: number, kind: UnitFact["kind"], details: Details = {}): void => {
  const { state, incident: mission } = unitAt(office, unit);
  // What stops it on its way home is no matter of the incident any more; that it is back is.
  const incident = state === "returning" && kind !== "UnitReturned" ? -1 : mission;
  const fleet = office.setup.units[unit]?.fleet ?? "fire-engine";
  office.facts.push({ kind, atMs: office.world.nowMs(), incident, unit, agency: agencyOf(office, unit), fleet, ...details });
};

/** Names the random streams of a mission: stable per incident and per how many units it was sent before. */
export const entityOf = ({ incident, slot }: UnitState): number => incident * 64 + Math.min(slot, 63);

/** How the crew works, by the step that sent it; undefined for a unit that nobody sent. */
export const ordersOf = (office: Office, unit: UnitState): DispatchInputs | undefined =>
  rulesOf(office, unit).setup.scenario.steps[unit.step]?.with as unknown as DispatchInputs | undefined;

export const isOnItsWay = ({ state }: UnitState): boolean => state === "turning-out" || state === "driving";

/** Still busy with its incident: also at the scene and on the way to a hospital. */
export const isOnMission = ({ state }: UnitState): boolean => state !== "at-station" && state !== "returning" && state !== "moving-up";

/** Voids every timer of the mission; the next one has a number of its own. */
export const endMission = (office: Office, unit: UnitState): void => {
  dropTimer(office, unit.token);
  dropTimer(office, unit.rerouteToken);
  Object.assign(unit, {
    mission: unit.mission + 1,
    token: -1,
    rerouteToken: -1,
    preempt: null,
    everyMs: 0,
    avoidKnown: false,
    fromTwin: false,
    blockedBy: -1,
    walkMm: 0,
    walkFromMs: -1,
    patient: -1,
    hospital: -1,
  });
};
