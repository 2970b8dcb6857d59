/** What a result takes for granted or must warn of, beyond what city, demand and run declare: as data with a sentence each. */
import type { Assumption } from "../model/city.ts";
import { emergencyAssumption } from "../run/emergency-driving.ts";
import { experimentAssumption } from "./assumption-texts.ts";
import { deskYardsticks } from "./desk-yardsticks.ts";
import type { ExperimentQuestion } from "./experiment.ts";
import { RECOVERY_HORIZON_MS } from "./kpi/preemption-windows.ts";
import { LARGEST_PREEMPTION_GAIN_P } from "./published-effects.ts";
import { ORDER_LIMIT_S, type ReplicationOutcome } from "./replication.ts";
import { relativeChange } from "./statistics/intervals.ts";
import { BUSIEST_STEADY_P } from "./statistics/stability.ts";

export const experimentAssumptions = (question: ExperimentQuestion, outcomes: readonly ReplicationOutcome[]): readonly Assumption[] => [
  ...question.assumptions,
  emergencyAssumption(question.passingSpeedFactor),
  ...measurement(question),
  ...driveTimes(question, outcomes),
  ...shortOfUnits(question, outcomes),
  ...censoredCases(question, outcomes),
  ...deskYardsticks(question.scenario),
  ...crowded(question, outcomes, "desks"),
  ...crowded(question, outcomes, "fleets"),
  ...gridlocks(question, outcomes),
  ...removedTrips(question, outcomes),
];

const measurement = ({ scenario }: ExperimentQuestion): readonly Assumption[] => {
  const asksCrossStreets = scenario.kpis.some((kpi) => kpi.of === "cross-streets-at-preempted-signals");
  const asksPedestrians = scenario.kpis.some((kpi) => kpi.of === "pedestrians-at-preempted-signals");
  const horizonMin = RECOVERY_HORIZON_MS / 60_000;
  return [
    ...(asksCrossStreets ? [experimentAssumption("measure.cross-street-windows", { recoveryHorizonMin: horizonMin })] : []),
    ...(asksPedestrians ? [experimentAssumption("measure.virtual-pedestrians", {})] : []),
  ];
};

/** Driving time against the baseline beside the published range; beyond it the result is flagged, never clipped. */
const driveTimes = ({ arms, scenario }: ExperimentQuestion, outcomes: readonly ReplicationOutcome[]): readonly Assumption[] => {
  const base = arms.indexOf(scenario.baseline);
  return arms.flatMap((id, arm) => {
    if (arm === base) return [];
    const mine: number[] = [];
    const theirs: number[] = [];
    for (const outcome of outcomes) {
      const a = outcome.arms[arm]?.driveTime.value;
      const b = outcome.arms[base]?.driveTime.value;
      if (a === undefined || b === undefined) continue;
      mine.push(a);
      theirs.push(b);
    }
    if (mine.length < 2) return [];
    if (mine.every((value, i) => value === theirs[i])) return [];
    const change = relativeChange(mine, theirs, scenario.experiment.confidence);
    const exceeds = change.mean < -LARGEST_PREEMPTION_GAIN_P;
    const code = exceeds ? "flag.gain-above-published" : "measure.drive-time-change";
    const { mean, low, high } = change;
    return [experimentAssumption(code, { arm: id, changeP: mean, lowP: low, highP: high, largestPublishedP: -LARGEST_PREEMPTION_GAIN_P })];
  });
};

/** Share of calls that must wait for a unit from which on the response measures the fleet, not the drive. */
const SHORTAGE_P = 0.1;

const shortOfUnits = ({ arms }: ExperimentQuestion, outcomes: readonly ReplicationOutcome[]): readonly Assumption[] =>
  arms.flatMap((id, arm) => {
    let calls = 0;
    let late = 0;
    for (const outcome of outcomes) {
      const sample = outcome.arms[arm]?.ordersInTime;
      if (sample?.value === undefined) continue;
      calls += sample.count;
      late += Math.round((1 - sample.value) * sample.count);
    }
    if (calls === 0 || late < SHORTAGE_P * calls) return [];
    return [experimentAssumption("flag.units-short", { arm: id, calls, late, limitS: ORDER_LIMIT_S })];
  });

const censoredCases = ({ arms, scenario }: ExperimentQuestion, outcomes: readonly ReplicationOutcome[]): readonly Assumption[] =>
  arms.flatMap((id, arm) =>
    scenario.kpis.flatMap((kpi, k) => {
      if (kpi.measure === "meanDelay" || kpi.measure === "count") return [];
      let censored = 0;
      let cases = 0;
      for (const outcome of outcomes) {
        censored += outcome.arms[arm]?.samples[k]?.censored ?? 0;
        cases += outcome.arms[arm]?.samples[k]?.count ?? 0;
      }
      if (censored === 0) return [];
      return [experimentAssumption("measure.censored-at-horizon", { arm: id, kpi: kpi.id, censored, cases })];
    }),
  );

/** A mean over replications would hide the days on which people could not keep up: every desk and fleet is looked at, in every one of them. */
const crowded = ({ arms }: ExperimentQuestion, outcomes: readonly ReplicationOutcome[], who: "desks" | "fleets"): readonly Assumption[] =>
  arms.flatMap((arm, index) => {
    const loads = outcomes.flatMap((outcome) => outcome.arms[index]?.[who] ?? []);
    return [...new Set(loads.map(({ id }) => id))].flatMap((id) => {
      const found = loads.filter((load) => load.id === id).map(({ stability }) => stability);
      const unstable = found.flatMap((stability) => (stability.kind === "unstable" ? [stability.because] : []));
      if (unstable.length === 0) return [];
      const growing = unstable.filter((because) => because === "growing-line").length;
      const mostP = found.reduce((most, { utilisationP }) => Math.max(most, utilisationP), 0);
      const days = { replications: unstable.length, of: outcomes.length, limitP: BUSIEST_STEADY_P, mostP };
      return who === "desks"
        ? [experimentAssumption("flag.desk-crowded", { arm, desk: id, growing, ...days })]
        : [experimentAssumption("flag.units-crowded", { arm, fleet: id, ...days })];
    });
  });

/** A queue that stands for one full junction is a busy evening; this many lanes at once without room to move is gridlock. */
const GRIDLOCK_LANES = 3;

/** Gridlock is chaotic and its delay has no natural end: its share is said, so that nobody reads those means as ordinary delay. */
const gridlocks = ({ arms }: ExperimentQuestion, outcomes: readonly ReplicationOutcome[]): readonly Assumption[] =>
  arms.flatMap((id, arm) => {
    const locked = outcomes.filter((outcome) => (outcome.arms[arm]?.stuckLanes ?? 0) >= GRIDLOCK_LANES).length;
    if (locked === 0) return [];
    return [experimentAssumption("flag.gridlock", { arm: id, replications: locked, of: outcomes.length, lanes: GRIDLOCK_LANES })];
  });

const removedTrips = ({ arms }: ExperimentQuestion, outcomes: readonly ReplicationOutcome[]): readonly Assumption[] =>
  arms.flatMap((id, arm) => {
    let trips = 0;
    let replications = 0;
    for (const outcome of outcomes) {
      const removed = outcome.arms[arm]?.tripsRemoved ?? 0;
      trips += removed;
      if (removed > 0) replications++;
    }
    if (trips === 0) return [];
    return [experimentAssumption("flag.gridlock-removed-trips", { arm: id, trips, replications, of: outcomes.length })];
  });
