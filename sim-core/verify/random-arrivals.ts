/** Poisson arrival times and the interval of a mean over twenty replications. */
import type { EngineModule } from "../engine/engine.ts";
import { POINT_QUEUE, runTiny, tinyCity, tinyDemand } from "./tiny-road.ts";

/** Arrivals with exponential gaps, rounded to milliseconds at the end, drawn from a stream of the engine. */
export const poissonTimesMs = (module: EngineModule, stream: string, meanGapMs: number, count: number): readonly number[] => {
  const city = tinyCity({ links: [{ id: "road", lengthMm: 1000 }], movements: [] });
  const { engine } = runTiny(module, city, tinyDemand([]), POINT_QUEUE);
  let at = 0;
  const times = Array.from({ length: count }, (_, k) => {
    at += engine.draw(stream, 0, k, "exponential", meanGapMs, 0);
    return Math.round(at);
  });
  engine.free();
  return times;
};

/** Student's t, .995, 19 degrees of freedom (Fisher and Yates 1963, table III): a 99 % interval from 20 replications. */
const T_995_19 = 2.8609;

export const meanInterval = (values: readonly number[]): { readonly mean: number; readonly halfWidth: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, halfWidth: (T_995_19 * Math.sqrt(squares / (values.length - 1))) / Math.sqrt(values.length) };
};
