/** Known answer of gap acceptance: capacity of a minor road that yields to a random stream. */
import { FactKind } from "../contract/facts.ts";
import type { TrafficParameters } from "../engine/traffic-parameters.ts";
import { meanInterval, poissonTimesMs } from "./random-arrivals.ts";
import { drainFacts } from "./read-facts.ts";
import { POINT_QUEUE, runTiny, type TinyTrip, tinyCity, tinyDemand } from "./tiny-road.ts";
import { contains, type VerifyCase } from "./verify-case.ts";

/** Twenty equal junctions side by side = twenty independent replications in one run. */
const JUNCTIONS = 20;
const names = Array.from({ length: JUNCTIONS }, (_, k) => String(k).padStart(2, "0"));

const junctions = tinyCity({
  links: names.flatMap((name) => [
    { id: `major${name}`, lengthMm: 3_000_000 },
    { id: `minor${name}`, lengthMm: 3_000_000 },
    { id: `away${name}`, lengthMm: 1_000_000, lanes: 4 },
    { id: `over${name}`, lengthMm: 1_000_000, lanes: 4 },
  ]),
  movements: names.flatMap((name) => [
    { from: `major${name}`, to: `away${name}`, conflictsWith: [`minor${name}>over${name}`] },
    {
      ...{ from: `minor${name}`, to: `over${name}` },
      ...{ yieldsTo: [`major${name}>away${name}`], conflictsWith: [`major${name}>away${name}`] },
    },
  ]),
});

/** Major vehicles are points (no headway between them), minor drivers never lose patience. */
const PARAMETERS: TrafficParameters = {
  ...POINT_QUEUE,
  saturationHeadwayMs: 1,
  minorCriticalGapMs: 6500,
  minorFollowUpMs: 4000,
  impatienceMs: 0,
};

/** Major flow veh/h; capacity = v exp(-v tc) / (1 - exp(-v tf)) veh/h with tc 6.5 s, tf 4.0 s. */
const ROWS = [
  [360, 570.06],
  [720, 356.33],
  [1080, 219.88],
] as const;

const WARM_UP_MS = 600_000;

const gapAcceptance: VerifyCase = {
  id: "traffic.gap-acceptance",
  source:
    "Potential capacity of a minor movement (Harders 1968; HCM 2010, equation 19-32): v exp(-v tc) / (1 - exp(-v tf)), worked by hand",
  run: ({ engine: module, long }) =>
    ROWS.map(([flow, expected]) => {
      const majors = Math.round((long ? 16 : 1) * (flow === 1080 ? 2000 : 1000));
      const endMs = (majors * 3_600_000) / flow;
      const trips = names.flatMap((name, at): readonly TinyTrip[] => {
        const major = poissonTimesMs(module, `gap.${at}`, 3_600_000 / flow, majors + 50);
        // The minor road always has somebody at the line: one more car every 5 s.
        const minor = Array.from({ length: Math.ceil(endMs / 5000) }, (_, k) => 5000 * k);
        return [
          ...major.map((departMs) => ({ departMs, route: [`major${name}`, `away${name}`] })),
          ...minor.map((departMs) => ({ departMs, route: [`minor${name}`, `over${name}`] })),
        ];
      });
      const { engine, network } = runTiny(module, junctions, tinyDemand(trips), PARAMETERS);
      const minorAt = new Map(names.map((name, at) => [network.linkById.get(`minor${name}`), at]));
      const crossed = names.map(() => 0);
      engine.setTrace(true);
      for (let atMs = 0; atMs < endMs; atMs += WARM_UP_MS) {
        engine.runUntil(Math.min(endMs, atMs + WARM_UP_MS));
        for (const fact of drainFacts(engine, FactKind.VehicleCrossed)) {
          const at = minorAt.get(fact.a);
          if (at !== undefined && fact.atMs > WARM_UP_MS) crossed[at] = (crossed[at] ?? 0) + 1;
        }
      }
      engine.free();
      const found = meanInterval(crossed.map((count) => (count * 3_600_000) / (endMs - WARM_UP_MS)));
      return contains(`traffic.gap-acceptance.v${flow}`, expected, found.mean, found.halfWidth, expected * (long ? 0.01 : 0.05));
    }),
};

export const TRAFFIC_GAP_CASES: readonly VerifyCase[] = [gapAcceptance];
