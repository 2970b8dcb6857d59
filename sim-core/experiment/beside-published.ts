/** A result beside what was published about the same thing: same kind of figure, each with its clock; larger effects marked. */
import type { ExperimentResult } from "../contract/result.ts";
import type { Kpi } from "../model/scenario.ts";
import type { Text } from "../model/units.ts";
import {
  LARGEST_PREEMPTION_GAIN_P,
  PLATFORM_CLAIM,
  PREEMPTION_CHANGES,
  type PublishedChange,
  type PublishedShare,
  SEVEN_MINUTE_CLOCK,
  SEVEN_MINUTE_LIMIT_S,
  SEVEN_MINUTE_SHARES,
  TRANSPORT_CLOCK,
  TRANSPORT_LIMIT_S,
  TRANSPORTS_OVER_LIMIT,
} from "./published-effects.ts";

export type OwnFigure = { readonly arm: string; readonly shareP: number; readonly lowP: number | null; readonly highP: number | null };

export type Beside =
  | {
      readonly kind: "preemption";
      readonly clock: Text;
      /** Relative change of driving time against the baseline. `isBeyond`: larger than any published effect. */
      readonly own: readonly (OwnFigure & { readonly isBeyond: boolean })[];
      readonly published: readonly PublishedChange[];
      readonly publishedClock: Text;
    }
  | {
      readonly kind: "seven-minutes" | "transport";
      readonly kpi: string;
      readonly clock: Text;
      readonly own: readonly OwnFigure[];
      readonly published: readonly PublishedShare[];
      readonly publishedClock: Text;
      readonly claim?: typeof PLATFORM_CLAIM;
    };

export const besidePublished = (result: ExperimentResult, kpis: readonly Kpi[]): readonly Beside[] => {
  const driving = drivingTime(result);
  return [
    ...(driving.length === 0
      ? []
      : [
          {
            kind: "preemption" as const,
            clock: {
              ko: "바퀴가 구르기 시작해 현장 앞에 설 때까지, 차고에서 현장까지",
              en: "wheels rolling to wheels at the kerb, station to scene",
            },
            own: driving,
            published: PREEMPTION_CHANGES,
            publishedClock: {
              ko: "장비를 단 도로 구간의 주행시간, 대개 시험 주행이나 전후 비교",
              en: "driving time on the equipped road alone, mostly test drives or before and after",
            },
          },
        ]),
    ...kpis.flatMap((kpi) => shareBeside(result, kpi)),
  ];
};

const drivingTime = ({ assumptions }: ExperimentResult) =>
  assumptions.flatMap(({ code, params }) => {
    if (code !== "measure.drive-time-change" && code !== "flag.gain-above-published") return [];
    const number = (key: string): number | null => (typeof params[key] === "number" ? params[key] : null);
    const shareP = number("changeP");
    if (shareP === null) return [];
    return [
      { arm: `${params["arm"]}`, shareP, lowP: number("lowP"), highP: number("highP"), isBeyond: shareP < -LARGEST_PREEMPTION_GAIN_P },
    ];
  });

const shareBeside = (result: ExperimentResult, kpi: Kpi): readonly Beside[] => {
  if (kpi.measure !== "share") return [];
  const from = kpi.from ?? "CallReceived";
  const to = kpi.to ?? "UnitArrived";
  if (from === "CallReceived" && to === "UnitArrived" && kpi.limitS === SEVEN_MINUTE_LIMIT_S) {
    return [
      {
        kind: "seven-minutes",
        kpi: kpi.id,
        clock: { ko: "신고 접수부터 바퀴가 현장 앞에 설 때까지", en: "call received to wheels at the kerb" },
        own: sharesOf(result, kpi, false),
        published: SEVEN_MINUTE_SHARES,
        publishedClock: SEVEN_MINUTE_CLOCK,
        claim: PLATFORM_CLAIM,
      },
    ];
  }
  const isAtDoor = to === "UnitAtHospital" || to === "PatientDelivered";
  if ((from === "UnitArrived" || from === "UnitTransporting") && isAtDoor && kpi.limitS === TRANSPORT_LIMIT_S) {
    return [
      {
        kind: "transport",
        kpi: kpi.id,
        clock:
          from === "UnitArrived"
            ? { ko: "현장 도착부터 병원 문까지", en: "arrival at the scene to the hospital door" }
            : { ko: "현장 출발부터 병원 문까지", en: "leaving the scene to the hospital door" },
        own: sharesOf(result, kpi, true),
        published: TRANSPORTS_OVER_LIMIT,
        publishedClock: TRANSPORT_CLOCK,
      },
    ];
  }
  return [];
};

/** The share within the limit of every arm, or the share beyond it. */
const sharesOf = (result: ExperimentResult, kpi: Kpi, isBeyond: boolean): readonly OwnFigure[] =>
  result.arms.flatMap(({ id, kpis }) => {
    const found = kpis[kpi.id];
    if (found === undefined || found.mean === null) return [];
    const { mean, low, high } = found;
    if (!isBeyond) return [{ arm: id, shareP: mean, lowP: low, highP: high }];
    return [{ arm: id, shareP: 1 - mean, lowP: high === null ? null : 1 - high, highP: low === null ? null : 1 - low }];
  });
