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

const ROOT = resolve(import.meta.dirname, "../..");
const GATE = join(ROOT, "main/node-gate.mjs");

let folder = "";
let resultFile = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "report-"));
  resultFile = join(folder, "result.json");
  const scenario = readFileSync(join(ROOT, "scenarios/fire-preemption/scenario.yaml"), "utf8")
    .replace("perRun: 8", "perRun: 2")
    .replace("durationMin: 90", "durationMin: 40")
    .replace("toMin: 60", "toMin: 30");
  writeFileSync(join(folder, "scenario.yaml"), scenario);
  const run = ["run", folder, "--arms", "plan", "--replications", "2", "--no-sensitivity", "--json", resultFile];
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
    const args = ["report", resultFile, "--scenario", folder, "--out", out, "--csv", `${out}.csv`, "--lang", "ko"];
    const done = spawnSync(process.execPath, [GATE, "rehearse", ...args], { cwd: folder, encoding: "utf8" });
    expect({ code: done.status, err: done.stderr }).toEqual({ code: 0, err: "" });
    const document = readFileSync(out, "utf8");
    expect(document).toContain("강변119안전센터");
    expect(document).toContain("강변시 도시통합운영센터");
    reportCommand(resultFile, { scenario: folder, out: join(folder, "b.html") }, "ko");
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
    expect(document).not.toContain("강변119안전센터");
    const city = join(ROOT, "fixtures/cities/riverside-district/city.json");
    expect(refusal(elsewhere, { scenario: folder, city, out: join(folder, "d.html") })).toMatch(/city elsewhere.*--city/);
  });
});

describe("what is refused, with nothing written", () => {
  test("a scenario that is another one", () => {
    const scenario = join(ROOT, "scenarios/fire-preemption");
    expect(refusal(resultFile, { scenario, out: join(folder, "x.html") })).toMatch(/not the same.*--scenario/);
  });
  test("a place that cannot be written, or is a folder", () => {
    mkdirSync(join(folder, "taken"), { recursive: true });
    expect(refusal(resultFile, { scenario: folder, out: join(folder, "taken") })).toMatch(/taken.*folder/);
    expect(refusal(resultFile, { scenario: folder, out: join(folder, "scenario.yaml/x.html") })).toMatch(/cannot be written/);
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
