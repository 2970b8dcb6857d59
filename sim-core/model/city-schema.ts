/** The schema of a city file: shapes and ranges. References between its parts are checked in parse-city.ts. */
import { z } from "zod";
import { type Assumption, CITY_FORMAT_VERSION, type City } from "./city.ts";

/** Ids travel through commands, file names of reports and tables: printable, no quotes, not long. */
const id: z.ZodString = z.string().min(1).max(1000);
/** +-10,000 km: any district on Earth, and far inside exact integers. */
const mm: z.ZodInt = z.int().min(-10_000_000_000).max(10_000_000_000);
const positiveMm = z.int().min(1).max(10_000_000_000);
const msOfPlan = z.int().min(0).max(86_400_000);
const point = z.tuple([mm, mm]);
export const textSchema: z.ZodType<{ ko: string; en: string }> = z.strictObject({ ko: z.string().max(2000), en: z.string().max(2000) });
const yes = z.literal(true);
const ring = z.array(mm).min(6);

export const assumptionSchema: z.ZodType<Assumption> = z.strictObject({
  code: z.string().min(1).max(200),
  params: z.record(z.string(), z.union([z.number(), z.string().max(2000)])),
  text: textSchema,
});

const node = z.strictObject({ id, xyMm: point, kind: z.enum(["junction", "gateway"]), name: z.exactOptional(textSchema) });

const link = z.strictObject({
  id,
  from: id,
  to: id,
  shapeMm: z
    .array(mm)
    .min(4)
    .describe("x0, y0, x1, y1 … of the road's centre line, millimetres; traffic of this direction is on its right"),
  lengthMm: z.int().min(1000).max(1_000_000_000).describe("drivable length, millimetres"),
  laneCount: z.int().min(1).max(20),
  laneWidthMm: z.int().min(1500).max(10_000),
  speedMmPerS: z.int().min(500).max(100_000).describe("speed limit, millimetres per second"),
  roadClass: z.enum(["motorway", "arterial", "collector", "local", "alley"]),
  name: z.exactOptional(textSchema),
  bridge: z.exactOptional(yes),
  tunnel: z.exactOptional(yes),
});

const movement = z.strictObject({
  id: z.string().min(3).max(2001).describe("`from>to`"),
  from: id,
  to: id,
  turn: z.enum(["through", "left", "right", "uturn"]),
  lanes: z.array(z.int().min(0).max(19)).min(1).describe("lanes of `from` that may be used, 0 = kerb"),
  yieldsTo: z.array(z.string()).describe("movements whose traffic has priority when both may go"),
  conflictsWith: z.array(z.string()).describe("movements never green together with this one unless one yields"),
  signal: z.exactOptional(id),
  turnOnRed: z.exactOptional(yes),
  stopFirst: z.exactOptional(yes),
});

const stage = z.strictObject({
  greenMs: z.int().min(1).max(86_400_000),
  yellowMs: msOfPlan,
  allRedMs: msOfPlan,
  minGreenMs: msOfPlan,
  walkMs: msOfPlan,
  pedClearMs: msOfPlan,
  green: z.array(z.string()),
  permissive: z.array(z.string()),
});

const plan = z.strictObject({
  fromMsOfDay: z.int().min(0).max(86_399_999),
  cycleMs: z.int().min(1).max(86_400_000),
  offsetMs: z.int().min(-172_800_000).max(172_800_000),
  stages: z.array(stage).min(1).max(64),
});

const signal = z.strictObject({
  id,
  xyMm: point,
  nodes: z.array(id).min(1),
  plans: z.array(plan).min(1).max(96),
  name: z.exactOptional(textSchema),
});

const building = z.strictObject({
  id,
  ringMm: ring,
  heightMm: positiveMm,
  storeys: z.int().min(1).max(300),
  use: z.enum(["villa", "apartment", "shop", "office", "tower", "school", "public", "hospital", "fire-station", "industrial", "other"]),
  floorAreaM2: z.number().min(0).max(100_000_000),
});

const area = z.strictObject({
  id,
  kind: z.enum(["river", "lake", "stream", "bank", "park", "lawn", "plaza", "car-park", "school-yard", "path"]),
  ringMm: ring,
  holesMm: z.exactOptional(z.array(ring)),
  name: z.exactOptional(textSchema),
});

const asset = z.strictObject({
  id,
  kind: z.enum(["fire-station", "hospital", "camera", "gauge", "car-park", "hydrant", "tree"]),
  xyMm: point,
  name: z.exactOptional(textSchema),
  access: z.exactOptional(z.strictObject({ link: id, offsetMm: z.int().min(0) })),
  class: z.exactOptional(
    z
      .enum(["crime-prevention", "traffic", "facilities", "administration", "health", "environment", "disaster"])
      .describe("service class it belongs to, where its kind does not say: a camera for crime prevention or for traffic"),
  ),
  attributes: z
    .record(z.string(), z.number())
    .describe(
      "numbers by kind. fire-station: units (fire engines), ambulances. hospital: beds, emergencyBeds, freeBeds, and specialist teams on duty trauma, burn, cardiac, stroke. camera: headingMrad, fovMrad, rangeMm, heightMm, steerable (0 or 1). car-park: spaces",
    ),
});

const parkedCar = z.strictObject({
  link: id,
  offsetMm: z.int().min(0).describe("middle of the car from the start of the link, millimetres"),
  side: z.enum(["left", "right"]),
  takesMm: z.exactOptional(
    z.int().min(1).max(10_000).describe("how much of the carriageway's width it takes, from its kerb, millimetres; 1,900 where absent"),
  ),
  subject: z.exactOptional(
    z
      .string()
      .regex(/^car-[0-9a-f]{12}$/)
      .describe("pseudonym of the car. A file may give `plate` instead: reading replaces it by a pseudonym under the project's key"),
  ),
});

const neighbourhood = z.strictObject({
  id,
  name: textSchema,
  ringMm: ring,
  districtType: z.exactOptional(z.enum(["old-town", "new-town", "mixed"])),
});

const party = z.strictObject({ owner: id, operator: id });

export const citySchema: z.ZodType<City> = z.strictObject({
  format: z.literal("city"),
  formatVersion: z.literal(CITY_FORMAT_VERSION),
  id,
  title: textSchema,
  crs: z.string().min(1).max(100),
  originMm: point,
  boundsMm: z.tuple([mm, mm, mm, mm]),
  nodes: z.array(node),
  links: z.array(link),
  movements: z.array(movement),
  signals: z.array(signal),
  buildings: z.array(building),
  water: z.array(area),
  areas: z.array(area),
  assets: z.array(asset),
  parkedCars: z.array(parkedCar),
  neighbourhoods: z.exactOptional(
    z.array(neighbourhood).describe("parts of the district that effects are told apart by; a 3 x 3 grid where absent"),
  ),
  ownership: z.array(
    z.strictObject({
      id,
      owners: z.strictObject({
        "crime-prevention": party,
        traffic: party,
        facilities: party,
        administration: party,
        health: party,
        environment: party,
        disaster: party,
      }),
    }),
  ),
  agencies: z.array(
    z.strictObject({
      id,
      kind: z.enum(["fire", "police", "city", "hospital", "telecom", "flood", "registry"]),
      name: textSchema,
      xyMm: z.exactOptional(point),
    }),
  ),
  assumptions: z.array(assumptionSchema),
});
