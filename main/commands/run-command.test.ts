/** `rehearse run` through the real process, on a small city of its own. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExperimentResult } from "../../sim-core/contract/result.ts";
import { printCity } from "../../sim-core/model/print-city.ts";
import { printDemand } from "../../sim-core/model/print-demand.ts";
import { randomRehearsal } from "../../sim-core/verify/random-city.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const GATE = join(ROOT, "main/node-gate.mjs");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rehearse-run-"));
  const { city, demand } = randomRehearsal(31);
  writeFileSync(join(folder, "city.json"), printCity(city));
  writeFileSync(join(folder, "demand.json"), printDemand(demand));
  mkdirSync(join(folder, "fire"));
  const text = readFileSync(join(ROOT, "scenarios/fire-preemption/scenario.yaml"), "utf8");
  writeFileSync(join(folder, "fire/scenario.yaml"), text.replace("by-floor-area", "uniform-on-links").replace('">= 0.80"', '">= 0.10"'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ARGS = ["rehearse", "run", "fire", "--city", "city.json", "--demand", "demand.json"];

const run = (...args: readonly string[]) => {
  const done = spawnSync(process.execPath, [GATE, ...ARGS, ...args], { cwd: folder, encoding: "utf8" });
  return { code: done.status, out: done.stdout, err: done.stderr };
};
const json = (name: string): string => readFileSync(join(folder, name), "utf8");

describe("the table a planner reads", () => {
  test("opens with a verdict for every arm and says who pays, what was assumed and what is not modelled", () => {
    const { code, out } = run("--replications", "4", "--lang", "en", "--json", "out/result.json");
    expect(code).toBe(0);
    const verdicts = out.split("\n").filter((line) => line.startsWith("▶"));
    expect(verdicts).toHaveLength(5);
    expect(out.indexOf("▶")).toBeLessThan(out.indexOf("KPI · arm"));
    for (const heading of ["Targets and guards", "Taken for granted, and warnings", "Not modelled", "Provenance", "Computed in"]) {
      expect(out).toContain(heading);
    }
    const result = ExperimentResult.parse(JSON.parse(json("out/result.json")));
    expect(result).toMatchObject({ replications: 4, complete: true, seed: "1" });
    const [today, , , , noAgreements] = result.arms;
    expect(noAgreements?.physicalHash).toBe(today?.physicalHash);
  });

  test("speaks Korean", () => {
    const { out } = run("--replications", "2", "--arms", "plan", "--lang", "ko");
    for (const heading of ["목표와 한도", "전제와 주의", "모형에 없는 것", "계산 시간"]) expect(out).toContain(heading);
  });

  test("a missed target ends with 1", () => {
    const path = join(folder, "strict");
    mkdirSync(path);
    writeFileSync(join(path, "scenario.yaml"), json("fire/scenario.yaml").replace('">= 0.10"', '">= 1.5"'));
    const done = spawnSync(process.execPath, [GATE, ...ARGS.with(2, "strict"), "--replications", "3"], { cwd: folder, encoding: "utf8" });
    expect(done.status).toBe(1);
  });
});

describe("the result file", () => {
  test("is the same to the last byte with one worker and two, in another locale and time zone", () => {
    expect(run("--replications", "6", "--workers", "1", "--json", "one.json").code).toBe(0);
    const done = spawnSync(process.execPath, [GATE, ...ARGS, "--replications", "6", "--workers", "2", "--json", "two.json"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, TZ: "Asia/Kathmandu", LANG: "de_DE.UTF-8" },
    });
    expect(done.status).toBe(0);
    expect(json("two.json")).toBe(json("one.json"));
  });

  test("says every verdict at half and at double the passing speed, and contributions when asked, without changing a comparison", () => {
    run("--replications", "3", "--no-sensitivity", "--json", "plain.json");
    run("--replications", "3", "--contributions", "--json", "asked.json");
    const plain = ExperimentResult.parse(JSON.parse(json("plain.json")));
    const asked = ExperimentResult.parse(JSON.parse(json("asked.json")));
    expect(asked.comparisons).toEqual(plain.comparisons);
    expect(asked.contributions.map(({ kind, id }) => `${kind} ${id}`)).toContain("step green");
    const speeds = asked.assumptions.filter(({ code, params }) => code === "sensitivity.passing-speed" && params["kpi"] === "response");
    expect(speeds.map(({ params }) => `${params["arm"]} ${params["factor"]}`)).toContain("plan 0.5");
    expect(speeds.map(({ params }) => `${params["arm"]} ${params["factor"]}`)).toContain("plan 2");
    expect(plain.assumptions.filter(({ code }) => code === "sensitivity.passing-speed")).toEqual([]);
  });

  test("with everything asked for is the same to the last byte with one worker and two, and says the cost before", () => {
    const asked = ["--replications", "3", "--arms", "plan", "--no-sensitivity", "--contributions", "--tornado", "--lang", "en"];
    const { out } = run(...asked, "--workers", "1", "--json", "all-1.json");
    // Contributions: 4 sets of steps, 2 agreements and 2 owners left out once, in 3 replications
    expect(out).toContain("Contributions: this takes 24 more runs");
    expect(out.indexOf("this takes 24 more runs")).toBeLessThan(out.indexOf("Gain and barriers"));
    expect(out).toMatch(/Sensitivity to \d+ assumptions over 3 days: this takes \d+ more runs/);
    run(...asked, "--workers", "2", "--json", "all-2.json");
    expect(json("all-2.json")).toBe(json("all-1.json"));
    const { linkCurve, tornado, uncertainty, contributions } = ExperimentResult.parse(JSON.parse(json("all-1.json")));
    expect(linkCurve.filter(({ kpi }) => kpi === "response").map(({ links }) => links)).toEqual([0, 1, 2]);
    expect(tornado.map(({ path }) => path)).toContain("engine.passingSpeed");
    expect(uncertainty.map(({ kpi }) => kpi)).toContain("response");
    const of = (kind: string, method: string) =>
      contributions
        .filter((one) => one.kpi === "response" && one.kind === kind && one.method === method)
        .map(({ value }) => value ?? Number.NaN);
    const sum = of("step", "shapley").reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(of("whole", "all-or-none")[0] ?? Number.NaN, 9);
  });

  test("a folder that cannot be written is one line and exit 2", () => {
    writeFileSync(join(folder, "file"), "");
    const { code, err, out } = run("--replications", "1", "--json", "file/result.json", "--lang", "en");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^file\/result\.json.*cannot be written.*\n$/);
  });
});

describe("Ctrl-C", () => {
  test("keeps the finished prefix, says so, and exits with 130", async () => {
    const child = spawn(process.execPath, [GATE, ...ARGS, "--replications", "5000", "--lang", "en", "--json", "stopped.json"], {
      cwd: folder,
    });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    // Progress is shown from the first second on: by then replications are finished.
    await new Promise<void>((seen) => child.stderr.once("data", () => seen()));
    child.kill("SIGINT");
    const code = await new Promise((ended) => child.once("exit", ended));
    expect(code).toBe(130);
    expect(out).toContain("Stopped early");
    expect(existsSync(join(folder, "stopped.json"))).toBe(true);
    const result = ExperimentResult.parse(JSON.parse(json("stopped.json")));
    expect(result.complete).toBe(false);
    expect(result.replications).toBeGreaterThan(0);
    expect(result.replications).toBeLessThan(5000);
  });
});
