/** Known answers about limited people and units: lines, choices, ways. */
import { DAY_CASES } from "./dispatch-day-cases.ts";
import { DESK_CASES } from "./dispatch-desk-cases.ts";
import { FLEET_CASES } from "./dispatch-fleet-cases.ts";
import { TRAVEL_CASES } from "./dispatch-travel-cases.ts";
import type { VerifyCase } from "./verify-case.ts";

export const dispatchCases: readonly VerifyCase[] = [...DESK_CASES, ...DAY_CASES, ...FLEET_CASES, ...TRAVEL_CASES];
