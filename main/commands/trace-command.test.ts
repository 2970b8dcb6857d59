/** `rehearse trace`: the saved log is the log. KPIs come out of it again to the last byte, and both formats hold the same rows. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import { measureReplication } from "../../sim-core/experiment/kpi/measure-kpi.ts";
import { emptyDigest, foldEngineFacts, foldInstitutionalFacts } from "../../sim-core/experiment/kpi/run-digest.ts";
import { runReplication, signalLayout } from "../../sim-core/experiment/replication.ts";
import { describeProblem } from "../../sim-core/model/problem.ts";
import { makeScenarioRun } from "../../sim-core/run/make-scenario-run.ts";
import { factOfRow, recordsOfRows, tracePositions } from "../../sim-core/run/trace-rows.ts";
import { TRACE_TABLES, type TraceRow, type TraceTable } from "../../sim-core/run/trace-tables.ts";
import { BadInput } from "../bad-input.ts";
import { loadRehearsal, type Rehearsal } from "./load-rehearsal.ts";
import { type SmallRehearsal, writeSmallRehearsal } from "./small-rehearsal.ts";
import { type TraceOptions, traceCommand } from "./trace-command.ts";

const TABLES = Object.keys(TRACE_TABLES) as TraceTable[];
const ARMS = ["today", "plan"];

let folder = "";
let files: SmallRehearsal;
let rehearsal: Rehearsal;

const linesOf = (path: string): TraceRow[] =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as TraceRow);

const rowsOf = (arm: string, table: TraceTable): TraceRow[] => linesOf(join(folder, arm, `${table}.ndjson`));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "trace-"));
  files = writeSmallRehearsal(folder);
  rehearsal = loadRehearsal({ folder, city: files.city, demand: files.demand });
  for (const arm of ARMS) traceCommand(folder, { ...files, arm, out: join(folder, arm) }, "en");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the saved log", () => {
  test("gives every KPI again, to the last byte", () => {
    const { arms, city, network, scenario } = rehearsal;
    const chosen = ARMS.flatMap((arm) => arms.filter(({ id }) => id === arm));
    const inputs = { city, network, arms: chosen, kpis: scenario.kpis, seed: "1", passingSpeedFactor: 1 };
    const engine = loadEngine(rehearsal.engineWasm);
    const outcome = runReplication({ ...inputs, engine, makeRun: makeScenarioRun }, 0);
    // From here on only files: ids are found again in the order of the city file.
    const positions = tracePositions({
      linkIds: city.links.map(({ id }) => id),
      signalIds: city.signals.map(({ id }) => id),
      movementIds: city.movements.map(({ id }) => id),
    });
    const digests = ARMS.map((arm) => {
      const about = JSON.parse(readFileSync(join(folder, arm, "about.json"), "utf8")) as { warmUpMs: number; durationMs: number };
      const digest = emptyDigest(about.warmUpMs, about.durationMs);
      foldEngineFacts(digest, recordsOfRows(rowsOf(arm, "records"), positions));
      foldInstitutionalFacts(
        digest,
        rowsOf(arm, "facts").map((row) => factOfRow(row, positions)),
      );
      return digest;
    });
    const again = measureReplication(scenario.kpis, digests, signalLayout(city, network));
    expect(JSON.stringify(again)).toBe(JSON.stringify(outcome.arms.map(({ samples }) => samples)));
    expect(again[1]?.filter(({ value }) => value !== undefined).length).toBeGreaterThanOrEqual(6);
  });

  test("has only documented columns, each of its type", () => {
    for (const table of TABLES) {
      const columns = TRACE_TABLES[table];
      const odd = new Set<string>();
      for (const row of rowsOf("plan", table)) {
        for (const [name, value] of Object.entries(row)) {
          const column = columns[name as keyof typeof columns] as { readonly type: string } | undefined;
          const fits =
            column?.type === "INT32"
              ? Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
              : column?.type ===
                { number: "DOUBLE", string: "STRING", boolean: "BOOLEAN" }[typeof value as "number" | "string" | "boolean"];
          if (!fits) odd.add(`${table}.${name} = ${value}`);
        }
      }
      expect([...odd]).toEqual([]);
    }
  });

  test("says of every step when it was asked, when it began, how it ended", () => {
    const facts = rowsOf("plan", "facts");
    const steps = rowsOf("plan", "steps");
    const count = (kind: string): number => facts.filter((row) => row["kind"] === kind).length;
    const ended = (outcome: string): number => steps.filter((row) => row["outcome"] === outcome).length;
    expect(steps).toHaveLength(count("StepRequested") + count("StepRetried") + count("StepBlocked"));
    expect([ended("done"), ended("refused"), ended("failed")]).toEqual([count("StepDone"), count("StepRefused"), count("StepFailed")]);
    expect(ended("done")).toBeGreaterThanOrEqual(3);
    for (const { requestedMs, startedMs, endedMs } of steps) {
      expect(Number(startedMs ?? requestedMs)).toBeGreaterThanOrEqual(Number(requestedMs));
      expect(Number(endedMs ?? startedMs ?? requestedMs)).toBeGreaterThanOrEqual(Number(startedMs ?? requestedMs));
    }
  });

  test("read back from Parquet has the same rows, and from one file the same lines", async () => {
    const columnar = join(folder, "columnar");
    traceCommand(folder, { ...files, arm: "plan", out: columnar, format: "parquet" }, "en");
    const single = join(folder, "single.ndjson");
    traceCommand(folder, { ...files, arm: "plan", out: single }, "en");
    const [about, ...lines] = linesOf(single);
    expect(about).toMatchObject({ table: "about", arm: "plan", seed: "1", replication: 0, durationMs: 2_400_000 });
    for (const table of TABLES) {
      const expected = rowsOf("plan", table);
      const bytes = readFileSync(join(columnar, `${table}.parquet`));
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const rows = await parquetReadObjects({ file });
      expect(rows.length).toBe(expected.length);
      const own = lines.filter((row) => row["table"] === table).map(({ table: _, ...row }) => row);
      expect(JSON.stringify(own)).toBe(JSON.stringify(expected));
      const sorted = (row: object): string =>
        JSON.stringify(
          Object.entries(row)
            .filter(([, value]) => value !== null && value !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        );
      const differing = rows.findIndex((row, i) => sorted(row) !== sorted(expected[i] ?? {}));
      expect({ differing, row: rows[differing] }).toEqual({ differing: -1, row: undefined });
    }
  });
});

describe("what is refused, with nothing written", () => {
  const refusal = (options: Omit<TraceOptions, "out"> & { readonly out?: string }): string => {
    const before = readdirSync(folder);
    try {
      traceCommand(folder, { ...files, out: join(folder, "never"), ...options }, "en");
    } catch (fault) {
      if (!(fault instanceof BadInput)) throw fault;
      expect(readdirSync(folder)).toEqual(before);
      return fault.problems.map((found) => describeProblem(found, "en")).join("\n");
    }
    throw new Error("nothing was refused");
  };
  test("a format, an arm or a replication that is not there", () => {
    expect(refusal({ format: "csv" })).toMatch(/--format csv.*ndjson or parquet/);
    expect(refusal({ arm: "plann" })).toMatch(/no arm "plann"/);
    expect(refusal({ replication: "10000" })).toMatch(/--replication 10000/);
    expect(refusal({ seed: "x" })).toMatch(/--seed x/);
  });
  test("one file where there must be several, and a place that is taken", () => {
    expect(refusal({ format: "parquet", out: join(folder, "all.parquet") })).toMatch(/one file per table/);
    expect(refusal({ format: "parquet", out: join(folder, "all.ndjson") })).toMatch(/one file per table/);
    expect(refusal({ out: join(folder, "scenario.yaml") })).toMatch(/cannot be written/);
    mkdirSync(join(folder, "taken.ndjson"));
    expect(refusal({ out: join(folder, "taken.ndjson") })).toMatch(/folder of that name/);
    expect(existsSync(join(folder, "never"))).toBe(false);
  });
});
