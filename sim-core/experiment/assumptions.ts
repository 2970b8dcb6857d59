/** What a result takes for granted or must warn of, beyond what city, demand and run declare: as data with a sentence each. */
import type { Assumption } from "../model/city.ts";
import { emergencyAssumption } from "../run/emergency-driving.ts";
import type { ExperimentQuestion } from "./experiment.ts";
import { RECOVERY_HORIZON_MS } from "./kpi/preemption-windows.ts";
import { LARGEST_PREEMPTION_GAIN_P, PREEMPTION_CHANGES } from "./published-effects.ts";
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
  ...crowdedDesks(question, outcomes),
  ...gridlocks(question, outcomes),
  ...removedTrips(question, outcomes),
];

const measurement = ({ scenario }: ExperimentQuestion): readonly Assumption[] => {
  const asksCrossStreets = scenario.kpis.some((kpi) => kpi.of === "cross-streets-at-preempted-signals");
  const asksPedestrians = scenario.kpis.some((kpi) => kpi.of === "pedestrians-at-preempted-signals");
  const horizonMin = RECOVERY_HORIZON_MS / 60_000;
  return [
    ...(asksCrossStreets
      ? [
          {
            code: "measure.cross-street-windows",
            params: { recoveryHorizonMin: horizonMin },
            text: {
              ko: `교차도로 지체는 어느 안에서든 우선신호가 걸린 교차로의 요청부터 해제 후 ${horizonMin}분까지를, 모든 안에서 같은 시각과 같은 접근로로 잽니다.`,
              en: `Cross-street delay covers signals preempted in any arm, from the request to ${horizonMin} min after release: the same minutes and approaches in every arm.`,
            },
          },
        ]
      : []),
    ...(asksPedestrians
      ? [
          {
            code: "measure.virtual-pedestrians",
            params: {},
            text: {
              ko: "보행자는 모형화하지 않습니다. 횡단보도마다 가상 도착이 계획보다 더 기다린 시간을, 어느 안에서든 신호가 계획을 벗어난 시각에 대해 셉니다.",
              en: "Pedestrians are not modelled: virtual arrivals count what they wait beyond the plan, at crossings that were off their plan in any arm.",
            },
          },
        ]
      : []),
  ];
};

const percent = (share: number): string => `${share >= 0 ? "+" : "−"}${Math.abs(share * 100).toFixed(1)} %`;

/** The smallest reduction that was published as one. */
const SMALLEST_PUBLISHED_P = Math.max(...PREEMPTION_CHANGES.map(({ toP }) => toP).filter((toP) => toP < 0));

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
    const [smallest, largest] = [percent(SMALLEST_PUBLISHED_P), percent(-LARGEST_PREEMPTION_GAIN_P)];
    const interval = `${percent(change.mean)} (${percent(change.low)} … ${percent(change.high)})`;
    return [
      {
        code: exceeds ? "flag.gain-above-published" : "measure.drive-time-change",
        params: { arm: id, changeP: change.mean, lowP: change.low, highP: change.high, largestPublishedP: -LARGEST_PREEMPTION_GAIN_P },
        text: exceeds
          ? {
              ko: `주의: ${id} 안의 주행시간 변화 ${interval}는 지금까지 공개된 어떤 효과(최대 ${largest})보다도 큽니다. 입력부터 의심하십시오: 대기열을 지나가는 속도(맞춘 값), 신호 주기와 교통량, 짧은 출동 거리. 현실의 신호는 일부 요청을 놓치고 길을 비키지 않는 운전자도 있습니다.`,
              en: `Warning: the change of driving time in ${id}, ${interval}, is larger than any published effect (at most ${largest}). Doubt the inputs first: the fitted speed past queues, cycle times and demand, short drives. Real signals miss requests, and not every driver gives way.`,
            }
          : {
              ko: `${id} 안의 주행시간(출동~도착) 변화 ${interval}. 공개된 값은 ${smallest} … ${largest}이며, 효과가 없었다는 보고도 있습니다.`,
              en: `Driving time (wheels rolling to arrival) in ${id}: ${interval}. Published: ${smallest} … ${largest}, and one report of no effect.`,
            },
      },
    ];
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
    const minutes = ORDER_LIMIT_S / 60;
    return [
      {
        code: "flag.units-short",
        params: { arm: id, calls, late, limitS: ORDER_LIMIT_S },
        text: {
          ko: `주의: ${id} 안에서 신고 ${calls}건 가운데 ${late}건은 비어 있는 차가 없어 ${minutes}분 넘게 기다렸습니다. 도착 시간이 주행보다 차량 부족을 말합니다.`,
          en: `Warning: in ${id} ${late} of ${calls} calls waited more than ${minutes} min because no unit was free. The response then tells of too few units rather than of driving.`,
        },
      },
    ];
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
      return [
        {
          code: "measure.censored-at-horizon",
          params: { arm: id, kpi: kpi.id, censored, cases },
          text: {
            ko: `${id} 안의 ${kpi.id}: ${cases}건 가운데 ${censored}건은 실행이 끝날 때까지 마무리되지 않아 그때까지의 시간으로 셉니다.`,
            en: `${kpi.id} in ${id}: ${censored} of ${cases} cases had not ended when the run did; they count with the time up to then.`,
          },
        },
      ];
    }),
  );

/** A mean over replications would hide the days on which people could not keep up: every desk is looked at, in every one of them. */
const crowdedDesks = ({ arms }: ExperimentQuestion, outcomes: readonly ReplicationOutcome[]): readonly Assumption[] =>
  arms.flatMap((id, arm) => {
    const desks = [...new Set(outcomes.flatMap((outcome) => (outcome.arms[arm]?.desks ?? []).map(({ desk }) => desk)))];
    return desks.flatMap((desk) => {
      const found = outcomes.flatMap((outcome) => (outcome.arms[arm]?.desks ?? []).filter((one) => one.desk === desk));
      const unstable = found.flatMap(({ stability }) => (stability.kind === "unstable" ? [stability.because] : []));
      if (unstable.length === 0) return [];
      const growing = unstable.filter((because) => because === "growing-line").length;
      const most = found.reduce((largest, { stability }) => Math.max(largest, stability.utilisationP), 0);
      const limit = `${BUSIEST_STEADY_P * 100} %`;
      return [
        {
          code: "flag.desk-crowded",
          params: {
            arm: id,
            desk,
            replications: unstable.length,
            growing,
            of: outcomes.length,
            limitP: BUSIEST_STEADY_P,
            mostP: most,
          },
          text: {
            ko: `주의: ${id} 안의 창구 ${desk}은(는) 반복 ${outcomes.length}회 가운데 ${unstable.length}회에서 안정된 상태가 아니었습니다(시간의 ${limit} 넘게 차 있었거나, 그중 ${growing}회는 줄이 끝까지 계속 늘었습니다. 최대 ${(most * 100).toFixed(0)} %). 기다림이 실행 길이에 달린 구간이니 평균을 믿지 마십시오.`,
            en: `Warning: in ${id} the desk ${desk} had no steady state in ${unstable.length} of ${outcomes.length} replications (taken more than ${limit} of its time, or, in ${growing} of them, with a line that went on growing; at most ${(most * 100).toFixed(0)} % taken). There waits depend on how long the run is: do not trust the means.`,
          },
        },
      ];
    });
  });

/** A queue that stands for one full junction is a busy evening; this many lanes at once without room to move is gridlock. */
const GRIDLOCK_LANES = 3;

/** Gridlock is chaotic and its delay has no natural end: its share is said, so that nobody reads those means as ordinary delay. */
const gridlocks = ({ arms }: ExperimentQuestion, outcomes: readonly ReplicationOutcome[]): readonly Assumption[] =>
  arms.flatMap((id, arm) => {
    const locked = outcomes.filter((outcome) => (outcome.arms[arm]?.stuckLanes ?? 0) >= GRIDLOCK_LANES).length;
    if (locked === 0) return [];
    return [
      {
        code: "flag.gridlock",
        params: { arm: id, replications: locked, of: outcomes.length, lanes: GRIDLOCK_LANES },
        text: {
          ko: `주의: ${id} 안의 반복 ${outcomes.length}회 가운데 ${locked}회는 ${GRIDLOCK_LANES}개 이상의 차로가 5분 넘게 꼼짝 못 한 채 끝났습니다. 이 지체 평균은 보통의 지체가 아닙니다.`,
          en: `Warning: in ${id} ${locked} of ${outcomes.length} replications ended with ${GRIDLOCK_LANES} or more lanes that had not moved for five minutes. Those mean delays are not ordinary delay.`,
        },
      },
    ];
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
    return [
      {
        code: "flag.gridlock-removed-trips",
        params: { arm: id, trips, replications, of: outcomes.length },
        text: {
          ko: `주의: ${id} 안에서 정체가 풀리지 않아 차량 ${trips}대를 규칙에 따라 뺐습니다(반복 ${outcomes.length}회 중 ${replications}회).`,
          en: `Warning: in ${id} ${trips} vehicles were taken out by the gridlock rule (in ${replications} of ${outcomes.length} replications).`,
        },
      },
    ];
  });
