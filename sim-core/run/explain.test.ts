/** An incident told from a log written by hand: every figure can be added up on paper. */
import { describe, expect, test } from "vitest";
import { FactKind } from "../contract/facts.ts";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { Scenario } from "../model/scenario.ts";
import { explainIncident, slowestIncident } from "./explain.ts";
import type { DriveRecord } from "./fact-records.ts";
import type { SplitSource } from "./response-parts.ts";
import type { RunNames } from "./run-names.ts";

const same = (id: string) => ({ ko: id, en: id });
const names: RunNames = {
  agency: same,
  unit: (unit) => same(`engine ${unit}`),
  signal: (position) => same(`junction ${position}`),
  street: (position) => same(`street ${position}`),
  asset: same,
  step: same,
  desk: same,
  data: () => "plate",
};

const scenario = {
  steps: [
    { id: "take", do: "call.take", after: [{ trigger: "call" }], needs: [], with: {} },
    { id: "send", do: "unit.dispatch", after: [{ step: "take", ended: ["done"] }], needs: [], with: { onFootMps: 2 } },
    { id: "look", do: "camera.view", after: [{ step: "take", ended: ["done"] }], needs: ["video"], with: {} },
  ],
} as unknown as Scenario;

const call = (atMs: number, incident = 0): InstitutionalFact => ({
  kind: "CallReceived",
  atMs,
  incident,
  incidentKind: "fire",
  link: 7,
  offsetMm: 0,
});
const step = (atMs: number, kind: Extract<InstitutionalFact, { step: string; reason?: string }>["kind"], id: string, more = {}) =>
  ({ kind, atMs, incident: 0, step: id, agency: "fire", ...more }) as InstitutionalFact;
const unit = (atMs: number, kind: string, number: number, more = {}) =>
  ({ kind, atMs, incident: 0, unit: number, agency: "fire", ...more }) as InstitutionalFact;

const source = (facts: readonly InstitutionalFact[], drives: readonly DriveRecord[] = []): SplitSource => ({
  scenario,
  facts,
  drives,
  durationMs: 3_600_000,
  names,
});

const partsOf = (given: SplitSource): Readonly<Record<string, number>> => {
  const story = explainIncident(given, 0);
  expect(story).toBeDefined();
  const { parts = [], receivedMs = 0, endMs = 0 } = story?.response ?? {};
  expect(parts.reduce((sum, { ms }) => sum + ms, 0)).toBe(endMs - receivedMs);
  return Object.fromEntries(parts.map(({ part, ms }) => [part, ms]));
};

const texts = (given: SplitSource, language: "ko" | "en" = "en"): readonly string[] =>
  explainIncident(given, 0)?.sentences.map(({ atMs, text }) => `${atMs} ${text[language]}`) ?? [];

describe("where the time went", () => {
  test("a wait for a call-taker, one for a free engine, a red light, a car in the alley: each is told apart", () => {
    const facts = [
      call(1000),
      step(1000, "StepRequested", "take"),
      step(1000, "StepQueued", "take", { desk: "119" }),
      step(21_000, "StepStarted", "take", { desk: "119" }),
      step(81_000, "StepDone", "take"),
      step(81_000, "StepRequested", "send"),
      step(81_000, "StepStarted", "send"),
      // A camera that waits holds nobody up.
      step(81_000, "StepRequested", "look"),
      step(81_000, "StepQueued", "look", { desk: "cameras" }),
      step(91_000, "StepQueued", "send", { reason: "no-free-unit" }),
      unit(121_000, "UnitDispatched", 3),
      step(121_000, "StepDone", "send"),
      unit(181_000, "UnitTurnedOut", 3),
      unit(260_000, "UnitBlocked", 3, { car: 4, remainingMm: 90_000 }),
      unit(300_000, "UnitFreed", 3, { car: 4, by: "owner-called" }),
      unit(350_000, "UnitArrived", 3),
    ];
    const drives: readonly DriveRecord[] = [
      [FactKind.UnitDeparted, 181_000, 3, 0, 0, 1_250_000],
      [FactKind.UnitCrossed, 210_000, 3, 1, 5, 12_000],
      [FactKind.UnitCrossed, 240_000, 3, 2, -1, 3000],
      // Lost 44 s on this link, 40 of them behind the car.
      [FactKind.UnitCrossed, 310_000, 3, 3, 6, 44_000],
      [FactKind.UnitCrossed, 320_000, 9, 3, 6, 500_000],
    ];
    expect(partsOf(source(facts, drives))).toEqual({
      handling: 70_000,
      desk: 20_000,
      "no-unit": 30_000,
      turnout: 60_000,
      driving: 110_000,
      signals: 16_000,
      queues: 3000,
      cars: 40_000,
    });
  });

  test("the last metres on foot are walking, the wait before them is the car's", () => {
    const facts = [
      call(0),
      step(0, "StepRequested", "send"),
      unit(10_000, "UnitDispatched", 0),
      unit(20_000, "UnitTurnedOut", 0),
      unit(50_000, "UnitBlocked", 0, { car: 1, remainingMm: 60_000 }),
      unit(110_000, "UnitArrived", 0, { walkMm: 60_000 }),
    ];
    // 60 m at 2 m/s = 30 s of the 60 s since it stood.
    expect(partsOf(source(facts))).toEqual({ handling: 10_000, turnout: 10_000, driving: 30_000, cars: 30_000, walking: 30_000 });
  });

  test("an engine that took over counts from its own order", () => {
    const facts = [
      call(0),
      unit(10_000, "UnitDispatched", 0),
      unit(40_000, "UnitReplaced", 0, { to: 1 }),
      unit(40_000, "UnitDispatched", 1),
      unit(40_000, "UnitTurnedOut", 1),
      unit(90_000, "UnitArrived", 1),
    ];
    expect(partsOf(source(facts))).toEqual({ handling: 10_000, "later-order": 30_000, driving: 50_000 });
  });

  test("a call that nobody reaches is divided up to the end of the run", () => {
    const facts = [call(0), step(0, "StepRequested", "send"), step(5000, "StepQueued", "send", { reason: "no-free-unit" })];
    expect(partsOf(source(facts))).toEqual({ handling: 5000, "no-unit": 3_595_000 });
    expect(explainIncident(source(facts), 0)?.summary.en).toMatch(/^Nobody had arrived 60 min 0\.0 s after the call\. .*no unit is free/);
  });

  test("an incident without a call has no story", () => {
    expect(explainIncident(source([call(0)]), 5)).toBeUndefined();
  });
});

describe("what happened", () => {
  test("a blocked step says which gate and that nothing was sent; a refusal is not a block", () => {
    const facts = [
      call(0),
      step(0, "StepBlocked", "look", { agreement: "video", reason: "law-not-yet" }),
      step(1000, "StepRequested", "look"),
      step(4000, "StepRefused", "look", { agreement: "video" }),
    ];
    expect(texts(source(facts))).toEqual([
      "0 The call comes in: fire, street 7.",
      "0 look: blocked, no request was sent. video (plate): the gate of the law is closed: the law is not in force yet.",
      "1000 look: begins, under video (plate).",
      "4000 look: refused after 3.0 s under video (plate).",
    ]);
    expect(texts(source(facts), "ko")[1]).toBe(
      "0 look: 막힘, 요청을 보내지 않음. 협약 video (plate): 법의 문이 닫힘: 법이 아직 시행되지 않음.",
    );
  });

  test("signals on the way: kept green, green later, not obeyed, never asked", () => {
    const facts = [call(0), unit(1000, "UnitDispatched", 2), unit(2000, "UnitTurnedOut", 2), unit(90_000, "UnitArrived", 2)];
    const drives: readonly DriveRecord[] = [
      [FactKind.PreemptRequested, 3000, 10, 2, 1, 1],
      [FactKind.PreemptGranted, 3000, 10, 2, 1, 0],
      [FactKind.PreemptRequested, 4000, 11, 2, 1, 1],
      [FactKind.PreemptGranted, 9000, 11, 2, 1, 5000],
      [FactKind.PreemptRequested, 5000, 12, 2, 1, 0],
      [FactKind.UnitCrossed, 12_000, 2, 0, 10, 20],
      [FactKind.UnitCrossed, 22_000, 2, 0, 11, 1500],
      [FactKind.UnitCrossed, 32_000, 2, 0, 12, 21_300],
      [FactKind.UnitCrossed, 42_000, 2, 0, 13, 900],
      [FactKind.UnitCrossed, 52_000, 2, 0, 14, 8000],
    ];
    expect(texts(source(facts, drives)).filter((text) => text.includes("junction"))).toEqual([
      "12000 junction 10: kept green; no time lost.",
      "22000 junction 11: green 5.0 s after the request; 1.5 s lost.",
      "32000 junction 12: the controller did not obey the request for green; 21.3 s lost.",
      "52000 junction 14: 8.0 s lost to the signal and its queue.",
    ]);
  });

  test("who moved the car, and whom a hospital refused", () => {
    const patient = { patient: 0, need: "burn", severe: true, agency: "hospital", hospital: "onnuri" };
    const facts = [
      call(0),
      unit(1000, "UnitDispatched", 0),
      unit(2000, "UnitTurnedOut", 0),
      unit(60_000, "UnitBlocked", 0, { car: 2, remainingMm: 80_000 }),
      unit(155_000, "UnitFreed", 0, { car: 2, by: "owner-called" }),
      { kind: "HospitalRefused", atMs: 160_000, incident: 0, reason: "no-specialist", ...patient },
    ] as readonly InstitutionalFact[];
    expect(texts(source(facts)).slice(-3)).toEqual([
      "60000 engine 0: stopped by parked car 3, 80 m short of the scene.",
      "155000 engine 0: drives on after 1 min 35.0 s: the car was moved by its owner, who was called.",
      "160000 onnuri refuses patient 1 (severe, burns): no specialist on duty.",
    ]);
  });

  test("the slowest incident is found; of equal ones the earlier call", () => {
    const arrived = (atMs: number, incident: number): InstitutionalFact => ({
      kind: "UnitArrived",
      atMs,
      incident,
      unit: 0,
      agency: "fire",
    });
    expect(slowestIncident([call(0, 4), call(1000, 2), arrived(5000, 4), arrived(6000, 2)], 60_000)).toBe(4);
    expect(slowestIncident([call(0, 4), call(1000, 2), arrived(5000, 4)], 60_000)).toBe(2);
    expect(slowestIncident([], 60_000)).toBeUndefined();
  });
});
