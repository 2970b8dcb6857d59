/** How long links and turns take under given volumes, and how loaded each signal is: the cost side of assign-routes.ts. */
import type { City, Movement, Signal, SignalPlan, Turn } from "../model/city.ts";

/** Saturation flow of a lane, vehicles per hour of green: with turns, buses and the start of green (Korea HCM 2013 starts from 2,200 ideal). */
const SATURATION_VPH = 1_750;
/** What a turn costs beyond its wait: braking and steering, ms. */
const TURN_MS: Readonly<Record<Turn, number>> = { through: 0, right: 1_500, left: 3_000, uturn: 8_000 };
/** Period of the incremental delay term, hours (HCM 2000 eq. 16-12 uses 0.25; longer makes oversaturation dearer). */
const PERIOD_H = 0.5;
/** Narrow streets are not through routes: drivers feel a metre there as longer than on a main road. Assumption. */
const RELUCTANCE: Readonly<Record<string, number>> = { motorway: 1, arterial: 1, collector: 1.3, local: 1.8, alley: 2.5 };

export type JunctionLoad = {
  readonly signal: string;
  /** Degree of saturation: the highest volume over capacity of its lane groups, lanes of right turns alone left out (Akcelik 1981). */
  readonly saturation: number;
  /** Critical flow ratios over what the usable green of a cycle could serve if it were divided freely (HCM 2000 eq. 16-8). */
  readonly criticalRatio: number;
  readonly vehiclesPerHour: number;
};

type LaneGroup = { readonly movements: readonly number[]; readonly lanes: number };

const planAt = (signal: Signal, msOfDay: number): SignalPlan | undefined => {
  const started = signal.plans.filter(({ fromMsOfDay }) => fromMsOfDay <= msOfDay);
  const choice = started.length > 0 ? started : signal.plans;
  return choice.reduce<SignalPlan | undefined>(
    (best, plan) => (best === undefined || plan.fromMsOfDay > best.fromMsOfDay ? plan : best),
    undefined,
  );
};

export class TurnDelays {
  readonly linkVolumes: Float64Array;
  readonly movementVolumes: Float64Array;
  readonly #freeMs: Int32Array;
  readonly #linkMs: Int32Array;
  readonly #movementMs: Int32Array;
  readonly #city: City;
  readonly #groups: readonly LaneGroup[];
  /** Green and cycle of each movement under the plan in force; 0 and 0 without a signal. */
  readonly #greenMs: Float64Array;
  readonly #cycleMs: Float64Array;
  readonly #yields: readonly (readonly number[])[];
  readonly #plans: readonly { readonly signal: string; readonly plan: SignalPlan }[];
  readonly #movementById: ReadonlyMap<string, number>;
  readonly #groupOf: Int32Array;

  constructor(city: City, linkById: ReadonlyMap<string, number>, msOfDay: number) {
    this.#city = city;
    this.linkVolumes = new Float64Array(city.links.length);
    this.movementVolumes = new Float64Array(city.movements.length);
    this.#freeMs = Int32Array.from(city.links, ({ lengthMm, speedMmPerS }) => Math.max(1, Math.round((lengthMm / speedMmPerS) * 1000)));
    this.#linkMs = new Int32Array(city.links.length);
    this.#movementMs = new Int32Array(city.movements.length);
    this.#greenMs = new Float64Array(city.movements.length);
    this.#cycleMs = new Float64Array(city.movements.length);
    const movementById = new Map(city.movements.map(({ id }, index): [string, number] => [id, index]));
    this.#movementById = movementById;
    this.#yields = city.movements.map(({ yieldsTo }) => yieldsTo.flatMap((id) => movementById.get(id) ?? []));
    this.#plans = city.signals.flatMap((signal) => {
      const plan = planAt(signal, msOfDay);
      return plan === undefined ? [] : [{ signal: signal.id, plan }];
    });
    for (const { plan } of this.#plans) {
      for (const stage of plan.stages) {
        for (const id of stage.green) {
          const movement = movementById.get(id);
          if (movement === undefined) continue;
          this.#greenMs[movement] = (this.#greenMs[movement] ?? 0) + stage.greenMs;
          this.#cycleMs[movement] = plan.cycleMs;
        }
      }
    }
    const byFrom: number[][] = city.links.map(() => []);
    city.movements.forEach(({ from }, index) => {
      byFrom[linkById.get(from) ?? 0]?.push(index);
    });
    this.#groups = byFrom.flatMap((movements) => laneGroups(movements, city.movements));
    this.#groupOf = new Int32Array(city.movements.length);
    this.#groups.forEach((group, index) => {
      for (const movement of group.movements) this.#groupOf[movement] = index;
    });
  }

  add(link: number, movement: number, volume: number): void {
    if (link >= 0) this.linkVolumes[link] = (this.linkVolumes[link] ?? 0) + volume;
    if (movement >= 0) this.movementVolumes[movement] = (this.movementVolumes[movement] ?? 0) + volume;
  }

  times(): { readonly linkMs: Int32Array; readonly movementMs: Int32Array; readonly freeMs: Int32Array } {
    this.#city.links.forEach((link, index) => {
      const ratio = (this.linkVolumes[index] ?? 0) / (link.laneCount * SATURATION_VPH);
      const square = ratio * ratio;
      // BPR (1964) with its usual 0.15 and 4.
      this.#linkMs[index] = Math.round(
        (this.#freeMs[index] ?? 1) * (RELUCTANCE[link.roadClass] ?? 1) * (1 + 0.15 * Math.min(16, square * square)),
      );
    });
    for (const group of this.#groups) this.#delayGroup(group);
    return { linkMs: this.#linkMs, movementMs: this.#movementMs, freeMs: this.#freeMs };
  }

  /** Volume and capacity of a lane group, vehicles per hour. */
  #load(group: LaneGroup): { readonly volume: number; readonly capacity: number } {
    let volume = 0;
    let weighted = 0;
    let even = 0;
    for (const movement of group.movements) {
      const own = this.movementVolumes[movement] ?? 0;
      const share = this.#openShare(movement);
      volume += own;
      weighted += own * share;
      even += share / group.movements.length;
    }
    const share = volume > 0 ? weighted / volume : even;
    return { volume, capacity: Math.max(60, group.lanes * SATURATION_VPH * share) };
  }

  /** Share of the hour in which a movement may go: green over cycle, cut by the streams it gives way to. */
  #openShare(movement: number): number {
    const cycle = this.#cycleMs[movement] ?? 0;
    const { turn, turnOnRed } = this.#city.movements[movement] as Movement;
    const green = cycle === 0 ? 1 : (this.#greenMs[movement] ?? 0) / cycle;
    let opposing = 0;
    for (const other of this.#yields[movement] ?? []) opposing += this.movementVolumes[other] ?? 0;
    // Gaps shrink linearly with the priority stream: a straight line through HCM 2000 fig. 17-6 for critical gaps of 5 to 6 s.
    const gaps = Math.max(0.06, 0.62 - opposing / 2_400);
    if (cycle === 0) return opposing === 0 ? 1 : gaps;
    if (turnOnRed === true) return Math.min(1, green + (1 - green) * gaps * 0.6);
    return turn === "left" && opposing > 0 ? Math.max(0.06, green * gaps) : green;
  }

  #delayGroup(group: LaneGroup): void {
    const { volume, capacity } = this.#load(group);
    const x = volume / capacity;
    const over = x - 1;
    const incrementalS = 900 * PERIOD_H * (over + Math.sqrt(over * over + (4 * x) / (capacity * PERIOD_H)));
    for (const movement of group.movements) {
      const { turn } = this.#city.movements[movement] as Movement;
      const cycle = this.#cycleMs[movement] ?? 0;
      const open = this.#openShare(movement);
      const uniformS = cycle === 0 ? 0 : ((0.5 * cycle) / 1000) * (((1 - open) * (1 - open)) / (1 - Math.min(1, x) * open + 1e-9));
      this.#movementMs[movement] = Math.round(TURN_MS[turn] + 1000 * Math.min(1_800, Math.min(uniformS, 300) + incrementalS));
    }
  }

  junctions(): JunctionLoad[] {
    return this.#plans
      .map(({ signal, plan }): JunctionLoad => {
        let critical = 0;
        let [worst, vehicles] = [0, 0];
        let lostMs = 0;
        const seen = new Set<number>();
        for (const stage of plan.stages) {
          lostMs += stage.yellowMs + stage.allRedMs;
          let ratio = 0;
          for (const id of stage.green) {
            const movement = this.#movementById.get(id);
            if (movement === undefined) continue;
            if (!seen.has(movement)) vehicles += this.movementVolumes[movement] ?? 0;
            seen.add(movement);
            const group = this.#groups[this.#groupOf[movement] ?? -1];
            if (group === undefined) continue;
            const { volume, capacity } = this.#load(group);
            // A movement with green in several stages loads each by its part of the green.
            const part = stage.greenMs / Math.max(1, this.#greenMs[movement] ?? 1);
            if ((this.#city.movements[movement] as Movement).turn === "right") continue;
            worst = Math.max(worst, volume / capacity);
            ratio = Math.max(ratio, (part * volume) / (group.lanes * SATURATION_VPH));
          }
          critical += ratio;
        }
        return {
          signal,
          saturation: worst,
          criticalRatio: (critical * plan.cycleMs) / (plan.cycleMs - lostMs),
          vehiclesPerHour: Math.round(vehicles),
        };
      })
      .sort((a, b) => b.saturation - a.saturation || (a.signal < b.signal ? -1 : 1));
  }
}

/** Movements of one approach that share lanes, directly or through a third, wait in one group. */
const laneGroups = (indices: readonly number[], movements: readonly Movement[]): LaneGroup[] => {
  const groups: { movements: number[]; lanes: Set<number> }[] = [];
  for (const index of indices) {
    const lanes = movements[index]?.lanes ?? [];
    const joined = groups.filter((group) => lanes.some((lane) => group.lanes.has(lane)));
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push({
      movements: [...joined.flatMap((group) => group.movements), index],
      lanes: new Set([...joined.flatMap((group) => [...group.lanes]), ...lanes]),
    });
  }
  return groups.map((group) => ({ movements: group.movements, lanes: group.lanes.size }));
};
