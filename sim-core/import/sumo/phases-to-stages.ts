/**
 * A SUMO program (phases of one letter per signal head) as stages. Greens begin and end at the same millisecond as in SUMO, except where
 * somebody's green begins while another's yellow still runs: there the yellow is given up, because the green counts for the traffic.
 * SUMO manual, "Traffic Lights": G = green with priority, g = green, gives way, y = yellow, u = red-yellow, r = red, s = stop, then go;
 * o, O = switched off.
 */
import type { SignalPlan, SignalStage } from "../../model/city.ts";
import type { NetProgram } from "./read-net.ts";

export type SignalHeads = ReadonlyMap<string, readonly number[]>;

export type StagesResult = {
  readonly plan: SignalPlan | undefined;
  /** Times in a cycle at which a yellow was given up for another's green. */
  readonly lostYellows: number;
};

/** The least green a preemption leaves where the program says nothing: Korean practice for vehicle stages. */
const DEFAULT_MIN_GREEN_MS = 7000;

type Step = {
  durationMs: number;
  minMs: number | undefined;
  readonly green: ReadonlySet<string>;
  readonly permissive: ReadonlySet<string>;
  readonly yellow: ReadonlySet<string>;
};

/** `heads`: movement id -> its positions in the state texts, in the order the stages shall list the movements. */
export const stagesOfProgram = (program: NetProgram, heads: SignalHeads): StagesResult => {
  const steps = mergeEqual(program.phases.filter((phase) => phase.durationMs > 0).map((phase) => stepOf(phase, heads)));
  const cycleMs = steps.reduce((sum, step) => sum + step.durationMs, 0);
  const { steps: rotated, skippedMs } = rotate(steps);
  if (rotated.length === 0) return { plan: undefined, lostYellows: 0 };
  const stages: SignalStage[] = [];
  /** Movements green through everything that follows stage i up to the next stage. */
  const greenBetween: (ReadonlySet<string> | undefined)[] = [];
  let lostYellows = 0;
  rotated.forEach((step, index) => {
    const before = rotated[(index + rotated.length - 1) % rotated.length];
    const after = rotated[(index + 1) % rotated.length];
    const last = stages.at(-1);
    const begins = [...step.green].some((id) => before?.green.has(id) !== true);
    const endsHere = [...step.green].some((id) => after?.green.has(id) !== true);
    const isBetween = step.yellow.size > 0 && !begins;
    if (last !== undefined && (step.green.size === 0 || (isBetween && !endsHere))) {
      greenBetween[stages.length - 1] = intersection(greenBetween[stages.length - 1] ?? step.green, step.green);
      stages[stages.length - 1] =
        step.yellow.size > 0
          ? { ...last, yellowMs: last.yellowMs + step.durationMs }
          : { ...last, allRedMs: last.allRedMs + step.durationMs };
      return;
    }
    if (last !== undefined && isBetween && step.durationMs > 1) {
      // Somebody stays green to the end of another's yellow and stops there: the yellow, then a stage of a millisecond.
      greenBetween[stages.length - 1] = intersection(greenBetween[stages.length - 1] ?? step.green, step.green);
      stages[stages.length - 1] = { ...last, yellowMs: last.yellowMs + step.durationMs - 1 };
      stages.push(stageOf({ ...step, durationMs: 1 }));
      return;
    }
    if (step.yellow.size > 0) lostYellows++;
    stages.push(stageOf(step));
  });
  const plan = { fromMsOfDay: 0, cycleMs, offsetMs: program.offsetMs + skippedMs, stages: withBreaks(stages, greenBetween) };
  return { plan, lostYellows };
};

const intersection = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a].filter((item) => b.has(item)));

/**
 * A movement that two stages in a row list stays green between them. Where the program takes its green away in between, a stage of a
 * millisecond without it stands there.
 */
const withBreaks = (stages: readonly SignalStage[], greenBetween: readonly (ReadonlySet<string> | undefined)[]): readonly SignalStage[] =>
  stages.flatMap((stage, index) => {
    const next = stages[(index + 1) % stages.length];
    const between = greenBetween[index];
    const isBroken = between !== undefined && stage.green.some((id) => next?.green.includes(id) === true && !between.has(id));
    if (!isBroken) return [stage];
    const kept = stage.green.filter((id) => between.has(id));
    const pause: SignalStage = {
      ...stage,
      greenMs: 1,
      yellowMs: 0,
      allRedMs: 0,
      minGreenMs: 1,
      green: kept,
      permissive: stage.permissive.filter((id) => kept.includes(id)),
    };
    const shortened = stage.allRedMs > 0 ? { allRedMs: stage.allRedMs - 1 } : { yellowMs: stage.yellowMs - 1 };
    return [{ ...stage, ...shortened }, pause];
  });

const stageOf = (step: Step): SignalStage => ({
  greenMs: step.durationMs,
  yellowMs: 0,
  allRedMs: 0,
  minGreenMs: Math.min(step.durationMs, step.minMs ?? DEFAULT_MIN_GREEN_MS),
  walkMs: 0,
  pedClearMs: 0,
  green: [...step.green],
  permissive: [...step.permissive],
});

const stepOf = (phase: NetProgram["phases"][number], heads: SignalHeads): Step => {
  const green = new Set<string>();
  const permissive = new Set<string>();
  const yellow = new Set<string>();
  for (const [movement, indices] of heads) {
    const states = indices.map((index) => phase.state[index] ?? "r");
    if (states.some((state) => "GgOo".includes(state))) {
      green.add(movement);
      if (states.some((state) => "go".includes(state))) permissive.add(movement);
    } else if (states.some((state) => state === "y" || state === "Y")) yellow.add(movement);
  }
  return { durationMs: phase.durationMs, minMs: phase.minMs, green, permissive, yellow };
};

const equalSets = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((item) => b.has(item));

const mergeEqual = (steps: readonly Step[]): Step[] => {
  const merged: Step[] = [];
  for (const step of steps) {
    const last = merged.at(-1);
    if (
      last !== undefined &&
      equalSets(last.green, step.green) &&
      equalSets(last.permissive, step.permissive) &&
      equalSets(last.yellow, step.yellow)
    ) {
      last.durationMs += step.durationMs;
      last.minMs = last.minMs === undefined || step.minMs === undefined ? undefined : last.minMs + step.minMs;
    } else merged.push({ ...step });
  }
  return merged;
};

/** So that the first step has green and no yellow: the cycle then begins with a stage. Empty when nobody ever has green. */
const rotate = (steps: readonly Step[]): { readonly steps: readonly Step[]; readonly skippedMs: number } => {
  const clear = steps.findIndex((step) => step.green.size > 0 && step.yellow.size === 0);
  const first = clear >= 0 ? clear : steps.findIndex((step) => step.green.size > 0);
  if (first < 0) return { steps: [], skippedMs: 0 };
  const skippedMs = steps.slice(0, first).reduce((sum, step) => sum + step.durationMs, 0);
  return { steps: [...steps.slice(first), ...steps.slice(0, first)], skippedMs };
};
