/**
 * The sentence of everything that an experiment takes for granted or warns of, from its code and numbers alone: a result file keeps
 * those, and whoever reads it back (a report, the window) says the same words.
 */
import type { ExperimentResult } from "../contract/result.ts";
import type { Assumption } from "../model/city.ts";
import type { Text } from "../model/units.ts";
import { LARGEST_PREEMPTION_GAIN_P, PREEMPTION_CHANGES } from "./published-effects.ts";

type Params = Assumption["params"];

/** undefined = no code of the experiment's own (those of city, demand and run bring their sentence themselves), or numbers are missing. */
export const experimentAssumptionText = ({ code, params }: ExperimentResult["assumptions"][number]): Text | undefined => {
  const text = TEXTS[code];
  if (text === undefined) return undefined;
  return text.needs.every((key) => params[key] !== undefined) ? text.say(params) : undefined;
};

/** With its sentence. A code without one is a mistake of the program. */
export const experimentAssumption = (code: string, params: Params): Assumption => {
  const text = experimentAssumptionText({ code, params });
  if (text === undefined) throw new Error(`the assumption ${code} has no sentence for ${Object.keys(params).join(", ")}`);
  return { code, params, text };
};

type Wording = { readonly needs: readonly string[]; readonly say: (params: Params) => Text };

const number = (value: number | string | undefined): number => (typeof value === "number" ? value : Number.NaN);

const percent = (value: number | string | undefined): string => {
  const share = number(value);
  return `${share >= 0 ? "+" : "−"}${Math.abs(share * 100).toFixed(1)} %`;
};

/** Without a sign: a share of time, not a change. */
const share = (value: number | string | undefined): string => `${(number(value) * 100).toFixed(0)} %`;

const FLEETS: Readonly<Record<string, Text>> = {
  "fire-engine": { ko: "소방차", en: "fire engines" },
  ambulance: { ko: "구급차", en: "ambulances" },
};

const interval = ({ changeP, lowP, highP }: Params): string => `${percent(changeP)} (${percent(lowP)} … ${percent(highP)})`;

/** The published reductions, the smallest that was published as one and the largest. */
const SMALLEST = percent(Math.max(...PREEMPTION_CHANGES.map(({ toP }) => toP).filter((toP) => toP < 0)));
const LARGEST = percent(-LARGEST_PREEMPTION_GAIN_P);

const DRIVE = ["arm", "changeP", "lowP", "highP"];

const TEXTS: Readonly<Record<string, Wording>> = {
  "measure.cross-street-windows": {
    needs: ["recoveryHorizonMin"],
    say: ({ recoveryHorizonMin }) => ({
      ko: `교차도로 지체는 어느 안에서든 우선신호가 걸린 교차로의 요청부터 해제 후 ${recoveryHorizonMin}분까지를, 모든 안에서 같은 시각과 같은 접근로로 잽니다.`,
      en: `Cross-street delay covers signals preempted in any arm, from the request to ${recoveryHorizonMin} min after release: the same minutes and approaches in every arm.`,
    }),
  },
  "measure.virtual-pedestrians": {
    needs: [],
    say: () => ({
      ko: "보행자는 모형화하지 않습니다. 횡단보도마다 가상 도착이 계획보다 더 기다린 시간을, 어느 안에서든 신호가 계획을 벗어난 시각에 대해 셉니다.",
      en: "Pedestrians are not modelled: virtual arrivals count what they wait beyond the plan, at crossings that were off their plan in any arm.",
    }),
  },
  "flag.gain-above-published": {
    needs: DRIVE,
    say: (params) => ({
      ko: `주의: ${params["arm"]} 안의 주행시간 변화 ${interval(params)}는 지금까지 공개된 어떤 효과(최대 ${LARGEST})보다도 큽니다. 입력부터 의심하십시오: 대기열을 지나가는 속도(맞춘 값), 신호 주기와 교통량, 짧은 출동 거리. 현실의 신호는 일부 요청을 놓치고 길을 비키지 않는 운전자도 있습니다.`,
      en: `Warning: the change of driving time in ${params["arm"]}, ${interval(params)}, is larger than any published effect (at most ${LARGEST}). Doubt the inputs first: the fitted speed past queues, cycle times and demand, short drives. Real signals miss requests, and not every driver gives way.`,
    }),
  },
  "measure.drive-time-change": {
    needs: DRIVE,
    say: (params) => ({
      ko: `${params["arm"]} 안의 주행시간(출동~도착) 변화 ${interval(params)}. 공개된 값은 ${SMALLEST} … ${LARGEST}이며, 효과가 없었다는 보고도 있습니다.`,
      en: `Driving time (wheels rolling to arrival) in ${params["arm"]}: ${interval(params)}. Published: ${SMALLEST} … ${LARGEST}, and one report of no effect.`,
    }),
  },
  "flag.units-short": {
    needs: ["arm", "calls", "late", "limitS"],
    say: ({ arm, calls, late, limitS }) => ({
      ko: `주의: ${arm} 안에서 신고 ${calls}건 가운데 ${late}건은 비어 있는 차가 없어 ${number(limitS) / 60}분 넘게 기다렸습니다. 도착 시간이 주행보다 차량 부족을 말합니다.`,
      en: `Warning: in ${arm} ${late} of ${calls} calls waited more than ${number(limitS) / 60} min because no unit was free. The response then tells of too few units rather than of driving.`,
    }),
  },
  "measure.censored-at-horizon": {
    needs: ["arm", "kpi", "censored", "cases"],
    say: ({ arm, kpi, censored, cases }) => ({
      ko: `${arm} 안의 ${kpi}: ${cases}건 가운데 ${censored}건은 실행이 끝날 때까지 마무리되지 않아 그때까지의 시간으로 셉니다.`,
      en: `${kpi} in ${arm}: ${censored} of ${cases} cases had not ended when the run did; they count with the time up to then.`,
    }),
  },
  "measure.desk-yardstick": {
    needs: ["desk", "seats", "load", "waitP", "waitS"],
    say: ({ desk, seats, load, waitP, waitS }) => ({
      ko: `창구 ${desk}: 다른 일만으로도 가장 바쁜 시간에 ${seats}명 가운데 ${number(load).toFixed(1)}명이 차 있고, 얼랑 공식으로는 그 일의 ${share(waitP)}가 기다립니다(기다리지 않은 일까지 평균 ${number(waitS).toFixed(0)}초). 시나리오가 맡기는 일은 그 위에 더해집니다.`,
      en: `Desk ${desk}: its other work alone takes ${number(load).toFixed(1)} of ${seats} people in the busiest hour; by Erlang's formula ${share(waitP)} of it waits, ${number(waitS).toFixed(0)} s in the mean over all. What the scenario asks of the desk comes on top.`,
    }),
  },
  "flag.desk-overbooked": {
    needs: ["desk", "seats", "load"],
    say: ({ desk, seats, load }) => ({
      ko: `주의: 창구 ${desk}은(는) 다른 일만으로 가장 바쁜 시간에 ${number(load).toFixed(1)}명이 필요한데 ${seats}명뿐입니다. 줄이 끝없이 늘어 기다림이 실행 길이에 달립니다.`,
      en: `Warning: the desk ${desk} needs ${number(load).toFixed(1)} people for its other work alone in the busiest hour and has ${seats}. Its line grows without end, and waits depend on how long the run is.`,
    }),
  },
  "flag.desk-crowded": {
    needs: ["arm", "desk", "replications", "of", "growing", "limitP", "mostP"],
    say: ({ arm, desk, replications, of, growing, limitP, mostP }) => ({
      ko: `주의: ${arm} 안의 창구 ${desk}은(는) 반복 ${of}회 가운데 ${replications}회에서 안정된 상태가 아니었습니다(시간의 ${share(limitP)} 넘게 차 있었거나, 그중 ${growing}회는 줄이 끝까지 계속 늘었습니다. 최대 ${share(mostP)}). 기다림이 실행 길이에 달린 구간이니 평균을 믿지 마십시오.`,
      en: `Warning: in ${arm} the desk ${desk} had no steady state in ${replications} of ${of} replications (taken more than ${share(limitP)} of its time, or, in ${growing} of them, with a line that went on growing; at most ${share(mostP)} taken). There waits depend on how long the run is: do not trust the means.`,
    }),
  },
  "flag.units-crowded": {
    needs: ["arm", "fleet", "replications", "of", "limitP", "mostP"],
    say: ({ arm, fleet, replications, of, limitP, mostP }) => {
      const name = FLEETS[`${fleet}`] ?? { ko: `${fleet}`, en: `${fleet}` };
      return {
        ko: `주의: ${arm} 안의 ${name.ko}은(는) 반복 ${of}회 가운데 ${replications}회에서 시간의 ${share(limitP)} 넘게 출동 중이었습니다(최대 ${share(mostP)}). 도착 시간이 실행 길이에 달린 구간이니 평균을 믿지 마십시오.`,
        en: `Warning: in ${arm} the ${name.en} were out on calls for more than ${share(limitP)} of the time in ${replications} of ${of} replications (at most ${share(mostP)}). There response times depend on how long the run is: do not trust the means.`,
      };
    },
  },
  "flag.gridlock": {
    needs: ["arm", "replications", "of", "lanes"],
    say: ({ arm, replications, of, lanes }) => ({
      ko: `주의: ${arm} 안의 반복 ${of}회 가운데 ${replications}회는 ${lanes}개 이상의 차로가 5분 넘게 꼼짝 못 한 채 끝났습니다. 이 지체 평균은 보통의 지체가 아닙니다.`,
      en: `Warning: in ${arm} ${replications} of ${of} replications ended with ${lanes} or more lanes that had not moved for five minutes. Those mean delays are not ordinary delay.`,
    }),
  },
  "flag.gridlock-removed-trips": {
    needs: ["arm", "trips", "replications", "of"],
    say: ({ arm, trips, replications, of }) => ({
      ko: `주의: ${arm} 안에서 정체가 풀리지 않아 차량 ${trips}대를 규칙에 따라 뺐습니다(반복 ${of}회 중 ${replications}회).`,
      en: `Warning: in ${arm} ${trips} vehicles were taken out by the gridlock rule (in ${replications} of ${of} replications).`,
    }),
  },
};
