/**
 * City: roads, signals, buildings, water and assets of one district, as data. A file format (JSON, gzip allowed).
 * Coordinates are integer millimetres in local metres (x east, y north) around `origin`, rounded at import.
 * Ids are source + source id + segment, so that a second import of the same file keeps them.
 * Everything that refers to something else does so by id; array order is the canonical order (sorted by id at import).
 */
import type { Text } from "./units.ts";

export const CITY_FORMAT_VERSION = 1;

export type City = {
  readonly format: "city";
  readonly formatVersion: typeof CITY_FORMAT_VERSION;
  readonly id: string;
  readonly title: Text;
  /** CRS of `origin`, e.g. "EPSG:5186"; "local" where the district is made up. */
  readonly crs: string;
  /** Position of local (0, 0) in `crs`, integer millimetres. */
  readonly originMm: readonly [number, number];
  /** minX, minY, maxX, maxY in local millimetres. */
  readonly boundsMm: readonly [number, number, number, number];
  readonly nodes: readonly CityNode[];
  readonly links: readonly Link[];
  readonly movements: readonly Movement[];
  readonly signals: readonly Signal[];
  readonly buildings: readonly Building[];
  readonly water: readonly Area[];
  readonly areas: readonly Area[];
  readonly assets: readonly Asset[];
  /** Cars parked along alleys: they narrow the way of a fire engine. */
  readonly parkedCars: readonly ParkedCar[];
  /** Parts of the district that effects are told apart by; absent = a 3 x 3 grid over the bounds (neighbourhoods.ts). */
  readonly neighbourhoods?: readonly Neighbourhood[];
  /** Service class -> owner and operator (agency ids); several named maps, the first is the default. */
  readonly ownership: readonly OwnershipMap[];
  readonly agencies: readonly Agency[];
  /** What the importer or generator assumed; printed with every result. */
  readonly assumptions: readonly Assumption[];
};

export type CityNode = {
  readonly id: string;
  readonly xyMm: readonly [number, number];
  /** gateway = traffic enters and leaves the district here. */
  readonly kind: "junction" | "gateway";
  readonly name?: Text;
};

export type RoadClass = "motorway" | "arterial" | "collector" | "local" | "alley";

/** One direction of a road between two nodes. Driving on the right; lane 0 is the rightmost (kerb) lane. */
export type Link = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Reference line of this direction (its LEFT edge = road centre line), x0, y0, x1, y1 … in millimetres, first = from, last = to. */
  readonly shapeMm: readonly number[];
  /** Drivable length in millimetres (stop line to stop line as the source says; at least 1,000). */
  readonly lengthMm: number;
  readonly laneCount: number;
  readonly laneWidthMm: number;
  /** Speed limit, millimetres per second. */
  readonly speedMmPerS: number;
  readonly roadClass: RoadClass;
  readonly name?: Text;
  readonly bridge?: true;
  readonly tunnel?: true;
};

export type Turn = "through" | "left" | "right" | "uturn";

/**
 * A permitted way from one link to the next. Movements own lane groups: `lanes` are the lanes of `from` that may be used.
 * `yieldsTo` lists movement ids whose traffic has priority when both may go (permissive turns, minor roads, merges);
 * `conflictsWith` lists movement ids that must never be green together with this one unless one yields to the other.
 */
export type Movement = {
  /** `${from}>${to}` */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly turn: Turn;
  readonly lanes: readonly number[];
  readonly yieldsTo: readonly string[];
  readonly conflictsWith: readonly string[];
  /** Id of the signal that controls it, if any. */
  readonly signal?: string;
  /** Right turn on red after a stop is permitted (Korea: legal unless a sign forbids it). */
  readonly turnOnRed?: true;
  /** Must stop first (stop sign); only for movements without a signal. */
  readonly stopFirst?: true;
};

/** A fixed-time signal: plans by time of day, stages in order. A signal may control several nodes (joined junctions). */
export type Signal = {
  readonly id: string;
  readonly xyMm: readonly [number, number];
  readonly nodes: readonly string[];
  /** At least one. The plan with the largest `fromMsOfDay` at or before the local time of day is in force. */
  readonly plans: readonly SignalPlan[];
  readonly name?: Text;
};

export type SignalPlan = {
  readonly fromMsOfDay: number;
  /** Sum over stages of green + yellow + allRed. */
  readonly cycleMs: number;
  /** Start of stage 0 is at times t with (t - offsetMs) mod cycleMs = 0, t counted from local midnight. */
  readonly offsetMs: number;
  readonly stages: readonly SignalStage[];
};

/**
 * A movement shows green during the green of every stage that lists it (and through the intergreen between two consecutive stages
 * that both list it); yellow in the `yellowMs` after the last such stage; red otherwise.
 */
export type SignalStage = {
  readonly greenMs: number;
  readonly yellowMs: number;
  readonly allRedMs: number;
  /** Shortest green a preemption may leave. */
  readonly minGreenMs: number;
  /** Pedestrian walk and clearance (flashing) that run from the start of this stage's green; 0 and 0 = no crossing in this stage. */
  readonly walkMs: number;
  readonly pedClearMs: number;
  /** Movement ids with green. Those that must give way within it (permissive) are in `permissive` as well. */
  readonly green: readonly string[];
  readonly permissive: readonly string[];
};

export type BuildingUse =
  | "villa"
  | "apartment"
  | "shop"
  | "office"
  | "tower"
  | "school"
  | "public"
  | "hospital"
  | "fire-station"
  | "industrial"
  | "other";

export type Building = {
  readonly id: string;
  /** Outer ring, counter-clockwise, not closed, x0, y0, x1, y1 … */
  readonly ringMm: readonly number[];
  readonly heightMm: number;
  readonly storeys: number;
  readonly use: BuildingUse;
  /** Gross floor area (footprint x storeys), square metres. */
  readonly floorAreaM2: number;
};

export type AreaKind = "river" | "lake" | "stream" | "bank" | "park" | "lawn" | "plaza" | "car-park" | "school-yard" | "path";

export type Area = {
  readonly id: string;
  readonly kind: AreaKind;
  /** Outer ring, counter-clockwise, not closed. */
  readonly ringMm: readonly number[];
  readonly holesMm?: readonly (readonly number[])[];
  readonly name?: Text;
};

export type AssetKind = "fire-station" | "hospital" | "camera" | "gauge" | "car-park" | "hydrant" | "tree";

export type Asset = {
  readonly id: string;
  readonly kind: AssetKind;
  readonly xyMm: readonly [number, number];
  readonly name?: Text;
  /** Where it meets the road: a link and the distance from its start. Fire stations and hospitals must have one. */
  readonly access?: { readonly link: string; readonly offsetMm: number };
  /** Service class that it belongs to, where its kind does not say: cameras watch for crime prevention or for traffic (service-class.ts). */
  readonly class?: ServiceClass;
  /**
   * Numbers by kind, unit in the name. Absent = unknown, except where a default stands.
   * fire-station: `units` (fire engines), `ambulances` (0). A post of ambulances alone has 0 units.
   * hospital: `beds`, `emergencyBeds`, `freeBeds` (emergency beds free when a run starts), `trauma`, `burn`, `cardiac`, `stroke`
   * (specialist teams on duty, 0 = none).
   * camera: `headingMrad` (counter-clockwise from east), `fovMrad` (whole angle of its cone), `rangeMm`, `heightMm`, `steerable` (1 = an
   * operator can turn it all round).
   * car-park: `spaces`, `groundElevationMm`. gauge: `zeroElevationMm`, `attentionMm` … `designMm`. tree: `heightMm`.
   */
  readonly attributes: Readonly<Partial<Record<string, number>>>;
};

export type ParkedCar = {
  readonly link: string;
  /** Middle of the car, from the start of `link`. */
  readonly offsetMm: number;
  /** Kerb it stands at, seen in the direction of `link`; left is the kerb of the other direction, if there is one. */
  readonly side: "left" | "right";
  /** How much of the carriageway's width it takes, from that kerb (street-width.ts has the default). */
  readonly takesMm?: number;
  /** Pseudonym of the car (pseudonym.ts). A plate in a file becomes one while it is read; a City holds no plate. */
  readonly subject?: string;
};

export type DistrictType = "old-town" | "new-town" | "mixed";

export type Neighbourhood = {
  readonly id: string;
  readonly name: Text;
  /** Outer ring, counter-clockwise, not closed. Neighbours share their border's points, so that no place lies between them. */
  readonly ringMm: readonly number[];
  readonly districtType?: DistrictType;
};

export type ServiceClass = "crime-prevention" | "traffic" | "facilities" | "administration" | "health" | "environment" | "disaster";

export type OwnershipMap = {
  readonly id: string;
  readonly owners: Readonly<Record<ServiceClass, { readonly owner: string; readonly operator: string }>>;
};

export type Agency = {
  readonly id: string;
  readonly kind: "fire" | "police" | "city" | "hospital" | "telecom" | "flood" | "registry";
  readonly name: Text;
  /** Where it sits, for maps: nothing in a run depends on it. Absent = not in this city, or not known. */
  readonly xyMm?: readonly [number, number];
};

/** Something taken for granted, as data: a stable code, numbers, and the sentence a planner reads. */
export type Assumption = {
  readonly code: string;
  readonly params: Readonly<Record<string, number | string>>;
  readonly text: Text;
};
