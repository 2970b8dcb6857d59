/**
 * Why was this truck late? The course of one incident as sentences in order of time, by agency, and where the time between the call and
 * the first arrival went. A pure function of the log: of facts and of the engine's records about emergency drives.
 */

import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { incidentName } from "../model/incident-name.ts";
import type { Text } from "../model/units.ts";
import { answeredByEngines, answers } from "./answering-fleet.ts";
import { factSentences } from "./explain-facts.ts";
import { signalSentences } from "./explain-signals.ts";
import { timeText } from "./measure-words.ts";
import { type ResponseSplit, type SplitSource, splitResponse } from "./response-parts.ts";
import type { IncidentStory } from "./story.ts";

/** undefined = no call of that number came in. */
export const explainIncident = (source: SplitSource, incident: number): IncidentStory | undefined => {
  const call = source.facts.find((fact) => fact.kind === "CallReceived" && fact.incident === incident);
  const response = splitResponse(source, incident);
  if (call?.kind !== "CallReceived" || response === undefined) return undefined;
  const title = incidentName(incident, call.incidentKind);
  const sentences = [...factSentences(source, incident), ...signalSentences(source, incident)].sort((a, b) => a.atMs - b.atMs);
  return { incident, title, place: source.names.street(call.link), response, summary: summaryOf(response), sentences };
};

const summaryOf = ({ receivedMs, endMs, hasArrived, parts }: ResponseSplit): Text => {
  const total = timeText(endMs - receivedMs);
  const [longest] = [...parts].sort((a, b) => b.ms - a.ms);
  const whole = hasArrived
    ? { ko: `신고 접수부터 첫 도착까지 ${total.ko}.`, en: `From the call to the first arrival: ${total.en}.` }
    : { ko: `신고 접수 뒤 ${total.ko} 동안 아무도 도착하지 못함.`, en: `Nobody had arrived ${total.en} after the call.` };
  if (longest === undefined) return whole;
  const time = timeText(longest.ms);
  const [causeKo, causeEn] = [longest.cause.ko, longest.cause.en].map((cause) => (cause === "" ? "" : ` (${cause})`));
  return {
    ko: `${whole.ko} 가장 오래 걸린 것: ${longest.title.ko} ${time.ko}${causeKo}.`,
    en: `${whole.en} What took longest: ${longest.title.en.toLowerCase()}, ${time.en}${causeEn}.`,
  };
};

/** The incident whose first unit took longest (one without arrival: until the end of the run); the earlier call where two are equal. */
export const slowestIncident = (facts: readonly InstitutionalFact[], durationMs: number): number | undefined => {
  const received = new Map<number, number>();
  const arrived = new Map<number, number>();
  const byEngines = answeredByEngines(facts);
  for (const fact of facts) {
    const { incident, atMs } = fact;
    if (fact.kind === "CallReceived" && !received.has(incident)) received.set(incident, atMs);
    else if (fact.kind === "UnitArrived" && received.has(incident) && !arrived.has(incident) && answers(fact, byEngines)) {
      arrived.set(incident, atMs);
    }
  }
  let slowest: { readonly incident: number; readonly ms: number } | undefined;
  for (const [incident, receivedMs] of received) {
    const ms = (arrived.get(incident) ?? durationMs) - receivedMs;
    if (slowest === undefined || ms > slowest.ms) slowest = { incident, ms };
  }
  return slowest?.incident;
};
