import { describe, expect, test } from "vitest";
import { FACT_BYTES } from "../../contract/facts.ts";
import type { InstitutionalFact } from "../../contract/institutional-facts.ts";
import type { Kpi } from "../../model/scenario.ts";
import { type MadeFact, madeRecords } from "./made-log.ts";
import { measureReplication } from "./measure-kpi.ts";
import type { SignalLayout } from "./preemption-windows.ts";
import { copyDigest, emptyDigest, foldEngineFacts, foldInstitutionalFacts, type RunDigest } from "./run-digest.ts";

const MINUTE = 60_000;

/** One signal (0) with four approaches 0-3; movements 0-3 leave them; link 4 has no signal, link 5 belongs to signal 1. */
const layout: SignalLayout = { linkOfMovement: [0, 1, 2, 3, 5], signalOfLink: [0, 0, 0, 0, -1, 1] };

const kpi = (fields: Partial<Kpi> & Pick<Kpi, "measure">): Kpi => ({
  id: "k",
  better: "lower",
  smallestThatMatters: 1,
  primary: false,
  ...fields,
});

const call = (incident: number, atMs: number): InstitutionalFact => ({
  kind: "CallReceived",
  atMs,
  incident,
  incidentKind: "fire",
  link: 0,
  offsetMm: 0,
});
const unit = (kind: "UnitTurnedOut" | "UnitArrived", incident: number, atMs: number, number = 0): InstitutionalFact => ({
  kind,
  atMs,
  incident,
  unit: number,
  agency: "fire",
});

const run = (engine: readonly MadeFact[], institutional: readonly InstitutionalFact[] = []): RunDigest => {
  const digest = emptyDigest(15 * MINUTE, 90 * MINUTE);
  foldEngineFacts(digest, madeRecords(engine));
  foldInstitutionalFacts(digest, institutional);
  return digest;
};

const sampleOf = (question: Kpi, digest: RunDigest) => measureReplication([question], [digest], layout)[0]?.[0];
/** Without the single cases. */
const one = (question: Kpi, digest: RunDigest) => {
  const sample = sampleOf(question, digest);
  if (sample === undefined) throw new Error("one KPI, one sample");
  const { cases: _, ...summary } = sample;
  return summary;
};

describe("from event to event", () => {
  const calls = [call(0, 20 * MINUTE), unit("UnitArrived", 0, 25 * MINUTE), call(1, 30 * MINUTE), unit("UnitArrived", 1, 38 * MINUTE)];

  test("the mean response is the mean over incidents", () => {
    expect(one(kpi({ measure: "mean", from: "CallReceived", to: "UnitArrived" }), run([], calls))).toEqual({
      value: 390,
      count: 2,
      censored: 0,
    });
  });

  test("a second unit at the same fire changes no response time", () => {
    const facts = [...calls, unit("UnitArrived", 0, 40 * MINUTE, 1)];
    expect(one(kpi({ measure: "mean" }), run([], facts)).value).toBe(390);
  });

  test("an incident never reached counts up to the end of the run, and is said", () => {
    const facts = [...calls, call(2, 50 * MINUTE)];
    expect(one(kpi({ measure: "mean" }), run([], facts))).toEqual({ value: (300 + 480 + 2400) / 3, count: 3, censored: 1 });
  });

  test("an incident cut off before the limit is neither kept nor missed", () => {
    const facts = [...calls, call(2, 86 * MINUTE), call(3, 50 * MINUTE)];
    const share = kpi({ measure: "share", limitS: 420, better: "higher" });
    expect(one(share, run([], facts))).toEqual({ value: 1 / 3, count: 3, censored: 2 });
  });

  test("arrival at exactly seven minutes is within seven minutes", () => {
    const facts = [call(0, 20 * MINUTE), unit("UnitArrived", 0, 27 * MINUTE)];
    expect(one(kpi({ measure: "share", limitS: 420 }), run([], facts)).value).toBe(1);
  });

  test("the 90th percentile lies between order statistics", () => {
    const facts = [0, 1, 2, 3, 4].flatMap((i) => [call(i, 20 * MINUTE), unit("UnitArrived", i, 20 * MINUTE + i * 100_000)]);
    // type 7: position 4 x 0.9 = 3.6, so 300 + 0.6 x 100
    expect(one(kpi({ measure: "percentile", percentile: 90 }), run([], facts)).value).toBeCloseTo(360, 12);
  });

  test("a run without an incident has no value at all", () => {
    expect(one(kpi({ measure: "mean" }), run([]))).toEqual({ value: undefined, count: 0, censored: 0 });
  });
});

describe("what the log says of incidents and desks", () => {
  const blocked = (incident: number, atMs: number): InstitutionalFact => ({
    kind: "UnitBlocked",
    atMs,
    incident,
    unit: 0,
    agency: "fire",
    car: 1,
  });
  const water = (incident: number, heatKw: number): InstitutionalFact => ({
    kind: "WaterOnFire",
    atMs: 30 * MINUTE,
    incident,
    step: "water",
    unit: 0,
    agency: "fire",
    heatKw,
    hoseMm: 0,
    hydrantMm: 0,
    sceneKnown: false,
  });
  const desk = (atMs: number, busy: number, seats: number, waiting = 0): InstitutionalFact => ({
    kind: "DeskChanged",
    atMs,
    incident: -1,
    desk: "duty",
    agency: "fire",
    busy,
    seats,
    waiting,
  });

  test("the share of the scenes reached without ever standing before a car; who was never reached is no case", () => {
    const facts = [0, 1, 2].flatMap((i) => [call(i, 20 * MINUTE), unit("UnitArrived", i, 25 * MINUTE)]);
    const all = [...facts, call(3, 20 * MINUTE), blocked(1, 24 * MINUTE), blocked(1, 26 * MINUTE), blocked(3, 24 * MINUTE)];
    // A unit that stands before a car on its way home does so for no incident (-1).
    const question = kpi({ measure: "shareWithout", from: "UnitArrived", to: "UnitBlocked", better: "higher" });
    expect(one(question, run([], [...all, blocked(-1, 50 * MINUTE)]))).toEqual({ value: 2 / 3, count: 3, censored: 0 });
    expect(one(question, run([]))).toEqual({ value: undefined, count: 0, censored: 0 });
  });

  test("the mean of a number that facts carry, of the first fact of each incident", () => {
    const facts = [water(0, 1000), water(0, 9000), water(1, 2000)];
    expect(one(kpi({ measure: "meanValue", to: "WaterOnFire", field: "heatKw" }), run([], facts))).toEqual({
      value: 1500,
      count: 2,
      censored: 0,
    });
  });

  test("seat time taken over seat time on duty, from the end of the warm-up on", () => {
    // Counted from minute 15 to 90: one of two seats until 45, two of four until 60, then nobody of four.
    const facts = [desk(0, 1, 2), desk(45 * MINUTE, 2, 4), desk(60 * MINUTE, 0, 4)];
    const question = kpi({ measure: "utilisation", desk: "duty" });
    expect(one(question, run([], facts)).value).toBeCloseTo((1 * 30 + 2 * 15) / (2 * 30 + 4 * 45), 12);
    expect(one(kpi({ measure: "utilisation", desk: "other" }), run([], facts)).value).toBeUndefined();
  });
});

describe("delay of everybody else", () => {
  test("trips scheduled in the warm-up do not count, trips still driving at the end do", () => {
    const digest = run([
      ["TripEnded", 16 * MINUTE, 1, 400_000, 100_000, 14 * MINUTE],
      ["TripEnded", 20 * MINUTE, 2, 400_000, 30_000, 15 * MINUTE],
      ["TripCensored", 90 * MINUTE, 3, 900_000, 90_000, 75 * MINUTE],
    ]);
    expect(one(kpi({ measure: "meanDelay", of: "other-traffic" }), digest)).toEqual({ value: 60, count: 2, censored: 1 });
  });
});

describe("cross streets at preempted signals", () => {
  const cross = kpi({ measure: "meanDelay", of: "cross-streets-at-preempted-signals" });
  const preempted: readonly MadeFact[] = [
    ["PreemptRequested", 20 * MINUTE + 30_000, 0, 7, 0, 1],
    ["PreemptReleased", 21 * MINUTE, 0, 7, 0, 30_000],
  ];
  const minutes = (delayMs: number): readonly MadeFact[] => [
    ["ApproachMinute", 20 * MINUTE, 1, 5, 900_000], // ends before the request
    ["ApproachMinute", 21 * MINUTE, 0, 5, 900_000], // the truck's own approach
    ["ApproachMinute", 21 * MINUTE, 1, 10, 10 * delayMs],
    ["ApproachMinute", 31 * MINUTE, 3, 10, 20 * delayMs], // last minute of the recovery horizon
    ["ApproachMinute", 32 * MINUTE, 3, 5, 900_000], // after it
    ["ApproachMinute", 21 * MINUTE, 5, 5, 900_000], // another signal
  ];

  test("both arms are asked about the same minutes and approaches", () => {
    const plan = run([...preempted, ...minutes(40_000)]);
    const today = run(minutes(20_000));
    expect(measureReplication([cross], [today, plan], layout)).toEqual([
      [{ value: 30, count: 20, censored: 0 }],
      [{ value: 60, count: 20, censored: 0 }],
    ]);
  });

  test("without any preemption there is no case, not a zero", () => {
    expect(one(cross, run(minutes(20_000)))).toEqual({ value: undefined, count: 0, censored: 0 });
  });

  test("a request that the controller did not obey opens no window", () => {
    expect(one(cross, run([["PreemptRequested", 20 * MINUTE, 0, 7, 0, 0], ...minutes(1)])).count).toBe(0);
  });

  test("with nobody on the road nobody pays", () => {
    const empty = { value: 0, count: 0, censored: 0 };
    const others = kpi({ measure: "meanDelay", of: "other-traffic" });
    expect(measureReplication([cross, others], [run([]), run([...preempted])], layout)).toEqual([
      [empty, empty],
      [empty, empty],
    ]);
  });

  test("pedestrians wait beyond the plan only where there was preemption, over the same people in every arm", () => {
    const question = kpi({ measure: "meanDelay", of: "pedestrians-at-preempted-signals" });
    const plan = run([
      ...preempted,
      ["PedestrianMinute", 21 * MINUTE, 0, 0, 60_000, 10],
      ["PedestrianMinute", 22 * MINUTE, 0, 0, 20_000, 10],
    ]);
    const manual = run([
      ["PedestrianMinute", 22 * MINUTE, 0, 0, 80_000, 10],
      ["PedestrianMinute", 22 * MINUTE, 0, 1, 40_000, 20],
    ]);
    expect(measureReplication([question], [run([]), plan, manual], layout)).toEqual([
      [{ value: 0, count: 40, censored: 0 }],
      [{ value: 2, count: 40, censored: 0 }],
      [{ value: 3, count: 40, censored: 0 }],
    ]);
  });
});

describe("recovery of a preempted signal", () => {
  const cycle = (minute: number, queue: number): readonly MadeFact[] => [
    ["CycleQueue", minute * MINUTE, 1, queue, 0, 9],
    ["CycleQueue", minute * MINUTE, 0, 50, 0, 60], // the truck's own approach does not count
  ];
  const before = [10, 11, 12, 13, 14].flatMap((minute) => cycle(minute, 4));
  const question = kpi({ measure: "recovery" });
  const preempted: readonly MadeFact[] = [
    ["PreemptRequested", 15 * MINUTE, 0, 7, 0, 1],
    ["PreemptReleased", 16 * MINUTE, 0, 7, 0, 60_000],
  ];

  test("runs from the release to the first cycle end with the usual queue", () => {
    const digest = run([...before, ...preempted, ...cycle(17, 12), ...cycle(18, 6), ...cycle(19, 4), ...cycle(20, 2)]);
    expect(one(question, digest)).toEqual({ value: 180, count: 1, censored: 0 });
  });

  test("a queue that never falls back is watched to the end of the run", () => {
    expect(one(question, run([...before, ...preempted, ...cycle(17, 12)]))).toEqual({ value: 74 * 60, count: 1, censored: 1 });
  });

  test("without five cycles before there is nothing to compare with", () => {
    expect(one(question, run([...before.slice(2), ...preempted])).count).toBe(0);
  });
});

describe("the unit's own delay at signals", () => {
  test("sums what it lost on the way there, not on the way back", () => {
    const digest = run(
      [
        ["UnitCrossed", 21 * MINUTE, 0, 3, 0, 20_000],
        ["UnitCrossed", 22 * MINUTE, 0, 5, 1, 10_000],
        ["UnitCrossed", 22 * MINUTE, 0, 4, -1, 5_000], // no signal there
        ["UnitCrossed", 22 * MINUTE, 1, 5, 1, 40_000], // another unit
        ["UnitCrossed", 40 * MINUTE, 0, 5, 1, 90_000], // the way back
      ],
      [call(0, 19 * MINUTE), unit("UnitTurnedOut", 0, 20 * MINUTE), unit("UnitArrived", 0, 25 * MINUTE)],
    );
    expect(one(kpi({ measure: "meanDelay", of: "unit-signal-delay" }), digest)).toEqual({ value: 30, count: 1, censored: 0 });
  });
});

describe("folding", () => {
  test("however the log is cut, and from a copy of the shared past, the KPIs are the same", () => {
    const facts: MadeFact[] = [];
    for (let i = 0; i < 3000; i++) facts.push(["ApproachMinute", (15 + (i % 60)) * MINUTE, i % 6, 1 + (i % 7), 1000 * (i % 90)]);
    facts.push(["PreemptRequested", 30 * MINUTE, 0, 1, 2, 1], ["TripEnded", 40 * MINUTE, 1, 1, 7000, 20 * MINUTE]);
    const records = madeRecords(facts);
    const questions = [
      kpi({ measure: "meanDelay", of: "cross-streets-at-preempted-signals" }),
      kpi({ measure: "meanDelay", of: "other-traffic" }),
    ];
    const whole = run(facts);
    const past = emptyDigest(15 * MINUTE, 90 * MINUTE);
    const cut = 1234 * FACT_BYTES;
    foldEngineFacts(past, records.subarray(0, cut));
    const branch = copyDigest(past);
    foldEngineFacts(past, madeRecords([["TripEnded", 40 * MINUTE, 1, 1, 7, 20 * MINUTE]])); // the other branch must not leak in
    for (let at = cut; at < records.length; at += 7 * FACT_BYTES) foldEngineFacts(branch, records.subarray(at, at + 7 * FACT_BYTES));
    expect(measureReplication(questions, [branch], layout)).toEqual(measureReplication(questions, [whole], layout));
  });
});
