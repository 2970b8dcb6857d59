/** Known answers of the closed formulas that reports print beside a run. */
import { bestCycleS, geh, incrementalDelayS } from "../model/traffic-formulas.ts";
import { same, type VerifyCase, within } from "./verify-case.ts";

const incrementalDelay: VerifyCase = {
  id: "traffic.incremental-delay",
  source: "HCM 2000, equation 16-12; c 860 veh/h, T 0.25 h, k 0.5, I 1, worked by hand",
  run: () =>
    (
      [
        [0.7, 4.719],
        [0.9, 14.296],
        [1.0, 30.69],
        [1.1, 61.772],
      ] as const
    ).map(([x, expected]) =>
      within(
        `traffic.incremental-delay.x-${x}`,
        expected,
        incrementalDelayS({ x, capacityVehPerH: 860, periodH: 0.25, k: 0.5, i: 1 }),
        1e-3,
      ),
    ),
};

const gehCase: VerifyCase = {
  id: "traffic.geh",
  source: "DMRB 12.2.1: sqrt(2 (m - c)^2 / (m + c)), worked by hand",
  run: () =>
    (
      [
        [1000, 850, 4.932],
        [500, 400, 4.714],
        [100, 60, 4.472],
        [1200, 1000, 6.03],
        [0, 0, 0],
      ] as const
    ).map(([modelled, counted, expected]) => within(`traffic.geh.${modelled}-${counted}`, expected, geh(modelled, counted), 1e-3)),
};

const bestCycle: VerifyCase = {
  id: "traffic.best-cycle",
  source: "Webster 1958, Road Research Technical Paper 39: (1.5 L + 5) / (1 - Y)",
  run: () => {
    const found = bestCycleS(10, 0.7);
    const tooMuch = bestCycleS(10, 1);
    return [
      within("traffic.best-cycle.l-10-y-0.7", 66.67, found.ok ? found.value : Number.NaN, 1e-2),
      same("traffic.best-cycle.y-1", "signal.oversaturated", tooMuch.ok ? String(tooMuch.value) : tooMuch.problems[0].code),
    ];
  },
};

export const TRAFFIC_FORMULA_CASES: readonly VerifyCase[] = [incrementalDelay, gehCase, bestCycle];
