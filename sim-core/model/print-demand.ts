/** Demand to its canonical text: columns, each on one line. */
import { canonicalFile, canonicalJson } from "./canonical-json.ts";
import { contentHash } from "./content-hash.ts";
import type { Demand } from "./demand.ts";

const COLUMNS: readonly (keyof Demand["trips"])[] = ["id", "departMs", "vehicleClass", "origin", "destination", "routeStart", "routeLinks"];

export const printDemand = (demand: Demand): string => {
  const { trips, ...rest } = demand;
  const head = canonicalFile(["format", "formatVersion", "id", "city", "jitterMs", "assumptions", "linkIds"], rest);
  const columns = COLUMNS.map((column) => `${JSON.stringify(column)}:${canonicalJson(trips[column])}`).join(",\n");
  return `${head.slice(0, -3)},\n"trips":{\n${columns}\n}\n}\n`;
};

/** SHA-256 of the canonical text, 64 hex digits: names the demand in results. */
export const hashDemand = (demand: Demand): string => contentHash(printDemand(demand));
