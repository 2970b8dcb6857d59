import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { compileNetwork } from "../engine/compile-network.ts";
import type { EngineModule } from "../engine/engine.ts";
import { loadEngine } from "../engine/load-engine.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "../engine/traffic-parameters.ts";
import { checkScenarioFitsCity } from "../model/check-scenario-city.ts";
import type { City } from "../model/city.ts";
import { parseCity } from "../model/parse-city.ts";
import { parseDemand } from "../model/parse-demand.ts";
import { parseScenario, patchScenario } from "../model/parse-scenario.ts";
import { chanceOf } from "../model/philox.ts";
import type { Outcome } from "../model/problem.ts";
import type { Scenario } from "../model/scenario.ts";
import { applyArm } from "../scenario/apply-arm.ts";
import { makeScenarioRun } from "./make-scenario-run.ts";
import type { ScenarioRun } from "./scenario-run.ts";

const root = new URL("../../", import.meta.url);
const file = (path: string): Buffer => readFileSync(new URL(path, root));
const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message.en).join("\n"));
  return outcome.value;
};

let engine: EngineModule;
let city: City;
let network: CompiledNetwork;
let scenario: Scenario;
/** The same with half the time: what is proven by running it often needs no whole morning. */
let short: Scenario;

beforeAll(() => {
  engine = loadEngine(file("sim-core/engine/pkg/rehearsal_engine_bg.wasm"));
  const text = file("scenarios/fire-preemption/scenario.yaml").toString();
  scenario = must(parseScenario(text));
  short = must(parseScenario(text.replace("durationMin: 90", "durationMin: 40").replace("toMin: 60", "toMin: 30")));
  city = must(parseCity(file("fixtures/cities/riverside-district/city.json").toString(), "city.json"));
  const demand = must(parseDemand(file("fixtures/cities/riverside-district/demand.json").toString(), "demand.json"));
  network = must(compileNetwork(city, demand, { startsAt: scenario.run.startsAt, traffic: DEFAULT_TRAFFIC_PARAMETERS }));
});

const start = (arm: string, replication = 0, of: Scenario = scenario): ScenarioRun =>
  makeScenarioRun({ engine, city, network, scenario: must(applyArm(of, arm)), arm, seed: "20260302", replication });

type End = { readonly stateHash: string; readonly physicalHash: string; readonly facts: string; readonly bytes: number };
const finish = (run: ScenarioRun): End => {
  run.runTo(run.durationMs);
  const end = {
    stateHash: run.stateHash(),
    physicalHash: run.physicalHash(),
    facts: JSON.stringify(run.drainInstitutionalFacts()),
    bytes: run.drainEngineFacts().length,
  };
  run.free();
  return end;
};

describe("the shipped fire scenario in the default district", () => {
  it("fits its city", () => {
    expect(checkScenarioFitsCity(scenario, city)).toEqual([]);
  });
  it("every call is answered, in every arm, and the same calls come in every arm", () => {
    const calls = scenario.arms.map(({ id }) => {
      const run = start(id);
      run.runTo(run.durationMs);
      const facts = run.drainInstitutionalFacts();
      run.free();
      const kinds = facts.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === "UnitArrived")).toHaveLength(8);
      return facts.flatMap((fact) => (fact.kind === "CallReceived" ? [`${fact.atMs} ${fact.link} ${fact.offsetMm}`] : []));
    });
    expect(new Set(calls.map((list) => list.join())).size).toBe(1);
    expect(calls[0]).toHaveLength(8);
  });
  it("without agreements the streets are those of today, event for event; only the blocked facts differ", () => {
    const [today, none] = [finish(start("today")), finish(start("no-agreements"))];
    expect(none.physicalHash).toBe(today.physicalHash);
    expect(none.bytes).toBe(today.bytes);
    const withoutBlocked = (facts: string): unknown =>
      (JSON.parse(facts) as { readonly kind: string }[]).filter(({ kind }) => kind !== "StepBlocked");
    expect(withoutBlocked(none.facts)).toEqual(withoutBlocked(today.facts));
    expect(finish(start("plan")).physicalHash).not.toBe(today.physicalHash);
  });
  it("preemption that never works leaves no trace in the streets", () => {
    const never = {
      ...scenario,
      arms: scenario.arms.map((arm) => (arm.id === "signals-only" ? { ...arm, set: { "steps.green.with.successP": 0 } } : arm)),
    };
    expect(finish(start("signals-only", 0, never)).physicalHash).toBe(finish(start("today")).physicalHash);
  });
  it("until the first call all arms are one course: a past of one arm is the past of another", () => {
    const trunk = start("today", 3);
    trunk.runTo(trunk.firstDivergenceMs() - 1);
    const past = trunk.snapshot();
    trunk.free();
    for (const arm of ["plan", "no-agreements", "manual-approval"]) {
      const branch = start(arm, 3);
      branch.restore(past);
      expect(finish(branch)).toEqual(finish(start(arm, 3)));
    }
  });
});

describe("a run saved and restored", () => {
  it("ends in equal bytes from 20 random moments, each in a fresh engine, restored twice", () => {
    const whole = finish(start("plan", 1, short));
    const moments = chanceOf("5", 0, "test.moments");
    for (let k = 0; k < 20; k += 1) {
      const at = Math.floor(moments.uniform(0, k) * 2_400_000);
      const first = start("plan", 1, short);
      first.runTo(at);
      const saved = first.snapshot();
      expect(first.snapshot()).toEqual(saved);
      const second = start("plan", 1, short);
      second.restore(saved);
      second.runTo(at + 60_000);
      second.restore(saved);
      expect(second.nowMs()).toBe(first.nowMs());
      expect(second.timeline()).toEqual(first.timeline());
      expect(finish(second)).toEqual(whole);
      if (k < 3) expect(finish(first)).toEqual(whole);
      else first.free();
    }
  });
  it("is the same however the caller cuts time", () => {
    const whole = finish(start("plan", 2, short));
    const cut = start("plan", 2, short);
    const steps = chanceOf("6", 0, "test.steps");
    for (let at = 0, k = 0; at < cut.durationMs; k += 1) {
      at += Math.floor(steps.uniform(0, k) * 5000);
      cut.runTo(at);
      if (k % 100 === 0) {
        cut.timeline();
        cut.units();
        cut.counts();
      }
    }
    expect(finish(cut)).toEqual(whole);
  });
  it("refuses a snapshot of another engine, and bytes that are none", () => {
    const run = start("plan");
    run.runTo(60_000);
    const saved = run.snapshot();
    const foreign = saved.slice();
    foreign[8] = foreign[8] === 48 ? 49 : 48;
    expect(() => run.restore(foreign)).toThrow(/the snapshot is of engine/);
    expect(() => run.restore(saved.slice(0, 10))).toThrow(/too short/);
    expect(() => run.restore(saved.slice(0, saved.length - 1))).toThrow(/damaged/);
    run.restore(saved);
    run.free();
  });
});

describe("what a person sees of a run", () => {
  it("the time line tells of every call its steps, its drive and the signals that gave way", () => {
    const run = start("plan");
    run.runTo(run.durationMs);
    const items = run.timeline();
    const count = (kind: string): number => items.filter((item) => item.kind === kind).length;
    expect([count("incident"), count("step")]).toEqual([8, 24]);
    expect(count("drive")).toBeGreaterThanOrEqual(8);
    expect(count("preemption")).toBeGreaterThan(20);
    expect(items.every((item, index) => index === 0 || (items[index - 1]?.startMs ?? 0) <= item.startMs)).toBe(true);
    expect(items.filter((item) => item.kind === "preemption" && item.outcome === "running")).toEqual([]);
    const units = run.units();
    expect(units.map(({ unit }) => unit)).toEqual(units.map((_, index) => index));
    expect(run.counts().scheduled).toBeGreaterThan(10_000);
    run.free();
  });
  it("a blocked step says which agreement is missing", () => {
    const run = start("no-agreements");
    run.runTo(run.durationMs);
    const blocked = run.timeline().filter(({ outcome }) => outcome === "blocked");
    expect(blocked).toHaveLength(16);
    expect(blocked[0]?.note?.ko).toMatch(/: 협약 없음$/);
    run.free();
  });
});

it("an arm that does not exist is a problem, not a crash", () => {
  expect(patchScenario(scenario, "plam").ok).toBe(false);
});
