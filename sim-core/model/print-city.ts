/** City to its canonical text: what is stored, compared by `diff`, and hashed. */
import { canonicalFile } from "./canonical-json.ts";
import type { City } from "./city.ts";
import { contentHash } from "./content-hash.ts";

const KEYS: readonly (keyof City)[] = [
  "format",
  "formatVersion",
  "id",
  "title",
  "crs",
  "originMm",
  "boundsMm",
  "assumptions",
  "agencies",
  "ownership",
  "assets",
  "signals",
  "nodes",
  "links",
  "movements",
  "water",
  "areas",
  "buildings",
  "parkedCars",
  "neighbourhoods",
];

export const printCity = (city: City): string => canonicalFile(KEYS, city);

/** SHA-256 of the canonical text, 64 hex digits: names the city in results. */
export const hashCity = (city: City): string => contentHash(printCity(city));
