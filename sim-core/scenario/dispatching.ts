/**
 * Orders and units: which unit goes, who waits while none is free, who takes over, who stands in for an empty station. The choices
 * themselves are pure (fleet.ts); here they meet the run. Tie rule: of two units that serve equally well the lower number goes.
 */

import type { Fleet } from "../contract/unit-duty.ts";
import type { Distribution } from "../model/scenario.ts";
import type { DispatchInputs } from "../model/unit-actions.ts";
import type { Started } from "./actions/action.ts";
import { driveHome, driveOn, goalOf, sendHome, setReroute, startDriving } from "./driving.ts";
import { type Candidate, chooseMoveUp, chooseRedispatch, chooseUnit, type DispatchPolicy, type UnderWay } from "./fleet.ts";
import { isNight } from "./gates.ts";
import { drawMs, type Office, setTimer } from "./office.ts";
import { walkBack } from "./on-foot.ts";
import { ownerOf } from "./owners.ts";
import { type Rules, rulesOfStep, stepOf } from "./rules.ts";
import { believedPlace } from "./scenes.ts";
import type { Course, UnitState, Waiting } from "./state.ts";
import { endMission, entityOf, isOnItsWay, ordersOf, unitAt, unitFact } from "./units.ts";
import type { Drive } from "./world.ts";

/** A station lends a unit only while another stays, and not over more than ten minutes. Assumptions of the move-up rule. */
const MOVE_UP = { keepUnits: 1, largestMs: 600_000 } as const;

/** Units named by `$step.units` of this course; undefined if that step sent none. */
export const outputOf = (office: Office, course: Course, reference: string): readonly number[] | undefined => {
  const name = reference.slice(1, reference.lastIndexOf("."));
  return course.outputs.get(office.plan.stepIndex.get(name) ?? -1);
};

export const queueDispatch = (office: Office, course: Course, step: number, { units }: DispatchInputs): Started => {
  const patients = office.setup.incidents[course.incident]?.patients.length ?? 0;
  const wanted = units === "per-casualty" ? patients : units;
  if (wanted === 0) return { failed: "no-patients" };
  standInLine(office, { course: course.id, step, wanted, sent: [], isReachable: false });
  serveWaiting(office);
  if (office.state.waiting.some((entry) => entry.course === course.id && entry.step === step)) waitsForUnits(office, course, step);
  // Whatever has ended was told through `finished`, in order with everything else of this millisecond.
  return "later";
};

/** Urgent orders before the others, each in the order in which they came. */
const standInLine = (office: Office, entry: Waiting): void => {
  const { waiting, courses, incidents } = office.state;
  const isUrgent = (order: Waiting): boolean => incidents[courses.get(order.course)?.incident ?? -1]?.isUrgent === true;
  const behind = isUrgent(entry) ? waiting.findIndex((other) => !isUrgent(other)) : -1;
  waiting.splice(behind < 0 ? waiting.length : behind, 0, entry);
};

/** Every unit that could go is busy: the order waits as callers wait for a seat. */
const waitsForUnits = (office: Office, course: Course, index: number): void => {
  const { incident } = course;
  const step = stepOf(office, course, index);
  const agency = ownerOf(office, { class: step.class });
  office.facts.push({ kind: "StepQueued", atMs: office.world.nowMs(), incident, step: step.id, agency, reason: "no-free-unit" });
};

/** Takes an order back that still waits for units; those already sent by it are recalled. */
export const withdrawDispatch = (office: Office, courseId: number, step: number): void => {
  const { waiting } = office.state;
  const index = waiting.findIndex((entry) => entry.course === courseId && entry.step === step);
  const [withdrawn] = index < 0 ? [] : waiting.splice(index, 1);
  for (const unit of withdrawn?.sent ?? []) recallUnit(office, unit, courseId);
};

/** Gives free units to the orders that wait, oldest order first. */
export const serveWaiting = (office: Office): void => {
  const { waiting } = office.state;
  let free = freeUnits(office);
  for (let index = 0; index < waiting.length; ) {
    const entry = waiting[index];
    if (entry?.isReachable === true && !free.has(kindOf(office, entry))) {
      index += 1;
      continue;
    }
    const course = entry === undefined ? undefined : office.state.courses.get(entry.course);
    if (entry === undefined || course === undefined) {
      waiting.splice(index, 1);
      continue;
    }
    const end = serveOrder(office, entry, course);
    free = freeUnits(office);
    if (end !== "waits") {
      waiting.splice(index, 1);
      office.finished.push({ course: entry.course, step: entry.step, result: end });
    } else index += 1;
  }
};

const inputsOf = (office: Office, { course, step }: Pick<Waiting, "course" | "step">): DispatchInputs =>
  stepOf(office, office.state.courses.get(course), step).with as unknown as DispatchInputs;

/** What an order can be served by: a fleet, and whether from the road. Kept small, since thousands of orders may wait. */
type UnitKind = "fire-engine" | "ambulance" | "fire-engine at home" | "ambulance at home";

const kindOf = (office: Office, order: Waiting): UnitKind => {
  const { fleet, fromTheRoad } = inputsOf(office, order);
  return fromTheRoad ? fleet : `${fleet} at home`;
};

const freeUnits = (office: Office): ReadonlySet<UnitKind> => {
  const free = new Set<UnitKind>();
  office.state.units.forEach(({ state }, number) => {
    const fleet = office.setup.units[number]?.fleet;
    if (fleet === undefined || !(state === "at-station" || state === "returning" || state === "moving-up")) return;
    free.add(fleet);
    if (state === "at-station") free.add(`${fleet} at home`);
  });
  return free;
};

const serveOrder = (
  office: Office,
  entry: Waiting,
  course: Course,
): { readonly output: readonly number[] } | { readonly failed: string } | "waits" => {
  const inputs = inputsOf(office, entry);
  while (entry.sent.length < entry.wanted) {
    const chosen = choose(office, course, entry.step, inputs);
    if (chosen === "wait") {
      entry.isReachable = true;
      return "waits";
    }
    if (chosen === "unreachable") return { failed: "unreachable" };
    sendUnit(office, chosen, { ...orderOf(course, entry.step), inputs });
    entry.sent.push(chosen);
  }
  return { output: entry.sent };
};

const isFree = (unit: UnitState, inputs: DispatchInputs): boolean =>
  unit.state === "at-station" || (inputs.fromTheRoad && (unit.state === "returning" || unit.state === "moving-up"));

const ofFleet = (office: Office, fleet: Fleet): readonly number[] =>
  office.setup.units.flatMap((home, number) => (home.fleet === fleet ? [number] : []));

const driveBy = (office: Office, incident: number, inputs: DispatchInputs): Drive | undefined => {
  const to = believedPlace(office, incident, false);
  const route = inputs.nearest === "live-travel-time" ? "live" : "usual";
  return to === undefined ? undefined : { to, route, emergency: true, crossRed: inputs.crossRed, avoidKnown: false };
};

const choose = (office: Office, course: Course, step: number, inputs: DispatchInputs): number | "wait" | "unreachable" => {
  const { incident } = course;
  const drive = driveBy(office, incident, inputs);
  if (drive === undefined) return "unreachable";
  const fleet = ofFleet(office, inputs.fleet);
  const free = fleet.filter((number) => isFree(unitAt(office, number), inputs));
  const chosen = chooseUnit(candidates(office, free, drive), policyOf(rulesOfStep(office, course, step), incident, inputs));
  if (chosen !== "unreachable") return chosen;
  // None of the free ones gets there, or none is free: is there one at all that could?
  const usual = { ...drive, route: "usual" } as const;
  return fleet.length > 0 && office.world.travelTimesMs(fleet, usual).some((ms) => ms >= 0) ? "wait" : "unreachable";
};

const candidates = (office: Office, units: readonly number[], drive: Drive): readonly Candidate[] => {
  const times = units.length === 0 ? [] : office.world.travelTimesMs(units, drive);
  return units.map((unit, index) => ({ unit, station: stationOf(office, unit), isFree: true, ms: times[index] ?? -1 }));
};

/** Where it belongs now: its own station, or the one that it stands in for. */
const stationOf = (office: Office, unit: number): number => {
  const { post } = unitAt(office, unit);
  return post >= 0 ? post : (office.setup.units[unit]?.stationNumber ?? -1);
};

const policyOf = ({ setup }: Rules, incident: number, { nearest }: DispatchInputs): DispatchPolicy =>
  nearest === "first-due" ? { kind: nearest, runCard: setup.incidents[incident]?.runCard ?? [] } : { kind: nearest };

const turnoutOf = (office: Office, { turnout, turnoutNight, nightFromHour, nightToHour }: DispatchInputs): Distribution =>
  turnoutNight !== undefined && isNight(office, nightFromHour, nightToHour) ? turnoutNight : turnout;

/** What a unit is sent by, and under which rules that order was given. */
type Order = Pick<UnitState, "course" | "incident" | "step" | "rules">;

const orderOf = (course: Course, step: number): Order => ({
  course: course.id,
  incident: course.incident,
  step,
  rules: course.steps.get(step)?.rules,
});

const sendUnit = (office: Office, number: number, { inputs, ...order }: Order & { readonly inputs: DispatchInputs }): void => {
  const unit = unitAt(office, number);
  const isOnTheRoad = unit.state === "returning" || unit.state === "moving-up";
  const slot = office.state.sentTo.get(order.incident) ?? 0;
  office.state.sentTo.set(order.incident, slot + 1);
  endMission(office, unit);
  const { route, crossRed } = inputs;
  Object.assign(unit, { state: "turning-out", ...order, slot, route, crossRed });
  unitFact(office, number, "UnitDispatched");
  // A crew that is already driving needs no turnout.
  const turnoutMs = isOnTheRoad ? 0 : drawMs(office, turnoutOf(office, inputs), "unit.turnout", entityOf(unit), 0);
  if (turnoutMs === 0) startDriving(office, number);
  else unit.token = setTimer(office, turnoutMs, { kind: "turned-out", unit: number, mission: unit.mission });
  if (inputs.moveUp) coverStations(office, inputs.fleet);
};

/** Called back: a unit that has not arrived turns round, and every signal held for it is released. */
export const recallUnit = (office: Office, number: number, courseId: number): void => {
  const unit = unitAt(office, number);
  if (unit.course !== courseId || !(isOnItsWay(unit) || unit.state === "walking")) return;
  unitFact(office, number, "UnitRecalled");
  if (unit.state === "walking") {
    // Free once the crew is back at its vehicle.
    walkBack(office, number);
    Object.assign(unit, { course: -1, step: -1 });
    return;
  }
  turnBack(office, number);
  unitIsFree(office, number);
};

const turnBack = (office: Office, number: number): void => {
  const unit = unitAt(office, number);
  const hasLeft = unit.state === "driving";
  endMission(office, unit);
  if (hasLeft) {
    office.world.halt(number);
    sendHome(office, number);
  } else Object.assign(unit, { state: "at-station", incident: -1, course: -1, step: -1 });
};

export const recallCourse = (office: Office, courseId: number): void => {
  office.state.units.forEach((_, number) => {
    recallUnit(office, number, courseId);
  });
};

/** A unit can be sent again: to an order that waits, or in place of one that is further away. */
export const unitIsFree = (office: Office, number: number): void => {
  serveWaiting(office);
  const unit: Readonly<UnitState> = unitAt(office, number);
  const fleet = office.setup.units[number]?.fleet;
  if (unit.state !== "at-station" && unit.state !== "returning") return;
  const swap = takeOver(office, number, fleet);
  const orders = swap === undefined ? undefined : ordersOf(office, unitAt(office, swap.unit));
  if (swap === undefined || orders === undefined) return;
  const relieved = unitAt(office, swap.unit);
  // What helps the one helps the other: green ahead, live times, knowledge of the alleys.
  const { incident, course, step, rules, preempt, everyMs, route, avoidKnown, fromTwin } = relieved;
  unitFact(office, swap.unit, "UnitReplaced", { to: number });
  turnBack(office, swap.unit);
  sendUnit(office, number, { incident, course, step, rules, inputs: orders });
  Object.assign(unit, { preempt, everyMs, route, avoidKnown, fromTwin });
  if (unitAt(office, number).state === "driving") {
    driveOn(office, number);
    if (everyMs > 0) setReroute(office, number);
  }
  nameInstead(office, { course, step }, swap.unit, number);
  unitIsFree(office, swap.unit);
};

/** Later steps, and the order itself while it still waits for others, mean the unit that goes now. */
const nameInstead = (office: Office, order: { readonly course: number; readonly step: number }, old: number, now: number): void => {
  const replaced = (sent: readonly number[]): number[] => sent.map((unit) => (unit === old ? now : unit));
  const outputs = office.state.courses.get(order.course)?.outputs;
  const output = outputs?.get(order.step);
  if (output !== undefined) outputs?.set(order.step, replaced(output));
  for (const { course, step, sent } of office.state.waiting)
    if (course === order.course && step === order.step) sent.splice(0, sent.length, ...replaced(sent));
};

const takeOver = (office: Office, freed: number, fleet: Fleet | undefined): UnderWay | undefined => {
  const underWay: UnderWay[] = [];
  let gainS = 0;
  office.state.units.forEach((unit, number) => {
    if (unit.state !== "driving" || office.setup.units[number]?.fleet !== fleet) return;
    const orders = ordersOf(office, unit);
    const to = goalOf(office, number);
    if (orders === undefined || orders.redispatchGainS === 0 || to === undefined || !isFree(unitAt(office, freed), orders)) return;
    const drive: Drive = { to, route: "live", emergency: true, crossRed: orders.crossRed, avoidKnown: false };
    const [remainingMs = -1, drivenMs = -1] = office.world.travelTimesMs([number, freed], drive);
    // From its station it must turn out first.
    const turnoutMs = unitAt(office, freed).state === "at-station" ? typicalMs(turnoutOf(office, orders)) : 0;
    gainS = Math.max(gainS, orders.redispatchGainS);
    underWay.push({ unit: number, incident: unit.incident, remainingMs, freedMs: drivenMs < 0 ? -1 : drivenMs + turnoutMs });
  });
  return underWay.length === 0 ? undefined : chooseRedispatch(underWay, gainS);
};

/** What a dispatcher reckons with: the median, the mean, or the middle. */
const typicalMs = (distribution: Distribution): number => {
  if ("constantS" in distribution) return Math.round(distribution.constantS * 1000);
  if ("medianS" in distribution) return Math.round(distribution.medianS * 1000);
  if ("meanS" in distribution) return Math.round(distribution.meanS * 1000);
  return Math.round((distribution.lowS + distribution.highS) * 500);
};

/** Sends units to stand in for stations that have none left, one move at a time until none helps. */
const coverStations = (office: Office, fleet: Fleet): void => {
  const units = ofFleet(office, fleet);
  for (let moves = 0; moves < units.length; moves += 1) {
    const stations = office.setup.stations.map((_, station) => ({
      station,
      freeUnits: units.filter((number) => isCovering(office, number, station)),
      weight: units.filter((number) => office.setup.units[number]?.stationNumber === station).length,
    }));
    const move = chooseMoveUp(stations, (from, to) => timeBetween(office, stations[from]?.freeUnits[0], to), MOVE_UP);
    if (move === undefined) return;
    const unit = unitAt(office, move.unit);
    endMission(office, unit);
    Object.assign(unit, { state: "moving-up", incident: -1, course: -1, step: -1, post: move.to });
    unitFact(office, move.unit, "UnitMovedUp", { station: office.setup.stations[move.to]?.id ?? "" });
    driveHome(office, move.unit);
  }
};

/** Stands there ready, or is on its way there to stand by. */
const isCovering = (office: Office, number: number, station: number): boolean => {
  const { state } = unitAt(office, number);
  return (state === "at-station" || state === "moving-up" || state === "returning") && stationOf(office, number) === station;
};

const timeBetween = (office: Office, unit: number | undefined, station: number): number => {
  const to = office.setup.stations[station]?.home;
  if (unit === undefined || to === undefined) return -1;
  const drive: Drive = { to, route: "usual", emergency: false, crossRed: false, avoidKnown: false };
  return office.world.travelTimesMs([unit], drive)[0] ?? -1;
};

/** Its own unit is back: whoever stood in goes home. */
export const relieveStandIns = (office: Office, returned: number): void => {
  const home = office.setup.units[returned]?.stationNumber;
  const fleet = office.setup.units[returned]?.fleet;
  const standIn = office.state.units.findIndex(
    (unit, number) =>
      unit.post === home && office.setup.units[number]?.fleet === fleet && (unit.state === "at-station" || unit.state === "moving-up"),
  );
  if (standIn >= 0) sendHome(office, standIn);
};
