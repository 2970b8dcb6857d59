import type { Comparison } from "./result.ts";

export type Judged = Pick<Comparison, "low" | "high" | "verdict">;

/** What may be said of a comparison in a sentence: the interval and verdict that hold for all arms together where there are several,
 *  else those of the one comparison. One function, so that a result reads the same in the window, in a report and on the command line. */
export const judged = (one: Comparison): Judged => one.simultaneous ?? one;
