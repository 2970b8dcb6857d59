/** City file to City: caps, version, personal data, schema, then every reference. What passes here is trusted everywhere else. */
import { checkCityReferences } from "./check-city-references.ts";
import { CITY_FORMAT_VERSION, type City } from "./city.ts";
import { citySchema } from "./city-schema.ts";
import { type MigrationSteps, migrate } from "./format-version.ts";
import { checkJsonValue, parseJsonText } from "./json-text.ts";
import { withoutPersonalData } from "./personal-data.ts";
import { good, type Outcome } from "./problem.ts";
import { problemsOfSchema } from "./schema-problems.ts";

/** Version 1 is the first. */
const CITY_STEPS: MigrationSteps = {};

/**
 * `source`: the text of a city file, or the value that was read from one. `projectKey`: plates of parked cars become pseudonyms under it;
 * without it they are left out. Either way no plate, phone or name of an owner is in the City or in a Problem.
 */
export const parseCity = (source: unknown, file: string, projectKey?: Uint8Array): Outcome<City> => {
  const value = typeof source === "string" ? parseJsonText(source, file) : checkJsonValue(source, file);
  if (!value.ok) return value;
  const current = migrate(value.value, "city", CITY_FORMAT_VERSION, CITY_STEPS, file);
  if (!current.ok) return current;
  const door = withoutPersonalData(current.value, file, projectKey);
  if (!door.ok) return door;
  const parsed = citySchema.safeParse(door.value);
  if (!parsed.success) return { ok: false, problems: problemsOfSchema(parsed.error.issues, door.value, file, "city") };
  const [first, ...rest] = checkCityReferences(parsed.data, file);
  return first === undefined ? good(parsed.data) : { ok: false, problems: [first, ...rest] };
};
