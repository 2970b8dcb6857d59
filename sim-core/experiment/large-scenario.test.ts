/** A scenario far larger than anybody writes: it is read, placed and run. Times are printed, never a gate: they are this machine's. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadEngine } from "../engine/load-engine.ts";
import { parseCity } from "../model/parse-city.ts";
import { parseDemand } from "../model/parse-demand.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import type { Scenario } from "../model/scenario.ts";
import { prepare, startRun } from "../verify/prepared-rehearsal.ts";

const ROOT = join(import.meta.dirname, "../..");
const AGENCIES = 50;
const STEPS = 500;
const INCIDENTS = 10_000;

/** An agreement for every pair of 50 agencies, in both directions. */
const pairs = Array.from({ length: AGENCIES * AGENCIES }, (_, pair) => [Math.floor(pair / AGENCIES), pair % AGENCIES] as const).filter(
  ([from, to]) => from !== to,
);
const agreement = ([from, to]: readonly [number, number]): string =>
  `  - {id: p${from}-${to}, data: [plate, live-video], from: {agency: agency-${from}}, to: {agency: agency-${to}}, law: {basis: x}, mou: {status: signed}, approval: {mode: auto, latency: {medianS: 2, p90S: 5}}}`;
const needs = (index: number): string =>
  [index * 7, index * 13 + 5].map((at) => `p${(pairs[at % pairs.length] ?? [0, 1]).join("-")}`).join(", ");

/** 25 kinds of call with 20 steps each: a chain that branches. */
const step = (index: number): string => {
  const [group, place] = [Math.floor(index / 20), index % 20];
  if (place === 0) return `  - {id: s${index}, class: disaster, after: [{trigger: call-${group}}], do: unit.dispatch}`;
  const after = place < 3 ? `{step: s${index - 1}}` : `{step: s${index - 1}}, {step: s${index - 3}}`;
  return `  - {id: s${index}, class: traffic, needs: [${needs(index)}], after: [${after}], onBlocked: skip, do: notify, with: {to: {class: health}}}`;
};
const TEXT = `schemaVersion: 1
scenario: {id: large, version: 1.0.0, title: {ko: 큰 시나리오, en: Large}}
city: {default: riverside-district}
run: {startsAt: "2026-03-02T08:00:00+09:00", warmUpMin: 0, durationMin: 1440}
incidents:
${Array.from({ length: 25 }, (_, kind) => `  - {kind: kind-${kind}, perRun: ${INCIDENTS / 25}, place: by-floor-area, fromMin: 0, toMin: 1400}`).join("\n")}
agreements:
${pairs.map(agreement).join("\n")}
triggers:
${Array.from({ length: 25 }, (_, kind) => `  - {id: call-${kind}, source: incident, when: "incident.kind == 'kind-${kind}'", mode: parallel}`).join("\n")}
steps:
${Array.from({ length: STEPS }, (_, index) => step(index)).join("\n")}
baseline: today
arms: {today: {}, none: {agreements: {"*": {mou: {status: none}}}}}
kpis: []
`;

it("500 steps, 10,000 incidents and an agreement for every pair of 50 agencies are read, placed and run", () => {
  const times: string[] = [];
  const timed = <T>(what: string, work: () => T): T => {
    const from = process.cpuUsage();
    const done = work();
    const { user, system } = process.cpuUsage(from);
    times.push(`${what} ${Math.round((user + system) / 1000)} ms`);
    return done;
  };
  const scenario: Scenario = timed("read and checked, both arms", () => {
    const parsed = parseScenario(TEXT);
    if (!parsed.ok) throw new Error(parsed.problems[0].message.en);
    return parsed.value;
  });
  expect([scenario.steps.length, scenario.agreements.length]).toEqual([STEPS, 2450]);
  const read = (name: string): string => readFileSync(join(ROOT, "fixtures/cities/riverside-district", name), "utf8");
  const [city, demand] = [parseCity(read("city.json"), "city.json"), parseDemand(read("demand.json"), "demand.json")];
  if (!city.ok || !demand.ok) throw new Error("the shipped district cannot be read");
  const engine = loadEngine(readFileSync(join(ROOT, "sim-core/engine/pkg/rehearsal_engine_bg.wasm")));
  const prepared = prepare(engine, { city: city.value, demand: demand.value, scenario });
  const run = timed("10,000 incidents placed", () => startRun(prepared, "today", 0));
  timed("one hour run", () => run.runTo(3_600_000));
  const facts = run.drainInstitutionalFacts();
  run.free();
  // 10,000 in 1,400 minutes: 429 in the first hour, within four standard deviations of a Poisson count.
  const calls = facts.filter(({ kind }) => kind === "IncidentHappened").length;
  expect(Math.abs(calls - 429)).toBeLessThan(4 * Math.sqrt(429));
  expect(facts.some(({ kind }) => kind === "StepDone")).toBe(true);
  process.stdout.write(`CPU: ${times.join(", ")}\n`);
});
