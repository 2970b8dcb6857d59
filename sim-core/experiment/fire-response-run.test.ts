/** The whole chain in the shipped district, as a run: saved at any moment, and with plates, phones and names planted in its files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadEngine } from "../engine/load-engine.ts";
import { parseCity } from "../model/parse-city.ts";
import { parseDemand } from "../model/parse-demand.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import { chanceOf } from "../model/philox.ts";
import { inputsOf, prepare, startRun } from "../verify/prepared-rehearsal.ts";
import { runReplication } from "./replication.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const engine = loadEngine(readFileSync(join(ROOT, "sim-core/engine/pkg/rehearsal_engine_bg.wasm")));

const accepted = <T>(outcome: { ok: true; value: T } | { ok: false; problems: readonly unknown[] }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems[0]));
  return outcome.value;
};
const cityText = read("fixtures/cities/riverside-district/city.json");
const demand = accepted(parseDemand(read("fixtures/cities/riverside-district/demand.json"), "demand.json"));
const text = read("scenarios/fire-response/scenario.yaml");
const rehearsal = { city: accepted(parseCity(cityText, "city.json")), demand, scenario: accepted(parseScenario(text)) };

describe("a fire response that is saved and restored", () => {
  it("ends in equal states from random moments of a busy hour, each in a fresh run", () => {
    const prepared = prepare(engine, rehearsal);
    const whole = startRun(prepared, "full", 0);
    whole.runTo(whole.durationMs);
    const facts = whole.drainInstitutionalFacts();
    const calls = facts.flatMap(({ kind, atMs }) => (kind === "CallReceived" ? [atMs] : []));
    expect(calls.length).toBeGreaterThan(3);
    const [fromMs, toMs] = [Math.min(...calls), Math.max(...calls) + 1_200_000];
    const saving = startRun(prepared, "full", 0);
    for (let k = 0; k < 6; k += 1) {
      const atMs = Math.round(fromMs + ((k + chanceOf("7", 0, "moment").uniform(0, k)) / 6) * (toMs - fromMs));
      saving.runTo(atMs);
      const saved = saving.snapshot();
      const restored = startRun(prepared, "full", 0);
      restored.restore(saved);
      expect(restored.stateHash()).toBe(saving.stateHash());
      restored.runTo(restored.durationMs);
      expect(restored.stateHash()).toBe(whole.stateHash());
      expect(restored.physicalHash()).toBe(whole.physicalHash());
      expect(restored.timeline()).toEqual(whole.timeline());
      restored.free();
    }
    saving.free();
    whole.free();
  });
});

describe("plates, phones and names planted in the city and in the scenario", () => {
  const PLATE = "12가3456";
  const PHONE = "010-9876-5432";
  const OWNER = "홍길동";
  const APPROVER = "김담당 010-1111-2222";

  it("reach no fact, time line, story or figure; looking up leaves a pseudonym", () => {
    const planted = JSON.parse(cityText) as { parkedCars: object[] };
    planted.parkedCars = planted.parkedCars.map((car) => ({ ...car, plate: PLATE, ownerName: OWNER, ownerPhone: PHONE }));
    const key = new Uint8Array(32).map((_, index) => index + 1);
    const city = accepted(parseCity(planted, "city.json", key));
    const purpose = "purpose: 방범 CCTV 현장 영상 제공";
    const named = text.replace(purpose, `purpose: "${APPROVER}"`);
    expect(named).not.toBe(text);
    const prepared = prepare(engine, { city, demand, scenario: accepted(parseScenario(named)) });
    const run = startRun(prepared, "full", 0);
    run.runTo(run.durationMs);
    const facts = run.drainInstitutionalFacts();
    expect(facts.filter((fact) => fact.kind === "LookedUp" && fact.data === "plate").length).toBeGreaterThan(0);
    const stories = rehearsalIncidents(facts).map((incident) => run.explain(incident));
    const { arms } = runReplication({ ...inputsOf(prepared), arms: inputsOf(prepared).arms.filter(({ id }) => id === "full") }, 0);
    const everything = JSON.stringify([facts, run.timeline(), run.chain(), stories, arms, prepared.scenario.kpis]);
    for (const personal of [PLATE, PHONE, "9876-5432", OWNER, APPROVER, "1111-2222"]) expect(everything).not.toContain(personal);
    run.free();
  });
});

const rehearsalIncidents = (facts: readonly { readonly kind: string; readonly incident: number }[]): readonly number[] => [
  ...new Set(facts.flatMap(({ kind, incident }) => (kind === "CallReceived" ? [incident] : []))),
];
