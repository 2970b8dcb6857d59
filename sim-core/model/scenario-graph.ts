/** The steps as a graph: who waits for whom, what leads back to itself, which steps come before a step. */
import type { OnOutcome, Step } from "./scenario.ts";

const outcomes = (step: Step): readonly OnOutcome[] => [step.onBlocked, step.onRefused, step.onTimedOut, step.onFailed];

/** Steps that can start because this one ended: those that wait for it, and those that it runs instead. */
export const stepsAfter = (steps: readonly Step[]): ReadonlyMap<string, readonly string[]> => {
  const after = new Map<string, string[]>(steps.map((step) => [step.id, []]));
  for (const step of steps) {
    for (const source of step.after) if ("step" in source) after.get(source.step)?.push(step.id);
    for (const outcome of outcomes(step)) if (typeof outcome === "object") after.get(step.id)?.push(outcome.run);
  }
  return after;
};

/** One cycle, first step repeated at its end; undefined = none. */
export const findCycle = (steps: readonly Step[]): readonly string[] | undefined => {
  const after = stepsAfter(steps);
  const state = new Map<string, "open" | "closed">();
  for (const { id } of steps) {
    if (state.has(id)) continue;
    const path: { readonly id: string; next: number }[] = [{ id, next: 0 }];
    state.set(id, "open");
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const following = after.get(top.id)?.[top.next];
      top.next += 1;
      if (following === undefined) {
        state.set(top.id, "closed");
        path.pop();
      } else if (state.get(following) === "open") {
        return [...path.slice(path.findIndex((entry) => entry.id === following)).map((entry) => entry.id), following];
      } else if (!state.has(following)) {
        state.set(following, "open");
        path.push({ id: following, next: 0 });
      }
    }
  }
  return undefined;
};

/** Answers all steps that come before a step, nearest first; within one distance in the order of the file. */
export const beforeEachStep = (steps: readonly Step[]): ((id: string) => readonly Step[]) => {
  const before = new Map<string, number[]>(steps.map((step) => [step.id, []]));
  const after = stepsAfter(steps);
  steps.forEach((step, position) => {
    for (const next of new Set(after.get(step.id))) before.get(next)?.push(position);
  });
  return (id) => {
    const found: Step[] = [];
    const seen = new Set([id]);
    let edge: readonly string[] = [id];
    while (edge.length > 0) {
      const further = new Set(edge.flatMap((name) => before.get(name) ?? []));
      const next = [...further].sort((a, b) => a - b).flatMap((position) => steps[position] ?? []);
      const fresh = next.filter((step) => !seen.has(step.id));
      for (const step of fresh) seen.add(step.id);
      found.push(...fresh);
      edge = fresh.map((step) => step.id);
    }
    return found;
  };
};

/**
 * Triggers that lead to a common step share their courses: the group of each trigger is the first trigger (in the order of the file)
 * it is connected with, directly or through steps. Steps belong to the group of the triggers that lead to them.
 */
export const groupsOf = (
  triggers: readonly { readonly id: string }[],
  steps: readonly Step[],
): { readonly ofTrigger: ReadonlyMap<string, string>; readonly ofStep: ReadonlyMap<string, string> } => {
  const after = stepsAfter(steps);
  const parent = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    return at;
  };
  const rank = new Map(triggers.map((trigger, index) => [trigger.id, index]));
  for (const trigger of triggers) {
    const edge = steps
      .filter((step) => step.after.some((source) => "trigger" in source && source.trigger === trigger.id))
      .map((step) => step.id);
    const seen = new Set<string>();
    for (let id = edge.pop(); id !== undefined; id = edge.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      edge.push(...(after.get(id) ?? []));
      const [a, b] = [root(`t ${trigger.id}`), root(`s ${id}`)];
      if (a !== b) parent.set(b, a);
    }
  }
  const named = (rootName: string): string => {
    const members = triggers.filter((trigger) => root(`t ${trigger.id}`) === rootName);
    return members.sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))[0]?.id ?? "";
  };
  return {
    ofTrigger: new Map(triggers.map((trigger) => [trigger.id, named(root(`t ${trigger.id}`))])),
    ofStep: new Map(steps.map((step) => [step.id, named(root(`s ${step.id}`))])),
  };
};
