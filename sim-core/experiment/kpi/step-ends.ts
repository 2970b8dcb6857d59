/** How the steps of a run ended, counted from its log: once for every time a step was asked for, however often it was tried again. */
import type { StepEnds } from "../../contract/result.ts";
import type { RunDigest } from "./run-digest.ts";

export type StepCounts = Omit<StepEnds, "id">;

const NONE: StepCounts = { done: 0, blocked: 0, refused: 0, timedOut: 0, failed: 0, calledOff: 0, open: 0 };

const END_OF = {
  StepDone: "done",
  StepBlocked: "blocked",
  StepRefused: "refused",
  StepTimedOut: "timedOut",
  StepFailed: "failed",
  StepCancelled: "calledOff",
} as const satisfies Readonly<Record<string, keyof StepCounts>>;

const isEnd = (kind: string): kind is keyof typeof END_OF => kind in END_OF;

/** In the order in which the run came to the steps. A step behind a closed gate ends without having been asked for. */
export const stepEnds = ({ institutional }: RunDigest): readonly StepEnds[] => {
  const counts = new Map<string, StepCounts>();
  /** Asked for and not ended yet, by step and incident: one incident may go through a step more than once. */
  const open = new Map<string, number>();
  const add = (step: string, end: keyof StepCounts, by: number): void => {
    const known = counts.get(step) ?? NONE;
    counts.set(step, { ...known, [end]: known[end] + by });
  };
  for (const fact of institutional) {
    if (!("step" in fact)) continue;
    const asked = `${fact.step} ${fact.incident}`;
    const waiting = open.get(asked) ?? 0;
    if (fact.kind === "StepRequested") {
      open.set(asked, waiting + 1);
      add(fact.step, "open", 1);
    } else if (isEnd(fact.kind)) {
      add(fact.step, END_OF[fact.kind], 1);
      if (waiting === 0) continue;
      open.set(asked, waiting - 1);
      add(fact.step, "open", -1);
    }
  }
  return [...counts].map(([id, one]) => ({ id, ...one }));
};

/** Over runs, in the order of `steps`; a step that no run came to has only zeros. */
export const sumStepEnds = (steps: readonly string[], runs: readonly (readonly StepEnds[])[]): StepEnds[] => {
  const sums = new Map<string, StepEnds>(steps.map((id) => [id, { id, ...NONE }]));
  for (const { id, ...one } of runs.flat()) {
    const sum = sums.get(id);
    if (sum === undefined) continue;
    sums.set(id, {
      id,
      done: sum.done + one.done,
      blocked: sum.blocked + one.blocked,
      refused: sum.refused + one.refused,
      timedOut: sum.timedOut + one.timedOut,
      failed: sum.failed + one.failed,
      calledOff: sum.calledOff + one.calledOff,
      open: sum.open + one.open,
    });
  }
  return [...sums.values()];
};
