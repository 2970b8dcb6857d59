/** Steps on the time line: from request to answer, with the wait for a seat on top, and what callers and cameras brought. */
import type { CallFact, SceneFact, StepFact, StreetDataFact } from "../contract/institutional-facts.ts";
import type { TimelineItem } from "../contract/sim-service.ts";
import type { Text } from "../model/units.ts";
import { type Book, begin, end, moment, note } from "./timeline-book.ts";
import { because } from "./timeline-words.ts";

const OUTCOMES: Readonly<Partial<Record<StepFact["kind"], TimelineItem["outcome"]>>> = {
  StepDone: "done",
  StepRefused: "refused",
  StepTimedOut: "timed-out",
  StepFailed: "failed",
  StepCancelled: "cancelled",
};

const keyOf = ({ incident, step }: { readonly incident: number; readonly step: string }): string => `${incident} ${step}`;

export const writeStep = (book: Book, fact: StepFact): void => {
  const [step, queue] = [`step ${keyOf(fact)}`, `queue ${keyOf(fact)}`];
  const title = book.stepTitle(fact.step);
  switch (fact.kind) {
    case "StepRequested":
      begin(book, step, fact, { kind: "step", id: fact.step, title });
      break;
    case "StepQueued":
      begin(book, queue, fact, {
        kind: "queue",
        id: fact.step,
        ...(fact.reason === "no-free-unit"
          ? {
              title: { ko: `${title.ko}: 빈 차 기다림`, en: `${title.en}: waits for a free unit` },
              note: { ko: "보낼 수 있는 차가 모두 나가 있음", en: "every unit that could go is out" },
            }
          : {
              title: { ko: `${title.ko}: 자리 기다림`, en: `${title.en}: waits for a free seat` },
              note: everySeatTaken(book.deskTitle(fact.desk ?? "")),
            }),
      });
      break;
    case "StepStarted":
      end(book, queue, fact.atMs, "done");
      break;
    case "StepBlocked":
      if (!book.open.has(step)) begin(book, step, fact, { kind: "step", id: fact.step, title });
      end(book, step, fact.atMs, "blocked", because(fact.agreement, fact.reason));
      break;
    case "StepRetried":
      note(book.open.get(step), { ko: "다시 시도함", en: "tried again" });
      break;
    case "StepLateAnswer":
      note(
        book.items.findLast((item) => item.kind === "step" && item.id === fact.step && item.incident === fact.incident),
        { ko: "답이 늦게 옴", en: "the answer came too late" },
      );
      break;
    default: {
      const outcome = OUTCOMES[fact.kind] ?? "done";
      end(book, queue, fact.atMs, outcome);
      end(book, step, fact.atMs, outcome, because(fact.agreement, fact.reason));
    }
  }
};

const everySeatTaken = ({ ko, en }: Text): Text => ({ ko: `${ko} 자리가 모두 차 있음`, en: `every seat taken: ${en}` });

/** A wrong address lasts until it is corrected; a call for the same thing is a moment. */
export const writeCall = (book: Book, fact: CallFact): void => {
  const key = `address ${fact.incident}`;
  switch (fact.kind) {
    case "CallRepeated":
      moment(book, fact, "done", { kind: "call", id: "repeated", title: { ko: "같은 신고", en: "Same call again" } });
      break;
    case "CallTriaged":
      // What the desk took it for stands with the call; only a wrong triage is worth a mark of its own.
      if (fact.isRight === false)
        moment(book, fact, "failed", { kind: "call", id: "triage", title: { ko: "긴급도 오분류", en: "Urgency mistaken" } });
      break;
    case "AddressWrong":
      begin(book, key, fact, {
        kind: "call",
        id: "address",
        title: { ko: "주소 오류", en: "Wrong address" },
        note: { ko: "차량이 다른 곳으로 향함", en: "the units head for another place" },
      });
      break;
    case "AddressCorrected":
      end(book, key, fact.atMs, "failed", { ko: "바로잡음", en: "corrected" });
      break;
  }
};

export const writeScene = (book: Book, fact: SceneFact): void => {
  const isSeen = fact.kind === "SceneSeen";
  const still = fact.picture === "still";
  moment(book, fact, isSeen ? "done" : "failed", {
    kind: "scene",
    id: fact.step,
    title: isSeen ? { ko: "현장이 보임", en: "The scene is seen" } : { ko: "현장이 보이지 않음", en: "No camera shows the scene" },
    note: {
      ko: `카메라 ${fact.cameras}대 가운데 ${fact.useful}대, ${still ? "정지 사진" : "실시간 영상"}`,
      en: `${fact.useful} of ${fact.cameras} cameras, ${still ? "still pictures" : "live video"}`,
    },
  });
};

export const writeStreetData = (book: Book, fact: StreetDataFact): void => {
  note(book.open.get(`step ${keyOf(fact)}`), {
    ko: `길을 막을 차 ${fact.present}대 가운데 ${fact.known}대를 미리 앎`,
    en: `${fact.known} of ${fact.present} cars in the way are known beforehand`,
  });
};
