/** Known answers of traffic and signals, in the order of a report. */
import { TRAFFIC_FORMULA_CASES } from "./traffic-formula-cases.ts";
import { TRAFFIC_GAP_CASES } from "./traffic-gap-cases.ts";
import { TRAFFIC_INVARIANT_CASES } from "./traffic-invariant-cases.ts";
import { TRAFFIC_OBSTACLE_CASES } from "./traffic-obstacle-cases.ts";
import { TRAFFIC_OUTSIDE_CASES } from "./traffic-outside-cases.ts";
import { TRAFFIC_QUEUE_CASES } from "./traffic-queue-cases.ts";
import { TRAFFIC_ROUTING_CASES } from "./traffic-routing-cases.ts";
import { TRAFFIC_SIGNAL_CASES } from "./traffic-signal-cases.ts";
import type { VerifyCase } from "./verify-case.ts";

export const trafficCases: readonly VerifyCase[] = [
  ...TRAFFIC_FORMULA_CASES,
  ...TRAFFIC_QUEUE_CASES,
  ...TRAFFIC_SIGNAL_CASES,
  ...TRAFFIC_GAP_CASES,
  ...TRAFFIC_ROUTING_CASES,
  ...TRAFFIC_OBSTACLE_CASES,
  ...TRAFFIC_INVARIANT_CASES,
  ...TRAFFIC_OUTSIDE_CASES,
];
