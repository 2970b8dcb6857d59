/** Steps of a run as a table: one row per attempt, from its request over lines and work to its end. A pure function of the facts. */
import type { InstitutionalFact, StepFact } from "../contract/institutional-facts.ts";
import type { TraceRow } from "./trace-tables.ts";

type Attempt = {
  incident: number;
  step: string;
  agency: string;
  attempt: number;
  requestedMs?: number;
  queuedMs?: number;
  waitedMs: number;
  startedMs?: number;
  endedMs?: number;
  outcome: string;
  agreement?: string;
  reason?: string;
  desk?: string;
  lateAnswerMs?: number;
};

const ENDS: Readonly<Partial<Record<StepFact["kind"], string>>> = {
  StepDone: "done",
  StepBlocked: "blocked",
  StepRefused: "refused",
  StepTimedOut: "timed-out",
  StepFailed: "failed",
  StepCancelled: "cancelled",
};

export type StepTable = {
  add(fact: InstitutionalFact): void;
  /** In the order in which attempts began. */
  rows(): readonly TraceRow[];
};

export const makeStepTable = (): StepTable => {
  const attempts: Attempt[] = [];
  /** The last attempt of a step of an incident, and since when it stands in a line. */
  const last = new Map<string, { readonly attempt: Attempt; inLineMs: number | undefined }>();

  const begin = (fact: StepFact, number: number): Attempt => {
    const { incident, step, agency } = fact;
    const attempt: Attempt = { incident, step, agency, attempt: number, waitedMs: 0, outcome: "running" };
    attempts.push(attempt);
    last.set(`${incident} ${step}`, { attempt, inLineMs: undefined });
    return attempt;
  };

  const add = (fact: StepFact): void => {
    const entry = last.get(`${fact.incident} ${fact.step}`);
    if (entry?.inLineMs !== undefined) {
      entry.attempt.waitedMs += fact.atMs - entry.inLineMs;
      entry.inLineMs = undefined;
    }
    if (fact.kind === "StepRequested") {
      begin(fact, 0).requestedMs = fact.atMs;
      return;
    }
    if (fact.kind === "StepRetried") {
      if (entry !== undefined) close(entry.attempt, fact, "retried");
      begin(fact, (entry?.attempt.attempt ?? -1) + 1).requestedMs = fact.atMs;
      return;
    }
    if (fact.kind === "StepLateAnswer") {
      if (entry !== undefined) entry.attempt.lateAnswerMs = fact.atMs;
      return;
    }
    const isOpen = entry !== undefined && entry.attempt.endedMs === undefined;
    const attempt = isOpen ? entry.attempt : begin(fact, 0);
    if (fact.desk !== undefined) attempt.desk = fact.desk;
    if (fact.kind === "StepQueued") {
      attempt.queuedMs ??= fact.atMs;
      const open = last.get(`${fact.incident} ${fact.step}`);
      if (open !== undefined) open.inLineMs = fact.atMs;
      if (fact.reason !== undefined) attempt.reason = fact.reason;
    } else if (fact.kind === "StepStarted") attempt.startedMs = fact.atMs;
    else close(attempt, fact, ENDS[fact.kind] ?? "");
  };

  return {
    add: (fact) => {
      if ("step" in fact && fact.kind.startsWith("Step")) add(fact as StepFact);
    },
    rows: () => attempts.map((attempt): TraceRow => ({ ...attempt })),
  };
};

const close = (attempt: Attempt, fact: StepFact, outcome: string): void => {
  attempt.endedMs = fact.atMs;
  attempt.outcome = outcome;
  if (fact.agreement !== undefined) attempt.agreement = fact.agreement;
  if (fact.reason !== undefined) attempt.reason = fact.reason;
};
