/** A run that changes its rules in its course: what its past was, what its future is, and what it refuses. Real engine, shipped scenario. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { compileNetwork } from "../engine/compile-network.ts";
import type { EngineModule } from "../engine/engine.ts";
import { loadEngine } from "../engine/load-engine.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "../engine/traffic-parameters.ts";
import type { City } from "../model/city.ts";
import { parseCity } from "../model/parse-city.ts";
import { parseDemand } from "../model/parse-demand.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import { chanceOf } from "../model/philox.ts";
import type { Outcome } from "../model/problem.ts";
import type { Scenario } from "../model/scenario.ts";
import { applyArm } from "../scenario/apply-arm.ts";
import { makeScenarioRun } from "./make-scenario-run.ts";
import type { ScenarioRun } from "./scenario-run.ts";
import { whyNoBranch } from "./why-no-branch.ts";

const root = new URL("../../", import.meta.url);
const file = (path: string): Buffer => readFileSync(new URL(path, root));
const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message.en).join("\n"));
  return outcome.value;
};

let engine: EngineModule;
let city: City;
let network: CompiledNetwork;
/** Forty minutes, eight fires within the first thirty; `twin` says what the plan says. */
let scenario: Scenario;

beforeAll(() => {
  engine = loadEngine(file("sim-core/engine/pkg/rehearsal_engine_bg.wasm"));
  const text = file("scenarios/fire-preemption/scenario.yaml")
    .toString()
    .replace("durationMin: 90", "durationMin: 40")
    .replace("toMin: 60", "toMin: 30")
    .replace("  signals-only:", "  twin: {}\n  signals-only:");
  scenario = must(parseScenario(text));
  city = must(parseCity(file("fixtures/cities/riverside-district/city.json").toString(), "city.json"));
  const demand = must(parseDemand(file("fixtures/cities/riverside-district/demand.json").toString(), "demand.json"));
  network = must(compileNetwork(city, demand, { startsAt: scenario.run.startsAt, traffic: DEFAULT_TRAFFIC_PARAMETERS }));
});

type Earlier = readonly [arm: string, untilMs: number];
const rules = (arm: string, of: Scenario) => ({ arm, scenario: must(applyArm(of, arm)) });
const course = (arm: string, before: readonly Earlier[], of = scenario) => ({
  ...rules(arm, of),
  before: before.map(([earlier, untilMs]) => ({ ...rules(earlier, of), untilMs })),
});
const startOf = (of: Scenario, arm: string, ...before: readonly Earlier[]): ScenarioRun =>
  makeScenarioRun({ engine, city, network, ...course(arm, before, of), seed: "20260302", replication: 1 });
const start = (arm: string, ...before: readonly Earlier[]): ScenarioRun => startOf(scenario, arm, ...before);

/** What happened, and where it stands, at each of these moments. */
const seenAt = (run: ScenarioRun, moments: readonly number[]) => {
  const seen = moments.map((atMs) => {
    run.runTo(atMs);
    return { physicalHash: run.physicalHash(), stateHash: run.stateHash() };
  });
  const facts = JSON.stringify(run.drainInstitutionalFacts());
  run.free();
  return { seen, facts };
};

const END_MS = 2_400_000;
const hashesOf = ({ seen }: ReturnType<typeof seenAt>): readonly string[] => seen.map(({ physicalHash }) => physicalHash);
/** Moments at which the first fires of this morning are being fought: steps run, units drive. */
const MOMENTS: readonly number[] = [1_000_000, 1_234_567, 1_500_000];

describe("a branch", () => {
  it("is its past up to its moment, in every byte of its state, and something else after it", () => {
    for (const atMs of MOMENTS) {
      const plain = seenAt(start("today"), [atMs - 1, atMs, END_MS]);
      const branch = seenAt(start("plan", ["today", atMs]), [atMs - 1, atMs, END_MS]);
      expect(branch.seen.slice(0, 2)).toEqual(plain.seen.slice(0, 2));
      expect(branch.seen[2]?.physicalHash).not.toBe(plain.seen[2]?.physicalHash);
    }
  });

  it("before anything differs is the other arm from beginning to end: no trace of where it came from", () => {
    const firstMs = (() => {
      const run = start("plan");
      const ms = run.firstDivergenceMs();
      run.free();
      return ms;
    })();
    const plan = seenAt(start("plan"), [firstMs, END_MS]);
    for (const atMs of [0, 1, 400_000, firstMs - 1]) {
      const branch = seenAt(start("plan", ["today", atMs]), [firstMs, END_MS]);
      expect(hashesOf(branch)).toEqual(hashesOf(plan));
      expect(branch.facts).toBe(plan.facts);
    }
  });

  it("into an arm that says the same changes nothing, at no moment", () => {
    const later = [1_600_000, 2_000_000, END_MS];
    const plan = seenAt(start("plan"), later);
    for (const atMs of [...MOMENTS, 0]) {
      const branch = seenAt(start("twin", ["plan", atMs]), later);
      expect(hashesOf(branch)).toEqual(hashesOf(plan));
      expect(branch.facts).toBe(plan.facts);
    }
  });

  it("made twice is the same twice, however time is cut", () => {
    const once = start("plan", ["today", 1_234_567]);
    once.runTo(END_MS);
    const again = start("plan", ["today", 1_234_567]);
    const cuts = chanceOf("7", 0, "test.cuts");
    for (let at = 0, k = 0; at < END_MS; k += 1) {
      at += Math.floor(cuts.uniform(0, k) * 20_000);
      again.runTo(Math.min(at, END_MS));
    }
    expect(again.snapshot()).toEqual(once.snapshot());
    once.free();
    again.free();
  });

  it("can be saved and restored at any moment, and takes over what its parent has saved of their common past", () => {
    const atMs = 1_234_567;
    const begin = (): ScenarioRun => start("plan", ["today", atMs]);
    const whole = seenAt(begin(), [END_MS]);
    const moments = chanceOf("8", 0, "test.moments");
    for (let k = 0; k < 6; k += 1) {
      const savedMs = Math.floor(moments.uniform(0, k) * END_MS);
      const first = savedMs <= atMs ? start("today") : begin();
      first.runTo(savedMs);
      const saved = first.snapshot();
      first.free();
      const second = begin();
      second.runTo(Math.floor(moments.uniform(1, k) * END_MS));
      second.restore(saved);
      expect(second.nowMs()).toBe(savedMs);
      expect(seenAt(second, [END_MS])).toEqual(whole);
    }
    const parent = start("today");
    parent.runTo(atMs);
    const branch = begin();
    branch.restore(parent.snapshot());
    parent.free();
    expect(seenAt(branch, [END_MS])).toEqual(whole);
  });

  it("can be branched again, and again before anything differs", () => {
    const first = seenAt(start("plan", ["today", 1_000_000]), [1_500_000]);
    const back = (): ScenarioRun => start("no-agreements", ["today", 1_000_000], ["plan", 1_500_000]);
    expect(seenAt(back(), [1_500_000]).seen).toEqual(first.seen);
    expect(seenAt(back(), [END_MS])).toEqual(seenAt(back(), [END_MS]));
    const early = seenAt(start("plan", ["today", 0], ["no-agreements", 100_000]), [END_MS]);
    expect(hashesOf(early)).toEqual(hashesOf(seenAt(start("plan"), [END_MS])));
  });

  it("tells of a step that was under way how it ended, and blocks the next one as the new arm says", () => {
    const plan = start("plan");
    plan.runTo(END_MS);
    const step = plan
      .timeline()
      .find(({ kind, id, startMs, endMs = startMs }) => kind === "step" && id === "dispatch" && endMs - startMs > 60_000);
    plan.free();
    const askedMs = step?.startMs ?? 0;
    const branch = start("no-agreements", ["plan", askedMs + 30_000]);
    branch.runTo(END_MS);
    const steps = branch.timeline().filter(({ kind, incident }) => kind === "step" && incident === step?.incident);
    branch.free();
    expect(steps.find(({ id }) => id === "dispatch")).toEqual(step);
    expect(steps.filter(({ outcome }) => outcome === "blocked").map(({ id, startMs }) => `${id} ${startMs}`)).toEqual([
      `route ${step?.endMs}`,
      `green ${step?.endMs}`,
    ]);
  });
});

/** The first hour of a shipped scenario; `twin` says what `arm` says. */
const firstHour = (name: string, arm: string): Scenario => {
  const text = file(`scenarios/${name}/scenario.yaml`)
    .toString()
    .replace(/durationMin: \d+/, "durationMin: 60")
    .replaceAll(/toMin: \d+/g, "toMin: 45");
  const first = must(parseScenario(text));
  const written = first.arms.find(({ id }) => id === arm);
  return { ...first, arms: [...first.arms, { ...written, id: "twin" } as Scenario["arms"][number]] };
};

describe("where desks, parked cars, ambulances and hospitals have a part", () => {
  const HOUR_MS = 3_600_000;
  it("rules that change to the same change nothing, in the middle of everything", () => {
    for (const [name, arm] of [
      ["fire-response", "full"],
      ["emergency-medical", "linked"],
    ] as const) {
      const of = firstHour(name, arm);
      const plain = seenAt(startOf(of, arm), [HOUR_MS]);
      for (const atMs of [1_400_000, 2_000_000, 2_600_000]) {
        const branch = seenAt(startOf(of, "twin", [arm, atMs]), [HOUR_MS]);
        expect(hashesOf(branch)).toEqual(hashesOf(plain));
        expect(branch.facts).toBe(plain.facts);
      }
    }
  });
});

describe("what cannot be a branch is refused with a sentence", () => {
  const code = (arm: string, ...before: readonly Earlier[]): string | undefined => whyNoBranch(course(arm, before))?.code;
  it("at the end of the run, in the wrong order, into the arm that rules already", () => {
    expect(code("plan", ["today", 0])).toBeUndefined();
    expect(code("plan", ["today", END_MS - 1])).toBeUndefined();
    expect(code("plan", ["today", END_MS])).toBe("branch.at-the-end");
    expect(code("plan", ["today", -1])).toBe("branch.bad-moment");
    expect(code("plan", ["today", 0.5])).toBe("branch.bad-moment");
    expect(code("plan", ["today", 9000], ["no-agreements", 9000])).toBe("branch.bad-moment");
    expect(code("plan", ["plan", 9000])).toBe("branch.same-arm");
    expect(() => start("plan", ["today", END_MS])).toThrow("A run cannot branch at its end");
  });
  it("between arms that keep different vehicles ready", () => {
    const { before, ...plan } = course("plan", [["today", 9000]]);
    const steps = plan.scenario.steps.map((step) =>
      step.id === "dispatch" ? { ...step, with: { ...step.with, fleet: "ambulance" } } : step,
    );
    expect(whyNoBranch({ ...plan, scenario: { ...plan.scenario, steps }, before })?.code).toBe("branch.other-world");
  });
  it("a snapshot of another course than its own", () => {
    const parent = start("today");
    parent.runTo(1_500_000);
    const after = parent.snapshot();
    parent.free();
    const branch = start("plan", ["today", 1_234_567]);
    expect(() => branch.restore(after)).toThrow("the snapshot is of today#1 at 1500000 ms, this run is today>1234567>plan#1 then");
    branch.runTo(1_500_000);
    const own = branch.snapshot();
    branch.free();
    for (const arm of ["plan", "today"]) {
      const plain = start(arm);
      expect(() => plain.restore(own)).toThrow(`this run is ${arm}#1 then`);
      plain.free();
    }
  });
});
