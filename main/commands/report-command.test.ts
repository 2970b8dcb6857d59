/** `rehearse report` through the real command: what it writes, and what it refuses without writing anything. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExperimentResult } from "../../sim-core/contract/result.ts";
import { describeProblem } from "../../sim-core/model/problem.ts";
import { BadInput } from "../bad-input.ts";
import { type ReportOptions, reportCommand } from "./report-command.ts";
import { type SmallRehearsal, writeSmallRehearsal } from "./small-rehearsal.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const GATE = join(ROOT, "main/node-gate.mjs");

let folder = "";
let resultFile = "";
let files: SmallRehearsal;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "report-"));
  resultFile = join(folder, "result.json");
  files = writeSmallRehearsal(folder);
  const inputs = ["--city", files.city, "--demand", files.demand];
  const run = ["run", folder, ...inputs, "--arms", "plan", "--replications", "2", "--no-sensitivity", "--json", resultFile];
  spawnSync(process.execPath, [GATE, "rehearse", ...run], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refusal = (file: string, options: ReportOptions): string => {
  const before = readdirSync(folder);
  try {
    reportCommand(file, options, "en");
  } catch (fault) {
    if (!(fault instanceof BadInput)) throw fault;
    expect(readdirSync(folder)).toEqual(before);
    expect(fault.problems).toHaveLength(1);
    return fault.problems.map((found) => describeProblem(found, "en")).join("\n");
  }
  throw new Error("nothing was refused");
};

describe("a report", () => {
  test("is written with map, names and figures, and its table beside it; twice the same bytes", () => {
    const out = join(folder, "a.html");
    const args = [
      "report",
      resultFile,
      "--scenario",
      folder,
      "--city",
      files.city,
      "--demand",
      files.demand,
      "--out",
      out,
      "--csv",
      `${out}.csv`,
      "--lang",
      "ko",
    ];
    const done = spawnSync(process.execPath, [GATE, "rehearse", ...args], { cwd: folder, encoding: "utf8" });
    expect({ code: done.status, err: done.stderr }).toEqual({ code: 0, err: "" });
    const document = readFileSync(out, "utf8");
    expect(document).toContain('<figure class="map">');
    expect(document).toContain("임의의 도시 26");
    reportCommand(resultFile, { ...files, out: join(folder, "b.html") }, "ko");
    expect(readFileSync(join(folder, "b.html"), "utf8")).toBe(document);
    expect(readFileSync(join(folder, "a.html.csv"), "utf8").split("\r\n")).toHaveLength(1 + 2 * 8 + 1);
  });

  test("of a city that is not at hand goes without map and names, but never with another city's", () => {
    const result = JSON.parse(readFileSync(resultFile, "utf8")) as ExperimentResult;
    const elsewhere = join(folder, "elsewhere.json");
    writeFileSync(elsewhere, JSON.stringify({ ...result, city: { id: "elsewhere", version: "1", hash: "0".repeat(64) } }));
    expect(reportCommand(elsewhere, { scenario: folder, out: join(folder, "c.html") }, "ko")).toBe(0);
    const document = readFileSync(join(folder, "c.html"), "utf8");
    expect(document).toContain("elsewhere");
    expect(document).not.toContain('<figure class="map">');
    expect(document).not.toContain("강변119안전센터");
    expect(refusal(elsewhere, { ...files, out: join(folder, "d.html") })).toMatch(/city elsewhere.*--city/);
  });
});

describe("what is refused, with nothing written", () => {
  test("a scenario that is another one", () => {
    const scenario = join(folder, "other");
    mkdirSync(scenario);
    writeFileSync(join(scenario, "scenario.yaml"), readFileSync(join(folder, "scenario.yaml"), "utf8").replace("perRun: 3", "perRun: 4"));
    expect(refusal(resultFile, { ...files, scenario, out: join(folder, "x.html") })).toMatch(/not the same.*--scenario/);
  });
  test("a place that cannot be written, or is a folder", () => {
    mkdirSync(join(folder, "taken"), { recursive: true });
    expect(refusal(resultFile, { ...files, out: join(folder, "taken") })).toMatch(/taken.*folder/);
    expect(refusal(resultFile, { ...files, out: join(folder, "scenario.yaml/x.html") })).toMatch(/cannot be written/);
    expect(existsSync(join(folder, "x.html"))).toBe(false);
  });
  test("no place at all, no result, a result cut short", () => {
    const done = spawnSync(process.execPath, [GATE, "rehearse", "report", resultFile, "--lang", "en"], { cwd: folder, encoding: "utf8" });
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(/--out/);
    expect(refusal(join(folder, "nowhere.json"), { out: join(folder, "x.html") })).toMatch(/nowhere\.json/);
    const cut = join(folder, "cut.json");
    writeFileSync(cut, readFileSync(resultFile, "utf8").slice(0, 999));
    expect(refusal(cut, { out: join(folder, "x.html") })).toMatch(/cut\.json.*not JSON/);
  });
});
