/** Whether a result says something of the two runs on stage, and what. Pure. */
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import { type RunName, readRunName } from "../../../sim-core/contract/run-name.ts";
import { type Row, rowsOf } from "../experiment/verdict.ts";
import type { Project } from "../store/app-store.ts";

export type PairResult = {
  readonly result: ExperimentResult;
  /** The arm of the two that was measured against the other, by its id. */
  readonly arm: string;
  readonly baseline: string;
  readonly rows: readonly Row[];
};

type Open = Pick<Project, "scenario" | "scenarioHash" | "cityHash" | "demandHash">;

/** Byte by byte of what is open: a result of another version is no evidence for what is on stage. */
const isOf = ({ scenario, city, demand }: ExperimentResult, open: Open): boolean =>
  scenario.hash === open.scenarioHash && city.hash === open.cityHash && demand.hash === open.demandHash;

/** What a result calls it: an arm on any morning; it knows no branches. */
const armOf = (run: RunName): string | undefined => {
  const { arm, before } = readRunName(run);
  return before.length === 0 ? arm : undefined;
};

/** Of one morning: the same incidents and traffic, so that a difference is the runs' own. */
export const arePaired = (one: RunName, other: RunName): boolean => readRunName(one).replication === readRunName(other).replication;

/** Undefined where no experiment is at hand that compared the arms of exactly these two. */
export const pairResult = (result: ExperimentResult | undefined, open: Open, one: RunName, other: RunName): PairResult | undefined => {
  if (result === undefined || !isOf(result, open) || !arePaired(one, other)) return undefined;
  const [a, b] = [armOf(one), armOf(other)];
  if (a === undefined || b === undefined) return undefined;
  for (const [arm, baseline] of [
    [a, b],
    [b, a],
  ] as const) {
    const rows = rowsOf(result, arm, open.scenario).filter(({ comparison }) => comparison.baseline === baseline);
    if (rows.length > 0) return { result, arm, baseline, rows };
  }
  return undefined;
};
