/** A city with demand and scenario, compiled and with its arms applied: what cases about whole runs start from. */

import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { compileNetwork } from "../engine/compile-network.ts";
import type { EngineModule } from "../engine/engine.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "../engine/traffic-parameters.ts";
import { measureReplication } from "../experiment/kpi/measure-kpi.ts";
import { emptyDigest, foldEngineFacts, foldInstitutionalFacts, type RunDigest } from "../experiment/kpi/run-digest.ts";
import { armStandsAlone, type ReplicationInputs, signalLayout } from "../experiment/replication.ts";
import type { City } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import type { Scenario } from "../model/scenario.ts";
import { makeScenarioRun } from "../run/make-scenario-run.ts";
import type { ScenarioRun } from "../run/scenario-run.ts";
import { applyArm } from "../scenario/apply-arm.ts";

export type Prepared = {
  readonly engine: EngineModule;
  readonly city: City;
  readonly network: CompiledNetwork;
  readonly scenario: Scenario;
  readonly armById: ReadonlyMap<string, Scenario>;
};

export const prepare = (
  engine: EngineModule,
  rehearsal: { readonly city: City; readonly demand: Demand; readonly scenario: Scenario },
): Prepared => {
  const { city, demand, scenario } = rehearsal;
  const network = compileNetwork(city, demand, { startsAt: scenario.run.startsAt, traffic: DEFAULT_TRAFFIC_PARAMETERS });
  if (!network.ok) throw new Error(network.problems[0].message.en);
  const armById = new Map<string, Scenario>();
  for (const { id } of scenario.arms) {
    const applied = applyArm(scenario, id);
    if (!applied.ok) throw new Error(applied.problems[0].message.en);
    armById.set(id, applied.value);
  }
  return { engine, city, network: network.value, scenario, armById };
};

const SEED = "1";

export const startRun = ({ engine, city, network, scenario, armById }: Prepared, arm: string, replication: number): ScenarioRun =>
  makeScenarioRun({ engine, city, network, scenario: armById.get(arm) ?? scenario, arm, seed: SEED, replication });

export const inputsOf = ({ engine, city, network, scenario, armById }: Prepared): ReplicationInputs => ({
  engine,
  city,
  network,
  arms: scenario.arms.map((arm) => ({ id: arm.id, scenario: armById.get(arm.id) ?? scenario, standsAlone: armStandsAlone(arm) })),
  kpis: scenario.kpis,
  seed: SEED,
  passingSpeedFactor: 1,
  makeRun: makeScenarioRun,
});

/** The KPIs folded while the run went on, and again from the log as it would be saved (bytes and JSON). */
export const kpiTextFromLog = (prepared: Prepared, arms: readonly string[]): { readonly streamed: string; readonly recomputed: string } => {
  const streaming: RunDigest[] = [];
  const saved: { records: Uint8Array; institutional: string; warmUpMs: number; durationMs: number }[] = [];
  for (const arm of arms) {
    const run = startRun(prepared, arm, 0);
    const digest = emptyDigest(run.warmUpMs, run.durationMs);
    const parts: Uint8Array[] = [];
    const facts: InstitutionalFact[] = [];
    for (let atMs = 0; atMs < run.durationMs; ) {
      atMs = Math.min(run.durationMs, atMs + 37_000);
      run.runTo(atMs);
      const records = run.drainEngineFacts();
      const institutional = run.drainInstitutionalFacts();
      foldEngineFacts(digest, records);
      foldInstitutionalFacts(digest, institutional);
      parts.push(records.slice());
      facts.push(...institutional);
    }
    streaming.push(digest);
    saved.push({ records: joined(parts), institutional: JSON.stringify(facts), warmUpMs: run.warmUpMs, durationMs: run.durationMs });
    run.free();
  }
  const layout = signalLayout(prepared.city, prepared.network);
  const again = saved.map(({ records, institutional, warmUpMs, durationMs }) => {
    const digest = emptyDigest(warmUpMs, durationMs);
    foldEngineFacts(digest, records);
    foldInstitutionalFacts(digest, JSON.parse(institutional) as InstitutionalFact[]);
    return digest;
  });
  const text = (digests: readonly RunDigest[]): string => JSON.stringify(measureReplication(prepared.scenario.kpis, digests, layout));
  return { streamed: text(streaming), recomputed: text(again) };
};

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
