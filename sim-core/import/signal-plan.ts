/**
 * From a junction's movements to a fixed-time plan: stages in which nothing conflicts, pedestrian times that let people reach the
 * other side, and greens in proportion to the load (Webster 1958: green shares as the critical flow ratios). No source format.
 *
 * Stage rules, Korean practice: on wide roads left turns have a stage of their own before straight on; where left and straight on
 * share a lane each approach has its own stage (동시신호); small roads turn left permissively (비보호). The stem of a T has one stage.
 */
import type { Link, Movement, SignalPlan, SignalStage } from "../model/city.ts";
import { byId, byText } from "../model/text-order.ts";
import { arrivalDirection } from "./junction-geometry.ts";

export type LeftTurns = "protected" | "split" | "permissive";

export type StageRequest = {
  /** All movements under this signal, of one node. */
  readonly movements: readonly Movement[];
  readonly linkById: ReadonlyMap<string, Link>;
  /** How left turns run, by in-link; absent: by lanes, see `leftTurnsOf`. */
  readonly leftTurns?: ReadonlyMap<string, LeftTurns>;
  /** False where nobody crosses on foot (a motorway ramp). */
  readonly pedestrians?: boolean;
};

/** A stage before it has a green: who goes, and how far people on foot must walk in it. */
export type StageOutline = {
  readonly green: readonly string[];
  readonly permissive: readonly string[];
  readonly yellowMs: number;
  readonly allRedMs: number;
  /** Longest crossing that is walked in this stage, millimetres; 0 = none. */
  readonly crossingMm: number;
};

export const WALK_MS = 7_000;
export const MIN_GREEN_MS = 7_000;
/** Pedestrians clear at 1.0 m/s (National Police Agency, traffic signal manual). */
const WALKING_MM_PER_S = 1_000;
/** Saturation flow of one lane at peak, vehicles per hour of green (Korea HCM 2013: 2,200 ideal; less for turns, buses and parking). */
export const SATURATION_VPH_PER_LANE = 1_800;

type Approach = { readonly link: Link; readonly movements: readonly Movement[] };

const compatible = (a: Movement, b: Movement): boolean =>
  !a.conflictsWith.includes(b.id) || a.yieldsTo.includes(b.id) || b.yieldsTo.includes(a.id);

/** Pairs of approaches that face each other, the widest pair first; a lone approach is an axis of its own. */
const axesOf = (approaches: readonly Approach[]): (readonly Approach[])[] => {
  const direction = (approach: Approach): readonly [number, number] => {
    const [x, y] = arrivalDirection(approach.link);
    const length = Math.sqrt(x * x + y * y) || 1;
    return [x / length, y / length];
  };
  const pairs = approaches.flatMap((a, i) =>
    approaches.slice(i + 1).map((b) => {
      const [da, db] = [direction(a), direction(b)];
      return { a, b, facing: -(da[0] * db[0] + da[1] * db[1]) };
    }),
  );
  const used = new Set<Approach>();
  const axes: (readonly Approach[])[] = [];
  for (const { a, b, facing } of pairs.sort((p, q) => q.facing - p.facing || byId(p.a.link, q.a.link) || byId(p.b.link, q.b.link))) {
    if (facing < 0.7 || used.has(a) || used.has(b)) continue;
    used.add(a).add(b);
    axes.push([a, b]);
  }
  for (const approach of approaches) if (!used.has(approach)) axes.push([approach]);
  const width = (axis: readonly Approach[]): number =>
    axis.reduce((sum, { link }) => sum + link.laneCount + (axis.length > 1 ? 0 : -0.5), 0);
  return axes.sort((p, q) => width(q) - width(p));
};

/** Protected where every left turn of the axis has a lane of its own; where lanes are shared, permissive on small roads, else split. */
const leftTurnsOf = (axis: readonly Approach[], given: ReadonlyMap<string, LeftTurns> | undefined): LeftTurns => {
  const lefts = axis.flatMap(({ movements }) => movements.filter(({ turn }) => turn === "left"));
  if (lefts.length === 0) return "permissive";
  const asked = axis.map(({ link }) => given?.get(link.id)).find((kind) => kind !== undefined);
  if (asked !== undefined) return asked;
  const shares = axis.some(({ movements }) => {
    const straight = new Set(movements.filter(({ turn }) => turn === "through").flatMap(({ lanes }) => lanes));
    return movements.some(({ turn, lanes }) => turn === "left" && lanes.some((lane) => straight.has(lane)));
  });
  const widest = Math.max(...axis.map(({ link }) => link.laneCount));
  if (!shares && widest >= 3) return "protected";
  return widest <= 1 ? "permissive" : "split";
};

/** Adds a movement to a stage only if it can share the green with everything already in it. */
const admit = (stage: readonly Movement[], candidates: readonly Movement[]): Movement[] => {
  const result = [...stage];
  for (const movement of candidates)
    if (!result.includes(movement) && result.every((other) => compatible(movement, other))) result.push(movement);
  return result;
};

const PRIORITY = { through: 0, left: 1, right: 2, uturn: 3 } as const;
const inPriority = (movements: readonly Movement[]): Movement[] =>
  [...movements].sort((a, b) => PRIORITY[a.turn] - PRIORITY[b.turn] || byId(a, b));

/** Permissive = gives way to somebody who has green in the same stage. */
const permissiveIn = (stage: readonly Movement[]): string[] =>
  stage.filter((movement) => stage.some((other) => movement.yieldsTo.includes(other.id))).map(({ id }) => id);

/**
 * The stages of a junction in order, widest road first. Every movement has green in at least one; no two in conflict share one
 * unless one of them gives way.
 */
export const outlineStages = (request: StageRequest): StageOutline[] => {
  const linkOf = (id: string): Link => {
    const link = request.linkById.get(id);
    if (link === undefined) throw new Error(`a movement names link ${id}, which the junction does not have`);
    return link;
  };
  const inIds = [...new Set(request.movements.map(({ from }) => from))].sort(byText);
  const approaches = inIds.map((id): Approach => ({ link: linkOf(id), movements: request.movements.filter(({ from }) => from === id) }));
  const stages: Movement[][] = [];
  for (const axis of axesOf(approaches)) {
    const all = inPriority(axis.flatMap(({ movements }) => movements));
    const kind = leftTurnsOf(axis, request.leftTurns);
    if (kind === "split") {
      for (const approach of axis) stages.push(admit([], inPriority(approach.movements)));
    } else if (kind === "protected" && axis.length > 1) {
      const lefts = all.filter(({ turn }) => turn === "left" || turn === "uturn");
      const guarded = admit([], lefts);
      // Where one side has no left turn (a T), its straight on runs beside the other side's left turn if the two never meet.
      const beside = all.filter((movement) => !guarded.some(({ id }) => movement.conflictsWith.includes(id)));
      stages.push(admit(guarded, beside));
      stages.push(
        admit(
          [],
          all.filter(({ turn }) => turn === "through" || turn === "right"),
        ),
      );
    } else {
      stages.push(admit([], all));
    }
    // What found no room beside its own axis gets a stage of its own (skewed junctions, five legs).
    for (let rest = all.filter((m) => !stages.some((stage) => stage.includes(m))); rest.length > 0; ) {
      stages.push(admit([], rest));
      rest = rest.filter((m) => !stages.some((stage) => stage.includes(m)));
    }
  }
  // A right turn that meets nobody in a further stage keeps its green there (it would go on red after a stop anyway).
  const rights = inPriority(request.movements).filter(({ turn }) => turn === "right");
  const free = stages.map((stage) => [
    ...stage,
    ...rights.filter((right) => !stage.includes(right) && stage.every((other) => !right.conflictsWith.includes(other.id))),
  ]);

  const crossings = request.pedestrians === false ? stages.map(() => 0) : crossingsOf(request, free, linkOf);
  return free.map((stage, i) => {
    const wide = stage.some(({ from }) => linkOf(from).laneCount >= 4);
    return {
      green: stage.map(({ id }) => id).sort(byText),
      permissive: permissiveIn(stage).sort(byText),
      yellowMs: wide ? 4_000 : 3_000,
      allRedMs: wide || (crossings[i] ?? 0) > 24_000 ? 2_000 : 1_000,
      crossingMm: crossings[i] ?? 0,
    };
  });
};

/** Kerb to kerb across a leg: all lanes of both directions. */
const legWidths = (
  request: StageRequest,
  linkOf: (id: string) => Link,
): { readonly ins: Set<string>; readonly outs: Set<string>; readonly widthMm: number }[] => {
  const legs = new Map<string, { ins: Set<string>; outs: Set<string> }>();
  const leg = (far: string): { ins: Set<string>; outs: Set<string> } => {
    const found = legs.get(far) ?? { ins: new Set<string>(), outs: new Set<string>() };
    legs.set(far, found);
    return found;
  };
  for (const { from, to } of request.movements) {
    leg(linkOf(from).from).ins.add(from);
    leg(linkOf(to).to).outs.add(to);
  }
  return [...legs.keys()].sort(byText).map((far) => {
    const { ins, outs } = leg(far);
    const widthMm = [...ins, ...outs].reduce((sum, id) => sum + linkOf(id).laneCount * linkOf(id).laneWidthMm, 0);
    return { ins, outs, widthMm };
  });
};

/**
 * Each leg is walked in one stage: one in which its own traffic stands and nobody drives into it but turning traffic that gives way
 * to people on foot (right turns, permissive lefts); the stage with most straight-on lanes is chosen, its green is the longest.
 */
const crossingsOf = (request: StageRequest, stages: readonly (readonly Movement[])[], linkOf: (id: string) => Link): number[] => {
  const longest = stages.map(() => 0);
  const lanesGreen = stages.map((stage) =>
    stage.filter(({ turn }) => turn === "through").reduce((sum, { lanes }) => sum + lanes.length, 0),
  );
  for (const { ins, outs, widthMm } of legWidths(request, linkOf)) {
    let best = -1;
    stages.forEach((stage, i) => {
      const permissive = new Set(permissiveIn(stage));
      const walkable = stage.every(
        ({ id, from, to, turn }) =>
          (!ins.has(from) || turn === "right") && (!outs.has(to) || turn === "right" || (turn === "left" && permissive.has(id))),
      );
      if (walkable && (best < 0 || (lanesGreen[i] ?? 0) > (lanesGreen[best] ?? 0))) best = i;
    });
    if (best >= 0) longest[best] = Math.max(longest[best] ?? 0, widthMm);
  }
  return longest;
};

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

export const pedClearMs = (crossingMm: number): number => (crossingMm === 0 ? 0 : roundUp((crossingMm / WALKING_MM_PER_S) * 1000, 1000));

/** A stage for left turns alone is given at least this in practice: five to six vehicles a lane. */
const LEFT_STAGE_MS = 12_000;

const shortestGreenMs = (stage: StageOutline): number =>
  Math.max(MIN_GREEN_MS, stage.crossingMm === 0 ? LEFT_STAGE_MS : WALK_MS + pedClearMs(stage.crossingMm));

export type PlanRequest = {
  readonly stages: readonly StageOutline[];
  readonly movementById: ReadonlyMap<string, Movement>;
  readonly fromMsOfDay: number;
  /** Wanted cycle; made longer (to whole 5 s) where pedestrians and minimum greens need more. */
  readonly cycleMs: number;
  readonly offsetMs: number;
  /** Vehicles per hour by movement id; absent: every lane of a movement is loaded alike. */
  readonly volumes?: ReadonlyMap<string, number>;
};

/**
 * Critical flow ratio of each stage: the highest volume per lane over saturation flow among its movements; movements on shared lanes count
 * together. A movement that has green in several stages is served by their sum: it asks only for what the others leave it short of.
 */
const flowRatios = (
  stages: readonly StageOutline[],
  movementById: ReadonlyMap<string, Movement>,
  volumes: ReadonlyMap<string, number> | undefined,
): number[] => {
  const stagesOf = new Map<string, number[]>();
  stages.forEach(({ green }, stage) => {
    for (const id of green) stagesOf.set(id, [...(stagesOf.get(id) ?? []), stage]);
  });
  const asking = [...stagesOf.keys()].flatMap((id) => {
    const movement = movementById.get(id);
    // Right turns also go on red: they do not ask for green.
    if (movement === undefined || movement.turn === "right") return [];
    const own = stagesOf.get(id) ?? [];
    const sharing = [...stagesOf.keys()].flatMap((other) => {
      const candidate = movementById.get(other);
      const together =
        candidate?.from === movement.from && candidate.turn !== "right" && candidate.lanes.some((lane) => movement.lanes.includes(lane));
      return candidate !== undefined && together ? [candidate] : [];
    });
    const lanes = new Set(sharing.flatMap((other) => other.lanes)).size || 1;
    const volume =
      volumes === undefined
        ? (movement.turn === "through" ? 400 : 150) * lanes
        : sharing.reduce((sum, other) => sum + (volumes.get(other.id) ?? 0), 0);
    return [{ own, ratio: volume / (lanes * SATURATION_VPH_PER_LANE) }];
  });
  const ratios = stages.map((_, stage) =>
    Math.max(0, ...asking.filter(({ own }) => own.length === 1 && own[0] === stage).map(({ ratio }) => ratio)),
  );
  for (const { own, ratio } of asking) {
    const short = ratio - own.reduce((sum, stage) => sum + (ratios[stage] ?? 0), 0);
    const last = own[own.length - 1];
    if (own.length > 1 && short > 0 && last !== undefined) ratios[last] = (ratios[last] ?? 0) + short;
  }
  return ratios;
};

/** Gives the stages their greens: the shortest each needs, and the rest of the cycle in proportion to the flow ratios. */
export const timeStages = (request: PlanRequest): SignalPlan => {
  const { stages, movementById, volumes } = request;
  const shortest = stages.map(shortestGreenMs);
  const lostMs = stages.reduce((sum, { yellowMs, allRedMs }) => sum + yellowMs + allRedMs, 0);
  const cycleMs = Math.max(request.cycleMs, roundUp(lostMs + shortest.reduce((sum, ms) => sum + ms, 0), 5_000));
  const ratios = flowRatios(stages, movementById, volumes).map((ratio) => Math.max(0.02, ratio));
  // Proportional shares; a stage below its shortest is fixed there and the others share what is left.
  const greens = [...shortest];
  const open = new Set(stages.keys());
  for (let settled = false; !settled; ) {
    settled = true;
    const fixed = greens.reduce((sum, ms, i) => sum + (open.has(i) ? 0 : ms), 0);
    const total = ratios.reduce((sum, ratio, i) => sum + (open.has(i) ? ratio : 0), 0);
    for (const i of [...open]) {
      const share = ((cycleMs - lostMs - fixed) * (ratios[i] ?? 0)) / total;
      if (share < (shortest[i] ?? 0)) {
        open.delete(i);
        greens[i] = shortest[i] ?? 0;
        settled = false;
        break;
      }
      greens[i] = Math.floor(share / 1000) * 1000;
    }
  }
  const longest = greens.reduce((best, ms, i) => (ms > (greens[best] ?? 0) ? i : best), 0);
  greens[longest] = (greens[longest] ?? 0) + cycleMs - lostMs - greens.reduce((sum, ms) => sum + ms, 0);
  return {
    fromMsOfDay: request.fromMsOfDay,
    cycleMs,
    offsetMs: ((request.offsetMs % cycleMs) + cycleMs) % cycleMs,
    stages: stages.map(
      (stage, i): SignalStage => ({
        greenMs: greens[i] ?? 0,
        yellowMs: stage.yellowMs,
        allRedMs: stage.allRedMs,
        minGreenMs: MIN_GREEN_MS,
        walkMs: stage.crossingMm === 0 ? 0 : WALK_MS,
        pedClearMs: pedClearMs(stage.crossingMm),
        green: stage.green,
        permissive: stage.permissive,
      }),
    ),
  };
};

/** Pairs of movements that a plan lets run against each other; must be empty. */
export const conflictingGreens = (plan: SignalPlan, movementById: ReadonlyMap<string, Movement>): (readonly [string, string])[] =>
  plan.stages.flatMap((stage) => {
    const green = stage.green.flatMap((id) => movementById.get(id) ?? []);
    return green.flatMap((a, i) =>
      green.slice(i + 1).flatMap((b): (readonly [string, string])[] => (compatible(a, b) ? [] : [[a.id, b.id]])),
    );
  });
