/** The whole chain in the shipped district: what a missing signature closes, what it leaves as it is, and what a surge does to the desks. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { ExperimentResult } from "../contract/result.ts";
import { loadEngine } from "../engine/load-engine.ts";
import { parseCity } from "../model/parse-city.ts";
import { parseDemand } from "../model/parse-demand.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import { inputsOf, type Prepared, prepare, startRun } from "../verify/prepared-rehearsal.ts";
import { runExperiment } from "./experiment.ts";
import { runReplication } from "./replication.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const engine = loadEngine(readFileSync(join(ROOT, "sim-core/engine/pkg/rehearsal_engine_bg.wasm")));

const accepted = <T>(outcome: { ok: true; value: T } | { ok: false; problems: readonly unknown[] }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems[0]));
  return outcome.value;
};
const city = accepted(parseCity(read("fixtures/cities/riverside-district/city.json"), "city.json"));
const demand = accepted(parseDemand(read("fixtures/cities/riverside-district/demand.json"), "demand.json"));
const text = read("scenarios/fire-response/scenario.yaml");
const prepared = (scenarioText: string): Prepared => prepare(engine, { city, demand, scenario: accepted(parseScenario(scenarioText)) });
const textbook = prepared(text);
const seoul = prepared(changed(text, "ownership: textbook", "ownership: seoul-practice"));

function changed(whole: string, from: string | RegExp, to: string): string {
  const after = whole.replace(from, to);
  if (after === whole) throw new Error(`the scenario has no ${from} any more`);
  return after;
}

type Ran = { readonly physicalHash: string; readonly facts: readonly InstitutionalFact[] };
const ran = new Map<string, Ran>();
const run = (of: Prepared, arm: string, replication: number): Ran => {
  const key = `${of === textbook ? "textbook" : "seoul"} ${arm} ${replication}`;
  const found = ran.get(key);
  if (found !== undefined) return found;
  const simulation = startRun(of, arm, replication);
  simulation.runTo(simulation.durationMs);
  const made = { physicalHash: simulation.physicalHash(), facts: simulation.drainInstitutionalFacts() };
  simulation.free();
  ran.set(key, made);
  return made;
};

/** The steps that were blocked, per incident: "3: video plates". */
const blocked = ({ facts }: Ran): ReadonlyMap<number, ReadonlySet<string>> => {
  const found = new Map<number, Set<string>>();
  for (const fact of facts)
    if (fact.kind === "StepBlocked") found.set(fact.incident, (found.get(fact.incident) ?? new Set<string>()).add(fact.step));
  return found;
};
const kindsOf = ({ facts }: Ran): ReadonlyMap<number, string> =>
  new Map(facts.flatMap((fact) => (fact.kind === "IncidentHappened" ? [[fact.incident, fact.incidentKind] as const] : [])));
const fires = (one: Ran): readonly number[] => [...kindsOf(one)].flatMap(([incident, kind]) => (kind === "fire" ? [incident] : []));
const all = (one: Ran): readonly string[] => [...new Set([...blocked(one).values()].flatMap((steps) => [...steps]))].toSorted();

describe("with nobody's signature", () => {
  test("the streets are those of today, in every replication, event for event", () => {
    for (const replication of [0, 1]) {
      const [none, today] = [run(textbook, "no-agreements", replication), run(textbook, "today", replication)];
      expect(none.physicalHash).toBe(today.physicalHash);
      const rest = none.facts.filter(({ kind }) => kind !== "StepBlocked");
      expect(rest).toEqual(today.facts);
      expect(run(textbook, "full", replication).physicalHash).not.toBe(today.physicalHash);
    }
  });

  test("nobody looks at anything personal", () => {
    expect(run(textbook, "no-agreements", 0).facts.filter(({ kind }) => kind === "LookedUp")).toEqual([]);
    expect(run(textbook, "full", 0).facts.filter(({ kind }) => kind === "LookedUp").length).toBeGreaterThan(0);
  });
});

describe("a missing owner closes what its agreements carry, and nothing else", () => {
  const stepsThatNeed = (
    of: Prepared,
    isClosed: (giver: { readonly owner: string; readonly operator: string }) => boolean,
  ): readonly string[] => {
    const { scenario } = of;
    const map = city.ownership.find(({ id }) => id === scenario.city.ownership);
    const closed = scenario.agreements.flatMap(({ id, from }) => {
      const giver = "class" in from ? map?.owners[from.class] : { owner: from.agency, operator: from.agency };
      return giver !== undefined && isClosed(giver) ? [id] : [];
    });
    return scenario.steps.flatMap(({ id, needs }) => (needs.some((name) => closed.includes(name)) ? [id] : [])).toSorted();
  };

  test.each([
    ["without-police", "police"],
    ["without-city", "city"],
    ["without-hospital", "hospital"],
  ])("%s, in both maps of who owns what", (arm, agency) => {
    for (const of of [textbook, seoul])
      expect(all(run(of, arm, 0))).toEqual(stepsThatNeed(of, ({ owner, operator }) => owner === agency || operator === agency));
  });

  test("what each says in so many words", () => {
    expect(all(run(textbook, "without-police", 0))).toEqual(["plates", "route", "video"]);
    expect(all(run(textbook, "without-city", 0))).toEqual(["ambulance-green", "green", "owners", "street"]);
    expect(all(run(textbook, "without-hospital", 0))).toEqual(["beds"]);
    // The police run Seoul's signals, the city its crime cameras.
    expect(all(run(seoul, "without-police", 0))).toEqual(["ambulance-green", "green", "route"]);
    expect(all(run(seoul, "without-city", 0))).toEqual(["ambulance-green", "green", "owners", "plates", "street", "video"]);
  });

  test("before the change of the rule differs from without the police by the route of each fire, and by nothing else", () => {
    const [before, without] = [run(textbook, "before-rule-change", 0), run(textbook, "without-police", 0)];
    expect(fires(before).length).toBeGreaterThan(0);
    for (const incident of fires(before)) {
      const [law, police] = [blocked(before).get(incident) ?? new Set<string>(), blocked(without).get(incident) ?? new Set<string>()];
      expect([...police].filter((step) => !law.has(step))).toEqual(["route"]);
      expect([...law].filter((step) => !police.has(step))).toEqual([]);
    }
    expect(before.physicalHash).not.toBe(without.physicalHash);
  });

  test("where the police run the signals, their absence closes route and green, and the law video and plates", () => {
    const [before, without] = [run(seoul, "before-rule-change", 0), run(seoul, "without-police", 0)];
    for (const incident of fires(before)) {
      expect(new Set(blocked(before).get(incident))).toEqual(new Set(["plates", "video"]));
      const police = [...(blocked(without).get(incident) ?? [])].filter((step) => step !== "ambulance-green");
      expect(new Set(police)).toEqual(new Set(["green", "route"]));
    }
  });
});

type Found = { readonly result: ExperimentResult; readonly found: readonly Readonly<Record<string, unknown>>[] };

describe("two services at once", () => {
  /** All through the counted time 200 medical calls and 30 fires want the same call-takers, camera operators and ambulances. */
  const surge = changed(changed(text, "perRun: 4", "perRun: 200"), "perRun: 5", "perRun: 30");
  const flags = async (scenarioText: string): Promise<Found> => {
    const whole = inputsOf(prepared(scenarioText));
    const inputs = { ...whole, arms: whole.arms.filter(({ id }) => id === "today" || id === "full") };
    const { result, assumptions } = await runExperiment(
      {
        scenario: accepted(parseScenario(scenarioText)),
        arms: inputs.arms.map(({ id }) => id),
        replications: 1,
        seed: "1",
        passingSpeedFactor: 1,
        parts: {
          scenario: { id: "surge", version: "1", hash: "" },
          city: { id: "city", version: "1", hash: "" },
          demand: { id: "demand", version: "1", hash: "" },
          engine: { id: "engine", version: "1", hash: "" },
        },
        assumptions: [],
        quarantine: [],
      },
      { runReplication: async (replication) => runReplication(inputs, replication), isCancelled: () => false, onProgress: () => undefined },
    );
    for (const { code, text: sentence } of assumptions)
      if (code.endsWith("-crowded")) expect([sentence.ko, sentence.en].every((one) => one.length > 40)).toBe(true);
    return { result, found: result.assumptions.flatMap(({ code, params }) => (code.endsWith("-crowded") ? [{ code, ...params }] : [])) };
  };

  test("a fire and a medical surge: desks and units that cannot keep up are named in the result, in each arm", async () => {
    const { found, result } = await flags(surge);
    for (const arm of ["today", "full"]) {
      const mine = found.filter((flag) => flag["arm"] === arm).map((flag) => flag["desk"] ?? flag["fleet"]);
      expect(mine).toContain("call-takers");
      expect(mine).toContain("ambulance");
    }
    // Camera operators serve fires only where the linkage is on.
    const [today = 0, full = 0] = result.arms.map(({ kpis }) => kpis["camera-desk"]?.mean ?? 0);
    expect(full).toBeGreaterThan(today);
  });

  test("no surge, no warning", async () => {
    expect((await flags(text)).found.filter((flag) => flag["desk"] !== undefined)).toEqual([]);
  });
});
