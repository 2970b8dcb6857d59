/** Units and brands. SI, integer milliseconds, unit in every name. Only ids and clocks are branded: they kill when mixed. */

export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** Simulated time in integer milliseconds; 0 = the scenario's `run.startsAt`. */
export type SimMs = Brand<number, "SimMs">;

/** Wall-clock time in integer milliseconds since 1970 UTC. */
export type EpochMs = Brand<number, "EpochMs">;

export const simMs = (value: number): SimMs => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`simulated time must be integer milliseconds, found ${value}`);
  return value as SimMs;
};

/** A text a person reads, in both languages. Typed so that a missing translation does not compile. */
export type Text = { readonly ko: string; readonly en: string };
export type Language = keyof Text;
