/** Institutions to the millisecond: modes, outcomes, time-outs, silence, what was known when, compensation, equal streets. All exact. */

import { FACT_BYTES, FactKind } from "../contract/facts.ts";
import type { EngineModule } from "../engine/engine.ts";
import { contentHash } from "../model/content-hash.ts";
import type { Reading } from "../model/reading.ts";
import { factsOf, type LinkageRun, startLinkageRun, told, work } from "./linkage-run.ts";
import { prepare, startRun } from "./prepared-rehearsal.ts";
import { randomRehearsal } from "./random-city.ts";
import { same, type VerifyCase, within } from "./verify-case.ts";

const at = (...seconds: readonly number[]): string =>
  `[${seconds.map((second) => `{kind: fire, place: {link: east}, fromMin: ${second / 60}, toMin: ${second / 60}}`).join(", ")}]`;

const runModes: VerifyCase = {
  id: "linkage.run-modes",
  source: "One step of 40 s, triggers at 0, 10 and 55 s; the four modes of home-automation practice (single, restart, queued, parallel)",
  run: ({ engine }) => {
    const spans = (mode: string): string => {
      const began = new Map<number, number>();
      const body = `triggers: [{id: call, source: incident, mode: ${mode}}]\nsteps:\n${work("do", "after: [{trigger: call}], latency: {constantS: 40}")}`;
      return factsOf(engine, { body, incidents: at(0, 10, 55) })
        .flatMap((fact) => {
          if (fact.kind === "StepStarted") began.set(fact.incident, fact.atMs);
          if (fact.kind !== "StepDone" && fact.kind !== "StepCancelled") return [];
          return [
            `${(began.get(fact.incident) ?? Number.NaN) / 1000}-${fact.atMs / 1000}${fact.kind === "StepCancelled" ? " cancelled" : ""}`,
          ];
        })
        .join(", ");
    };
    return [
      same("linkage.run-modes.single", "0-40, 55-95", spans("single")),
      same("linkage.run-modes.restart", "0-10 cancelled, 10-50, 55-95", spans("restart")),
      same("linkage.run-modes.queued", "0-40, 40-80, 80-120", spans("queued")),
      same("linkage.run-modes.parallel", "0-40, 10-50, 55-95", spans("parallel")),
    ];
  },
};

const nestedTimers: VerifyCase = {
  id: "linkage.nested-timers",
  source: "a, after 1,000 ms b, after 1,000 ms c: at 2,000 ms in c however the clock is advanced",
  run: ({ engine }) => {
    const wanted: LinkageRun = {
      body: `triggers: [{id: call, source: incident}]\nsteps:\n${work("b", "after: [{trigger: call}], latency: {constantS: 1}")}\n${work("c", "after: [{step: b}], latency: {constantS: 1}")}`,
      incidents: at(0),
    };
    const logs = [2000, 100].map((stepMs) => {
      const run = startLinkageRun(engine, wanted);
      for (let ms = stepMs; ms <= 2000; ms += stepMs) run.runTo(ms);
      const log = told(run.drainInstitutionalFacts(), /^Step/);
      run.free();
      return log;
    });
    const expected = "0 StepRequested b, 0 StepStarted b, 1 StepDone b, 1 StepRequested c, 1 StepStarted c, 2 StepDone c";
    return [
      same("linkage.nested-timers.one-advance", expected, logs[0] ?? ""),
      same("linkage.nested-timers.twenty", expected, logs[1] ?? ""),
    ];
  },
};

const agreement = (status: string, approval: string): string =>
  `agreements:\n  - {id: pact, data: [plate], from: {class: administration}, to: {agency: fire}, law: {basis: law}, mou: {status: ${status}}, approval: ${approval}}\n`;

/** What becomes of one step that is asked for at 10 s. */
const outcomeOf = (engine: EngineModule, step: string, agreements = ""): string => {
  const body = `${agreements}triggers: [{id: call, source: incident}]\nsteps:\n${work("ask", `after: [{trigger: call}], ${step}`)}`;
  return told(factsOf(engine, { body, incidents: at(10) }), /^Step/);
};

const outcomes: VerifyCase = {
  id: "linkage.outcomes",
  source: "Five ends of a step are five different facts; a late answer is a sixth",
  run: ({ engine }) => [
    same(
      "linkage.outcomes.blocked",
      "10 StepBlocked ask",
      outcomeOf(engine, "needs: [pact], latency: {constantS: 5}", agreement("none", "{mode: auto}")),
    ),
    same(
      "linkage.outcomes.refused",
      "10 StepRequested ask, 17 StepRefused ask",
      outcomeOf(engine, "needs: [pact]", agreement("signed", "{mode: manual, latency: {constantS: 7}, refuseP: 1}")),
    ),
    same(
      "linkage.outcomes.timed-out",
      "10 StepRequested ask, 10 StepStarted ask, 30 StepTimedOut ask, 40 StepLateAnswer ask",
      outcomeOf(engine, "latency: {constantS: 30}, timeoutS: 20"),
    ),
    same(
      "linkage.outcomes.failed",
      "10 StepRequested ask, 10 StepStarted ask, 15 StepFailed ask",
      outcomeOf(engine, "latency: {constantS: 5}, failP: 1"),
    ),
  ],
};

const zeroAndEmpty: VerifyCase = {
  id: "linkage.zero-and-empty",
  source: "A time-out of 0 ends at once, no time-out waits for ever: two different files, two different results",
  run: ({ engine }) => [
    same(
      "linkage.zero-and-empty.zero",
      "10 StepRequested ask, 10 StepTimedOut ask, 1810 StepLateAnswer ask",
      outcomeOf(engine, "latency: {constantS: 1800}, timeoutS: 0"),
    ),
    same("linkage.zero-and-empty.empty", "10 StepRequested ask, 10 StepStarted ask", outcomeOf(engine, "latency: {constantS: 7200}")),
  ],
};

const MIN = 60_000;
/** Run of 2 h that starts at 10:00; minutes after that. */
const reading = (trueMin: number, knownMin: number, value: number): Reading => ({
  sensor: "gauge",
  quantity: "level",
  value,
  observedAtMs: trueMin * MIN,
  receivedAtMs: knownMin * MIN,
});

const silence: VerifyCase = {
  id: "linkage.silence",
  source: "Last reading 12:00, silence rule 30 min: fires once, at 12:30:00; armed again by the next reading",
  run: ({ engine }) => {
    const body = `triggers: [{id: quiet, source: silence, sensor: gauge, silenceS: 1800}]\nsteps:\n${work("call", "after: [{trigger: quiet}]")}`;
    const readings = [reading(90, 90, 1), reading(120, 120, 1), reading(240, 240, 1)];
    const facts = factsOf(engine, { body, incidents: "[]", startsAt: "2026-03-02T10:00:00+09:00", durationMin: 400, readings });
    return [same("linkage.silence", "9000 TriggerFired, 16200 TriggerFired", told(facts, /^TriggerFired/))];
  },
};

const lateReadings: VerifyCase = {
  id: "linkage.late-readings",
  source: "True 10:00 known 10:11 comes after true 10:10 known 10:10: a decision at 10:10:30 has not seen it",
  run: ({ engine }) => {
    const body = `triggers: [{id: high, source: reading, sensor: gauge, when: "reading.value > 5", mode: parallel}]\nsteps:\n${work("warn", "after: [{trigger: high}]")}`;
    const [early, late] = [reading(10, 10, 4), reading(0, 11, 9)];
    const log = (readings: readonly Reading[], untilMs: number): string => {
      const run = startLinkageRun(engine, { body, incidents: "[]", startsAt: "2026-03-02T10:00:00+09:00", readings });
      run.runTo(untilMs);
      const text = told(run.drainInstitutionalFacts(), /^TriggerFired/);
      run.free();
      return text;
    };
    return [
      same("linkage.late-readings.not-seen-yet", "", log([early, late], 10.5 * MIN)),
      same("linkage.late-readings.when-known", "660 TriggerFired", log([early, late], 20 * MIN)),
      same("linkage.late-readings.order-of-the-file", log([early, late], 20 * MIN), log([late, early], 20 * MIN)),
    ];
  },
};

const FIRE = (more: string, mode: string): string => `
agreements:
  - {id: signals, data: [signal-command], from: {class: facilities}, to: {agency: fire}, law: {basis: law}, mou: {status: signed}}
triggers: [{id: call, source: incident, mode: ${mode}}]
steps:
  - {id: dispatch, class: disaster, after: [{trigger: call}], do: unit.dispatch, with: {turnout: {constantS: 5}}}
  - {id: green, class: facilities, needs: [signals], after: [{step: dispatch}], do: signal.preempt, with: {aheadM: 900, holdS: 120, successP: 1}}
${more}`;

/** Preemptions granted, released because the truck was called off, still held at the end. */
const holds = (
  engine: EngineModule,
  body: string,
  incidents: string,
): { readonly granted: number; readonly cancelled: number; readonly open: number; readonly recalled: string } => {
  const run = startLinkageRun(engine, { body, incidents, durationMin: 20 });
  run.runTo(run.durationMs);
  const records = run.drainEngineFacts();
  const recalled = told(run.drainInstitutionalFacts(), /^(UnitRecalled|UnitArrived|UnitReturned)/);
  run.free();
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  let [granted, cancelled, open] = [0, 0, 0];
  for (let byte = 0; byte + FACT_BYTES <= records.length; byte += FACT_BYTES) {
    const kind = view.getUint16(byte, true);
    if (kind === FactKind.PreemptRequested && view.getInt32(byte + 20, true) === 1) open += 1;
    if (kind === FactKind.PreemptGranted) granted += 1;
    if (kind !== FactKind.PreemptReleased) continue;
    open -= 1;
    if (view.getInt32(byte + 16, true) === 1) cancelled += 1;
  }
  return { granted, cancelled, open, recalled };
};

const compensation: VerifyCase = {
  id: "linkage.compensation",
  source: "A truck called off while a signal is held for it: the hold is released then, and none is left at the end of the run",
  run: ({ engine }) => {
    // At 22 m/s at most the truck needs 45 s to the stop line; the hold begins within 20 s and would last until it has passed.
    const recall = "  - {id: recall, class: disaster, after: [{step: dispatch}], latency: {constantS: 35}, do: unit.recall}";
    const stepped = holds(engine, FIRE(recall, "parallel"), at(10));
    const long = work("report", "after: [{step: dispatch}], latency: {constantS: 600}");
    const restarted = holds(engine, FIRE(long, "restart"), at(10, 45));
    return [
      within("linkage.compensation.recall.released", 1, stepped.cancelled, 0),
      within("linkage.compensation.recall.left", 0, stepped.open, 0),
      same("linkage.compensation.recall.arrived", "45 UnitRecalled", stepped.recalled.split(", ")[0] ?? ""),
      within("linkage.compensation.restart.released", 1, restarted.cancelled, 0),
      within("linkage.compensation.restart.left", 0, restarted.open, 0),
      within("linkage.compensation.granted", 2, Math.min(2, stepped.granted + restarted.granted), 0),
    ];
  },
};

/** The same random city twice: every agreement none, and every step that needs one switched off. */
const metamorphic: VerifyCase = {
  id: "linkage.no-agreements",
  source: "Metamorphic: with every agreement none the streets see what they see when the steps that need one are off",
  run: ({ engine, long }) => {
    const cities = long ? 100 : 10;
    let equal = 0;
    let differing = 0;
    let onlyBlocked = 0;
    for (let number = 0; number < cities; number += 1) {
      const prepared = prepare(engine, randomRehearsal(number));
      const ends = ["today", "no-agreements", "plan"].map((arm) => {
        const run = startRun(prepared, arm, number);
        run.runTo(run.durationMs);
        const facts = run.drainInstitutionalFacts();
        const end = {
          physical: run.physicalHash(),
          others: JSON.stringify(facts.filter(({ kind }) => kind !== "StepBlocked")),
          blocked: facts.some(({ kind }) => kind === "StepBlocked"),
        };
        run.free();
        return end;
      });
      const [today, none, plan] = ends;
      if (today?.physical === none?.physical) equal += 1;
      if (today?.others === none?.others && today?.blocked === false && none?.blocked === true) onlyBlocked += 1;
      if (today?.physical !== plan?.physical) differing += 1;
    }
    return [
      within("linkage.no-agreements.equal-streets", cities, equal, 0),
      within("linkage.no-agreements.only-blocked-facts-differ", cities, onlyBlocked, 0),
      // Else the comparison could not fail: the linkage does change the streets.
      { id: "linkage.no-agreements.plan-differs", expected: cities, got: differing, low: 1, high: cities, pass: differing >= 1 },
    ];
  },
};

/** A further step with chances of its own, in front of all others, shifts nobody's numbers. */
const extraStep: VerifyCase = {
  id: "linkage.extra-step",
  source: "Common random numbers: a stream per purpose and entity, so that one more step in one arm leaves all other draws as they were",
  run: ({ engine }) => {
    const steps = `${work("ask", "after: [{trigger: call}], latency: {medianS: 30, p90S: 90}, failP: 0.3, retry: {max: 2, backoffS: 5}")}`;
    const extra = `${work("extra", "after: [{trigger: call}], latency: {medianS: 20, p90S: 200}, failP: 0.5")}\n`;
    const incidents = "[{kind: fire, perRun: 50, place: {link: east}, fromMin: 0, toMin: 40}]";
    const log = (more: string): string =>
      told(
        factsOf(engine, { body: `triggers: [{id: call, source: incident, mode: parallel}]\nsteps:\n${more}${steps}`, incidents }).filter(
          (fact) => !("step" in fact) || fact.step === "ask",
        ),
        /^Step/,
      );
    return [same("linkage.extra-step", contentHash(log("")), contentHash(log(extra)))];
  },
};

export const EXACT_CASES: readonly VerifyCase[] = [
  runModes,
  nestedTimers,
  outcomes,
  zeroAndEmpty,
  silence,
  lateReadings,
  compensation,
  metamorphic,
  extraStep,
];
