/** `rehearse agreements`: which signature and which law the linkage hangs on, on a given day, and what each of them is worth. */
import { availableParallelism } from "node:os";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import {
  type AgreementEffect,
  type AgreementRow,
  agreementEffects,
  agreementRows,
  dayOf,
  planAgreements,
} from "../../sim-core/experiment/agreement-table.ts";
import { PILOT_REPLICATIONS } from "../../sim-core/experiment/experiment.ts";
import { type ReplicationJob, runReplication } from "../../sim-core/experiment/replication.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { makeScenarioRun } from "../../sim-core/run/make-scenario-run.ts";
import { BadInput } from "../bad-input.ts";
import { checkWritable, writeWhole } from "../files/write-whole.ts";
import { type Host, stopOnInterrupt, withProgress } from "../jobs/host.ts";
import { collectLocally } from "../jobs/local-experiment.ts";
import { agreementsText } from "../print/agreements-text.ts";
import { costSentence } from "./cost-of-runs.ts";
import { loadRehearsal, type Rehearsal } from "./load-rehearsal.ts";
import { checkRunOptions, type RunOptions, wrongOption } from "./run-options.ts";

export type AgreementsOptions = Pick<RunOptions, "city" | "demand" | "tripsPerHour" | "replications" | "seed" | "workers" | "json"> & {
  readonly on?: string;
  readonly quick?: boolean;
};

export const agreementsCommand = async (folder: string, options: AgreementsOptions, language: Language): Promise<number> => {
  const asked = checkRunOptions(options);
  checkDate(options.on);
  if (options.json !== undefined) checkWritable(options.json);
  const rehearsal = loadRehearsal({
    folder,
    ...(options.city === undefined ? {} : { city: options.city }),
    ...(options.demand === undefined ? {} : { demand: options.demand }),
    ...(asked.tripsPerHour === undefined ? {} : { tripsPerHour: asked.tripsPerHour }),
  });
  const { scenario, city } = rehearsal;
  const on = options.on ?? scenario.run.startsAt.slice(0, 10);
  const rows = agreementRows(scenario, city, dayOf(on) ?? 0);
  const stop = stopOnInterrupt();
  const host: Host = { rehearsal, seed: options.seed, workers: asked.workers ?? availableParallelism(), stop, language };
  const replications = wantedReplications(asked.replications ?? scenario.experiment.replications);
  const found = options.quick === true ? undefined : await measure(host, rows, on, replications);
  process.stdout.write(`${agreementsText({ rehearsal, on, rows, ...found, language })}\n`);
  if (options.json !== undefined) writeWhole(options.json, jsonText(rehearsal, options.seed, on, rows, found));
  return stop.isStopped() ? 130 : 0;
};

/** A pilot's number where the scenario leaves it to the experiment: what an agreement costs is a side question. */
const wantedReplications = (asked: number | "auto"): number => (asked === "auto" ? PILOT_REPLICATIONS : asked);

const checkDate = (on: string | undefined): void => {
  if (on === undefined || dayOf(on) !== undefined) return;
  throw new BadInput([wrongOption("--on", on, { ko: "2026-03-02와 같은 날짜", en: "a day like 2026-03-02" })]);
};

export type Measured = { readonly effects: readonly AgreementEffect[]; readonly replications: number };

const measure = async (host: Host, rows: readonly AgreementRow[], on: string, replications: number): Promise<Measured | undefined> => {
  const { rehearsal, seed, language } = host;
  const { scenario, city } = rehearsal;
  const plan = planAgreements(scenario, city, rows, `${on}${scenario.run.startsAt.slice(10)}`);
  if (plan.questions.length === 0) return undefined;
  const pace = { msPerRun: oneRunMs(rehearsal, plan.arms.slice(0, 1), seed) / host.workers };
  const what = { ko: "협약마다 없을 때와 견주기", en: "Each agreement with and without" };
  process.stdout.write(`${costSentence(what, plan.arms.length * replications, pace, language)}\n\n`);
  const outcomes = await withProgress(host, { ko: "협약, 반복", en: "agreements, replications" }[language], (work) =>
    collectLocally(work, { arms: plan.arms, jobs: everyArm(plan.arms.length, replications) }),
  );
  if (outcomes.length === 0) return undefined;
  const doubt = { confidence: scenario.experiment.confidence, seed };
  return { effects: agreementEffects(plan, scenario.kpis, outcomes, doubt), replications: outcomes.length };
};

const everyArm = (arms: number, replications: number): readonly ReplicationJob[] =>
  Array.from({ length: replications }, (_, replication) => ({ replication, arms: Array.from({ length: arms }, (_arm, i) => i) }));

/** Nothing has been timed yet: one run here says how long the others may take. */
const oneRunMs = (
  { city, network, engineWasm, scenario }: Rehearsal,
  arms: Parameters<typeof runReplication>[0]["arms"],
  seed: string,
): number => {
  const engine = loadEngine(engineWasm);
  const startedMs = performance.now();
  runReplication({ engine, city, network, arms, kpis: scenario.kpis, seed, passingSpeedFactor: 1, makeRun: makeScenarioRun }, 0);
  return performance.now() - startedMs;
};

const jsonText = (rehearsal: Rehearsal, seed: string, on: string, rows: readonly AgreementRow[], found: Measured | undefined): string => {
  const { parts } = rehearsal;
  const agreements = rows.map(({ agreement, parties, gates, steps }) => ({
    id: agreement.id,
    data: agreement.data,
    purpose: agreement.purpose ?? null,
    parties,
    law: { isOpen: gates.law === undefined, reason: gates.law ?? null, basis: agreement.law.basis },
    mou: { isOpen: gates.mou === undefined, reason: gates.mou ?? null, status: agreement.mou.status },
    steps,
  }));
  const measured = { replications: found?.replications ?? 0, effects: found?.effects ?? [] };
  return `${JSON.stringify({ schemaVersion: 1, ...parts, seed, on, agreements, ...measured }, null, 2)}\n`;
};
