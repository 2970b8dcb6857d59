/**
 * Offsets that let platoons roll: between neighbouring signals on one street, the cars that leave on green should meet green. Coordinate
 * descent in steps of a few seconds on the waiting of rectangular platoons (the idea of Hillier's combination method, 1966, without its
 * delay tables). Queues and turning traffic are left out; the assignment and the engine have them.
 */
import type { Link, Movement, Signal, SignalPlan } from "../../model/city.ts";
import type { Network } from "./network.ts";

/** Cars in a platoon drive a little below the limit. Assumption. */
const PLATOON_SPEED = 0.9;
const STEP_MS = 5_000;
const SWEEPS = 4;
const SAMPLES = 6;

/** From the straight-on movement at one signal to the straight-on movement at the next one on the same street. */
type Stretch = {
  readonly from: string;
  readonly to: string;
  readonly leaves: string;
  readonly meets: string;
  readonly travelMs: number;
  readonly weight: number;
};

const stretchesOf = (network: Pick<Network, "links" | "movements" | "streetOf">, volumes: ReadonlyMap<string, number>): Stretch[] => {
  const linkById = new Map(network.links.map((link): [string, Link] => [link.id, link]));
  const straight = new Map<string, Movement>();
  for (const movement of network.movements) {
    const sameStreet = network.streetOf.get(movement.from) === network.streetOf.get(movement.to);
    if (movement.turn === "through" && sameStreet) straight.set(movement.from, movement);
  }
  return [...straight.values()].flatMap((first): Stretch[] => {
    if (first.signal === undefined) return [];
    let travelMs = 0;
    let at = first;
    for (;;) {
      const link = linkById.get(at.to);
      const next = straight.get(at.to);
      if (link === undefined || next === undefined) return [];
      travelMs += (link.lengthMm * 1000) / (link.speedMmPerS * PLATOON_SPEED);
      at = next;
      if (at.signal !== undefined) break;
    }
    return [
      {
        from: first.signal,
        to: at.signal,
        leaves: first.id,
        meets: at.id,
        travelMs: Math.round(travelMs),
        weight: volumes.get(at.id) ?? 0,
      },
    ];
  });
};

/** Start and end of a movement's (first) green within the cycle. */
const greenOf = (plan: SignalPlan, movement: string): readonly [number, number] | undefined => {
  let atMs = 0;
  for (const stage of plan.stages) {
    if (stage.green.includes(movement)) return [atMs, atMs + stage.greenMs];
    atMs += stage.greenMs + stage.yellowMs + stage.allRedMs;
  }
  return undefined;
};

/** Plans with new offsets, one per signal, all of the same time of day. */
const coordinatePlans = (plans: ReadonlyMap<string, SignalPlan>, stretches: readonly Stretch[]): ReadonlyMap<string, number> => {
  const offset = new Map([...plans].map(([signal, plan]): [string, number] => [signal, plan.offsetMs]));
  const joined = stretches.flatMap((stretch) => {
    const [first, second] = [plans.get(stretch.from), plans.get(stretch.to)];
    if (first === undefined || second === undefined || first.cycleMs !== second.cycleMs) return [];
    const [leaves, meets] = [greenOf(first, stretch.leaves), greenOf(second, stretch.meets)];
    return leaves === undefined || meets === undefined ? [] : [{ ...stretch, leaves, meets, cycleMs: first.cycleMs }];
  });
  const bySignal = new Map<string, typeof joined>();
  for (const stretch of joined)
    for (const signal of [stretch.from, stretch.to]) bySignal.set(signal, [...(bySignal.get(signal) ?? []), stretch]);

  const waiting = ({ from, to, leaves, meets, travelMs, weight, cycleMs }: (typeof joined)[number]): number => {
    let sum = 0;
    for (let k = 0; k < SAMPLES; k++) {
      const left = (offset.get(from) ?? 0) + leaves[0] + ((leaves[1] - leaves[0]) * (k + 0.5)) / SAMPLES;
      const sinceGreen = (((left + travelMs - (offset.get(to) ?? 0) - meets[0]) % cycleMs) + cycleMs) % cycleMs;
      if (sinceGreen > meets[1] - meets[0]) sum += cycleMs - sinceGreen;
    }
    return (weight * sum) / SAMPLES;
  };
  const around = (signal: string): number => (bySignal.get(signal) ?? []).reduce((sum, stretch) => sum + waiting(stretch), 0);
  const order = [...bySignal.keys()].sort((a, b) => (a < b ? -1 : 1));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const signal of order) {
      const cycleMs = plans.get(signal)?.cycleMs ?? 0;
      let [best, least] = [offset.get(signal) ?? 0, around(signal)];
      for (let tryMs = 0; tryMs < cycleMs; tryMs += STEP_MS) {
        offset.set(signal, tryMs);
        const cost = around(signal);
        if (cost < least) [best, least] = [tryMs, cost];
      }
      offset.set(signal, best);
    }
  }
  return offset;
};

export const coordinateOffsets = (
  signals: readonly Signal[],
  network: Pick<Network, "links" | "movements" | "streetOf">,
  volumes: ReadonlyMap<string, number>,
): Signal[] => {
  const stretches = stretchesOf(network, volumes);
  const count = Math.max(0, ...signals.map(({ plans }) => plans.length));
  const answers = Array.from({ length: count }, (_, k) =>
    coordinatePlans(
      new Map(
        signals.flatMap(({ id, plans }): [string, SignalPlan][] => {
          const plan = plans[k];
          return plan === undefined ? [] : [[id, plan]];
        }),
      ),
      stretches,
    ),
  );
  return signals.map((signal) => ({
    ...signal,
    plans: signal.plans.map((plan, k) => ({ ...plan, offsetMs: answers[k]?.get(signal.id) ?? plan.offsetMs })),
  }));
};
