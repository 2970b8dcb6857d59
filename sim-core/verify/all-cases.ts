/** Every known answer, in the order in which a report prints them. */
import { DETERMINISM_CASES } from "./determinism-cases.ts";
import { dispatchCases } from "./dispatch-cases.ts";
import { linkageCases } from "./linkage-cases.ts";
import { MONOTONE_CASES } from "./monotone-cases.ts";
import { STATISTICS_CASES } from "./statistics-cases.ts";
import { trafficCases } from "./traffic-cases.ts";
import type { VerifyCase } from "./verify-case.ts";

export const ALL_CASES: readonly VerifyCase[] = [
  ...trafficCases,
  ...dispatchCases,
  ...linkageCases,
  ...STATISTICS_CASES,
  ...MONOTONE_CASES,
  ...DETERMINISM_CASES,
];
