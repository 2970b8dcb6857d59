/** Whether a result says something of the two runs on stage, and what. Pure. */
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import { type Row, rowsOf } from "../experiment/verdict.ts";
import type { Project } from "../store/app-store.ts";

export type PairResult = {
  readonly result: ExperimentResult;
  /** The one of the two that was measured against the other. */
  readonly arm: string;
  readonly baseline: string;
  readonly rows: readonly Row[];
};

type Open = Pick<Project, "scenario" | "scenarioHash" | "cityHash" | "demandHash">;

/** Byte by byte of what is open: a result of another version is no evidence for what is on stage. */
const isOf = ({ scenario, city, demand }: ExperimentResult, open: Open): boolean =>
  scenario.hash === open.scenarioHash && city.hash === open.cityHash && demand.hash === open.demandHash;

/** Undefined where no experiment is at hand that compared exactly these two. */
export const pairResult = (result: ExperimentResult | undefined, open: Open, one: string, other: string): PairResult | undefined => {
  if (result === undefined || !isOf(result, open)) return undefined;
  for (const [arm, baseline] of [
    [one, other],
    [other, one],
  ] as const) {
    const rows = rowsOf(result, arm, open.scenario).filter(({ comparison }) => comparison.baseline === baseline);
    if (rows.length > 0) return { result, arm, baseline, rows };
  }
  return undefined;
};
