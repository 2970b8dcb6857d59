/** Limits in plain words, printed under every result. */
import type { Text } from "../../sim-core/model/units.ts";

export const NOT_MODELLED: readonly Text[] = [
  {
    ko: "차로 변경과 차량 사이의 비켜서기: 차량은 차로별 대기열이며, 긴급차량이 지나가는 속도는 맞춘 값입니다.",
    en: "Lane changing and drivers making way one by one: vehicles are queues per lane, and the emergency vehicle's passing speed is fitted.",
  },
  {
    ko: "보행자와 자전거의 움직임: 횡단 시간은 신호가 지키지만 사람은 그려지지 않습니다.",
    en: "Pedestrians and bicycles as such: signals keep their crossing times, nobody walks.",
  },
  {
    ko: "불꽃, 연기, 번짐: 불은 시간의 제곱으로 자라는 숫자 하나이며, 결과(사상)가 아니라 분을 잽니다. 병원은 이 실행의 환자만 받습니다.",
    en: "Flame, smoke and spread: a fire is one number that grows with the square of time, and minutes are measured, not outcomes. Hospitals take only the patients of the run.",
  },
  {
    ko: "운전자가 하루 사이에 경로나 출발 시각을 바꾸는 일.",
    en: "Drivers who change route or departure time because of what they meet.",
  },
  { ko: "사고 위험: 적신호 통과의 안전 득실은 계산하지 않습니다.", en: "Crash risk: what crossing on red does to safety is not computed." },
];
