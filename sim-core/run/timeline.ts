/** The time line of a run: a pure function of its log, drawn by the page in one lane per agency. */
import type { IncidentFact, InstitutionalFact } from "../contract/institutional-facts.ts";
import type { TimelineItem } from "../contract/sim-service.ts";
import type { Fleet } from "../contract/unit-duty.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import { kindOfIncident } from "../model/incident-name.ts";
import type { Scenario } from "../model/scenario.ts";
import { ACTIONS, type ActionName } from "../model/scenario-actions.ts";
import type { Text } from "../model/units.ts";
import type { DriveRecord } from "./fact-records.ts";
import { type Book, begin } from "./timeline-book.ts";
import { writeCar, writeCasualties, writeHospital } from "./timeline-people.ts";
import { preemptionItems } from "./timeline-signals.ts";
import { writeCall, writeScene, writeStep, writeStreetData } from "./timeline-steps.ts";
import { writeUnit, writeWater } from "./timeline-units.ts";

export type TimelineSource = {
  readonly scenario: Pick<Scenario, "steps" | "desks">;
  readonly network: Pick<CompiledNetwork, "signalIds">;
  readonly facts: readonly InstitutionalFact[];
  /** By unit number; a unit that is not there is a fire engine. */
  readonly units?: readonly { readonly fleet: Fleet }[];
  readonly drives: readonly DriveRecord[];
};

export const timelineOf = ({ scenario, network, facts, units = [], drives }: TimelineSource): readonly TimelineItem[] => {
  const titles = new Map(scenario.steps.map((step) => [step.id, step.title ?? ACTIONS[step.do as ActionName].title]));
  const desks = new Map(scenario.desks.map(({ id, title }) => [id, title]));
  const itself = (id: string): Text => ({ ko: id, en: id });
  const book: Book = {
    items: [],
    open: new Map(),
    stepTitle: (step) => titles.get(step) ?? itself(step),
    deskTitle: (desk) => desks.get(desk) ?? itself(desk),
    fleetOf: (unit) => units[unit]?.fleet ?? "fire-engine",
  };
  for (const fact of facts) write(book, fact);
  return [...book.items, ...preemptionItems(drives, facts, network)].sort((a, b) => a.startMs - b.startMs);
};

const writeCallReceived = (book: Book, fact: IncidentFact): void => {
  begin(book, `incident ${fact.incident}`, fact, {
    kind: "incident",
    id: `incident-${fact.incident}`,
    title: kindOfIncident(fact.incidentKind),
    incidentKind: fact.incidentKind,
    link: fact.link,
    offsetMm: fact.offsetMm,
  });
};

/** What is not drawn: what nobody knows yet, triggers, messages, the state of desks, audits. */
const write = (book: Book, fact: InstitutionalFact): void => {
  switch (fact.kind) {
    case "CallReceived":
      writeCallReceived(book, fact);
      break;
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
      writeStep(book, fact);
      break;
    case "CallRepeated":
    case "CallTriaged":
    case "AddressWrong":
    case "AddressCorrected":
      writeCall(book, fact);
      break;
    case "SceneSeen":
    case "SceneNotSeen":
      writeScene(book, fact);
      break;
    case "StreetDataGiven":
      writeStreetData(book, fact);
      break;
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
      writeUnit(book, fact);
      break;
    case "WaterOnFire":
      writeWater(book, fact);
      break;
    case "PlateRead":
    case "PlateNotRead":
    case "OwnerFound":
    case "OwnerNotFound":
    case "OwnerReached":
    case "OwnerNotReached":
    case "CarMoved":
      writeCar(book, fact);
      break;
    case "CasualtiesReported":
      writeCasualties(book, fact);
      break;
    case "HospitalAsked":
    case "HospitalAccepted":
    case "HospitalRefused":
    case "PatientDelivered":
    case "PatientTurnedAway":
      writeHospital(book, fact);
      break;
    default:
  }
};
