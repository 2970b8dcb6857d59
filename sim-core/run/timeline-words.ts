/** The words of the time line and of explanations, in both languages: what things are called, and why they ended as they did. */
import type { CarMover } from "../contract/institutional-facts.ts";
import type { Text } from "../model/units.ts";

const REASONS: Readonly<Record<string, Text>> = {
  "law-forbids": { ko: "법이 허용하지 않음", en: "the law forbids it" },
  "law-not-yet": { ko: "법이 아직 시행되지 않음", en: "the law is not in force yet" },
  "mou-none": { ko: "협약 없음", en: "no agreement" },
  "mou-pending": { ko: "협약 협의 중", en: "agreement pending" },
  "mou-expired": { ko: "협약 만료", en: "agreement expired" },
  "mou-suspended": { ko: "협약 중지", en: "agreement suspended" },
  "mou-not-yet": { ko: "협약 시작 전", en: "agreement not yet valid" },
  "mou-over": { ko: "협약 기간 끝남", en: "agreement no longer valid" },
  "did-not-work": { ko: "실행이 되지 않음", en: "it did not work" },
  "too-late": { ko: "차량이 이미 도착함", en: "the unit had arrived already" },
  unreachable: { ko: "갈 수 있는 길이 없음", en: "no unit can get there" },
  "no-units": { ko: "보낸 차량이 없음", en: "no unit was sent" },
  "no-place": { ko: "장소가 없음", en: "there is no place to go to" },
  "owner-absent": { ko: "데이터를 주는 기관이 참여하지 않음", en: "the giving agency takes no part" },
  "data-not-covered": { ko: "협약에 없는 데이터", en: "the agreement does not cover these data" },
  "purpose-not-covered": { ko: "협약에 없는 목적", en: "the agreement does not cover this purpose" },
  "outside-area": { ko: "협약 지역 밖", en: "outside the area of the agreement" },
  "outside-hours": { ko: "협약 시간 밖", en: "outside the hours of the agreement" },
  "daily-limit": { ko: "하루 한도를 다 씀", en: "the day's limit is used up" },
  "no-camera": { ko: "가까운 카메라 없음", en: "no camera is near" },
  "not-in-view": { ko: "어느 카메라에도 보이지 않음", en: "no camera shows it" },
  "nothing-to-see": { ko: "영상으로 알 수 있는 것이 없음", en: "the picture tells nothing" },
  "no-car-in-view": { ko: "카메라에 보이는 차 없음", en: "no camera shows a car" },
  "no-plate-read": { ko: "번호판을 읽지 못함", en: "no plate could be read" },
  "no-cars": { ko: "찾은 차가 없음", en: "no car was found" },
  "no-owners": { ko: "확인된 차주가 없음", en: "no owner was found" },
  "no-owner-found": { ko: "차주를 찾지 못함", en: "no owner could be found" },
  "no-owner-reached": { ko: "연락된 차주가 없음", en: "no owner was reached" },
  "no-patients": { ko: "옮길 환자가 없음", en: "there is nobody to carry" },
  "no-hospital": { ko: "병원이 없음", en: "there is no hospital" },
  "no-bed": { ko: "빈 병상 없음", en: "no free bed" },
  "no-specialist": { ko: "전문의 없음", en: "no specialist on duty" },
  declined: { ko: "병원이 거절함", en: "the hospital declined" },
  "no-free-unit": { ko: "비어 있는 차량이 없음", en: "no unit is free" },
};
/** A code that has no words yet stands for itself. */
export const reasonText = (code: string): Text => REASONS[code] ?? { ko: code, en: code };

/** The agreement and the reason, whichever are known. */
export const because = (agreement: string | undefined, code: string | undefined): Text | undefined => {
  if (code === undefined) return agreement === undefined ? undefined : { ko: agreement, en: agreement };
  const why = reasonText(code);
  return agreement === undefined ? why : { ko: `${agreement}: ${why.ko}`, en: `${agreement}: ${why.en}` };
};

export const MOVERS: Readonly<Record<CarMover, Text>> = {
  "owner-called": { ko: "전화를 받은 차주가 옮김", en: "moved by its owner, who was called" },
  "owner-found-on-foot": { ko: "찾아간 차주가 옮김", en: "moved by its owner, who was found on foot" },
  towed: { ko: "견인됨", en: "towed away" },
  "pushed-aside": { ko: "밀어냄", en: "pushed aside" },
};

export const DATA_NEEDS: Readonly<Record<string, Text>> = {
  none: { ko: "일반", en: "no specialist needed" },
  trauma: { ko: "외상", en: "trauma" },
  burn: { ko: "화상", en: "burns" },
  cardiac: { ko: "심장", en: "heart" },
  stroke: { ko: "뇌졸중", en: "stroke" },
};
export const needText = (need: string, isSevere: boolean): Text => {
  const words = DATA_NEEDS[need] ?? { ko: need, en: need };
  return isSevere ? { ko: `중증 · ${words.ko}`, en: `severe, ${words.en}` } : words;
};

/** Whole metres of a length in millimetres. */
export const metres = (mm: number): number => Math.round(mm / 1000);

export const CASUALTY_SOURCES: Readonly<Record<"caller" | "camera" | "crew", Text>> = {
  caller: { ko: "신고자가 알림", en: "said by the caller" },
  camera: { ko: "영상에서 확인", en: "seen by a camera" },
  crew: { ko: "현장 대원이 확인", en: "found by the crew" },
};

export const carName = (car: number): Text => ({ ko: `주차 차량 ${car + 1}`, en: `Parked car ${car + 1}` });
export const patientName = (patient: number): Text => ({ ko: `환자 ${patient + 1}`, en: `Patient ${patient + 1}` });
