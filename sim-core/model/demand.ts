/** Demand: who travels when. A file of its own, columnar: entry i of every column is trip i. Sorted by departure, then id. */
import type { Assumption } from "./city.ts";

export const DEMAND_FORMAT_VERSION = 1;

/** pcu = space in a queue relative to a car. */
export type VehicleClass = "car" | "taxi" | "bus" | "truck" | "motorcycle";

export type Demand = {
  readonly format: "demand";
  readonly formatVersion: typeof DEMAND_FORMAT_VERSION;
  readonly id: string;
  /** Id of the city its link ids belong to. */
  readonly city: string;
  /** Dictionary: every link id used below, once. */
  readonly linkIds: readonly string[];
  readonly trips: {
    /** Stable id of the trip (feeds the random streams). */
    readonly id: readonly number[];
    /** Planned departure, milliseconds after the scenario's `startsAt`. */
    readonly departMs: readonly number[];
    readonly vehicleClass: readonly VehicleClass[];
    /** Index into `linkIds`. A trip starts at the upstream end of `origin` and ends at the downstream end of `destination`. */
    readonly origin: readonly number[];
    readonly destination: readonly number[];
    /** Route of trip i = routeLinks[routeStart[i] .. routeStart[i + 1]) (indices into `linkIds`, origin and destination included);
     *  empty = not routed yet: `run` assigns it. Length of routeStart is trips + 1. */
    readonly routeStart: readonly number[];
    readonly routeLinks: readonly number[];
  };
  /** Departures vary from day to day: in replication r each trip departs at departMs + uniform(-jitterMs, +jitterMs) (stream
   *  `demand.jitter`, entity trip id). 0 = exactly as written. */
  readonly jitterMs: number;
  readonly assumptions: readonly Assumption[];
};
