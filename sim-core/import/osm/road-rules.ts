/**
 * What an OSM road is to a vehicle: class, direction, lanes, speed. Where the map is silent, Korean defaults: speeds by the Enforcement
 * Rule of the Road Traffic Act, article 19 (50 km/h in towns, 30 in side streets, since 2021-04-17); streets named "-gil" are alleys by
 * the Enforcement Decree of the Road Name Address Act, article 3 (daero: 8 lanes or 40 m, ro: 2 to 7 lanes or 12 m, gil: anything less).
 */

import type { RoadClass } from "../../model/city.ts";
import { ownValue } from "../../model/own-value.ts";
import type { Text } from "../../model/units.ts";
import { nameOf, type OsmTags } from "./read-osm.ts";

export type Road = {
  readonly roadClass: RoadClass;
  /** Lanes in the direction of the way and against it; 0 = not permitted. */
  readonly forward: number;
  readonly backward: number;
  readonly speedMmPerS: number;
  readonly laneWidthMm: number;
  readonly isRamp: boolean;
  readonly isRoundabout: boolean;
  readonly bridge: boolean;
  readonly tunnel: boolean;
  readonly name: Text | undefined;
  /** `turn:lanes` as written, left to right, in the direction of the way and against it. */
  readonly turnLanesForward: string | undefined;
  readonly turnLanesBackward: string | undefined;
  /** Which values the map did not give. */
  readonly assumedLanes: boolean;
  readonly assumedSpeed: boolean;
};

type Defaults = { readonly roadClass: RoadClass; readonly lanesPerDirection: number; readonly speedKmh: number };

const CLASSES: Readonly<Record<string, Defaults>> = {
  motorway: { roadClass: "motorway", lanesPerDirection: 3, speedKmh: 100 },
  motorway_link: { roadClass: "motorway", lanesPerDirection: 1, speedKmh: 60 },
  trunk: { roadClass: "arterial", lanesPerDirection: 3, speedKmh: 80 },
  trunk_link: { roadClass: "arterial", lanesPerDirection: 1, speedKmh: 50 },
  primary: { roadClass: "arterial", lanesPerDirection: 3, speedKmh: 50 },
  primary_link: { roadClass: "arterial", lanesPerDirection: 1, speedKmh: 50 },
  secondary: { roadClass: "collector", lanesPerDirection: 2, speedKmh: 50 },
  secondary_link: { roadClass: "collector", lanesPerDirection: 1, speedKmh: 50 },
  tertiary: { roadClass: "collector", lanesPerDirection: 2, speedKmh: 50 },
  tertiary_link: { roadClass: "collector", lanesPerDirection: 1, speedKmh: 50 },
  unclassified: { roadClass: "local", lanesPerDirection: 1, speedKmh: 30 },
  residential: { roadClass: "local", lanesPerDirection: 1, speedKmh: 30 },
  living_street: { roadClass: "alley", lanesPerDirection: 1, speedKmh: 20 },
};
const ALLEY: Defaults = { roadClass: "alley", lanesPerDirection: 1, speedKmh: 30 };

/** Rules on the Structure of Roads, article 10: 3.5 m on expressways, 3.25 m and 3.0 m in towns; alleys 2.75 m. */
const LANE_WIDTH_MM: Readonly<Record<RoadClass, number>> = { motorway: 3500, arterial: 3250, collector: 3000, local: 3000, alley: 2750 };
const MAX_LANES = 12;

const NO_CARS: readonly string[] = ["no", "private", "agricultural", "forestry", "delivery"];

/** undefined = not a road that cars use; `highway` then names the class it is counted under. */
export const roadOf = (tags: OsmTags): Road | undefined => {
  const { highway } = tags;
  if (highway === undefined || tags["area"] === "yes") return undefined;
  const access = tags["motorcar"] ?? tags["motor_vehicle"] ?? tags["vehicle"] ?? tags["access"];
  if (access !== undefined && NO_CARS.includes(access)) return undefined;
  const isAlley = highway === "service" && tags["service"] === "alley";
  const named = isAlley ? ALLEY : ownValue(CLASSES, highway);
  if (named === undefined) return undefined;
  const isNarrow = tags["lanes"] === "1" || (metresOf(tags["width"]) ?? 99) < 6 || /길$/.test(tags["name"] ?? "");
  const defaults = highway === "residential" && isNarrow ? ALLEY : named;
  const isExpressway = !highway.endsWith("_link") && (tags["motorroad"] === "yes" || tags["expressway"] === "yes");
  const roadClass = defaults.roadClass === "arterial" && isExpressway ? "motorway" : defaults.roadClass;
  const direction = directionOf(tags, highway);
  const lanes = lanesOf(tags, direction, defaults.lanesPerDirection);
  const limit = speedOf(tags["maxspeed"]);
  return {
    roadClass,
    ...lanes,
    speedMmPerS: Math.round(((limit ?? defaults.speedKmh) * 1_000_000) / 3600),
    laneWidthMm: LANE_WIDTH_MM[roadClass],
    isRamp: highway.endsWith("_link"),
    isRoundabout: tags["junction"] === "roundabout" || tags["junction"] === "circular",
    bridge: isSet(tags["bridge"]),
    tunnel: isSet(tags["tunnel"]),
    name: nameOf(tags),
    turnLanesForward: tags["turn:lanes:forward"] ?? (lanes.backward === 0 ? tags["turn:lanes"] : undefined),
    turnLanesBackward: tags["turn:lanes:backward"] ?? (lanes.forward === 0 ? tags["turn:lanes"] : undefined),
    assumedSpeed: limit === undefined,
  };
};

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "no";

type Direction = "forward" | "backward" | "both";

const directionOf = (tags: OsmTags, highway: string): Direction => {
  const { oneway } = tags;
  if (oneway === "-1" || oneway === "reverse") return "backward";
  if (oneway === "yes" || oneway === "true" || oneway === "1") return "forward";
  if (oneway === "no") return "both";
  const impliesOneWay =
    highway === "motorway" || highway === "motorway_link" || tags["junction"] === "roundabout" || tags["junction"] === "circular";
  return impliesOneWay ? "forward" : "both";
};

/** `lanes` counts both directions; an odd one goes to the direction of the way. */
const lanesOf = (
  tags: OsmTags,
  direction: Direction,
  perDirection: number,
): { readonly forward: number; readonly backward: number; readonly assumedLanes: boolean } => {
  const total = countOf(tags["lanes"]);
  const forward = countOf(tags["lanes:forward"]);
  const backward = countOf(tags["lanes:backward"]);
  const isBoth = direction === "both";
  const assumedLanes = total === undefined && forward === undefined && backward === undefined;
  if (!isBoth) {
    const lanes = clampLanes(total ?? forward ?? backward ?? perDirection);
    return direction === "forward" ? { forward: lanes, backward: 0, assumedLanes } : { forward: 0, backward: lanes, assumedLanes };
  }
  const ahead = forward ?? (total === undefined ? perDirection : backward === undefined ? Math.ceil(total / 2) : total - backward);
  const against = backward ?? (total === undefined ? perDirection : total - ahead);
  return { forward: clampLanes(ahead), backward: clampLanes(against), assumedLanes };
};

const clampLanes = (lanes: number): number => Math.min(MAX_LANES, Math.max(1, lanes));

const countOf = (text: string | undefined): number | undefined => {
  const value = text === undefined ? Number.NaN : Number(text.split(";")[0]);
  return Number.isInteger(value) && value > 0 ? value : undefined;
};

/** Metres of a width or height: "12", "12.5 m", "40'". */
export const metresOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*(m|ft|'|)\s*$/i.exec(text);
  if (match === null) return undefined;
  const value = Number((match[1] ?? "").replace(",", "."));
  return match[2] === "ft" || match[2] === "'" ? value * 0.3048 : value;
};

/** km/h of "50", "50 km/h" or "30 mph". */
const speedOf = (text: string | undefined): number | undefined => {
  const match = /^\s*(\d+)\s*(km\/h|kmh|kph|mph|)\s*$/i.exec(text ?? "");
  if (match === null) return undefined;
  const kmh = Number(match[1]) * (match[2]?.toLowerCase() === "mph" ? 1.609344 : 1);
  return kmh >= 5 && kmh <= 200 ? kmh : undefined;
};
