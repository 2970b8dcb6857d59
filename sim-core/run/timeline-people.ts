/** Owners of cars in the way, people to be carried and hospitals on the time line. */
import type { CarFact, CasualtiesFact, HospitalFact } from "../contract/institutional-facts.ts";
import type { TimelineItem } from "../contract/sim-service.ts";
import type { Text } from "../model/units.ts";
import { type Book, begin, end, moment } from "./timeline-book.ts";
import { because, CASUALTY_SOURCES, carName, MOVERS, needText, patientName } from "./timeline-words.ts";

const CAR_EVENTS: Readonly<Record<CarFact["kind"], { readonly what: Text; readonly outcome: TimelineItem["outcome"] }>> = {
  PlateRead: { what: { ko: "번호판 읽음", en: "plate read" }, outcome: "done" },
  PlateNotRead: { what: { ko: "번호판 못 읽음", en: "plate not read" }, outcome: "failed" },
  OwnerFound: { what: { ko: "차주 확인", en: "owner found" }, outcome: "done" },
  OwnerNotFound: { what: { ko: "차주 확인 실패", en: "owner not found" }, outcome: "failed" },
  OwnerReached: { what: { ko: "차주와 통화", en: "owner reached" }, outcome: "done" },
  OwnerNotReached: { what: { ko: "차주 연락 안 됨", en: "owner not reached" }, outcome: "timed-out" },
  CarMoved: { what: { ko: "차를 옮김", en: "car moved" }, outcome: "done" },
};

export const writeCar = (book: Book, fact: CarFact): void => {
  const { what, outcome } = CAR_EVENTS[fact.kind];
  const name = carName(fact.car);
  const item = moment(book, fact, outcome, {
    kind: "car",
    id: fact.kind,
    title: { ko: `${name.ko}: ${what.ko}`, en: `${name.en}: ${what.en}` },
    car: fact.car,
  });
  if (fact.by !== undefined) item.note = MOVERS[fact.by];
  else if (fact.blocks) item.note = { ko: "소방차의 길을 막는 차", en: "it blocks the way of the units" };
};

export const writeCasualties = (book: Book, fact: CasualtiesFact): void => {
  moment(book, fact, "done", {
    kind: "casualties",
    id: "casualties",
    title:
      fact.patients === 1
        ? { ko: "환자 1명", en: "1 person to carry" }
        : { ko: `환자 ${fact.patients}명`, en: `${fact.patients} people to carry` },
    note: CASUALTY_SOURCES[fact.by],
  });
};

const TAKEN_ELSEWHERE: Text = { ko: "다른 병원이 받기로 함", en: "another hospital said yes" };

export const writeHospital = (book: Book, fact: HospitalFact): void => {
  const key = `hospital ${fact.patient} ${fact.hospital}`;
  const patient = patientName(fact.patient);
  const common = { kind: "hospital", id: fact.hospital, hospital: fact.hospital, patient: fact.patient } as const;
  const need = needText(fact.need, fact.severe);
  switch (fact.kind) {
    case "HospitalAsked":
      begin(book, key, fact, { ...common, title: { ko: `${patient.ko} 수용 문의`, en: `${patient.en}: asked to take in` }, note: need });
      break;
    case "HospitalAccepted": {
      const title = { ko: `${patient.ko} 받아야 함`, en: `${patient.en}: must be taken in` };
      if (book.open.has(key)) end(book, key, fact.atMs, "done", { ko: `받기로 함 · ${need.ko}`, en: `accepted, ${need.en}` });
      else
        moment(book, fact, "done", {
          ...common,
          title,
          note: { ko: "모두 거절한 뒤 가장 가까운 병원", en: "the nearest one, after all refused" },
        });
      for (const [other, item] of [...book.open]) {
        if (item.kind === "hospital" && item.patient === fact.patient) end(book, other, fact.atMs, "cancelled", TAKEN_ELSEWHERE);
      }
      break;
    }
    case "HospitalRefused": {
      const why = because(undefined, fact.reason) ?? { ko: "거절", en: "refused" };
      end(book, key, fact.atMs, "refused", { ko: `${why.ko} · ${need.ko}`, en: `${why.en}, ${need.en}` });
      break;
    }
    case "PatientDelivered":
      moment(book, fact, "done", { ...common, title: { ko: `${patient.ko} 인계`, en: `${patient.en} handed over` }, note: need });
      break;
    case "PatientTurnedAway": {
      const why = because(undefined, fact.reason);
      const item = moment(book, fact, "refused", {
        ...common,
        title: { ko: `${patient.ko} 문 앞에서 거절`, en: `${patient.en} turned away at the door` },
      });
      if (why !== undefined) item.note = why;
      break;
    }
  }
};
