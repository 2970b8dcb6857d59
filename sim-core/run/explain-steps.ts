/** Sentences about steps: asked, in line, permitted, done, blocked, refused, timed out, failed. Blocked is not failed: nothing was sent. */
import type { DeskFact, StepFact } from "../contract/institutional-facts.ts";
import type { Text } from "../model/units.ts";
import { timeText } from "./measure-words.ts";
import type { Telling, Told } from "./story.ts";
import { reasonText } from "./timeline-words.ts";

const ANSWERED = ["StepRequested", "StepRetried"] as const;

export const stepSentence = (telling: Telling, fact: StepFact): Told | undefined => {
  const title = telling.names.step(fact.step);
  const told = (ko: string, en: string, outcome?: Told["outcome"]): Told => ({
    kind: "step",
    text: { ko: `${title.ko}: ${ko}`, en: `${title.en}: ${en}` },
    ...(outcome === undefined ? {} : { outcome }),
  });
  const asked = telling.before(fact, ...ANSWERED);
  const sinceMs = asked === undefined ? 0 : fact.atMs - asked.atMs;
  const since = timeText(sinceMs);
  const agreement = agreementText(telling, fact.agreement);
  switch (fact.kind) {
    case "StepRequested":
      return endsAtOnce(telling, fact)
        ? undefined
        : told(`시작${neededText(telling, fact.step).ko}.`, `begins${neededText(telling, fact.step).en}.`, "running");
    case "StepQueued":
      return queued(telling, fact, told);
    case "StepStarted":
      if (sinceMs === 0 || endsAtOnce(telling, fact)) return undefined;
      return telling.before(fact, "StepQueued") === undefined
        ? told(`요청 ${since.ko} 뒤 승인.`, `permitted ${since.en} after the request.`, "running")
        : told(`${since.ko} 뒤 차례가 됨.`, `its turn after ${since.en}.`, "running");
    case "StepDone":
      return sinceMs === 0
        ? told("바로 끝남.", "done at once.", "done")
        : told(`${since.ko} 만에 끝남.`, `done after ${since.en}.`, "done");
    case "StepBlocked":
      return told(
        `막힘, 요청을 보내지 않음.${blockedBy(fact, agreement).ko}`,
        `blocked, no request was sent.${blockedBy(fact, agreement).en}`,
        "blocked",
      );
    case "StepRefused":
      return told(`${since.ko} 뒤 거절당함${agreement.ko}.`, `refused after ${since.en}${agreement.en}.`, "refused");
    case "StepTimedOut":
      return told(`${since.ko} 안에 답이 없어 기다리기를 그만둠.`, `no answer within ${since.en}; nobody waits any longer.`, "timed-out");
    case "StepFailed": {
      const why = fact.reason === undefined ? { ko: "", en: "" } : reasonText(fact.reason);
      return told(`${since.ko} 뒤 실패: ${why.ko}.`, `failed after ${since.en}: ${why.en}.`, "failed");
    }
    case "StepLateAnswer":
      return told("이제야 답이 옴, 아무것도 바뀌지 않음.", "the answer comes too late and changes nothing.");
    case "StepCancelled":
      return told("취소됨.", "called off.", "cancelled");
    case "StepRetried":
      return told("다시 시도.", "tried again.", "running");
  }
};

/** Asked, permitted and ended in the same moment: the end says it all. */
const endsAtOnce = ({ own }: Telling, fact: StepFact): boolean =>
  own.some((later) => "step" in later && later.step === fact.step && later.atMs === fact.atMs && later.kind === "StepDone");

const neededText = ({ scenario, names }: Telling, step: string): Text => {
  const needs = scenario.steps.find(({ id }) => id === step)?.needs ?? [];
  if (needs.length === 0) return { ko: "", en: "" };
  const list = needs.map((id) => `${id} (${names.data(id)})`).join(", ");
  return { ko: `, 필요한 협약 ${list}`, en: `, under ${list}` };
};

const agreementText = ({ names }: Telling, agreement: string | undefined): Text => {
  if (agreement === undefined) return { ko: "", en: "" };
  const named = `${agreement} (${names.data(agreement)})`;
  return { ko: `, 협약 ${named}`, en: ` under ${named}` };
};

const blockedBy = ({ agreement, reason }: StepFact, named: Text): Text => {
  const why = reason === undefined ? undefined : reasonText(reason);
  const gate = reason === undefined ? undefined : gateOf(reason);
  if (agreement === undefined && why === undefined) return { ko: "", en: "" };
  return {
    ko: ` ${[named.ko.replace(/^, /, ""), gate?.ko, why?.ko].filter((part) => part !== undefined && part !== "").join(": ")}.`,
    en: ` ${[named.en.replace(/^ under /, ""), gate?.en, why?.en].filter((part) => part !== undefined && part !== "").join(": ")}.`,
  };
};

const queued = ({ facts, names }: Telling, fact: StepFact, told: (ko: string, en: string, outcome?: Told["outcome"]) => Told): Told => {
  if (fact.desk === undefined) {
    const why = reasonText(fact.reason ?? "no-free-unit");
    return told(`기다림: ${why.ko}.`, `waits: ${why.en}.`, "running");
  }
  const desk = names.desk(fact.desk);
  const state = facts.findLast((one): one is DeskFact => one.kind === "DeskChanged" && one.desk === fact.desk && one.atMs <= fact.atMs);
  if (state === undefined) return told(`${desk.ko} 차례를 기다림.`, `waits in line at ${desk.en}.`, "running");
  return told(
    `${desk.ko} 차례를 기다림(근무 ${state.seats}명, 줄 ${state.waiting}건).`,
    `waits in line at ${desk.en} (${state.seats} on duty, ${state.waiting} in line).`,
    "running",
  );
};

/** Which of an agreement's two gates a reason speaks of; undefined = neither. */
const gateOf = (reason: string): Text | undefined => {
  if (reason.startsWith("law-")) return { ko: "법의 문이 닫힘", en: "the gate of the law is closed" };
  if (reason.startsWith("mou-")) return { ko: "서명의 문이 닫힘", en: "the gate of signatures is closed" };
  return undefined;
};
