/** What the district is made from: the seed, the streets of the plan, what each block is, and how busy its morning is. Schema of parameters.json. */
import { z } from "zod";
import type { DistrictType } from "../../model/city.ts";
import type { VehicleClass } from "../../model/demand.ts";
import type { Text } from "../../model/units.ts";

/** A main road: a straight line of the plan. `at` = its x (north-south) or y (east-west); from and to along it; plan metres. */
export type MainRoad = {
  readonly id: string;
  readonly name: Text;
  readonly runs: "north-south" | "east-west";
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly class: "arterial" | "collector";
  readonly lanesPerDirection: number;
  /** Part of it that is a bridge, plan metres along it. */
  readonly bridge?: { readonly from: number; readonly to: number; readonly name: Text };
};

const ZONES = ["villa", "apartment", "commercial", "office", "park", "school", "hospital", "city-hall", "old-quarter", "hillside"] as const;
export type Zone = (typeof ZONES)[number];

/** A block: the ground between main roads (axis to axis), plan metres. */
export type Block = {
  readonly id: string;
  readonly zone: Zone;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** x of the local street that runs through it from south to north, if any. */
  readonly streetAt?: number;
  /** Signals stand where its street meets the main roads: the gate of a large estate. */
  readonly streetSignals?: true;
  /** y at which the old quarter's other street leaves it, in the west and in the east. */
  readonly crossStreetAt?: number;
  /** Name of its street, estate, school or park. */
  readonly name?: Text;
  readonly fireStation?: {
    readonly id: string;
    readonly name: Text;
    readonly units: number;
    readonly ambulances: number;
    readonly corner: "south-west" | "south-east" | "north-west" | "north-east";
  };
};

export type DemandParameters = {
  readonly hours: number;
  readonly tripsPerHour: number;
  /** Relative departures by quarter hour. */
  readonly quarters: readonly number[];
  /** Shares of trips by where they begin and end: through = border to border, inbound = border to work place, outbound = home to border, inner = home to work place. */
  readonly shares: { readonly through: number; readonly inbound: number; readonly outbound: number; readonly inner: number };
  readonly classes: Readonly<Record<VehicleClass, number>>;
  readonly jitterMs: number;
  /** Weight of a gateway per lane, for traffic in and out, where it is not 1. */
  readonly gateways: readonly { readonly road: string; readonly end: "start" | "finish"; readonly in: number; readonly out: number }[];
};

/** A hospital in the largest building of a block that nobody lives in. Teams are those on duty in the morning, 0 = none. */
export type HospitalPlan = {
  readonly id: string;
  readonly name: Text;
  readonly block: string;
  readonly beds: number;
  readonly emergencyBeds: number;
  /** Emergency beds free at the start of the run. */
  readonly freeBeds: number;
  readonly trauma: number;
  readonly burn: number;
  readonly cardiac: number;
  readonly stroke: number;
};

/** A rectangle of the plan, plan metres. */
export type NeighbourhoodPlan = {
  readonly id: string;
  readonly name: Text;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly districtType?: DistrictType;
};

export type DistrictParameters = {
  readonly seed: number;
  readonly id: string;
  readonly title: Text;
  /** Plan metres: west, south, east, north edge. */
  readonly edges: readonly [number, number, number, number];
  readonly roads: readonly MainRoad[];
  readonly blocks: readonly Block[];
  /** Posts of ambulances without fire engines, in the largest building of a block that nobody lives in. */
  readonly ambulancePosts: readonly { readonly id: string; readonly name: Text; readonly block: string; readonly ambulances: number }[];
  readonly hospitals: readonly HospitalPlan[];
  readonly neighbourhoods: readonly NeighbourhoodPlan[];
  readonly river: { readonly name: Text; readonly northBankY: number; readonly waterY: number; readonly southWaterY: number };
  readonly riversidePark: {
    readonly name: Text;
    readonly carParkName: Text;
    /** West, south, east, north, plan metres. */
    readonly carPark: readonly [number, number, number, number];
    readonly accessX: number;
    readonly spaces: number;
  };
  readonly signals: {
    /** Plans by time of day: cycle where an arterial is involved, cycle elsewhere, load as a share of the morning peak. */
    readonly plans: readonly { readonly fromHour: number; readonly cycleS: number; readonly smallCycleS: number; readonly load: number }[];
    readonly progressionMps: number;
  };
  readonly demand: DemandParameters;
};

const text = z.strictObject({ ko: z.string().min(1), en: z.string().min(1) });
const metres = z.number();
const weight = z.number().min(0);
const count = z.int().min(0);
const idText = z.string().regex(/^[a-z][a-z0-9-]*$/);

export const districtParametersSchema: z.ZodType<DistrictParameters> = z.strictObject({
  seed: z.int(),
  id: z.string().min(1),
  title: text,
  edges: z.tuple([metres, metres, metres, metres]),
  roads: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9]*$/),
      name: text,
      runs: z.enum(["north-south", "east-west"]),
      at: metres,
      from: metres,
      to: metres,
      class: z.enum(["arterial", "collector"]),
      lanesPerDirection: z.int().min(1).max(6),
      bridge: z.exactOptional(z.strictObject({ from: metres, to: metres, name: text })),
    }),
  ),
  blocks: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9]*$/),
      zone: z.enum(ZONES),
      x: z.tuple([metres, metres]),
      y: z.tuple([metres, metres]),
      streetAt: z.exactOptional(metres),
      streetSignals: z.exactOptional(z.literal(true)),
      crossStreetAt: z.exactOptional(metres),
      name: z.exactOptional(text),
      fireStation: z.exactOptional(
        z.strictObject({
          id: z.string().min(1),
          name: text,
          units: z.int().min(1),
          ambulances: count,
          corner: z.enum(["south-west", "south-east", "north-west", "north-east"]),
        }),
      ),
    }),
  ),
  ambulancePosts: z.array(z.strictObject({ id: idText, name: text, block: z.string(), ambulances: z.int().min(1) })),
  hospitals: z.array(
    z.strictObject({
      id: idText,
      name: text,
      block: z.string(),
      beds: count,
      emergencyBeds: count,
      freeBeds: count,
      trauma: count,
      burn: count,
      cardiac: count,
      stroke: count,
    }),
  ),
  neighbourhoods: z.array(
    z.strictObject({
      id: idText,
      name: text,
      x: z.tuple([metres, metres]),
      y: z.tuple([metres, metres]),
      districtType: z.exactOptional(z.enum(["old-town", "new-town", "mixed"])),
    }),
  ),
  river: z.strictObject({ name: text, northBankY: metres, waterY: metres, southWaterY: metres }),
  riversidePark: z.strictObject({
    name: text,
    carParkName: text,
    carPark: z.tuple([metres, metres, metres, metres]),
    accessX: metres,
    spaces: z.int().min(0),
  }),
  signals: z.strictObject({
    plans: z.array(z.strictObject({ fromHour: z.number(), cycleS: z.number(), smallCycleS: z.number(), load: weight })),
    progressionMps: z.number().min(1),
  }),
  demand: z.strictObject({
    hours: z.number(),
    tripsPerHour: z.number(),
    quarters: z.array(weight).min(1),
    shares: z.strictObject({ through: weight, inbound: weight, outbound: weight, inner: weight }),
    classes: z.strictObject({ car: weight, taxi: weight, bus: weight, truck: weight, motorcycle: weight }),
    jitterMs: z.int().min(0),
    gateways: z.array(z.strictObject({ road: z.string(), end: z.enum(["start", "finish"]), in: weight, out: weight })),
  }),
});
