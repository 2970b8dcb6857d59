/** What every signal on the way did for the unit, or cost it: one sentence per stop line where it was asked, or where time was lost. */
import { FactKind } from "../contract/facts.ts";
import type { Text } from "../model/units.ts";
import { timeText } from "./measure-words.ts";
import type { SplitSource } from "./response-parts.ts";
import type { Outcome, Sentence } from "./story.ts";

/** Less than this at a stop line is no news. */
const WORTH_SAYING_MS = 1000;
/** At junctions without a signal: giving way costs a little everywhere. */
const WORTH_SAYING_ELSEWHERE_MS = 3000;

type Asked = { readonly atMs: number; readonly obeyed: boolean; grantedAfterMs?: number };

export const signalSentences = (source: SplitSource, incident: number): readonly Sentence[] =>
  missionsOf(source, incident).flatMap((mission) => sentencesOfMission(source, incident, mission));

type Mission = { readonly unit: number; readonly agency: string; readonly fromMs: number; readonly toMs: number };

/** From wheels rolling to arrival (or recall, or the end of the run); the ambulance's way to the hospital is one of its own. */
const missionsOf = ({ facts, durationMs }: SplitSource, incident: number): readonly Mission[] => {
  const missions: Mission[] = [];
  const own = facts.filter((fact) => fact.incident === incident);
  for (const [i, fact] of own.entries()) {
    if (fact.kind !== "UnitTurnedOut" && fact.kind !== "UnitTransporting") continue;
    const end = own.slice(i + 1).find((later) => "unit" in later && later.unit === fact.unit && ENDS.includes(later.kind));
    missions.push({ unit: fact.unit, agency: fact.agency, fromMs: fact.atMs, toMs: end?.atMs ?? durationMs });
  }
  return missions;
};

const ENDS: readonly string[] = ["UnitArrived", "UnitRecalled", "UnitReplaced", "UnitAtHospital"];

const sentencesOfMission = ({ drives, names }: SplitSource, incident: number, mission: Mission): readonly Sentence[] => {
  const { unit, agency, fromMs, toMs } = mission;
  const asked = new Map<number, Asked>();
  const sentences: Sentence[] = [];
  const say = (atMs: number, text: Text, outcome?: Outcome): void => {
    sentences.push({ atMs, agency, incident, kind: "signal", text, ...(outcome === undefined ? {} : { outcome }) });
  };
  for (const [kind, atMs, entity, a, b, c] of drives) {
    if (atMs < fromMs || atMs > toMs) continue;
    if (kind === FactKind.PreemptRequested && a === unit) {
      if (asked.get(entity)?.obeyed !== true) asked.set(entity, { atMs, obeyed: c === 1 });
    } else if (kind === FactKind.PreemptGranted && a === unit) {
      const request = asked.get(entity);
      if (request !== undefined) request.grantedAfterMs = c;
    } else if (kind === FactKind.UnitCrossed && entity === unit) {
      const told = b >= 0 ? atSignal(names.signal(b), asked.get(b), c) : onRoad(names.street(a), c);
      asked.delete(b);
      if (told !== undefined) say(atMs, told.text, told.outcome);
    }
  }
  return sentences;
};

type AtLine = { readonly text: Text; readonly outcome?: Outcome };

const lostText = (lostMs: number): Text => {
  if (lostMs < 100) return { ko: "잃은 시간 없음", en: "no time lost" };
  const { ko, en } = timeText(lostMs);
  return { ko: `${ko} 잃음`, en: `${en} lost` };
};

const atSignal = (name: Text, asked: Asked | undefined, lostMs: number): AtLine | undefined => {
  const lost = lostText(lostMs);
  if (asked === undefined) {
    if (lostMs < WORTH_SAYING_MS) return undefined;
    return { text: { ko: `${name.ko}: 신호와 줄에서 ${lost.ko}.`, en: `${name.en}: ${lost.en} to the signal and its queue.` } };
  }
  if (!asked.obeyed) {
    return {
      text: {
        ko: `${name.ko}: 제어기가 우선신호 요청을 따르지 않음. ${lost.ko}.`,
        en: `${name.en}: the controller did not obey the request for green; ${lost.en}.`,
      },
      outcome: "failed",
    };
  }
  if (asked.grantedAfterMs === undefined) {
    return {
      text: {
        ko: `${name.ko}: 우선신호를 요청했으나 녹색이 되기 전에 지남. ${lost.ko}.`,
        en: `${name.en}: asked for green, passed before it came; ${lost.en}.`,
      },
      outcome: "done",
    };
  }
  const after = timeText(asked.grantedAfterMs);
  return {
    text:
      asked.grantedAfterMs === 0
        ? { ko: `${name.ko}: 녹색을 붙잡아 둠. ${lost.ko}.`, en: `${name.en}: kept green; ${lost.en}.` }
        : {
            ko: `${name.ko}: 요청 ${after.ko} 뒤 녹색. ${lost.ko}.`,
            en: `${name.en}: green ${after.en} after the request; ${lost.en}.`,
          },
    outcome: "done",
  };
};

const onRoad = (name: Text, lostMs: number): AtLine | undefined => {
  if (lostMs < WORTH_SAYING_ELSEWHERE_MS) return undefined;
  const lost = timeText(lostMs);
  return { text: { ko: `${name.ko}: 줄과 양보로 ${lost.ko} 잃음.`, en: `${name.en}: ${lost.en} lost to queues and giving way.` } };
};
