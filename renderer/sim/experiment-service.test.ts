import * as Comlink from "comlink";
import { expect, test } from "vitest";
import type { ExperimentReport } from "../../sim-core/experiment/experiment.ts";
import type { ReplicationOutcome } from "../../sim-core/experiment/replication.ts";
import { good } from "../../sim-core/model/problem.ts";
import type { Scenario } from "../../sim-core/model/scenario.ts";
import type { BatchService } from "./batch-service.ts";
import { type ExperimentAsk, type ExperimentListener, makeExperimentService } from "./experiment-service.ts";
import type { SimWorkerHandle } from "./worker-handle.ts";

const ARMS = ["today", "plan"];
const SCENARIO = {
  scenario: { id: "made", version: "1" },
  baseline: "today",
  arms: ARMS.map((id) => ({ id, without: [], agreements: {}, set: {} })),
  steps: [],
  agreements: [],
  desks: [],
  run: { durationMin: 90, warmUpMin: 15 },
  kpis: [{ id: "response", measure: "mean", better: "lower", smallestThatMatters: 5, primary: true }],
  experiment: { replications: 4, maxReplications: 10, confidence: 0.95, halfWidthS: 5 },
} as unknown as Scenario;
const PART = { id: "one", version: "1", hash: "h" };
const PREPARED = {
  scenario: SCENARIO,
  arms: ARMS,
  parts: { scenario: PART, city: PART, demand: PART, engine: PART },
  assumptions: [],
  quarantine: [],
};

/** The plan is quicker by 20 s and a little that depends on the day. */
const outcome = (replication: number, factor: number): ReplicationOutcome => ({
  replication,
  neighbourhoods: [],
  arms: [300, 280 - (replication % 3) - factor].map((value, arm) => ({
    samples: [{ value, count: 1, censored: 0, cases: [{ value, censored: false, incident: replication }] }],
    driveTime: { value, count: 1, censored: 0 },
    ordersInTime: { value: 1, count: 1, censored: 0 },
    tripsRemoved: 0,
    stuckLanes: 0,
    desks: [],
    fleets: [],
    steps: [],
    stateHash: `s${arm}`,
    physicalHash: `p${arm}`,
  })),
});

const ASK: ExperimentAsk = {
  request: {
    cityJson: new Uint8Array(),
    demandJson: new Uint8Array(),
    scenarioYaml: "",
    files: { city: "", demand: "", scenario: "" },
    seed: "1",
    arms: ARMS,
  },
  replications: 6,
  workers: 1,
};

const SILENT: ExperimentListener = { onProgress: () => undefined, onInterim: () => undefined, onCompared: () => undefined };

/** Workers over real message channels; `ran` is every replication that was really computed, as [replication, factor]. */
const setup = () => {
  const ran: [number, number][] = [];
  const service: BatchService = {
    prepare: async () => good(PREPARED),
    run: async (replication, factor) => {
      ran.push([replication, factor]);
      await new Promise((resolve) => setTimeout(resolve, 2));
      return outcome(replication, factor);
    },
    plan: async () => undefined,
    runJob: async (job) => outcome(job, 1),
  };
  const spawn = (): SimWorkerHandle => {
    const { port1, port2 } = new MessageChannel();
    Comlink.expose(service, port2);
    const close = (): void => {
      port1.close();
      port2.close();
    };
    return { endpoint: port1, terminate: close, onDeath: () => undefined };
  };
  let nowMs = 0;
  return { ran, experiments: makeExperimentService(spawn, () => nowMs++) };
};

const textOf = (report: Awaited<ReturnType<ReturnType<typeof setup>["experiments"]["compare"]>>): string => {
  if (!report.ok) throw new Error("not a report");
  return JSON.stringify(report.value.result);
};

test("what a stopped experiment had finished is shown, is not computed again, and ends in the same bytes as one go", async () => {
  const straight = setup();
  const whole = textOf(await straight.experiments.compare(ASK, SILENT));
  expect(straight.ran.length).toBe(18);

  const broken = setup();
  const stopped = await broken.experiments.compare(ASK, {
    ...SILENT,
    onProgress: ({ done }) => done === 3 && broken.experiments.stop(),
  });
  expect(stopped.ok && [stopped.value.result.replications, stopped.value.result.complete]).toEqual([3, false]);
  const before = broken.ran.filter(([replication]) => replication < 3).length;
  expect(textOf(await broken.experiments.compare(ASK, SILENT))).toBe(whole);
  expect(before).toBe(3);
  expect(broken.ran.filter(([replication, factor]) => replication < 3 && factor === 1).length).toBe(3);
});

test("the interval is told while it narrows: longer and longer prefixes, each said to be incomplete", async () => {
  const seen: ExperimentReport[] = [];
  const { experiments } = setup();
  await experiments.compare(ASK, { ...SILENT, onInterim: (report) => seen.push(report) });
  const lengths = seen.map(({ result }) => result.replications);
  expect(lengths.length).toBeGreaterThan(0);
  expect(lengths).toEqual([...new Set(lengths)].sort((a, b) => a - b));
  expect(lengths.every((length) => length >= 2 && length < 6)).toBe(true);
  expect(seen.every(({ result }) => !result.complete)).toBe(true);
});

test("the cases behind a result are those of its own question only", async () => {
  const { experiments } = setup();
  const report = await experiments.compare(ASK, SILENT);
  if (!report.ok) throw new Error("not a report");
  const rows = experiments.evidence(report.value.result, 0);
  expect(rows?.map(({ samples }) => samples[1]?.cases?.[0]?.incident)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(experiments.evidence({ ...report.value.result, seed: "2" }, 0)).toBeUndefined();
});
