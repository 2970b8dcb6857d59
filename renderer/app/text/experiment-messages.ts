import type { Text } from "../../../sim-core/model/units.ts";

export const EXPERIMENT_MESSAGES = {
  "experiment.title": { ko: "짝지은 실험", en: "Paired experiment" },
  "experiment.run": { ko: "{count}쌍 돌리기", en: "Run {count} pairs" },
  "experiment.count": { ko: "반복 수(쌍)", en: "Pairs to run" },
  "experiment.load": { ko: "결과 열기", en: "Open a result" },
  "experiment.save": { ko: "결과 저장", en: "Save result" },
  "experiment.cancel": { ko: "멈추기", en: "Stop" },
  "experiment.progress": { ko: "{done} / {total} (속도 세 가지)", en: "{done} / {total} (three speeds)" },
  "experiment.left": { ko: "약 {seconds}초 남음", en: "about {seconds} s left" },
  "experiment.starting": { ko: "준비 중", en: "starting" },
  "experiment.failed": { ko: "실험이 끝나지 못했습니다: {reason}", en: "The experiment did not finish: {reason}" },
  "experiment.empty": {
    ko: "아직 결과가 없습니다. 짝지은 반복을 돌리면 오늘과 연계안의 차이와 그 구간이 여기에 나옵니다.",
    en: "No result yet. Run paired replications to see the difference between today and the plan, with its interval.",
  },
  "experiment.incomplete": { ko: "중간에 멈춤: 끝난 반복까지만", en: "stopped early: finished replications only" },
  "experiment.other": {
    ko: "이 결과는 지금 열린 도시나 시나리오의 것이 아닙니다.",
    en: "This result belongs to another city or scenario than the one open.",
  },
  "experiment.replications": { ko: "{count}쌍 · 신뢰수준 {confidence}%", en: "{count} pairs · {confidence}% confidence" },
  "experiment.noTraffic": {
    ko: "수치는 모의 결과이며 실제 운영 성과를 보장하지 않습니다.",
    en: "Simulated figures; no promise of real performance.",
  },

  "verdict.better": { ko: "나음", en: "better" },
  "verdict.worse": { ko: "나쁨", en: "worse" },
  "verdict.same": { ko: "차이 없음", en: "no difference that matters" },
  "verdict.undecided": { ko: "판정 보류", en: "undecided" },
  "verdict.moreRuns": { ko: "약 {count}쌍 더 필요", en: "about {count} more pairs needed" },
  "verdict.sentence.better": {
    ko: "{arm}: {kpi:이/가} {from}에서 {to:으로/로} 나아집니다. 비교 기준은 {baseline}입니다.",
    en: "{arm}: {kpi} improves from {from} to {to}, compared with {baseline}.",
  },
  "verdict.sentence.worse": {
    ko: "{arm}: {kpi:이/가} {from}에서 {to:으로/로} 나빠집니다. 비교 기준은 {baseline}입니다.",
    en: "{arm}: {kpi} gets worse, from {from} to {to}, compared with {baseline}.",
  },
  "verdict.sentence.same": {
    ko: "{arm}: {kpi:은/는} {baseline:과/와} 뜻있는 차이가 없습니다: {from}, {to}.",
    en: "{arm}: {kpi} shows no difference that matters against {baseline}: {from} and {to}.",
  },
  "verdict.sentence.undecided": {
    ko: "{arm}: {kpi:은/는} 아직 가릴 수 없습니다: {baseline} {from}, 이 안 {to}.",
    en: "{arm}: {kpi} cannot be decided yet: {from} and {to}, compared with {baseline}.",
  },
  "verdict.sentence.none": { ko: "주요 지표를 잰 사례가 없습니다.", en: "No case of the primary measure occurred." },
  "verdict.cost": { ko: "대신 {list}.", en: "In exchange: {list}." },

  "result.arm": { ko: "안", en: "Arm" },
  "result.sensitivity.title": { ko: "줄 옆을 지나는 속도가 다르다면", en: "At other passing speeds" },
  "result.sensitivity": {
    ko: "긴급차량이 대기열을 지나가는 속도는 맞춘 값입니다. 그 절반과 두 배일 때의 차이",
    en: "The speed at which emergency vehicles pass queues is a fitted number. The differences at half and at double of it",
  },
  "result.kpi": { ko: "지표", en: "Measure" },
  "result.difference": { ko: "차이", en: "Difference" },
  "result.interval": { ko: "{confidence}% 구간", en: "{confidence}% interval" },
  "result.verdict": { ko: "판정", en: "Verdict" },
  "result.cases": { ko: "사례 {count}", en: "{count} cases" },
  "result.target.yes": { ko: "목표 {target} 달성", en: "goal {target} met" },
  "result.target.no": { ko: "목표 {target} 못 미침", en: "goal {target} missed" },
  "result.target.undecided": { ko: "목표 {target} 보류", en: "goal {target} open" },
  "result.guard.yes": { ko: "한도 +{limit} 안", en: "within cap +{limit}" },
  "result.guard.no": { ko: "한도 +{limit} 넘음", en: "over cap +{limit}" },
  "result.guard.undecided": { ko: "한도 +{limit} 보류", en: "cap +{limit} open" },
  "result.assumptions": { ko: "가정", en: "Assumptions" },
  "result.assumptions.none": { ko: "적힌 가정이 없습니다.", en: "None stated." },
  "result.provenance": { ko: "출처와 재현", en: "Provenance" },
  "result.hash": { ko: "거리의 해시", en: "Physical hash" },
  "result.plot": {
    ko: "차이 {difference}, 구간 {low}에서 {high}",
    en: "difference {difference}, interval {low} to {high}",
  },
  "result.exploratory": {
    ko: "주 지표가 아닌 지표의 판정은 탐색용이며, 여러 번 비교한 만큼 보정하지 않았습니다.",
    en: "Verdicts of measures other than the primary are exploratory: they are not corrected for being many.",
  },
  "unit.secondsOf": { ko: "{seconds}초", en: "{seconds} s" },
} as const satisfies Record<string, Text>;
