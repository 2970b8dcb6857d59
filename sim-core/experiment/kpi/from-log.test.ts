/** KPIs are functions of the log: recomputed from saved files, in a process that takes WebAssembly, and with it the engine, away first, to the last byte. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadEngine } from "../../engine/load-engine.ts";
import { inputsOf, prepare, startRun } from "../../verify/prepared-rehearsal.ts";
import { randomRehearsal } from "../../verify/random-city.ts";
import { runReplication, signalLayout } from "../replication.ts";

const engine = loadEngine(readFileSync(resolve(import.meta.dirname, "../../engine/pkg/rehearsal_engine_bg.wasm")));
const folder = mkdtempSync(join(tmpdir(), "rehearse-log-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a saved log gives every KPI again without the engine", () => {
  const prepared = prepare(engine, randomRehearsal(26));
  const inputs = inputsOf(prepared);
  const outcome = runReplication(inputs, 0);
  const logs = inputs.arms.map(({ id }, arm) => {
    const run = startRun(prepared, id, 0);
    run.runTo(run.durationMs);
    writeFileSync(join(folder, `${arm}.facts`), run.drainEngineFacts());
    writeFileSync(join(folder, `${arm}.json`), JSON.stringify(run.drainInstitutionalFacts()));
    const ends = { warmUpMs: run.warmUpMs, durationMs: run.durationMs };
    run.free();
    return ends;
  });
  const layout = signalLayout(prepared.city, prepared.network);
  writeFileSync(join(folder, "question.json"), JSON.stringify({ kpis: inputs.kpis, layout, logs }));
  const source = (name: string): string => JSON.stringify(resolve(import.meta.dirname, name));
  const script = `
    const { readFileSync } = await import("node:fs");
    const { measureReplication } = await import(${source("measure-kpi.ts")});
    const { emptyDigest, foldEngineFacts, foldInstitutionalFacts } = await import(${source("run-digest.ts")});
    delete globalThis.WebAssembly; // only now: Node needs it to read TypeScript
    const read = (name) => readFileSync(${JSON.stringify(folder)} + "/" + name);
    const { kpis, layout, logs } = JSON.parse(read("question.json").toString());
    const digests = logs.map(({ warmUpMs, durationMs }, arm) => {
      const digest = emptyDigest(warmUpMs, durationMs);
      foldEngineFacts(digest, new Uint8Array(read(arm + ".facts")));
      foldInstitutionalFacts(digest, JSON.parse(read(arm + ".json").toString()));
      return digest;
    });
    console.log(JSON.stringify(measureReplication(kpis, digests, layout)));`;
  const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  expect(child.stderr).toBe("");
  expect(child.stdout.trim()).toBe(JSON.stringify(outcome.arms.map(({ samples }) => samples)));
  expect(outcome.arms[0]?.samples.some(({ value }) => value !== undefined)).toBe(true);
});
