/**
 * Commands and queries: UTF-8 JSON that crosses into the engine. Links, movements, signals and units are the integer
 * positions that `compileNetwork` gave them (see engine/compile-network.ts), never ids.
 */
import { z } from "zod";

z.config({ jitless: true }); // the page's CSP forbids eval, which zod would probe

const index = z.int().min(0);
const ms = z.int().min(0);
const mm = z.int().min(0);

/** `usual` = fastest at free flow (what a crew knows by heart); `live` = fastest on measured link times now. */
export const RouteChoice = z.enum(["usual", "live"]);

/** How an emergency vehicle drives; every number is an assumption that results list. */
export const EmergencyDriving = z.strictObject({
  /** Free speed = limit x this, at most maxSpeedMmPerS. */
  speedFactorP: z.number().min(0.1).max(3),
  maxSpeedMmPerS: z.int().min(1000),
  /** Speed past standing queues, per number of lanes (index 0 = one lane); the last entry serves wider roads. */
  passingSpeedMmPerS: z.array(z.int().min(1)).min(1).max(8),
  /** May cross red after slowing to this speed; 0 = stops at red like everybody. */
  redCrossingSpeedMmPerS: z.int().min(0),
  /** Extra milliseconds lost per red crossing (slow down, look, speed up). */
  redCrossingLossMs: ms,
  /** Share of drivers who make way, 0-1: passing speed is scaled by it. */
  complianceP: z.number().min(0).max(1),
  /** Known obstacles too narrow for the unit are no way for it as long as there is another; absent = false. */
  avoidKnownObstacles: z.boolean().optional(),
});

export const Command = z.discriminatedUnion("kind", [
  /** Put a unit into the world at rest (stations). `unit` is chosen by the caller, dense from 0. Absent width = 2,500 (fire engine). */
  z.strictObject({ kind: z.literal("unit.place"), unit: index, link: index, offsetMm: mm, widthMm: z.int().min(1).optional() }),
  /** Drive to a place. Emits UnitDeparted now and UnitArrived on arrival; an observation `unit-arrived` returns from runUntil. */
  z.strictObject({
    kind: z.literal("unit.drive"),
    unit: index,
    link: index,
    offsetMm: mm,
    route: RouteChoice,
    /** undefined = drives as ordinary traffic would (on the way back). */
    emergency: EmergencyDriving.optional(),
  }),
  /** Choose the rest of the route again; keeps the link it is on, unless it is blocked there (see obstacle.place). */
  z.strictObject({ kind: z.literal("unit.reroute"), unit: index, route: RouteChoice }),
  /** Stop where it is and forget the goal (incident cancelled). Releases its preemption. */
  z.strictObject({ kind: z.literal("unit.halt"), unit: index }),
  /** From now on this unit asks signals on its route for green. */
  z.strictObject({
    kind: z.literal("preempt.start"),
    unit: index,
    /** Ask when nearer than this … */
    aheadMm: mm,
    /** … or when predicted to arrive within this; 0 = by distance only. */
    aheadMs: ms,
    /** Hold at most this long per signal. */
    holdMs: ms,
    exit: z.enum(["dwell", "shortway", "immediate"]),
    /** Share of requests that the controller obeys (drawn per unit and signal; 0 = never, with no physical trace at all). */
    successP: z.number().min(0).max(1),
    /** Signals asked ahead at once. */
    maxSignals: z.int().min(1).max(20),
  }),
  z.strictObject({ kind: z.literal("preempt.release"), unit: index }),
  /** Capacity of a link: share of lanes left open and speed factor; 0 lanes = closed (vehicles on it finish it; none enters). */
  z.strictObject({
    kind: z.literal("link.restrict"),
    link: index,
    openLanes: z.int().min(0),
    speedFactorP: z.number().min(0).max(1),
    headwayFactorP: z.number().min(1).max(100),
  }),
  z.strictObject({ kind: z.literal("link.restore"), link: index }),
  /**
   * A car narrows a street: `obstacle` is chosen by the caller, dense from 0; a number whose obstacle is gone may come again. A unit wider
   * than `freeWidthMm` stops with its front at the offset and emits UnitBlocked and the observation `unit-blocked`; it drives on by itself
   * when the obstacle is removed. Sent elsewhere or rerouted, it backs out at walking pace if a way leads round the obstacle and the street
   * has another direction, else it stays. Places: one, or one per direction of one street. Limit: ordinary traffic passes unhindered.
   */
  z.strictObject({
    kind: z.literal("obstacle.place"),
    obstacle: index,
    places: z
      .array(z.strictObject({ link: index, offsetMm: mm }))
      .min(1)
      .max(2),
    freeWidthMm: mm,
  }),
  /** Moved, towed or pushed aside; nothing happens when it is gone already. */
  z.strictObject({ kind: z.literal("obstacle.remove"), obstacle: index }),
  /** Where it stands is known to whoever chooses ways (EmergencyDriving.avoidKnownObstacles). */
  z.strictObject({ kind: z.literal("obstacle.know"), obstacle: index }),
]);
export type Command = z.infer<typeof Command>;
export type EmergencyDriving = z.infer<typeof EmergencyDriving>;

export const Query = z.discriminatedUnion("kind", [
  /** Milliseconds for each unit to the place on live times (emergency driving if given); -1 = cannot get there. */
  z.strictObject({
    kind: z.literal("travel-times"),
    units: z.array(index),
    link: index,
    offsetMm: mm,
    route: RouteChoice,
    emergency: EmergencyDriving.optional(),
  }),
  z.strictObject({ kind: z.literal("link-state"), link: index }),
  z.strictObject({ kind: z.literal("unit-state"), unit: index }),
  z.strictObject({ kind: z.literal("unit-places") }),
  z.strictObject({ kind: z.literal("signal-state"), signal: index }),
  z.strictObject({ kind: z.literal("vehicle-why"), trip: index }),
  z.strictObject({ kind: z.literal("route"), fromLink: index, toLink: index, route: RouteChoice }),
  /** The way that a unit would take to the place now, and which obstacles (known or not) would block it there, in order. */
  z.strictObject({
    kind: z.literal("way"),
    fromUnit: index,
    link: index,
    offsetMm: mm,
    route: RouteChoice,
    emergency: EmergencyDriving.optional(),
  }),
  z.strictObject({ kind: z.literal("obstacles") }),
  z.strictObject({ kind: z.literal("counts") }),
]);
export type Query = z.infer<typeof Query>;

export const TravelTimesAnswer = z.object({ ms: z.array(z.int()) });
export const LinkStateAnswer = z.object({
  vehicles: z.int(),
  queued: z.int(),
  liveMs: z.int(),
  freeMs: z.int(),
  openLanes: z.int(),
  /** Trips that stand there, the first of every lane first; the eight nearest to the line. */
  standing: z.array(z.int()),
});
export const UnitStateAnswer = z.object({
  link: z.int(),
  offsetMm: z.int(),
  driving: z.boolean(),
  route: z.array(z.int()),
  goalLink: z.int(),
  goalOffsetMm: z.int(),
  /** The obstacle in front of which it stands, or -1. */
  blockedBy: z.int(),
  /** `waiting` = at a stop line, `crossing` = inside a junction. */
  phase: z.enum(["rest", "moving", "waiting", "crossing", "blocked"]),
  /** When what it does now began. */
  sinceMs: z.int(),
  /** Where it moves along a link, and what it would drive there with nobody before it. */
  speedMmPerS: z.int(),
  freeMmPerS: z.int(),
  /** Of the next stop line on its way; -1 = none there. */
  signal: z.int(),
  /** Until its plan shows green there, as far as is known; -1 = green now, or no signal. */
  greenInMs: z.int(),
});
/**
 * Units on a drive: place, and the links from its own on with their lengths, the way through the junction behind each included. Who is
 * inside a junction has an offset beyond its link's end.
 */
export const UnitPlacesAnswer = z.object({
  units: z.array(z.object({ unit: z.int(), link: z.int(), offsetMm: z.int(), links: z.array(z.int()), lengthsMm: z.array(z.int()) })),
});
/**
 * Where a vehicle is and what keeps the first of its lane at the line (engine/src/traffic/why.rs). Only what the rules of the street know:
 * `none` = nothing that they know of.
 */
export const VehicleWhyAnswer = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("running"),
    link: z.int(),
    toLineMm: z.int(),
    speedMmPerS: z.int(),
    /** On this link so far, against driving freely to where it is in its lane. */
    lostMs: z.int(),
    /** Vehicles before it on its lane, and those of them that stand. */
    ahead: z.int(),
    standingAhead: z.int(),
    /** Its trip ends on this link. */
    ends: z.boolean(),
    cause: z.enum(["none", "ends", "red", "preempted", "held", "stop-first", "gap", "no-room", "closed"]),
    /** Of `preempted` and `held`: for whom; -1 = not known. */
    unit: z.int(),
    /** Of `no-room` and `closed`: the link beyond the junction, or -1. */
    beyond: z.int(),
    /** At the line of the first of its lane, or -1. */
    signal: z.int(),
    greenInMs: z.int(),
    headWaitsMs: z.int(),
    /** Of its link; fewer than it has = restricted. */
    openLanes: z.int(),
  }),
  /** Waits to enter `link`. */
  z.object({ state: z.literal("waiting"), link: z.int() }),
  z.object({ state: z.enum(["not-due", "arrived", "removed"]), link: z.int() }),
]);
export const SignalStateAnswer = z.object({
  /** Counted from 0 in the plan in force. */
  stage: z.int(),
  shade: z.enum(["green", "yellow", "all-red"]),
  sinceMs: z.int(),
  /** -1 = not the plan but a preemption decides. */
  untilMs: z.int(),
  /** Whom a preemption serves, or -1. */
  unit: z.int(),
});
export type SignalState = z.infer<typeof SignalStateAnswer>;
export type LinkState = z.infer<typeof LinkStateAnswer>;
export type UnitState = z.infer<typeof UnitStateAnswer>;
/** How it gets on: what holds it or how fast it is, and the signal before it. */
export type UnitMotion = Pick<UnitState, "phase" | "speedMmPerS" | "freeMmPerS" | "signal">;
export type UnitPlaces = z.infer<typeof UnitPlacesAnswer>;
export type VehicleWhy = z.infer<typeof VehicleWhyAnswer>;
export const RouteAnswer = z.object({ links: z.array(z.int()), ms: z.int() });
/** ms on live times as in TravelTimesAnswer, without any wait at an obstacle; -1 and no links = no road leads there. */
export const WayAnswer = z.object({ links: z.array(z.int()), ms: z.int(), obstacles: z.array(z.int()) });
export const ObstaclesAnswer = z.object({
  obstacles: z.array(z.object({ obstacle: z.int(), present: z.boolean(), known: z.boolean() })),
});
export const CountsAnswer = z.object({
  scheduled: z.int(),
  waitingToEnter: z.int(),
  running: z.int(),
  arrived: z.int(),
  removed: z.int(),
  /** Departures, entries and looks at lane heads served so far. */
  events: z.int(),
  /** Lanes whose first vehicle has waited for room beyond the junction for five minutes: where gridlock begins. */
  stuckLanes: z.int(),
  /** Time on the road so far: of everybody; of those who arrived; and the delay of those, waiting to enter included. */
  vehicleMs: z.int(),
  arrivedRoadMs: z.int(),
  arrivedDelayMs: z.int(),
});

/** What `runUntil` hands back when it stops early. */
export const Observation = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("unit-arrived"), unit: z.int(), atMs: z.int() }),
  z.object({ kind: z.literal("unit-stuck"), unit: z.int(), atMs: z.int() }),
  /** remainingMm = way left to its goal along its route. */
  z.object({ kind: z.literal("unit-blocked"), unit: z.int(), atMs: z.int(), obstacle: z.int(), remainingMm: z.int() }),
]);
export type Observation = z.infer<typeof Observation>;
