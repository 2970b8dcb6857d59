/** Known answers about linkage: who asks whom, when it ends, and that the streets notice only what was allowed. */
import { CHANCE_CASES } from "./linkage-chance-cases.ts";
import { CROWD_CASES } from "./linkage-crowd-cases.ts";
import { EXACT_CASES } from "./linkage-exact-cases.ts";
import type { VerifyCase } from "./verify-case.ts";

export const linkageCases: readonly VerifyCase[] = [...CHANCE_CASES, ...CROWD_CASES, ...EXACT_CASES];
