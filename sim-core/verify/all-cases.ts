/** Every known answer, in the order in which a report prints them. */
import { DETERMINISM_CASES } from "./determinism-cases.ts";
import { linkageCases } from "./linkage-cases.ts";
import { STATISTICS_CASES } from "./statistics-cases.ts";
import { TRAFFIC_FORMULA_CASES } from "./traffic-formula-cases.ts";
import { TRAFFIC_QUEUE_CASES } from "./traffic-queue-cases.ts";
import { TRAFFIC_SIGNAL_CASES } from "./traffic-signal-cases.ts";
import type { VerifyCase } from "./verify-case.ts";

export const ALL_CASES: readonly VerifyCase[] = [
  ...TRAFFIC_FORMULA_CASES,
  ...TRAFFIC_QUEUE_CASES,
  ...TRAFFIC_SIGNAL_CASES,
  ...linkageCases,
  ...STATISTICS_CASES,
  ...DETERMINISM_CASES,
];
