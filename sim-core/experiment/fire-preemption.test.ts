/** The shipped scenario in the shipped district: what must hold before anybody believes a verdict. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadEngine } from "../engine/load-engine.ts";
import type { Demand } from "../model/demand.ts";
import { parseCity } from "../model/parse-city.ts";
import { parseDemand } from "../model/parse-demand.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import { inputsOf, prepare } from "../verify/prepared-rehearsal.ts";
import type { KpiSample } from "./kpi/kpi-sample.ts";
import { type ReplicationOutcome, runReplication, runReplicationStraight } from "./replication.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const engine = loadEngine(readFileSync(join(ROOT, "sim-core/engine/pkg/rehearsal_engine_bg.wasm")));

const accepted = <T>(outcome: { ok: true; value: T } | { ok: false; problems: readonly unknown[] }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems[0]));
  return outcome.value;
};
const city = accepted(parseCity(read("fixtures/cities/riverside-district/city.json"), "city.json"));
const demand = accepted(parseDemand(read("fixtures/cities/riverside-district/demand.json"), "demand.json"));
const text = read("scenarios/fire-preemption/scenario.yaml");

const outcomesOf = (scenarioText: string, trips: Demand, replications: number): readonly ReplicationOutcome[] => {
  const inputs = inputsOf(prepare(engine, { city, demand: trips, scenario: accepted(parseScenario(scenarioText)) }));
  return Array.from({ length: replications }, (_, replication) => runReplication(inputs, replication));
};

const armIds = accepted(parseScenario(text)).arms.map(({ id }) => id);
const kpiIds = accepted(parseScenario(text)).kpis.map(({ id }) => id);
const sample = (outcome: ReplicationOutcome | undefined, arm: string, kpi: string): KpiSample | undefined =>
  outcome?.arms[armIds.indexOf(arm)]?.samples[kpiIds.indexOf(kpi)];
const mean = (outcomes: readonly ReplicationOutcome[], arm: string, kpi: string): number =>
  outcomes.reduce((sum, outcome) => sum + (sample(outcome, arm, kpi)?.value ?? Number.NaN), 0) / outcomes.length;

describe("fire preemption in the riverside district", () => {
  const outcomes = outcomesOf(text, demand, 3);

  test("brings the truck faster and makes cross streets and people on foot wait", () => {
    expect(mean(outcomes, "plan", "travel")).toBeLessThan(mean(outcomes, "today", "travel"));
    expect(mean(outcomes, "plan", "truck-signal-delay")).toBeLessThan(mean(outcomes, "today", "truck-signal-delay"));
    expect(mean(outcomes, "plan", "cross-street")).toBeGreaterThan(mean(outcomes, "today", "cross-street"));
    expect(mean(outcomes, "plan", "pedestrians")).toBeGreaterThan(0);
  });

  test("without agreements is today, to the last vehicle", () => {
    for (const { arms } of outcomes) {
      expect(arms[armIds.indexOf("no-agreements")]?.physicalHash).toBe(arms[armIds.indexOf("today")]?.physicalHash);
      expect(arms[armIds.indexOf("no-agreements")]?.samples).toEqual(arms[armIds.indexOf("today")]?.samples);
    }
  });

  test("every step ends once for every fire; what an arm leaves out never comes up, and without agreements what needs one is blocked", () => {
    const { incidents, steps, arms } = accepted(parseScenario(text));
    const fires = incidents.reduce((sum, { perRun }) => sum + perRun, 0);
    for (const outcome of outcomes) {
      for (const [at, { id, without }] of arms.entries()) {
        const ends = outcome.arms[at]?.steps ?? [];
        const came = ends.map(({ id: step, done, blocked, refused, timedOut, failed, calledOff, open }) => [
          step,
          done + blocked + refused + timedOut + failed + calledOff + open,
        ]);
        expect([id, came]).toEqual([id, steps.filter((step) => !without.includes(step.id)).map((step) => [step.id, fires])]);
        const needy = steps.filter(({ needs }) => needs.length > 0).map((step) => step.id);
        const blocked = ends.filter((end) => end.blocked > 0).map((end) => [end.id, end.blocked]);
        expect(blocked).toEqual(id === "no-agreements" ? needy.map((step) => [step, fires]) : []);
      }
    }
  });

  test("arms that branch from their shared past equal arms run from the beginning", () => {
    const inputs = inputsOf(prepare(engine, { city, demand, scenario: accepted(parseScenario(text)) }));
    expect(runReplicationStraight(inputs, 0)).toEqual(outcomes[0]);
  });

  test("with signals that never obey, signals only is exactly today", () => {
    const never = text.replace("successP: 0.9", "successP: 0");
    expect(never).not.toBe(text);
    const [outcome] = outcomesOf(never, demand, 1);
    const of = (arm: string) => outcome?.arms[armIds.indexOf(arm)];
    expect(of("signals-only")?.physicalHash).toBe(of("today")?.physicalHash);
    expect(of("signals-only")?.samples).toEqual(of("today")?.samples);
  });

  test("with no other traffic, the cost to others is exactly 0", () => {
    const nobody: Demand = {
      ...demand,
      linkIds: [],
      trips: { id: [], departMs: [], vehicleClass: [], origin: [], destination: [], routeStart: [0], routeLinks: [] },
    };
    const [outcome] = outcomesOf(text, nobody, 1);
    for (const arm of armIds) {
      expect(sample(outcome, arm, "others")).toEqual({ value: 0, count: 0, censored: 0 });
      expect(sample(outcome, arm, "cross-street")).toEqual({ value: 0, count: 0, censored: 0 });
    }
    expect(sample(outcome, "plan", "travel")?.value).toBeLessThanOrEqual(sample(outcome, "today", "travel")?.value ?? 0);
  });
});
