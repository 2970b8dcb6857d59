/**
 * Fits the city layer to another simulator's figures on one network: a deterministic search, coordinate by coordinate with shrinking
 * steps. What it finds is a calibration to that network; it is a validation only on another one.
 * Run by `node main/fit-traffic.ts`.
 */
import type { EngineModule } from "../engine/engine.ts";
import { DEFAULT_TRAFFIC_PARAMETERS, type TrafficParameters } from "../engine/traffic-parameters.ts";
import type { City } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import { good, type Outcome } from "../model/problem.ts";
import { benchTraffic } from "./traffic-bench.ts";

export type FitTarget = { readonly meanDurationS: number; readonly running: number };

export type FitInput = {
  readonly engine: EngineModule;
  readonly city: City;
  readonly demand: Demand;
  readonly untilS: number;
  readonly target: FitTarget;
  readonly onTrial?: (trial: FitTrial) => void;
};

export type FitTrial = { readonly parameters: TrafficParameters; readonly found: FitTarget; readonly misfit: number };

/** What is searched, within which bounds (the widest that a reader of the HCM would accept), with which first step. */
const SEARCHED = [
  // Junction interiors are not part of a SUMO edge: their time is a loss, with half a second more for left and less for right turns.
  { name: "junctionLossMs", first: 1000, low: 0, high: 4000, step: 1000 },
  { name: "startUpMs", first: DEFAULT_TRAFFIC_PARAMETERS.startUpMs, low: 2500, high: 5500, step: 500 },
  { name: "permissiveCriticalGapMs", first: DEFAULT_TRAFFIC_PARAMETERS.permissiveCriticalGapMs, low: 4000, high: 7000, step: 500 },
  { name: "saturationHeadwayMs", first: DEFAULT_TRAFFIC_PARAMETERS.saturationHeadwayMs, low: 1700, high: 2200, step: 100 },
  { name: "speedFactorPermille", first: 1000, low: 900, high: 1000, step: 25 },
] as const;

const TURN_MS = 500;

const parametersAt = (point: readonly number[]): TrafficParameters => {
  const [loss = 0, startUpMs = 0, permissiveCriticalGapMs = 0, saturationHeadwayMs = 0, speedFactorPermille = 0] = point;
  const losses = { throughLossMs: loss, leftLossMs: loss + TURN_MS, uturnLossMs: loss + TURN_MS, rightLossMs: Math.max(0, loss - TURN_MS) };
  return { ...DEFAULT_TRAFFIC_PARAMETERS, ...losses, startUpMs, permissiveCriticalGapMs, saturationHeadwayMs, speedFactorPermille };
};

/** Times the steps are halved. */
const REFINEMENTS = 2;

export const fitTraffic = (input: FitInput): Outcome<FitTrial> => {
  const trials = new Map<string, FitTrial>();
  const attempt = (point: readonly number[]): Outcome<FitTrial> => {
    const known = trials.get(point.join());
    if (known !== undefined) return good(known);
    const parameters = parametersAt(point);
    const { engine, city, demand, untilS, target } = input;
    const run = benchTraffic({ engine, city, demand, untilS, parameters, cpuMs: () => 0 });
    if (!run.ok) return run;
    const found = { meanDurationS: run.value.meanDurationS, running: run.value.running };
    const misfit = square(found.meanDurationS / target.meanDurationS - 1) + square(found.running / target.running - 1);
    const trial = { parameters, found, misfit };
    trials.set(point.join(), trial);
    input.onTrial?.(trial);
    return good(trial);
  };

  let point: readonly number[] = SEARCHED.map((one) => one.first);
  let best = attempt(point);
  for (let refinement = 0; refinement <= REFINEMENTS && best.ok; ) {
    let hasImproved = false;
    for (const [at, { low, high, step }] of SEARCHED.entries()) {
      for (const sign of [1, -1]) {
        const moved = (point[at] ?? 0) + (sign * step) / 2 ** refinement;
        if (moved < low || moved > high) continue;
        const next = point.map((value, place) => (place === at ? Math.round(moved) : value));
        const trial = attempt(next);
        if (!trial.ok) return trial;
        if (trial.value.misfit >= best.value.misfit) continue;
        [point, best, hasImproved] = [next, trial, true];
        break;
      }
    }
    if (!hasImproved) refinement++;
  }
  return best;
};

const square = (value: number): number => value * value;
