/** Sentences about what was seen, whose car it was, water, people, hospitals, and who looked at something personal. */
import type { AuditFact, CarFact, HospitalFact, InstitutionalFact } from "../contract/institutional-facts.ts";
import type { Text } from "../model/units.ts";
import { distanceText } from "./measure-words.ts";
import type { Telling, Told } from "./story.ts";
import { CASUALTY_SOURCES, carName, MOVERS, needText, patientName, reasonText } from "./timeline-words.ts";

type PlaceKind =
  | "Notified"
  | "SceneSeen"
  | "SceneNotSeen"
  | "StreetDataGiven"
  | CarFact["kind"]
  | "WaterOnFire"
  | "CasualtiesReported"
  | HospitalFact["kind"]
  | AuditFact["kind"];

export const placeSentence = (telling: Telling, fact: Extract<InstitutionalFact, { readonly kind: PlaceKind }>): Told | undefined => {
  const { names } = telling;
  switch (fact.kind) {
    case "Notified": {
      const to = names.agency(fact.to);
      return { kind: "step", text: { ko: `상황전파: ${to.ko}.`, en: `Told: ${to.en}.` } };
    }
    case "SceneSeen": {
      const picture = fact.picture === "live" ? { ko: "실시간 영상", en: "live picture" } : { ko: "정지 사진", en: "still picture" };
      return {
        kind: "step",
        text: {
          ko: `현장이 보임: ${picture.ko}, 카메라 ${fact.cameras}대 가운데 ${fact.useful}대.`,
          en: `The scene is seen: ${picture.en}, ${fact.useful} of ${fact.cameras} cameras show it.`,
        },
        outcome: "done",
      };
    }
    case "SceneNotSeen":
      return {
        kind: "step",
        text:
          fact.cameras === 0
            ? NO_CAMERA
            : {
                ko: `현장이 보이지 않음: 카메라 ${fact.cameras}대 가운데 비추는 것이 없음.`,
                en: `The scene is not seen: none of ${fact.cameras} cameras shows it.`,
              },
        outcome: "failed",
      };
    case "StreetDataGiven":
      return {
        kind: "step",
        text: {
          ko: `길 폭과 주차 정보가 대원에게 넘어감: 근처의 막는 차 ${fact.present}대 가운데 ${fact.known}대를 앎.`,
          en: `Street widths and parked cars handed to the crew: ${fact.known} of ${fact.present} cars in the way nearby are known.`,
        },
        outcome: "done",
      };
    case "WaterOnFire": {
      const [hose, hydrant] = [distanceText(fact.hoseMm), distanceText(fact.hydrantMm)];
      const known = fact.sceneKnown
        ? { ko: "현장을 미리 알고 있었음", en: "the crew knew the scene beforehand" }
        : { ko: "도착해서야 현장을 봄", en: "the crew saw the scene on arrival only" };
      return {
        kind: "water",
        text: {
          ko: `불에 물이 닿음: 그때 불의 세기 ${Math.round(fact.heatKw)} kW. 호스 ${hose.ko}, 소화전까지 ${hydrant.ko}. ${known.ko}.`,
          en: `Water on the fire, ${Math.round(fact.heatKw)} kW by then. Hose ${hose.en}, hydrant ${hydrant.en} away; ${known.en}.`,
        },
      };
    }
    case "CasualtiesReported": {
      const by = CASUALTY_SOURCES[fact.by];
      return { kind: "people", text: { ko: `다친 사람 ${fact.patients}명: ${by.ko}.`, en: `${fact.patients} hurt: ${by.en}.` } };
    }
    case "HospitalAsked":
    case "HospitalAccepted":
    case "HospitalRefused":
    case "PatientDelivered":
    case "PatientTurnedAway":
      return hospitalSentence(telling, fact);
    case "LookedUp": {
      const data = DATA[fact.data];
      const right =
        fact.agreement === ""
          ? { ko: "자기 권한으로", en: "on its own authority" }
          : { ko: `협약 ${fact.agreement}`, en: `under ${fact.agreement}` };
      return {
        kind: "look-up",
        text: {
          ko: `조회 기록: ${data.ko}, 목적 ${fact.purpose}, ${right.ko}.`,
          en: `Look-up on record: ${data.en}, for ${fact.purpose}, ${right.en}.`,
        },
      };
    }
    case "RecordDeleted": {
      const data = DATA[fact.data];
      return { kind: "look-up", text: { ko: `기록 삭제: ${data.ko}.`, en: `Record deleted: ${data.en}.` } };
    }
    default:
      return carSentence(fact);
  }
};

const NO_CAMERA: Text = { ko: "현장이 보이지 않음: 가까운 카메라가 없음.", en: "The scene is not seen: no camera is near." };

const DATA: Readonly<Record<AuditFact["data"], Text>> = {
  "live-video": { ko: "실시간 영상", en: "live video" },
  still: { ko: "정지 사진", en: "still picture" },
  plate: { ko: "번호판", en: "number plate" },
  owner: { ko: "차주", en: "owner" },
  "owner-phone": { ko: "차주 전화번호", en: "owner's phone" },
};

const CARS: Readonly<Record<CarFact["kind"], Text>> = {
  PlateRead: { ko: "번호판을 읽음", en: "plate read" },
  PlateNotRead: { ko: "번호판을 읽지 못함", en: "plate could not be read" },
  OwnerFound: { ko: "차주와 연락처를 찾음", en: "owner and phone found" },
  OwnerNotFound: { ko: "차주나 연락처를 찾지 못함", en: "no owner or no phone found" },
  OwnerReached: { ko: "차주가 전화를 받고 오는 중", en: "the owner answered and is coming" },
  OwnerNotReached: { ko: "차주가 전화를 받지 않음", en: "the owner did not answer" },
  CarMoved: { ko: "치워짐", en: "out of the way" },
};

const MISSED: readonly CarFact["kind"][] = ["PlateNotRead", "OwnerNotFound", "OwnerNotReached"];

const carSentence = (fact: CarFact): Told => {
  const [what, car] = [CARS[fact.kind], carName(fact.car)];
  const by = fact.by === undefined ? { ko: "", en: "" } : { ko: ` (${MOVERS[fact.by].ko})`, en: ` (${MOVERS[fact.by].en})` };
  const role = fact.blocks ? { ko: ", 길을 막는 차", en: ", which is in the way" } : { ko: "", en: "" };
  return {
    kind: "car",
    text: { ko: `${car.ko}${role.ko}: ${what.ko}${by.ko}.`, en: `${car.en}${role.en}: ${what.en}${by.en}.` },
    outcome: MISSED.includes(fact.kind) ? "failed" : "done",
  };
};

const hospitalSentence = ({ names }: Telling, fact: HospitalFact): Told => {
  const hospital = names.asset(fact.hospital);
  const why =
    fact.reason === undefined ? { ko: "", en: "" } : { ko: `: ${reasonText(fact.reason).ko}`, en: `: ${reasonText(fact.reason).en}` };
  const said = HOSPITAL_SAYS[fact.kind];
  const [patient, need] = [patientName(fact.patient), needText(fact.need, fact.severe)];
  const about = { ko: `${patient.ko} (${need.ko})`, en: `${patient.en.toLowerCase()} (${need.en})` };
  return {
    kind: "people",
    text: { ko: `${hospital.ko}, ${about.ko} ${said.ko}${why.ko}.`, en: `${hospital.en} ${said.en} ${about.en}${why.en}.` },
    ...(fact.kind === "HospitalRefused" || fact.kind === "PatientTurnedAway" ? { outcome: "refused" as const } : {}),
    ...(fact.kind === "HospitalAccepted" || fact.kind === "PatientDelivered" ? { outcome: "done" as const } : {}),
  };
};

const HOSPITAL_SAYS: Readonly<Record<HospitalFact["kind"], Text>> = {
  HospitalAsked: { ko: "받을 수 있는지 물음", en: "is asked to take" },
  HospitalAccepted: { ko: "받기로 함", en: "accepts" },
  HospitalRefused: { ko: "거절", en: "refuses" },
  PatientDelivered: { ko: "도착, 넘겨받음", en: "takes over" },
  PatientTurnedAway: { ko: "문 앞에서 돌려보냄", en: "turns away at the door" },
};
