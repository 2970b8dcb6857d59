/**
 * How a run is named and drawn: today graphite and dashed, the first plan blue and solid, further arms and branches dotted and
 * long-dashed. Runs go by their names (contract/run-name.ts): an arm's id, a branch, or either of another morning.
 */
import { armOnDayOf, parentOf, type RunName, readRunName } from "../../../sim-core/contract/run-name.ts";
import type { Text } from "../../../sim-core/model/units.ts";
import { timeOfDay } from "../text/format.ts";
import { fill, MESSAGES, type MessageKey } from "../text/messages.ts";
import type { Project } from "./app-store.ts";

export type ArmLook = "today" | "plan" | "alt1" | "alt2";

type Arms = Pick<Project, "arms" | "baseline">;
/** A result names arms only; a project knows its branches and at what time of day it begins. */
type Titles = Pick<Project, "arms"> & Partial<Pick<Project, "branches" | "startsAt">>;

/** What the shipped scenarios call the arm with everything in place. */
const PLAN_IDS: readonly string[] = ["plan", "full"];

/** The arm that stands for "the plan": the one that is called so, else the first that is not the baseline. */
export const planArm = ({ arms, baseline }: Arms): string | undefined =>
  (arms.find(({ id }) => PLAN_IDS.includes(id)) ?? arms.find(({ id }) => id !== baseline))?.id;

/** On another morning an arm looks as on this one; a branch has a line of its own. */
export const armLook = (project: Arms & Partial<Pick<Project, "branches">>, run: RunName): ArmLook => {
  const { arm, before } = readRunName(run);
  if (before.length > 0) return (project.branches?.indexOf(run) ?? 0) % 2 === 1 ? "alt2" : "alt1";
  if (arm === project.baseline) return "today";
  const plan = planArm(project);
  if (arm === plan) return "plan";
  const at = project.arms.filter(({ id }) => id !== project.baseline && id !== plan).findIndex(({ id }) => id === arm);
  return at % 2 === 0 ? "alt1" : "alt2";
};

const said = (key: MessageKey, values: (language: keyof Text) => Readonly<Record<string, string | number>>): Text => ({
  ko: fill(MESSAGES[key].ko, values("ko")),
  en: fill(MESSAGES[key].en, values("en")),
});

/** `갈래 1 · 08:18:58부터 오늘처럼`, `복제 7 · 연계안`, or the arm's own title. */
export const armTitle = (project: Titles | undefined, run: RunName): Text => {
  const { arm, replication, before } = readRunName(run);
  const own = project?.arms.find(({ id }) => id === arm)?.title ?? { ko: arm, en: arm };
  const moment = before.at(-1);
  const number = (project?.branches?.indexOf(run) ?? -1) + 1;
  const time = moment === undefined ? "" : timeOfDay(project?.startsAt ?? "", moment.untilMs);
  const title = moment === undefined ? own : said("run.branch", (language) => ({ number, time, arm: own[language] }));
  return replication === undefined ? title : said("run.otherDay", (language) => ({ run: title[language], replication }));
};

/** Today of the same morning: what a run is compared with unless somebody says otherwise. */
export const todayOf = ({ baseline }: Pick<Project, "baseline">, run: RunName): RunName => armOnDayOf(baseline, run);

/** Runs of one morning share their calls; those of two have nothing in common but the clock. */
export const areOfOneDay = (a: RunName, b: RunName): boolean => readRunName(a).replication === readRunName(b).replication;

/** Whether such a run can be put on stage: its arms exist, and a branch has been made. */
export const isThere = ({ arms, branches = [] }: Titles, run: RunName): boolean => {
  const { arm, before } = readRunName(run);
  return arms.some(({ id }) => id === arm) && (before.length === 0 || branches.includes(run));
};

/** Today while something else is on stage; from today back to what was there before, or to the plan. */
export const todayOrBack = (
  project: Arms & Partial<Pick<Project, "branches">>,
  run: RunName,
  before: RunName | undefined,
): RunName | undefined => {
  const today = todayOf(project, run);
  if (run !== today) return today;
  if (before !== undefined && before !== run && isThere(project, before)) return before;
  return planOnDayOf(project, run);
};

/** What a run is laid beside at first: a branch beside what it left, anything else beside today, today beside the plan. */
export const besideOf = (project: Arms, run: RunName): RunName | undefined => {
  const today = todayOf(project, run);
  return parentOf(run) ?? (run === today ? planOnDayOf(project, run) : today);
};

const planOnDayOf = (project: Arms, run: RunName): RunName | undefined => {
  const plan = planArm(project);
  return plan === undefined ? undefined : armOnDayOf(plan, run);
};

/** The list of runs: every arm, under each what was branched from it, and under that what was branched from there. */
export const listedRuns = ({ arms, branches }: Pick<Project, "arms" | "branches">): readonly ListedRun[] => {
  const under = (parent: RunName, depth: number): readonly ListedRun[] =>
    branches.filter((run) => parentOf(run) === parent).flatMap((run) => [{ run, depth }, ...under(run, depth + 1)]);
  const rooted = arms.flatMap(({ id }) => [{ run: id, depth: 0 }, ...under(id, 1)]);
  // Branches of another morning's run: their parents stand in no list.
  const lost = branches.filter((run) => !rooted.some((listed) => listed.run === run));
  return [...rooted, ...lost.map((run) => ({ run, depth: 1 }))];
};
export type ListedRun = { readonly run: RunName; readonly depth: number };
