/** Look-ups of personal data, each a fact with who, what for, under which agreement, about whom (a pseudonym), and when it must be gone. */
import type { AuditFact } from "../contract/institutional-facts.ts";
import type { Agreement, Step } from "../model/scenario.ts";
import { agreementsOf, covers } from "./gates.ts";
import { type Office, setTimer } from "./office.ts";
import { ownerOf } from "./owners.ts";
import { type Rules, rulesOfStep, stepOf } from "./rules.ts";
import type { Course } from "./state.ts";

/** Kept so long where no agreement says it: a crew's own notes. Assumption. */
const OWN_RETENTION_H = 24;
const HOUR_MS = 3_600_000;

export type LookUp = {
  readonly course: Course;
  /** Position. */
  readonly step: number;
  readonly data: AuditFact["data"];
  readonly subject: string;
};

export const lookUp = (office: Office, { course, step: index, data, subject }: LookUp): void => {
  const { incident } = course;
  const step = stepOf(office, course, index);
  const agreement = agreementFor(rulesOfStep(office, course, index), step, data);
  const atMs = office.world.nowMs();
  const record: AuditFact = {
    kind: "LookedUp",
    atMs,
    incident,
    agency: ownerOf(office, agreement?.to ?? { class: step.class }),
    step: step.id,
    data,
    purpose: office.setup.incidents[incident]?.kind ?? "",
    agreement: agreement?.id ?? "",
    subject,
    deleteAtMs: atMs + Math.round((agreement?.retentionH ?? OWN_RETENTION_H) * HOUR_MS),
  };
  office.facts.push(record);
  setTimer(office, record.deleteAtMs - atMs, { kind: "delete-record", record });
};

export const recordDeleted = (office: Office, record: AuditFact): void => {
  office.facts.push({ ...record, kind: "RecordDeleted", atMs: office.world.nowMs() });
};

/** The agreement of the step under which this class of data is passed on. Who may watch may also look at a still. */
const agreementFor = (rules: Rules, step: Step, data: AuditFact["data"]): Agreement | undefined => {
  const agreements = agreementsOf(rules, step);
  return (
    agreements.find((agreement) => covers([agreement], data)) ??
    (data === "still" ? agreements.find((agreement) => covers([agreement], "live-video")) : undefined)
  );
};
