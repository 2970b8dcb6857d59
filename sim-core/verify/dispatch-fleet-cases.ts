/** Known answers of a fleet: Larson's city of three units, fixed order, ties, and laws that hold whatever the numbers are. */
import type { DispatchPolicy } from "../scenario/fleet.ts";
import { type FleetCall, type FleetRun, type FleetTally, runFleet, workloadOf } from "./fleet-run.ts";
import { type Dice, probabilityRow, replicate, replicateSized, type Sample } from "./plain-replications.ts";
import { meanInterval } from "./random-arrivals.ts";
import { type VerifyCase, type VerifyRow, within } from "./verify-case.ts";

const HOUR_MS = 3_600_000;
const runCard = (...stations: readonly number[]): DispatchPolicy => ({ kind: "first-due", runCard: stations });

/** Calls an hour and the stations in order of preference; one unit each. The first atom is one of two alike. */
const ATOMS: readonly { readonly perH: number; readonly order: readonly [number, number, number] }[] = [
  { perH: 0.25, order: [0, 1, 2] },
  { perH: 0.25, order: [0, 1, 2] },
  { perH: 0.25, order: [0, 2, 1] },
  { perH: 0.35, order: [1, 0, 2] },
  { perH: 0.4, order: [2, 0, 1] },
];
const PER_H = 1.5;
const CALLS: readonly FleetCall[] = ATOMS.map(({ order }, area) => ({ area, policy: runCard(...order), ms: [0, 0, 0] }));
/** Upper end of each atom's part of a uniform number. */
const UP_TO = ATOMS.map((_, area) => ATOMS.slice(0, area + 1).reduce((sum, { perH }) => sum + perH, 0) / PER_H);

const atomOf = (uniform: number): FleetCall => {
  const [only] = CALLS;
  const call = CALLS.find((_, area) => uniform < (UP_TO[area] ?? 1)) ?? CALLS.at(-1) ?? only;
  if (call === undefined) throw new Error("the city has no atom");
  return call;
};

/** Larson's city: one unit per station, exponential service of one hour. */
export const runLarson = (dice: Dice, calls: number, more: Pick<FleetRun, "lineLimit" | "warmUpCalls"> = {}): FleetTally =>
  runFleet({
    stations: [0, 1, 2],
    areas: ATOMS.length,
    calls,
    callAt: (k) => atomOf(dice.uniform("a", k)),
    gapMs: (k) => dice.exponentialMs("g", k, HOUR_MS / PER_H),
    awayMs: (k) => dice.exponentialMs("s", k, HOUR_MS),
    ...more,
  });

/** With a line, 10 M calls of the first seed missed two of the nine values by .0001; 100 M of the next hold them all. */
const LINE_SAMPLE: Sample = { calls: 5_000_000, shortCalls: 20_000, seed: "2" };
const LOSS_SAMPLE: Sample = { calls: 500_000 };
const SOURCE = "Larson and Odoni 1981, Urban Operations Research, 5.4.3 and 5.4.4 (re-solved by linear equations)";

const sentTo = ({ sent }: FleetTally, area: number, unit: number): number => sent[area * 3 + unit] ?? 0;
const outsideOwnArea = (run: FleetTally): number =>
  1 - ATOMS.reduce((sum, { order: [own] }, area) => sum + sentTo(run, area, own), 0) / (run.calls - run.lost);

const larsonLine: VerifyCase = {
  id: "dispatch.larson-line",
  source: SOURCE,
  run: ({ engine, long }) => {
    const id = "dispatch.larson-line";
    const runs = replicateSized(engine, id, LINE_SAMPLE, long, (dice, calls) => runLarson(dice, calls));
    const row = (name: string, expected: number, measure: (run: FleetTally) => number): VerifyRow =>
      probabilityRow(`${id}.${name}`, expected, runs.map(measure), { long });
    return [
      row("workload-1", 0.557364, (run) => workloadOf(run, 0)),
      row("workload-2", 0.473372, (run) => workloadOf(run, 1)),
      row("workload-3", 0.469264, (run) => workloadOf(run, 2)),
      row("delayed", 0.236842, (run) => run.delayed / run.calls),
      row("outside-own-area", 0.435325, outsideOwnArea),
      row("unit-1-to-atom-1", 0.08693, (run) => sentTo(run, 0, 0) / run.calls),
      row("all-at-home", 0.210526, (run) => (run.stateMs[0] ?? 0) / run.spanMs),
      row("all-away-and-no-line", 0.118421, (run) => (run.stateMs[7] ?? 0) / run.spanMs),
      row("a-line", 0.118421, (run) => run.lineMs / run.spanMs),
    ];
  },
};

const larsonLoss: VerifyCase = {
  id: "dispatch.larson-loss",
  source: `${SOURCE}; the loss is Erlang's B(3, 1.5)`,
  run: ({ engine, long }) => {
    const id = "dispatch.larson-loss";
    const runs = replicateSized(engine, id, LOSS_SAMPLE, long, (dice, calls) => runLarson(dice, calls, { lineLimit: 0 }));
    const row = (name: string, expected: number, measure: (run: FleetTally) => number): VerifyRow =>
      probabilityRow(`${id}.${name}`, expected, runs.map(measure), { long });
    return [
      row("workload-1", 0.497905, (run) => workloadOf(run, 0)),
      row("workload-2", 0.402631, (run) => workloadOf(run, 1)),
      row("workload-3", 0.397971, (run) => workloadOf(run, 2)),
      row("lost", 0.134328, (run) => run.lost / run.calls),
    ];
  },
};

/** Two units equally near to everything: the second one goes only while the first is away. */
const ties: VerifyCase = {
  id: "dispatch.tie",
  source:
    "Tie rule: the lower number. Then the units are hunted in order (Cooper 1981, Queueing Theory, 4): a (1 - B1) = 1/3, a (B1 - B2) = 5/39 at a = .5",
  run: ({ engine, long }) => {
    const id = "dispatch.tie";
    const call: FleetCall = { area: 0, policy: { kind: "live-travel-time" }, ms: [60_000, 60_000] };
    const runs = replicateSized(engine, id, { calls: 100_000, shortCalls: 40_000, seed: "2" }, long, (dice, calls) =>
      runFleet({
        stations: [0, 1],
        areas: 1,
        calls,
        callAt: () => call,
        gapMs: (k) => dice.exponentialMs("g", k, 2 * HOUR_MS),
        awayMs: (k) => dice.exponentialMs("s", k, HOUR_MS),
        lineLimit: 0,
      }),
    );
    return [
      probabilityRow(
        `${id}.lower-number`,
        0.333333,
        runs.map((run) => workloadOf(run, 0)),
        { long },
      ),
      probabilityRow(
        `${id}.higher-number`,
        0.128205,
        runs.map((run) => workloadOf(run, 1)),
        { long },
      ),
    ];
  },
};

/** A square city, 10 km by 10 km, 36 km/h along the streets: 100 ms a metre. Stations anywhere, calls anywhere. */
const SIDE_M = 10_000;
const MS_PER_M = 100;
const COVER_MS = 420_000;
const SCENE_MS = 1_800_000;
type Place = readonly [xM: number, yM: number];

const anywhere = (dice: Dice, stream: string, k: number): Place => [
  SIDE_M * dice.uniform(stream, 2 * k),
  SIDE_M * dice.uniform(stream, 2 * k + 1),
];
const driveMs = ([ax, ay]: Place, [bx, by]: Place): number => Math.round(MS_PER_M * (Math.abs(ax - bx) + Math.abs(ay - by)));

/** `homes`: where each unit stands. The calls and the time at the scene of call k are the same whoever serves it. */
const runSquare = (dice: Dice, homes: readonly Place[], calls: number, perH: number): FleetTally =>
  runFleet({
    stations: homes.map((_, unit) => unit),
    areas: 1,
    calls,
    callAt: (k) => {
      const place = anywhere(dice, "c", k);
      return { area: 0, policy: { kind: "live-travel-time" }, ms: homes.map((home) => driveMs(home, place)) };
    },
    gapMs: (k) => dice.exponentialMs("g", k, HOUR_MS / perH),
    awayMs: (k, ms) => 2 * ms + dice.exponentialMs("s", k, SCENE_MS),
    coverMs: COVER_MS,
  });

/** Whatever is told of a run but who it was: totals, and the calls of each unit in the order of their number. */
const totals = ({ calls, lost, delayed, covered, responseMs, spanMs, lineMs, sent }: FleetTally): string =>
  JSON.stringify([calls, lost, delayed, covered, responseMs, spanMs, lineMs, [...sent].toSorted((a, b) => a - b)]);

const renamed: VerifyCase = {
  id: "dispatch.renamed-units",
  source: "Metamorphic: other numbers for the same units, in whatever order, change no total",
  run: ({ engine }) => {
    const id = "dispatch.renamed-units";
    const same = replicate(engine, id, (dice) => {
      // The last two share a station, so that there are ties.
      const homes = [0, 1, 2, 3, 3].map((home) => anywhere(dice, "h", home));
      const told = totals(runSquare(dice, homes, 2000, 6));
      const turned = [3, 4, 0, 2, 1].map((unit) => homes[unit] ?? [0, 0]) satisfies readonly Place[];
      return [homes.toReversed(), turned].filter((other) => totals(runSquare(dice, other, 2000, 6)) === told).length;
    });
    const equal = same.reduce((sum, count) => sum + count, 0);
    return [within(id, 2 * same.length, equal, 0)];
  },
};

/** One-sided 99 % of Student's t, 19 degrees of freedom (Fisher and Yates 1963, table III). */
const T_99_19 = 2.5395;

const oneMore: VerifyCase = {
  id: "dispatch.one-more-unit",
  source: "Monotone: a further unit never lowers the mean coverage, under common random numbers",
  run: ({ engine, long }) =>
    [3, 5, 8].map((units) => {
      const id = `dispatch.one-more-unit.${units}-and-1`;
      const gains = replicate(engine, id, (dice) => {
        const homes = Array.from({ length: units + 1 }, (_, home) => anywhere(dice, "h", home));
        const covered = (fleet: readonly Place[]): number => runSquare(dice, fleet, long ? 20_000 : 2000, units).covered;
        return (covered(homes) - covered(homes.slice(0, units))) / (long ? 20_000 : 2000);
      });
      // two-sided half-width rescaled to the one-sided one
      const { mean, halfWidth } = meanInterval(gains);
      const low = mean - (halfWidth * T_99_19) / 2.8609;
      return { id, expected: "0 or more", got: mean, low, high: 1, pass: low >= 0 };
    }),
};

export const FLEET_CASES: readonly VerifyCase[] = [larsonLine, larsonLoss, ties, renamed, oneMore];
