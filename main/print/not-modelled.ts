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
    ko: "골목에 주차된 차가 소방차를 막는 일, 도착 뒤의 전개·방수, 불이 커지는 것.",
    en: "Parked cars that block a fire truck, set-up and water after arrival, and the growth of the fire.",
  },
  {
    ko: "운전자가 하루 사이에 경로나 출발 시각을 바꾸는 일.",
    en: "Drivers who change route or departure time because of what they meet.",
  },
  { ko: "사고 위험: 적신호 통과의 안전 득실은 계산하지 않습니다.", en: "Crash risk: what crossing on red does to safety is not computed." },
];
