/** The documents of our file formats, made from their schemas: `docs/formats/<name>.schema.json` and a table for people. */
import { z } from "zod";
import { citySchema } from "./city-schema.ts";
import { demandSchema } from "./demand-schema.ts";

/** One row per format; a new format is documented by adding its schema here and running `node docs/generate-formats.ts`. */
const FORMATS: readonly { readonly name: string; readonly title: string; readonly about: string; readonly schema: z.ZodType }[] = [
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
];

type Schema = {
  readonly type?: string;
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
};

export const formatDocuments = (): readonly { readonly name: string; readonly text: string }[] =>
  FORMATS.flatMap(({ name, title, about, schema }) => {
    const json = z.toJSONSchema(schema) as Schema;
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
    ].join("\n");
    return [
      { name: `${name}.schema.json`, text: `${JSON.stringify(json, undefined, 1)}\n` },
      { name: `${name}.md`, text: page },
    ];
  });

const rowsOf = (schema: Schema, path: string): readonly (readonly string[])[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const isRequired = schema.required?.includes(key) === true;
    const at = path === "" ? key : `${path}.${key}`;
    const inner = property.items ?? property;
    const rows = rowsOf(inner, property.items === undefined ? at : `${at}[]`);
    return [[`\`${at}\``, typeText(property), isRequired ? "yes" : "no", property.description ?? ""], ...rows];
  });

const typeText = (schema: Schema): string => {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(" or ");
  if (schema.prefixItems !== undefined)
    return `list of ${schema.prefixItems.length}: ${[...new Set(schema.prefixItems.map(typeText))].join(", ")}`;
  if (schema.items !== undefined) return `list of ${typeText(schema.items)}`;
  if (schema.type === "object") {
    return typeof schema.additionalProperties === "object" ? `object of ${typeText(schema.additionalProperties)}` : "object";
  }
  return `${schema.type ?? "any"}${rangeText(schema)}`;
};

const rangeText = ({ minimum, maximum }: Schema): string => {
  const low = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? "" : ` ≥ ${minimum}`;
  const high = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? "" : ` ≤ ${maximum}`;
  return low + high;
};
