/** How the steps of one arm ended, ready to be drawn: the five outcomes and what had none, as cases and as shares of what was asked for. */
import type { StepEnds } from "../../../sim-core/contract/result.ts";
import type { Agency } from "../../../sim-core/model/city.ts";
import type { ShownOutcome } from "../timeline/timeline-model.ts";
import type { ResultView } from "./use-result-view.ts";

export type StepPart = { readonly outcome: ShownOutcome; readonly count: number; readonly shareP: number };

export type StepRow = {
  readonly id: string;
  readonly title: string;
  /** Of whoever owns the step; undefined where nothing is open that says so. */
  readonly agency: Agency["kind"] | undefined;
  readonly ends: StepEnds;
  /** Times the step was asked for or blocked before it could be; 0 = the arm never came to it. */
  readonly asked: number;
  /** In the order of the legend; only what occurred. */
  readonly parts: readonly StepPart[];
};

/** What was called off or still under way has no outcome: it is drawn behind the five. */
const PARTS = [
  ["done", "done"],
  ["blocked", "blocked"],
  ["refused", "refused"],
  ["timedOut", "timed-out"],
  ["failed", "failed"],
  ["calledOff", "cancelled"],
  ["open", "running"],
] as const satisfies readonly (readonly [keyof StepEnds, ShownOutcome])[];

export const partsOf = (ends: StepEnds): { readonly asked: number; readonly parts: readonly StepPart[] } => {
  const asked = PARTS.reduce((sum, [field]) => sum + ends[field], 0);
  const parts = PARTS.map(([field, outcome]) => ({ outcome, count: ends[field], shareP: asked === 0 ? 0 : ends[field] / asked }));
  return { asked, parts: parts.filter(({ count }) => count > 0) };
};

export const stepRows = ({ result, scenario, project, language }: ResultView, arm: string): readonly StepRow[] => {
  const maps = project?.city.ownership ?? [];
  const owners = (maps.find(({ id }) => id === scenario?.city.ownership) ?? maps[0])?.owners;
  return (result.arms.find(({ id }) => id === arm)?.steps ?? []).map((ends) => {
    const step = scenario?.steps.find(({ id }) => id === ends.id);
    const owner = step === undefined ? undefined : owners?.[step.class].owner;
    return {
      id: ends.id,
      title: step?.title?.[language] ?? ends.id,
      agency: project?.city.agencies.find(({ id }) => id === owner)?.kind,
      ends,
      ...partsOf(ends),
    };
  });
};
