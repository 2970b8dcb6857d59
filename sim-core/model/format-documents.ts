/** The documents of our file formats, made from their schemas: `docs/formats/<name>.schema.json` and a table for people. */
import { z } from "zod";
import { citySchema } from "./city-schema.ts";
import { demandSchema } from "./demand-schema.ts";
import { scenarioJsonSchema } from "./scenario-shape.ts";
import { scenarioTables } from "./scenario-tables.ts";

export type FileFormat = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** A zod schema, or JSON Schema that another kind of schema made of itself. */
  readonly schema: z.ZodType | { readonly json: object };
  /** What stands below the table of fields. */
  readonly more?: string;
};

/** One row per format; a new format is documented by adding its schema here and running `node docs/generate-formats.ts`. */
const FORMATS: readonly FileFormat[] = [
  {
    name: "city",
    title: "City",
    about:
      "Roads, signals, buildings, water and assets of one district. JSON; gzip is allowed. Coordinates are integer millimetres around `originMm`, x east, y north; driving is on the right; times are integer milliseconds. The hash of a city is SHA-256 over its canonical text.",
    schema: citySchema,
  },
  {
    name: "demand",
    title: "Demand",
    about:
      "Who travels when in one city. JSON; gzip is allowed. Columns: entry i of every column of `trips` is trip i, sorted by departure, then id.",
    schema: demandSchema,
  },
  {
    name: "scenario",
    title: "Scenario",
    about:
      "Who links what with whom, what is allowed, how long answers take, and what is measured. YAML 1.2, read as data: duplicate and prototype keys, tags and more than 100 aliases are refused. Every unit is in a name (S seconds, Min minutes, M metres, P share 0-1). The hash of a scenario is SHA-256 over its data in canonical form, so that comments and spacing do not count.",
    schema: { json: scenarioJsonSchema },
    more: scenarioTables(),
  },
];

type Schema = {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly default?: unknown;
};

export type FormatDocument = { readonly name: string; readonly text: string };

export const formatDocuments = (): readonly FormatDocument[] => FORMATS.flatMap(documentsOf);

/** The JSON Schema of a format, and its table for people. */
export const documentsOf = ({ name, title, about, schema, more }: FileFormat): readonly FormatDocument[] => {
  const json = ("json" in schema ? schema.json : z.toJSONSchema(schema)) as Schema;
  const rows = rowsOf(json, "").map((row) => `| ${row.join(" | ")} |`);
  const page = [
    `# ${title}`,
    "",
    about,
    "",
    `Generated from the schema by \`node docs/generate-formats.ts\`; the schema itself is in [${name}.schema.json](${name}.schema.json).`,
    "",
    "| field | type | required | meaning |",
    "|---|---|---|---|",
    ...rows,
    "",
    ...(more === undefined ? [] : [more]),
  ].join("\n");
  return [
    { name: `${name}.schema.json`, text: `${JSON.stringify(json, undefined, 1)}\n` },
    { name: `${name}.md`, text: page },
  ];
};

const rowsOf = (schema: Schema, path: string): readonly (readonly string[])[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const isRequired = schema.required?.includes(key) === true;
    const at = path === "" ? key : `${path}.${key}`;
    const rows = rowsBelow(property, at);
    return [[`\`${at}\``, typeText(property), isRequired ? "yes" : "no", meaningText(property)], ...rows];
  });

/** Of an object or null: what is in the object. `[]` = every entry of a list, `.*` = of every key. */
const rowsBelow = (property: Schema, at: string): readonly (readonly string[])[] => {
  const [only, ...others] = (property.anyOf ?? []).filter(({ type }) => type !== "null");
  if (property.anyOf !== undefined && property.anyOf.length === 2 && others.length === 0 && only !== undefined) return rowsBelow(only, at);
  if (property.items !== undefined) return rowsOf(property.items, `${at}[]`);
  if (typeof property.additionalProperties === "object") return rowsOf(property.additionalProperties, `${at}.*`);
  return rowsOf(property, at);
};

const meaningText = ({ description = "", default: fallback }: Schema): string =>
  fallback === undefined ? description : `${description} Default \`${JSON.stringify(fallback)}\`.`;

/** One of several forms: an object by its keys, because "object or object" says nothing. */
const formText = (schema: Schema): string =>
  schema.properties === undefined ? typeText(schema) : `{${Object.keys(schema.properties).join(", ")}}`;

const typeText = (schema: Schema): string => {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.anyOf !== undefined) return schema.anyOf.map(formText).join(" or ");
  if (schema.prefixItems !== undefined)
    return `list of ${schema.prefixItems.length}: ${[...new Set(schema.prefixItems.map(typeText))].join(", ")}`;
  if (schema.items !== undefined) return `list of ${typeText(schema.items)}`;
  if (schema.type === "object") {
    return typeof schema.additionalProperties === "object" ? `object of ${typeText(schema.additionalProperties)}` : "object";
  }
  const types = typeof schema.type === "string" ? schema.type : schema.type?.join(" or ");
  return `${types ?? "any"}${rangeText(schema)}`;
};

const rangeText = ({ minimum, maximum }: Schema): string => {
  const low = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? "" : ` ≥ ${minimum}`;
  const high = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? "" : ` ≤ ${maximum}`;
  return low + high;
};
