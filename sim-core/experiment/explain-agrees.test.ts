/** What an explanation says of every incident of a real day is what the KPIs count, and its parts add up. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadEngine } from "../engine/load-engine.ts";
import { describeProblem } from "../model/problem.ts";
import { makeScenarioRun } from "../run/make-scenario-run.ts";
import { measureReplication } from "./kpi/measure-kpi.ts";
import { emptyDigest, foldEngineFacts, foldInstitutionalFacts } from "./kpi/run-digest.ts";
import { prepareRehearsal } from "./prepare-rehearsal.ts";
import { signalLayout } from "./replication.ts";

const file = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const engine = loadEngine(readFileSync(new URL("../engine/pkg/rehearsal_engine_bg.wasm", import.meta.url)));

const DISTRICT = "fixtures/cities/riverside-district";
const outcome = prepareRehearsal(
  {
    scenario: { text: file("scenarios/fire-response/scenario.yaml"), file: "scenario.yaml" },
    city: { text: file(`${DISTRICT}/city.json`), file: "city.json" },
    demand: { text: file(`${DISTRICT}/demand.json`), file: "demand.json" },
  },
  engine,
);
if (!outcome.ok) throw new Error(outcome.problems.map((problem) => describeProblem(problem, "en")).join("\n"));
const { scenario, city, network, arms } = outcome.value;

test.each(["today", "full"])("in the arm %s every call is divided to the millisecond, and the mean is the KPI's", (id) => {
  const arm = arms.find((one) => one.id === id);
  if (arm === undefined) throw new Error(`no arm ${id}`);
  const run = makeScenarioRun({ engine, city, network, scenario: arm.scenario, arm: id, seed: "7", replication: 0 });
  run.runTo(run.durationMs);
  const stories = Array.from({ length: 60 }, (_, incident) => run.explain(incident)).flatMap((story) =>
    story === undefined ? [] : [story],
  );
  const digest = emptyDigest(run.warmUpMs, run.durationMs);
  const facts = run.drainInstitutionalFacts();
  foldInstitutionalFacts(digest, facts);
  foldEngineFacts(digest, run.drainEngineFacts());
  run.free();

  expect(stories.length).toBe(facts.filter(({ kind }) => kind === "CallReceived").length);
  expect(stories.length).toBeGreaterThanOrEqual(5);
  for (const { incident, response, sentences } of stories) {
    const sum = response.parts.reduce((ms, part) => ms + part.ms, 0);
    expect({ incident, sum, least: Math.min(...response.parts.map(({ ms }) => ms)) > 0 }).toEqual({
      incident,
      sum: response.endMs - response.receivedMs,
      least: true,
    });
    // Every sentence is whole in both languages.
    for (const { text } of sentences)
      for (const words of [text.ko, text.en]) expect(/undefined|NaN|: \.|^:|\.\.$/.exec(words)?.input).toBeUndefined();
  }
  const fires = new Set(facts.flatMap((fact) => (fact.kind === "CallReceived" && fact.incidentKind === "fire" ? [fact.incident] : [])));
  const told = stories.filter(({ incident }) => fires.has(incident)).map(({ response }) => response.endMs - response.receivedMs);
  const kpi = scenario.kpis.filter(({ primary }) => primary);
  const [[measured] = []] = measureReplication(kpi, [digest], signalLayout(city, network));
  expect(measured?.count).toBe(told.length);
  expect(measured?.value).toBeCloseTo(told.reduce((sum, ms) => sum + ms, 0) / told.length / 1000, 9);
});
