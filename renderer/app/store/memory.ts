/** What a person chose before, kept by the browser on this machine. Storage may be forbidden or full: then the choice lasts as long as the page. */

export type Kept = "kept" | "full" | "forbidden";

const PREFIX = "rehearsal.";

export const remembered = (key: string): string | undefined => {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
};

/** JSON of an earlier sitting, or undefined where there is none or it is not what it should be: `isOne` decides. */
export const rememberedJson = <T>(key: string, isOne: (value: unknown) => value is T): T | undefined => {
  const text = remembered(key);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isOne(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

export const keep = (key: string, value: string): Kept => {
  try {
    localStorage.setItem(PREFIX + key, value);
    return "kept";
  } catch (error) {
    return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "forbidden";
  }
};
