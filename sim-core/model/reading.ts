/** One value of one sensor. Two clocks, never replaced by each other: when it was true, and when it was known. */
export type Reading = {
  readonly sensor: string;
  readonly quantity: string;
  readonly value: number;
  /** Simulated ms at which it was true. */
  readonly observedAtMs: number;
  /** Simulated ms at which it was known; decisions see it from here on. */
  readonly receivedAtMs: number;
};
