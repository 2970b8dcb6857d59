/**
 * Which runs are on stage: one, or two beside each other on one clock, and second futures of either. Runs go by their names
 * (contract/run-name.ts), so a branch or another morning is shown, compared and found again like any arm.
 */
import { branchOf, parentOf, type RunName, readRunName, runName } from "../../../sim-core/contract/run-name.ts";
import type { SimClient } from "../../sim/sim-client.ts";
import type { CityView } from "../../view/city-view-types.ts";
import { pictureSplit, placed } from "../compare/modes.ts";
import type { Player } from "../playback/player.ts";
import { type AppState, appState, type Project, setApp } from "../store/app-store.ts";
import { besideOf, isThere, todayOf, todayOrBack } from "../store/arms.ts";
import { toast } from "../store/toasts.ts";
import { fill, MESSAGES } from "../text/messages.ts";

export type Comparing = {
  /** Another run on stage: an arm by its id, a branch, or either of another morning. */
  setArm(run: RunName): void;
  /** Today's run at the same moment under the same camera; a second time, the run that was on stage before. */
  showToday(): void;
  /** Lays another run beside the one on stage: same clock, same camera. Undefined = one run alone again. */
  layBeside(run: RunName | undefined): void;
  /** The arm that rules in the run on stage, on another morning, beside it. */
  layOtherDayBeside(replication: number): void;
  /** Beside today (a branch beside what it left, today beside the plan), or alone again. */
  toggleSplit(): void;
  /** A second future of the run on stage: from `atMs` on the rules of `arm` hold. It is listed, and laid beside its past. */
  branch(atMs: number, arm: string): Promise<void>;
  /** Takes a branch off the list, and what was branched from it. */
  removeBranch(run: RunName): void;
};

/** What ghost goes with a run: today's units of the same morning. */
export const comparedWith = (run: RunName, project: Project): RunName | undefined => {
  const today = todayOf(project, run);
  return run === today ? undefined : today;
};

/** The run that is computed along at the same moments: the one beside it, or the one that the difference is taken from. */
export const pairedWith = ({ split, layers, project, arm }: AppState): RunName | undefined =>
  split?.arm ?? (layers.difference && project !== undefined ? besideOf(project, arm) : undefined);

/** Branches belong to the day that they were made on. */
export const sayBranchesGone = (count: number): void => {
  if (count === 0) return;
  const { ko, en } = MESSAGES["branch.gone"];
  toast({ ko: fill(ko, { count }), en: fill(en, { count }) });
};

type ComparingParts = {
  readonly client: Pick<SimClient, "whyNoBranch">;
  readonly player: Pick<Player, "setArm" | "pair">;
  readonly view: () => CityView | undefined;
};

export const makeComparing = ({ client, player, view }: ComparingParts) => {
  const comparing: Comparing = {
    setArm(run) {
      const { project, arm: before } = appState();
      if (project === undefined || !isThere(project, run)) return;
      if (before !== run) setApp({ ...placed(appState(), run), armBefore: before });
      player.setArm(run, comparedWith(run, project));
    },
    showToday() {
      const { project, arm, armBefore } = appState();
      const next = project === undefined ? undefined : todayOrBack(project, arm, armBefore);
      if (next !== undefined) comparing.setArm(next);
    },
    layBeside(run) {
      const { project, arm: own, split } = appState();
      if (run === undefined) return setApp({ split: undefined });
      if (run === own || project === undefined || !isThere(project, run)) return;
      setApp({ split: { arm: run, edgeP: split?.edgeP ?? 0.5 } });
    },
    layOtherDayBeside(replication) {
      const { project, arm } = appState();
      if (project === undefined) return;
      // A branch was made on its own day only: elsewhere the arm that rules in it stands for it.
      const { arm: rules } = readRunName(arm);
      comparing.layBeside(runName({ arm: rules, replication: replication === project.replication ? undefined : replication, before: [] }));
    },
    toggleSplit() {
      const { project, arm, split } = appState();
      comparing.layBeside(split !== undefined || project === undefined ? undefined : besideOf(project, arm));
    },
    async branch(atMs, arm) {
      const { project, arm: own } = appState();
      if (project === undefined) return;
      const run = branchOf(own, atMs, arm);
      const parent = parentOf(run);
      if (parent === undefined || run === own) return toast(MESSAGES["branch.same"]);
      const problem = await client.whyNoBranch(run);
      if (problem !== undefined) return toast(problem.message, "trouble");
      const open = appState().project;
      if (open === undefined || !isSameDay(open, project)) return;
      const branches = open.branches.includes(run) ? open.branches : [...open.branches, run];
      setApp({ project: { ...open, branches } });
      if (appState().arm !== parent && appState().arm !== run) comparing.setArm(parent);
      comparing.layBeside(appState().arm === run ? parent : run);
    },
    removeBranch(run) {
      const { project, arm, split } = appState();
      if (project?.branches.includes(run) !== true) return;
      const { branches } = project;
      const isGone = (name: RunName | undefined): boolean => name !== undefined && (name === run || isGone(parentOf(name)));
      if (split !== undefined && isGone(split.arm)) comparing.layBeside(undefined);
      if (isGone(arm)) comparing.setArm(parentOf(run) ?? project.baseline);
      const after = appState().split;
      if (after !== undefined && isGone(after.arm)) comparing.layBeside(undefined);
      setApp({ project: { ...project, branches: branches.filter((name) => !isGone(name)) } });
      toast(MESSAGES["branch.removed"], "note", () => {
        const open = appState().project;
        if (open !== undefined && isSameDay(open, project))
          setApp({ project: { ...open, branches: [...new Set([...branches, ...open.branches])] } });
      });
    },
  };

  return {
    verbs: comparing,
    /** The other run is computed along where something on stage shows it. */
    pairRuns() {
      player.pair(pairedWith(appState()));
      view()?.split(pictureSplit(appState()));
    },
  };
};

const isSameDay = (a: Project, b: Project): boolean => a.city === b.city && a.seed === b.seed && a.replication === b.replication;
