/**
 * Fits the speed at which an emergency vehicle passes standing queues to four travel times of another simulator on one corridor. A lane here is
 * first in, first out, so it cannot show a vehicle weaving through: what comes out is a calibration, never a validation, and verdicts are
 * repeated at half and at double the passing speed.
 */
import type { EmergencyDriving } from "../contract/commands.ts";
import { CORRIDOR_VARIANTS, type CorridorRun, type CorridorVariant, driveCorridor } from "./emergency-corridor.ts";

export type CorridorTimesS = Readonly<Record<CorridorVariant, number>>;

export type EmergencyFit = {
  readonly driving: EmergencyDriving;
  /** Median over the start times. */
  readonly found: CorridorTimesS;
  /** Largest relative deviation of the four. */
  readonly worst: number;
};

/** Searched: speed past standing queues. The order decides between equal fits. */
const PASSING_SPEEDS_MM_PER_S = [500, 750, 1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 6500, 8000];

/** Start times: the corridor's own and further ones over the cycle, so that the fit is not to one lucky phase. */
export const CORRIDOR_STARTS_MS: readonly number[] = [905_000, 925_000, 945_000, 965_000, 985_000];

export const corridorTimes = (run: Omit<CorridorRun, "startMs">): CorridorTimesS => {
  const median = (variant: CorridorVariant): number => {
    const times = CORRIDOR_STARTS_MS.map((startMs) => driveCorridor({ ...run, startMs }, variant)).sort((a, b) => a - b);
    return times[times.length >> 1] ?? Number.NaN;
  };
  const [car, preempted, emergency, both] = CORRIDOR_VARIANTS.map(median);
  const none = Number.NaN;
  return { car: car ?? none, "car-preempted": preempted ?? none, emergency: emergency ?? none, "emergency-preempted": both ?? none };
};

export const fitEmergency = (run: Omit<CorridorRun, "startMs">, target: CorridorTimesS): EmergencyFit => {
  let best: EmergencyFit | undefined;
  let leastMisfit = Number.POSITIVE_INFINITY;
  for (const speed of PASSING_SPEEDS_MM_PER_S) {
    const driving = { ...run.driving, passingSpeedMmPerS: [speed] };
    const found = corridorTimes({ ...run, driving });
    const deviations = CORRIDOR_VARIANTS.map((variant) => Math.abs(found[variant] / target[variant] - 1));
    const misfit = deviations.reduce((sum, deviation) => sum + deviation * deviation, 0);
    if (misfit >= leastMisfit) continue;
    leastMisfit = misfit;
    best = { driving, found, worst: Math.max(...deviations) };
  }
  if (best === undefined) throw new Error("no drive along the corridor arrived");
  return best;
};
