/**
 * One text per value: keys in a fixed order (`id` first, then by code unit), no optional key without a value, integers and finite
 * numbers only. The content hash is over this text; one feature per line so that two versions of a file can be compared by `diff`.
 */

export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null)
    return `{${entriesOf(value)
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`)
      .join(",")}}`;
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`a file holds finite numbers only, found ${value}`);
  return JSON.stringify(value);
};

/** The file's own keys in the order given; a list stands with one item per line. */
export const canonicalFile = (keys: readonly string[], file: object): string => {
  const record = file as Readonly<Record<string, unknown>>;
  const lines = keys.filter((key) => record[key] !== undefined).map((key) => `${JSON.stringify(key)}:${blockText(record[key])}`);
  return `{\n${lines.join(",\n")}\n}\n`;
};

const blockText = (value: unknown): string => {
  const isListOfObjects = Array.isArray(value) && value.some((item) => typeof item === "object");
  return isListOfObjects ? `[\n${(value as unknown[]).map(canonicalJson).join(",\n")}\n]` : canonicalJson(value);
};

const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => keyOrder(a, b));

const keyOrder = (a: string, b: string): number => {
  if (a === b) return 0;
  if (a === "id") return -1;
  if (b === "id") return 1;
  return a < b ? -1 : 1;
};
