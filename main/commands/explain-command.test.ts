/** `rehearse explain` as a person uses it: on a result file, through the real command. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExperimentResult } from "../../sim-core/contract/result.ts";
import { describeProblem } from "../../sim-core/model/problem.ts";
import { BadInput } from "../bad-input.ts";
import { type ExplainOptions, explainCommand } from "./explain-command.ts";
import { type SmallRehearsal, writeSmallRehearsal } from "./small-rehearsal.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const GATE = join(ROOT, "main/node-gate.mjs");

let folder = "";
let resultFile = "";
let result: ExperimentResult;

const rehearse = (...args: readonly string[]) => {
  const done = spawnSync(process.execPath, [GATE, "rehearse", ...args, "--lang", "en"], { cwd: folder, encoding: "utf8" });
  return { code: done.status, out: done.stdout, lines: done.stderr.split("\n").filter((line) => line !== "") };
};

let files: SmallRehearsal;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "explain-"));
  files = writeSmallRehearsal(folder);
  resultFile = join(folder, "result.json");
  rehearse(
    "run",
    folder,
    "--city",
    files.city,
    "--demand",
    files.demand,
    "--arms",
    "plan,no-agreements",
    "--replications",
    "2",
    "--no-sensitivity",
    "--json",
    resultFile,
  );
  result = ExperimentResult.parse(JSON.parse(readFileSync(resultFile, "utf8")));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inputs = (): readonly string[] => ["--scenario", folder, "--city", files.city, "--demand", files.demand];

const changed = (name: string, change: (result: ExperimentResult) => object): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ ...result, ...change(result) }));
  return path;
};

/** The command itself, without a process: what it refuses, in one line. */
const refusal = (given: string, options: ExplainOptions = {}): string => {
  try {
    explainCommand(given, options, "en");
  } catch (fault) {
    if (!(fault instanceof BadInput)) throw fault;
    expect(fault.problems).toHaveLength(1);
    return fault.problems.map((found) => describeProblem(found, "en")).join("\n");
  }
  throw new Error("nothing was refused");
};

describe("a result", () => {
  test("is run again, and both arms' parts add up to the times above them", () => {
    const { code, out } = rehearse("explain", resultFile, ...inputs(), "--replication", "1");
    expect(code).toBe(0);
    expect(out).toMatch(/From the call to the first arrival: /);
    const rows = [...out.matchAll(/^(\S.*?) {2,}(\d+):(\d\d\.\d) +(\d+):(\d\d\.\d)/gm)].map(([, title, m1, s1, m2, s2]) => ({
      title,
      tenths: [Number(m1) * 600 + Math.round(Number(s1) * 10), Number(m2) * 600 + Math.round(Number(s2) * 10)],
    }));
    const total = rows.pop();
    expect(total?.title).toBe("Call to arrival");
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const arm of [0, 1]) expect(rows.reduce((sum, { tenths }) => sum + (tenths[arm] ?? 0), 0)).toBe(total?.tenths[arm]);
  });

  test("says which agreement blocked a step, and that nothing was sent", () => {
    const { out } = rehearse("explain", resultFile, ...inputs(), "--arm", "no-agreements");
    expect(out.replaceAll(/\s+/g, " ")).toMatch(
      /Green wave: blocked, no request was sent\. signal-command \(signal-command, unit-position\): the gate of signatures is closed: no agreement\./,
    );
    expect(out).toMatch(/no difference\./);
  });

  test("of other inputs is refused, input by input", () => {
    const scenario = join(folder, "other");
    mkdirSync(scenario);
    writeFileSync(join(scenario, "scenario.yaml"), readFileSync(join(folder, "scenario.yaml"), "utf8").replace("perRun: 3", "perRun: 4"));
    expect(refusal(resultFile, { ...files, scenario })).toMatch(/scenario fire-preemption.*not the same.*--scenario/);
    const other = changed("other.json", ({ city }) => ({ city: { ...city, hash: "0".repeat(64) } }));
    expect(refusal(other, { ...files })).toMatch(/city random-26.*--city/);
    const engine = changed("engine.json", () => ({ engine: { ...result.engine, hash: "f".repeat(64) } }));
    expect(refusal(engine, { ...files })).toMatch(/engine/);
  });

  test("that was edited is found out", () => {
    const edited = changed("edited.json", ({ arms }) => ({ arms: arms.map((arm) => ({ ...arm, physicalHash: "0123456789abcdef" })) }));
    expect(refusal(edited, { ...files })).toMatch(/took another course/);
  });

  test("names its scenario's folder, which never leads out of scenarios/", () => {
    const leading = changed("leading.json", ({ scenario }) => ({ scenario: { ...scenario, id: "../fixtures" } }));
    expect(refusal(leading)).toMatch(/"\.\.\/fixtures".*--scenario/);
  });
});

describe("what cannot be explained", () => {
  test("a replication, an incident or an arm that is not there", () => {
    expect(refusal(resultFile, { ...files, replication: "2" })).toMatch(/--replication 2.*0 to 1/);
    expect(refusal(resultFile, { ...files, replication: "-1" })).toMatch(/--replication -1/);
    expect(refusal(resultFile, { ...files, incident: "77" })).toMatch(/incident 77/);
    expect(refusal(resultFile, { ...files, incident: "one" })).toMatch(/--incident one/);
    expect(refusal(resultFile, { ...files, arm: "signals-only" })).toMatch(/no arm "signals-only".*today, plan, no-agreements/);
    expect(refusal(resultFile, { ...files, seed: "9" })).toMatch(/--seed 9.*own seed/);
  });

  test("a file that is missing, foreign or damaged", () => {
    const { code, out, lines } = rehearse("explain", "nowhere.json");
    expect({ code, out, lines: lines.length }).toEqual({ code: 2, out: "", lines: 1 });
    expect(lines[0]).toMatch(/nowhere\.json.*no such file/);
    writeFileSync(join(folder, "city.json"), '{"format":"city","formatVersion":1}');
    expect(refusal(join(folder, "city.json"))).toMatch(/city\.json.*not the result of an experiment/);
    writeFileSync(join(folder, "cut.json"), readFileSync(resultFile, "utf8").slice(0, 400));
    expect(refusal(join(folder, "cut.json"))).toMatch(/cut\.json.*not JSON/);
    expect(refusal(changed("later.json", () => ({ schemaVersion: 99 })))).toMatch(/99/);
  });
});
