/** How an arm is named and drawn: today graphite and dashed, the first plan blue and solid, further arms dotted and long-dashed. */
import type { Text } from "../../../sim-core/model/units.ts";
import type { Project } from "./app-store.ts";

export type ArmLook = "today" | "plan" | "alt1" | "alt2";

/** What the shipped scenarios call the arm with everything in place. */
const PLAN_IDS: readonly string[] = ["plan", "full"];

/** The arm that stands for "the plan": the one that is called so, else the first that is not the baseline. */
export const planArm = ({ arms, baseline }: Pick<Project, "arms" | "baseline">): string | undefined =>
  (arms.find(({ id }) => PLAN_IDS.includes(id)) ?? arms.find(({ id }) => id !== baseline))?.id;

export const armLook = (project: Pick<Project, "arms" | "baseline">, arm: string): ArmLook => {
  if (arm === project.baseline) return "today";
  const plan = planArm(project);
  if (arm === plan) return "plan";
  const at = project.arms.filter(({ id }) => id !== project.baseline && id !== plan).findIndex(({ id }) => id === arm);
  return at % 2 === 0 ? "alt1" : "alt2";
};

export const armTitle = (project: Pick<Project, "arms"> | undefined, arm: string): Text =>
  project?.arms.find(({ id }) => id === arm)?.title ?? { ko: arm, en: arm };

/** Today while something else is on stage; from today back to what was there before, or to the plan. */
export const todayOrBack = (project: Pick<Project, "arms" | "baseline">, arm: string, before: string | undefined): string | undefined => {
  if (arm !== project.baseline) return project.baseline;
  const isStillThere = before !== undefined && before !== arm && project.arms.some(({ id }) => id === before);
  return isStillThere ? before : planArm(project);
};

/** What an arm is laid beside at first: today, or the plan where today itself is on stage. */
export const besideOf = (project: Pick<Project, "arms" | "baseline">, arm: string): string | undefined =>
  arm === project.baseline ? planArm(project) : project.baseline;
