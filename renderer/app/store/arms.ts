/** How an arm is named and drawn: today graphite and dashed, the first plan blue and solid, further arms dotted and long-dashed. */
import type { Text } from "../../../sim-core/model/units.ts";
import type { Project } from "./app-store.ts";

export type ArmLook = "today" | "plan" | "alt1" | "alt2";

export const armLook = (project: Pick<Project, "arms" | "baseline">, arm: string): ArmLook => {
  if (arm === project.baseline) return "today";
  const others = project.arms.filter(({ id }) => id !== project.baseline);
  const at = others.findIndex(({ id }) => id === arm);
  if (at <= 0) return "plan";
  return at % 2 === 1 ? "alt1" : "alt2";
};

export const armTitle = (project: Pick<Project, "arms"> | undefined, arm: string): Text =>
  project?.arms.find(({ id }) => id === arm)?.title ?? { ko: arm, en: arm };

/** The arm that stands for "the plan": the first that is not the baseline. */
export const planArm = (project: Pick<Project, "arms" | "baseline">): string | undefined =>
  project.arms.find(({ id }) => id !== project.baseline)?.id;
