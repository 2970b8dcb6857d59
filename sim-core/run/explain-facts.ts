/** One institutional fact, one sentence; what only repeats another fact of the same moment is left out. */
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { kindOfIncident } from "../model/incident-name.ts";
import type { Text } from "../model/units.ts";
import { placeSentence } from "./explain-places.ts";
import { stepSentence } from "./explain-steps.ts";
import { unitSentence } from "./explain-units.ts";
import type { SplitSource } from "./response-parts.ts";
import type { Sentence, Telling, Told } from "./story.ts";

export const factSentences = (source: SplitSource, incident: number): readonly Sentence[] => {
  const own = source.facts.filter((fact) => fact.incident === incident);
  const positions = new Map(own.map((fact, i) => [fact, i]));
  const telling: Telling = {
    ...source,
    incident,
    own,
    receivedMs: own.find(({ kind }) => kind === "CallReceived")?.atMs ?? 0,
    before: (fact, ...kinds) => {
      for (let i = (positions.get(fact) ?? 0) - 1; i >= 0; i--) {
        const earlier = own[i];
        if (earlier !== undefined && kinds.includes(earlier.kind) && isAboutSame(earlier, fact)) return earlier;
      }
      return undefined;
    },
  };
  return own.flatMap((fact): readonly Sentence[] => {
    const told = sentenceOf(telling, fact);
    return told === undefined ? [] : [{ atMs: fact.atMs, agency: "agency" in fact ? fact.agency : "", incident, ...told }];
  });
};

const isAboutSame = (a: InstitutionalFact, b: InstitutionalFact): boolean => {
  if ("unit" in b && "unit" in a && b.unit !== undefined) return a.unit === b.unit;
  if ("car" in b && "car" in a && b.car !== undefined) return a.car === b.car;
  if ("patient" in b && "patient" in a && b.patient !== undefined) return a.patient === b.patient;
  return "step" in a && "step" in b && a.step === b.step;
};

const sentenceOf = (telling: Telling, fact: InstitutionalFact): Told | undefined => {
  switch (fact.kind) {
    case "IncidentHappened":
    case "CallReceived":
    case "TriggerFired":
    case "TriggerMerged":
    case "TriggerIgnored":
    case "TriggerQueued":
    case "CallRepeated":
    case "CallTriaged":
    case "AddressWrong":
    case "AddressCorrected": {
      const text = callText(telling, fact);
      return text === undefined ? undefined : { kind: "call", text };
    }
    case "StepRequested":
    case "StepQueued":
    case "StepStarted":
    case "StepDone":
    case "StepBlocked":
    case "StepRefused":
    case "StepTimedOut":
    case "StepFailed":
    case "StepLateAnswer":
    case "StepCancelled":
    case "StepRetried":
      return stepSentence(telling, fact);
    case "UnitDispatched":
    case "UnitTurnedOut":
    case "UnitBlocked":
    case "UnitFreed":
    case "UnitArrived":
    case "UnitLeftScene":
    case "UnitReturned":
    case "UnitRecalled":
    case "UnitReplaced":
    case "UnitMovedUp":
    case "UnitTransporting":
    case "UnitAtHospital":
      return unitSentence(telling, fact);
    case "DeskChanged":
      return undefined;
    default:
      return placeSentence(telling, fact);
  }
};

type CallKind =
  | "IncidentHappened"
  | "CallReceived"
  | "CallRepeated"
  | "CallTriaged"
  | "AddressWrong"
  | "AddressCorrected"
  | `Trigger${string}`;

const callText = ({ names, own }: Telling, fact: Extract<InstitutionalFact, { readonly kind: CallKind }>): Text | undefined => {
  switch (fact.kind) {
    case "IncidentHappened": {
      if (own.some((later) => later.kind === "CallReceived" && later.atMs === fact.atMs)) return undefined;
      const [kind, place] = [kindOfIncident(fact.incidentKind), names.street(fact.link)];
      return { ko: `${kind.ko} 발생: ${place.ko}.`, en: `${kind.en}: ${place.en}.` };
    }
    case "CallReceived": {
      const [kind, place] = [kindOfIncident(fact.incidentKind), names.street(fact.link)];
      return { ko: `신고가 들어옴: ${kind.ko}, ${place.ko}.`, en: `The call comes in: ${kind.en.toLowerCase()}, ${place.en}.` };
    }
    case "TriggerFired":
      return undefined;
    case "TriggerMerged":
      return { ko: "같은 곳의 신고로 보고 하나로 합침.", en: "Taken as the same incident as an earlier call, and merged." };
    case "TriggerIgnored":
      return { ko: "이미 대응 중이라 새로 시작하지 않음.", en: "A response is under way already: none is begun." };
    case "TriggerQueued":
      return { ko: "앞선 대응이 끝나기를 기다림.", en: "Waits until the response before it has ended." };
    case "CallRepeated":
      return { ko: "같은 사건의 신고가 또 들어옴.", en: "Another call about the same incident." };
    case "CallTriaged": {
      const [ko, en] = fact.isUrgent === true ? ["급한", "urgent"] : ["급하지 않은", "not urgent"];
      return fact.isRight === true
        ? { ko: `${ko} 신고로 분류됨.`, en: `Taken as ${en}.` }
        : { ko: `${ko} 신고로 잘못 분류됨: 아직 아무도 모름.`, en: `Taken as ${en}, wrongly; nobody knows yet.` };
    }
    case "AddressWrong":
      return { ko: "신고자가 말한 주소가 틀림: 아직 아무도 모름.", en: "The caller gives a wrong address; nobody knows yet." };
    case "AddressCorrected":
      return { ko: "주소가 바로잡힘.", en: "The address is corrected." };
  }
};
