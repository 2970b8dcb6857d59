/** What the made-up district takes for granted, in sentences a planner reads. */
import type { Assumption } from "../../model/city.ts";
import { CORNER_P, CROSSING_P } from "./cameras.ts";
import type { DistrictParameters } from "./parameters.ts";

export const districtAssumptions = (parameters: DistrictParameters): readonly Assumption[] => [
  {
    code: "district.made-up",
    params: { seed: parameters.seed },
    text: {
      ko: "강변지구는 만들어 낸 지구입니다. 실제 도시의 도로, 건물, 신호 자료를 쓰지 않았습니다.",
      en: "Riverside District is made up: it uses no road, building or signal data of a real city.",
    },
  },
  {
    code: "district.signal-plans",
    params: { cycleS: Math.max(...parameters.signals.plans.map(({ cycleS }) => cycleS)), walkingMmPerS: 1000 },
    text: {
      ko: "신호는 고정시간식입니다. 녹색 배분은 배정 교통량에 비례하고, 보행 신호는 횡단 거리를 1.0 m/s로 나눈 시간을 지킵니다.",
      en: "Signals are fixed-time: greens follow the assigned volumes, and people on foot get the crossing's length at 1.0 m/s.",
    },
  },
  {
    code: "district.cameras",
    params: { crossingP: CROSSING_P, cornerP: CORNER_P, rangeM: 80, fovMrad: 870, steerableP: 0.3 },
    text: {
      ko: "방범 CCTV는 골목 교차점의 23%와 상업지·단지 어귀의 40%에 기둥으로 서 있습니다. 기둥마다 고정 카메라 2대(80 m, 50도)가 긴 골목을 보고, 30%에는 돌릴 수 있는 카메라(100 m)가 더 있습니다. 대수는 주민 1,000명에 3대(2017년 대전)에 맞추었고, 어둠, 나무, 고장은 없다고 보았습니다.",
      en: "Crime-prevention cameras stand on poles at 23 % of the crossings of alleys and 40 % of the corners of estates and shopping streets: two fixed ones (80 m, 50 degrees) down the longest alleys, and on 30 % of the poles one that can be turned (100 m). Their number follows 3 per 1,000 inhabitants (Daejeon 2017). Darkness, trees and faults hide nothing.",
    },
  },
  {
    code: "district.parked-cars",
    params: { fireEngineM: 2.5, carPassesM: 1.9 },
    text: {
      ko: "골목에는 한쪽으로만 차가 서 있어 소방차(2.5 m)가 지나갑니다. 어느 차의 맞은편에 한 대가 더 서면 승용차만 지나갑니다(1.9 m 이상 2.5 m 미만). 너비 4 m 골목에는 서 있지 않습니다.",
      en: "Cars stand along one side of alleys only, so that a fire engine (2.5 m) passes. One more opposite any of them leaves a car's width only (1.9 m to 2.5 m). Nobody parks in alleys of 4 m.",
    },
  },
  {
    code: "district.hospitals",
    params: { hospitals: parameters.hospitals.length, freeBeds: parameters.hospitals.reduce((sum, { freeBeds }) => sum + freeBeds, 0) },
    text: {
      ko: "병원 세 곳의 응급 병상, 시작할 때 빈 병상, 당직 전문의 팀은 지어낸 값입니다. 도솔병원은 지구 밖으로 실어 보내는 작은 병원을 대신합니다.",
      en: "Emergency beds, beds free at the start and specialist teams on duty of the three hospitals are made up. Dosol Hospital at the edge stands for the small hospitals outside the district.",
    },
  },
];
