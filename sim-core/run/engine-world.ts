/** The city as the institutions see it (scenario/world.ts), on top of an Engine. */
import { type Command, type EmergencyDriving, type Query, TravelTimesAnswer, WayAnswer } from "../contract/commands.ts";
import type { Engine } from "../engine/engine.ts";
import type { Drive, RoadPlace, World } from "../scenario/world.ts";
import { emergencyDriving } from "./emergency-driving.ts";
import { jsonBytes, textOfBytes } from "./json-bytes.ts";

export const command = (engine: Engine, order: Command): void => {
  engine.command(jsonBytes(order));
};

export const ask = (engine: Engine, query: Query): unknown => JSON.parse(textOfBytes(engine.query(jsonBytes(query))));

/** Nothing but the place: an incident, which is one, has words of its own. */
const placeOf = ({ to }: Drive): RoadPlace => ({ link: to.link, offsetMm: to.offsetMm });

export const engineWorld = (engine: Engine, passingSpeedFactor: number): World => {
  const driving = (drive: Drive): { readonly emergency?: EmergencyDriving } =>
    drive.emergency
      ? { emergency: { ...emergencyDriving(passingSpeedFactor, drive.crossRed), avoidKnownObstacles: drive.avoidKnown } }
      : {};
  return {
    nowMs: () => engine.nowMs(),
    schedule: (atMs, token) => engine.schedule(atMs, token),
    cancel: (handle) => {
      engine.cancel(handle);
    },
    draw: (stream, entity, k, law, p1, p2) => engine.draw(stream, entity, k, law, p1, p2),
    travelTimesMs: (units, drive) =>
      units.length === 0
        ? []
        : TravelTimesAnswer.parse(
            ask(engine, { kind: "travel-times", units: [...units], ...placeOf(drive), route: drive.route, ...driving(drive) }),
          ).ms,
    drive: (unit, drive) => {
      command(engine, { kind: "unit.drive", unit, ...placeOf(drive), route: drive.route, ...driving(drive) });
    },
    reroute: (unit) => {
      command(engine, { kind: "unit.reroute", unit, route: "live" });
    },
    halt: (unit) => {
      command(engine, { kind: "unit.halt", unit });
    },
    preempt: (unit, { aheadM, aheadS, holdS, exit, successP, maxSignals }) => {
      command(engine, {
        kind: "preempt.start",
        unit,
        aheadMm: Math.round(aheadM * 1000),
        aheadMs: Math.round(aheadS * 1000),
        holdMs: Math.round(holdS * 1000),
        exit,
        successP,
        maxSignals,
      });
    },
    release: (unit) => {
      command(engine, { kind: "preempt.release", unit });
    },
    placeObstacle: (obstacle, { places, freeWidthMm }) => {
      command(engine, { kind: "obstacle.place", obstacle, places: [...places], freeWidthMm });
    },
    removeObstacle: (obstacle) => {
      command(engine, { kind: "obstacle.remove", obstacle });
    },
    knowObstacle: (obstacle) => {
      command(engine, { kind: "obstacle.know", obstacle });
    },
    wayOf: (unit, drive) =>
      WayAnswer.parse(ask(engine, { kind: "way", fromUnit: unit, ...placeOf(drive), route: drive.route, ...driving(drive) })),
  };
};
