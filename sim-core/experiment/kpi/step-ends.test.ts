import { expect, test } from "vitest";
import type { StepFact } from "../../contract/institutional-facts.ts";
import { emptyDigest, foldInstitutionalFacts } from "./run-digest.ts";
import { stepEnds, sumStepEnds } from "./step-ends.ts";

const told = (incident: number, step: string, kind: StepFact["kind"]): StepFact => ({ kind, atMs: 0, incident, step, agency: "fire" });

const endsOf = (...facts: readonly StepFact[]) => {
  const digest = emptyDigest(0, 60_000);
  foldInstitutionalFacts(digest, facts);
  return stepEnds(digest);
};

const none = { done: 0, blocked: 0, refused: 0, timedOut: 0, failed: 0, calledOff: 0, open: 0 };

test("each of the five ways a step ends is counted apart, and so is what was called off or never ended", () => {
  const ends = ["StepDone", "StepRefused", "StepTimedOut", "StepFailed", "StepCancelled"] as const;
  const facts = ends.flatMap((end, incident) => [told(incident, "green", "StepRequested"), told(incident, "green", end)]);
  expect(endsOf(...facts, told(5, "green", "StepRequested"))).toEqual([
    { id: "green", ...none, done: 1, refused: 1, timedOut: 1, failed: 1, calledOff: 1, open: 1 },
  ]);
});

test("behind a closed gate no request is sent, and the step is blocked all the same", () => {
  expect(endsOf(told(0, "route", "StepBlocked"), told(1, "route", "StepBlocked"))).toEqual([{ id: "route", ...none, blocked: 2 }]);
});

test("a step that is tried again ends once; a late answer ends nothing", () => {
  const facts = ["StepRequested", "StepQueued", "StepRetried", "StepStarted", "StepTimedOut", "StepLateAnswer"] as const;
  expect(endsOf(...facts.map((kind) => told(0, "video", kind)))).toEqual([{ id: "video", ...none, timedOut: 1 }]);
});

test("a step that one incident comes to twice ends twice", () => {
  const twice = ["StepRequested", "StepCancelled", "StepRequested", "StepDone"] as const;
  expect(endsOf(...twice.map((kind) => told(0, "dispatch", kind)))).toEqual([{ id: "dispatch", ...none, calledOff: 1, done: 1 }]);
});

test("over runs the counts add up in the order of the scenario, with zeros where nobody came", () => {
  const day = endsOf(told(0, "b", "StepRequested"), told(0, "b", "StepDone"), told(0, "a", "StepBlocked"));
  expect(sumStepEnds(["a", "b", "c"], [day, day])).toEqual([
    { id: "a", ...none, blocked: 2 },
    { id: "b", ...none, done: 2 },
    { id: "c", ...none },
  ]);
});
