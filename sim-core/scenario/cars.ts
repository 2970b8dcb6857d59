/**
 * Badly parked cars: which are still there, which bar a unit's way, and who moves them: an owner who was called, an owner whom the crew
 * finds on foot, a tow truck, or the crew itself.
 */
import type { CarFact, CarMover } from "../contract/institutional-facts.ts";
import { blueLight, goalOf } from "./driving.ts";
import { drawMs, happens, type Office, setTimer } from "./office.ts";
import type { CarSolved } from "./state.ts";
import { isOnMission, ordersOf, unitAt, unitFact } from "./units.ts";

export const isPresent = (office: Office, car: number): boolean => office.state.cars[car]?.isPresent === true;

/** Straight distance of a car to an incident [mm]. */
export const distanceMm = (office: Office, car: number, incident: number): number => {
  const [x, y] = office.setup.cars[car]?.xyMm ?? [0, 0];
  const [fromX, fromY] = office.setup.incidents[incident]?.xyMm ?? [0, 0];
  return Math.sqrt((x - fromX) * (x - fromX) + (y - fromY) * (y - fromY));
};

/** Cars still there within so many metres of the scene, by number. */
export const carsNear = (office: Office, incident: number, withinM: number): readonly number[] =>
  office.setup.cars.flatMap((_, car) => (isPresent(office, car) && distanceMm(office, car, incident) <= withinM * 1000 ? [car] : []));

/** Cars that bar the way of units of this incident: those in front of which one stands, and those on the rest of a way. */
export const barringCars = (office: Office, incident: number): ReadonlySet<number> => {
  const barring = new Set<number>();
  office.state.units.forEach((unit, number) => {
    if (unit.incident !== incident || !isOnMission(unit)) return;
    if (unit.blockedBy >= 0) barring.add(unit.blockedBy);
    const goal = goalOf(office, number);
    if (goal === undefined || unit.state === "on-scene" || unit.state === "walking" || unit.state === "at-hospital") return;
    for (const car of office.world.wayOf(number, blueLight(unit, goal)).obstacles) barring.add(car);
  });
  return barring;
};

export const carFact = (
  office: Office,
  kind: CarFact["kind"],
  car: number,
  about: Pick<CarFact, "incident" | "step" | "agency" | "blocks"> & { readonly by?: CarMover },
): void => {
  office.facts.push({ kind, atMs: office.world.nowMs(), car, ...about });
};

/** The car is gone; units that stood before it drive on by themselves. A crew that has left it meanwhile moves nothing. */
export const removeCar = (office: Office, { car, by, step, agency, incident, unit }: CarSolved): void => {
  const state = office.state.cars[car];
  if (state?.isPresent !== true || (unit >= 0 && unitAt(office, unit).blockedBy !== car)) return;
  const freed = office.state.units.flatMap((other, number) => (other.blockedBy === car ? [number] : []));
  state.isPresent = false;
  office.world.removeObstacle(car);
  carFact(office, "CarMoved", car, { incident, step, agency, blocks: freed.length > 0, by });
  for (const number of freed) {
    unitFact(office, number, "UnitFreed", { car, by });
    unitAt(office, number).blockedBy = -1;
  }
};

/**
 * A unit stands before a car. With little way left the crew goes on foot; else it looks for the owner, pushes the car aside, or goes on
 * foot all the same. Answers how the rest is done. Chance belongs to the car: the same car yields alike in every arm.
 */
export const faceCar = (office: Office, number: number, car: number, remainingMm: number): "on-foot" | "waits" => {
  const unit = unitAt(office, number);
  const orders = ordersOf(office, unit);
  unit.blockedBy = car;
  unitFact(office, number, "UnitBlocked", { car, remainingMm });
  const entity = office.setup.cars[car]?.entity ?? car;
  const isWalkable = unit.state === "driving";
  if (isWalkable && remainingMm <= (orders?.onFootM ?? 0) * 1000) return "on-foot";
  const agency = office.setup.units[number]?.agency ?? "";
  const incident = isOnMission(unit) ? unit.incident : -1;
  const solve = (by: CarMover, afterMs: number): "waits" => {
    setTimer(office, afterMs, { kind: "car-solved", car, by, step: "", agency, incident, unit: number });
    return "waits";
  };
  const onFoot = orders?.ownerOnFoot ?? { medianS: 300, p90S: 900 };
  const findsOwner = happens(office, orders?.ownerOnFootP ?? 1, "car.owner-on-foot", entity, 0);
  if (findsOwner) return solve("owner-found-on-foot", drawMs(office, onFoot, "car.owner-on-foot-time", entity, 0));
  const pushes = !isWalkable || happens(office, orders?.pushAsideP ?? 0, "car.push-aside", entity, 0);
  if (pushes)
    return solve("pushed-aside", drawMs(office, orders?.pushAside ?? { medianS: 180, p90S: 420 }, "car.push-aside-time", entity, 0));
  return "on-foot";
};
