/** The same bytes from one worker or two, and from a run continued in a process that never saw its beginning. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { printResult } from "../../sim-core/contract/print-result.ts";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import type { ExperimentReport } from "../../sim-core/experiment/experiment.ts";
import { runReplication } from "../../sim-core/experiment/replication.ts";
import { chanceOf } from "../../sim-core/model/philox.ts";
import { inputsOf, prepare, startRun } from "../../sim-core/verify/prepared-rehearsal.ts";
import { randomRehearsal } from "../../sim-core/verify/random-city.ts";
import type { Rehearsal } from "../commands/load-rehearsal.ts";
import { runLocally, type StopSignal } from "./local-experiment.ts";
import { startReplicationPool } from "./replication-pool.ts";

const ENGINE_WASM = resolve(import.meta.dirname, "../../sim-core/engine/pkg/rehearsal_engine_bg.wasm");
const engineWasm = readFileSync(ENGINE_WASM);
const engine = loadEngine(engineWasm);
const never: StopSignal = { isStopped: () => false, onStop: () => undefined };

const rehearsalOf = (number: number): Rehearsal => {
  const made = randomRehearsal(number);
  const prepared = prepare(engine, made);
  const part = { id: "made", version: "1", hash: "0" };
  return {
    ...made,
    scenarioFile: "made.yaml",
    network: prepared.network,
    arms: inputsOf(prepared).arms,
    engineWasm,
    parts: { scenario: part, city: part, demand: part, engine: part },
    assumptions: [],
    quarantine: [],
  };
};

const experiment = (number: number, workers: number, stop = never): Promise<ExperimentReport> =>
  runLocally({
    rehearsal: rehearsalOf(number),
    arms: ["today", "plan", "no-agreements"],
    replications: 8,
    seed: "1",
    workers,
    passingSpeedFactor: 1,
    onProgress: () => undefined,
    stop,
  });

describe("worker threads", () => {
  test("one worker and two give the same bytes", async () => {
    const one = printResult((await experiment(21, 1)).result);
    expect(printResult((await experiment(21, 2)).result)).toBe(one);
    expect(JSON.parse(one)).toMatchObject({ replications: 8, complete: true });
  });

  test("a worker's replication equals this thread's", async () => {
    const inputs = inputsOf(prepare(engine, randomRehearsal(22)));
    const { engine: _, makeRun: __, ...plain } = inputs;
    const pool = startReplicationPool(1, { ...plain, engineWasm });
    expect(await pool.run(3)).toEqual(runReplication(inputs, 3));
    await pool.stop();
  });

  test("stopping keeps the finished prefix", async () => {
    const listeners: (() => void)[] = [];
    let stopped = false;
    const stop: StopSignal = { isStopped: () => stopped, onStop: (listener) => void listeners.push(listener) };
    const running = runLocally({
      rehearsal: rehearsalOf(23),
      arms: ["today", "plan"],
      replications: 400,
      seed: "1",
      workers: 2,
      passingSpeedFactor: 1,
      onProgress: (done) => {
        if (done < 5 || stopped) return;
        stopped = true;
        for (const listener of listeners) listener();
      },
      stop,
    });
    const { result } = await running;
    expect(result.complete).toBe(false);
    expect(result.replications).toBeGreaterThanOrEqual(1);
    expect(result.replications).toBeLessThan(400);
  });

  test("a worker that cannot start rejects its jobs instead of hanging", async () => {
    const inputs = inputsOf(prepare(engine, randomRehearsal(24)));
    const { engine: _, makeRun: __, ...plain } = inputs;
    const pool = startReplicationPool(1, { ...plain, engineWasm: new Uint8Array([1, 2, 3]) });
    await expect(pool.run(0)).rejects.toThrow();
    await pool.stop();
  });
});

describe("a fresh process", () => {
  const folder = mkdtempSync(join(tmpdir(), "rehearse-snapshots-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("continues runs saved at twenty random moments to the same end", () => {
    const number = 25;
    const prepared = prepare(engine, randomRehearsal(number));
    const straight = startRun(prepared, "plan", 0);
    straight.runTo(straight.durationMs);
    const end = `${straight.stateHash()} ${straight.physicalHash()}`;
    const chance = chanceOf("13", 0, "test.moments");
    for (let i = 0; i < 20; i++) {
      const run = startRun(prepared, "plan", 0);
      run.runTo(chance.integer(i, 0, run.durationMs));
      writeFileSync(join(folder, `${i}.snapshot`), run.snapshot());
      run.free();
    }
    straight.free();
    const script = `
      import { readFileSync } from "node:fs";
      import { loadEngine } from ${JSON.stringify(resolve(import.meta.dirname, "../../sim-core/engine/load-engine.ts"))};
      import { prepare, startRun } from ${JSON.stringify(resolve(import.meta.dirname, "../../sim-core/verify/prepared-rehearsal.ts"))};
      import { randomRehearsal } from ${JSON.stringify(resolve(import.meta.dirname, "../../sim-core/verify/random-city.ts"))};
      const engine = loadEngine(readFileSync(${JSON.stringify(ENGINE_WASM)}));
      const prepared = prepare(engine, randomRehearsal(${number}));
      for (let i = 0; i < 20; i++) {
        const run = startRun(prepared, "plan", 0);
        run.restore(new Uint8Array(readFileSync(${JSON.stringify(folder)} + "/" + i + ".snapshot")));
        run.runTo(run.durationMs);
        console.log(run.stateHash() + " " + run.physicalHash());
        run.free();
      }`;
    const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
      env: { ...process.env, TZ: "Asia/Kathmandu", LC_ALL: "tr_TR.UTF-8" },
    });
    expect(child.stderr).toBe("");
    expect(child.stdout.trim().split("\n")).toEqual(Array(20).fill(end));
  });
});
