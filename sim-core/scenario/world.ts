/** What the institutions may ask of the city. `run` hands it in; nothing here knows the engine. */
import type { PreemptInputs } from "../model/unit-actions.ts";

export type Law = "uniform" | "exponential" | "lognormal" | "constant" | "bernoulli";

/** A place on the road: position of the link, millimetres from its start. */
export type RoadPlace = { readonly link: number; readonly offsetMm: number };

export type Drive = {
  readonly to: RoadPlace;
  readonly route: "usual" | "live";
  /** Blue light; false = like everybody. */
  readonly emergency: boolean;
  readonly crossRed: boolean;
  /** Round the obstacles that are known and too narrow, where there is such a way; only with blue light. */
  readonly avoidKnown: boolean;
};

/** A car that narrows a street: where a vehicle wider than the free width stops, per link that it narrows. */
export type Obstacle = { readonly places: readonly RoadPlace[]; readonly freeWidthMm: number };

export type PreemptRequest = Omit<PreemptInputs, "units">;

export type World = {
  nowMs(): number;
  /** Hands `token` back at `atMs`; answers a handle for `cancel`. Equal times come first in, first out. */
  schedule(atMs: number, token: number): number;
  cancel(handle: number): void;
  /** Draw k of a named stream for an entity: depends on nothing else that was drawn. */
  draw(stream: string, entity: number, k: number, law: Law, p1: number, p2: number): number;
  /** Milliseconds of each unit to the place; -1 = cannot get there. */
  travelTimesMs(units: readonly number[], drive: Drive): readonly number[];
  drive(unit: number, drive: Drive): void;
  /** The rest of the way again, on live link times. Who stands before an obstacle backs out if there is a way round it. */
  reroute(unit: number): void;
  /** Stops and forgets the goal; every signal held for it is released. */
  halt(unit: number): void;
  preempt(unit: number, request: PreemptRequest): void;
  release(unit: number): void;
  /** `obstacle` is dense from 0. Units that are too wide stop in front of it until it is removed. */
  placeObstacle(obstacle: number, what: Obstacle): void;
  /** Moved, towed or pushed aside. */
  removeObstacle(obstacle: number): void;
  /** From now on whoever drives with `avoidKnown` knows of it. */
  knowObstacle(obstacle: number): void;
  /** Milliseconds of the way that the unit would take now (-1 = none), and what would block it there, in order, known or not. */
  wayOf(unit: number, drive: Drive): { readonly ms: number; readonly obstacles: readonly number[] };
};
