/** The time line of a run: a pure function of its log, drawn by the page in one lane per agency. */
import { FactKind } from "../contract/facts.ts";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { TimelineItem } from "../contract/sim-service.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import type { Scenario } from "../model/scenario.ts";
import { ACTIONS, type ActionName } from "../model/scenario-actions.ts";
import type { Text } from "../model/units.ts";
import type { PreemptionRecord } from "./fact-records.ts";

export type TimelineSource = {
  readonly scenario: Scenario;
  readonly network: CompiledNetwork;
  readonly facts: readonly InstitutionalFact[];
  readonly preemptions: readonly PreemptionRecord[];
};

type Open = { -readonly [K in keyof TimelineItem]: TimelineItem[K] };

export const timelineOf = ({ scenario, network, facts, preemptions }: TimelineSource): readonly TimelineItem[] => {
  const items: Open[] = [];
  const steps = new Map<string, Open>();
  const incidents = new Map<number, Open>();
  const drives = new Map<number, Open>();
  const titles = new Map(scenario.steps.map((step) => [step.id, step.title ?? ACTIONS[step.do as ActionName].title]));
  const begin = (item: Open): Open => {
    items.push(item);
    return item;
  };
  const end = (item: Open | undefined, atMs: number, outcome: TimelineItem["outcome"], note?: Text): void => {
    if (item === undefined) return;
    item.endMs = atMs;
    item.outcome = outcome;
    if (note !== undefined) item.note = note;
  };
  const beginDrive = (fact: Extract<InstitutionalFact, { readonly unit: number }>, where: Text): void => {
    const item = begin({
      kind: "drive",
      id: `unit-${fact.unit}`,
      incident: fact.incident,
      agency: fact.agency,
      title: { ko: `차량 ${fact.unit + 1} ${where.ko}`, en: `Unit ${fact.unit + 1} ${where.en}` },
      startMs: fact.atMs,
      outcome: "running",
      unit: fact.unit,
    });
    drives.set(fact.unit, item);
  };
  const beginStep = (fact: Extract<InstitutionalFact, { readonly step: string }>): Open => {
    const item = begin({
      kind: "step",
      id: fact.step,
      incident: fact.incident,
      agency: fact.agency,
      title: titles.get(fact.step) ?? { ko: fact.step, en: fact.step },
      startMs: fact.atMs,
      outcome: "running",
    });
    steps.set(`${fact.incident} ${fact.step}`, item);
    return item;
  };
  for (const fact of facts) {
    switch (fact.kind) {
      case "CallReceived":
        incidents.set(
          fact.incident,
          begin({
            kind: "incident",
            id: `incident-${fact.incident}`,
            incident: fact.incident,
            agency: "",
            title: titleOfKind(fact.incidentKind),
            startMs: fact.atMs,
            outcome: "running",
            link: fact.link,
            offsetMm: fact.offsetMm,
          }),
        );
        break;
      case "UnitTurnedOut":
        beginDrive(fact, { ko: "출동", en: "to the scene" });
        break;
      case "UnitArrived":
        end(drives.get(fact.unit), fact.atMs, "done");
        break;
      case "UnitRecalled":
        end(drives.get(fact.unit), fact.atMs, "cancelled");
        end(incidents.get(fact.incident), fact.atMs, "cancelled");
        break;
      case "UnitLeftScene":
        end(incidents.get(fact.incident), fact.atMs, "done");
        beginDrive(fact, { ko: "복귀", en: "on its way back" });
        break;
      case "UnitReturned":
        end(drives.get(fact.unit), fact.atMs, "done");
        break;
      case "UnitDispatched":
        // Sent again on the way home: that drive ends here.
        if (drives.get(fact.unit)?.outcome === "running") end(drives.get(fact.unit), fact.atMs, "done");
        break;
      case "StepRequested":
        beginStep(fact);
        break;
      case "StepBlocked":
        end(beginStep(fact), fact.atMs, "blocked", because(fact.agreement, fact.reason));
        break;
      case "StepDone":
      case "StepRefused":
      case "StepTimedOut":
      case "StepFailed":
      case "StepCancelled":
        end(steps.get(`${fact.incident} ${fact.step}`), fact.atMs, OUTCOME[fact.kind], because(fact.agreement, fact.reason));
        break;
      default:
    }
  }
  return [...items, ...preemptionItems(preemptions, facts, network)].sort((a, b) => a.startMs - b.startMs);
};

const OUTCOME = {
  StepDone: "done",
  StepRefused: "refused",
  StepTimedOut: "timed-out",
  StepFailed: "failed",
  StepCancelled: "cancelled",
} as const;

const KINDS: Readonly<Record<string, Text>> = {
  fire: { ko: "화재", en: "Fire" },
  rescue: { ko: "구조", en: "Rescue" },
  medical: { ko: "구급", en: "Medical emergency" },
  crash: { ko: "교통사고", en: "Road crash" },
  gas: { ko: "가스 누출", en: "Gas leak" },
};
const titleOfKind = (kind: string): Text => KINDS[kind] ?? { ko: kind, en: kind };

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
};

const because = (agreement: string | undefined, reason: string | undefined): Text | undefined => {
  if (reason === undefined && agreement === undefined) return undefined;
  const why = reason === undefined ? undefined : (REASONS[reason] ?? { ko: reason, en: reason });
  if (agreement === undefined) return why;
  return why === undefined ? { ko: agreement, en: agreement } : { ko: `${agreement}: ${why.ko}`, en: `${agreement}: ${why.en}` };
};

/** One stretch per signal and unit from request to release; a request that the controller did not obey is a moment. */
const preemptionItems = (
  records: readonly PreemptionRecord[],
  facts: readonly InstitutionalFact[],
  network: CompiledNetwork,
): readonly TimelineItem[] => {
  const items: Open[] = [];
  const open = new Map<string, Open>();
  const missions = facts.flatMap((fact) => (fact.kind === "UnitTurnedOut" ? [fact] : []));
  for (const [kind, atMs, signal, unit, b, c] of records) {
    const key = `${signal} ${unit}`;
    if (kind === FactKind.PreemptRequested) {
      const mission = missions.findLast((fact) => fact.unit === unit && fact.atMs <= atMs);
      const item: Open = {
        kind: "preemption",
        id: network.signalIds[signal] ?? String(signal),
        incident: mission?.incident ?? -1,
        agency: mission?.agency ?? "",
        title: { ko: "우선신호", en: "Preemption" },
        startMs: atMs,
        outcome: "running",
        unit,
      };
      items.push(item);
      open.set(key, item);
      if (c === 0) {
        item.endMs = atMs;
        item.outcome = "failed";
        item.note = { ko: "제어기가 요청을 따르지 않음", en: "the controller did not obey" };
        open.delete(key);
      }
    } else if (kind === FactKind.PreemptReleased) {
      const item = open.get(key);
      if (item === undefined) continue;
      item.endMs = atMs;
      item.outcome = RELEASES[b] ?? "done";
      open.delete(key);
    }
  }
  return items;
};

/** By the reason of PreemptReleased: passed, cancelled, hold time-out, another unit's turn. */
const RELEASES: readonly TimelineItem["outcome"][] = ["done", "cancelled", "timed-out", "done"];
