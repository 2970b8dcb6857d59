/** The two runs on stage and what is known of them together; undefined while there is one. */
import type { RunName } from "../../../sim-core/contract/run-name.ts";
import { type Project, useApp } from "../store/app-store.ts";
import { armLook } from "../store/arms.ts";
import { arePaired, type PairResult, pairResult } from "./pair-result.ts";

export type Pair = {
  readonly project: Project;
  /** Today first where it is one of the two, else as they lie on the stage. */
  readonly runs: readonly [RunName, RunName];
  /** Of one morning: the same incidents and traffic, so that a difference is the runs' own. */
  readonly isPaired: boolean;
  readonly found: PairResult | undefined;
};

export const usePair = (): Pair | undefined => {
  const project = useApp((state) => state.project);
  const other = useApp((state) => state.split?.arm);
  const arm = useApp((state) => state.arm);
  const result = useApp((state) => state.result);
  if (project === undefined || other === undefined) return undefined;
  const found = pairResult(result, project, arm, other);
  const isTurned = armLook(project, arm) === "today";
  return { project, runs: isTurned ? [arm, other] : [other, arm], isPaired: arePaired(arm, other), found };
};
