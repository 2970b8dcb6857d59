/** The schema of a demand file: columns and ranges. Lengths and references are checked in parse-demand.ts. */
import { z } from "zod";
import { assumptionSchema } from "./city-schema.ts";
import { DEMAND_FORMAT_VERSION, type Demand } from "./demand.ts";

const position = z.int().min(0).max(100_000_000);

export const demandSchema: z.ZodType<Demand> = z.strictObject({
  format: z.literal("demand"),
  formatVersion: z.literal(DEMAND_FORMAT_VERSION),
  id: z.string().min(1).max(200),
  city: z.string().min(1).max(200),
  linkIds: z.array(z.string().min(1).max(1000)),
  trips: z.strictObject({
    id: z.array(z.int().min(0)).describe("stable id of the trip"),
    departMs: z.array(z.int().min(-86_400_000).max(864_000_000)).describe("planned departure, milliseconds after the scenario's start"),
    vehicleClass: z.array(z.enum(["car", "taxi", "bus", "truck", "motorcycle"])),
    origin: z.array(position).describe("index into linkIds"),
    destination: z.array(position).describe("index into linkIds"),
    routeStart: z.array(position).describe("route of trip i = routeLinks[routeStart[i] .. routeStart[i + 1])"),
    routeLinks: z.array(position),
  }),
  jitterMs: z.int().min(0).max(86_400_000),
  assumptions: z.array(assumptionSchema),
});
