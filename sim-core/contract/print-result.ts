/** The file of a result: the same bytes wherever the experiment ran. */
import type { ExperimentResult } from "./result.ts";

export const printResult = (result: ExperimentResult): string => `${JSON.stringify(result, null, 2)}\n`;
