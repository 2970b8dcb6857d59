/** A table's own value for a key that a stranger wrote: `constructor` and its like are no entries. */
export const ownValue = <T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined =>
  key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
