/** `rehearse agreements` through the real process, on a small city of its own. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { printCity } from "../../sim-core/model/print-city.ts";
import { printDemand } from "../../sim-core/model/print-demand.ts";
import { randomRehearsal } from "../../sim-core/verify/random-city.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const GATE = join(ROOT, "main/node-gate.mjs");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rehearse-agreements-"));
  const { city, demand } = randomRehearsal(31);
  writeFileSync(join(folder, "city.json"), printCity(city));
  writeFileSync(join(folder, "demand.json"), printDemand(demand));
  mkdirSync(join(folder, "fire"));
  const text = readFileSync(join(ROOT, "scenarios/fire-preemption/scenario.yaml"), "utf8");
  writeFileSync(join(folder, "fire/scenario.yaml"), text.replace("by-floor-area", "uniform-on-links"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) => {
  const files = ["--city", "city.json", "--demand", "demand.json"];
  const done = spawnSync(process.execPath, [GATE, "rehearse", "agreements", "fire", ...files, ...args], { cwd: folder, encoding: "utf8" });
  return { code: done.status, out: done.stdout, err: done.stderr };
};
const json = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));

test("on a day before the signature the gate is shut, and the table says what opening it would bring", () => {
  const { code, out } = run("--on", "2017-12-31", "--replications", "3", "--lang", "en", "--json", "before.json");
  expect(code).toBe(0);
  expect(out).toContain("15 more runs");
  expect(out).toContain("× not yet valid");
  const { agreements, effects } = json("before.json");
  expect(agreements.map(({ id, law, mou, steps }: never) => ({ id, law, mou, steps }))).toMatchObject([
    { id: "link-speeds", law: { isOpen: true, reason: null }, mou: { isOpen: true, reason: null }, steps: ["route"] },
    { id: "signal-command", law: { isOpen: true }, mou: { isOpen: false, reason: "mou-not-yet", status: "signed" }, steps: ["green"] },
  ]);
  expect(effects.map(({ kind, id }: never) => `${kind} ${id}`)).toEqual([
    "absence link-speeds",
    "opening signal-command",
    "owner-absence police",
    "owner-absence city",
  ]);
  // The city gives nothing yet: its absence changes nothing at all.
  for (const one of effects[3].comparisons) if (one.difference !== null) expect(one).toMatchObject({ difference: 0, low: 0, high: 0 });
});

test("from the day of the signature on, being without it costs what opening it brought", () => {
  expect(run("--on", "2018-01-01", "--replications", "3", "--workers", "1", "--json", "after.json").code).toBe(0);
  const of = (file: string, at: number) =>
    json(file).effects[at].comparisons.find(({ kpi }: { readonly kpi: string }) => kpi === "response").difference;
  expect(of("after.json", 1)).toBeCloseTo(-of("before.json", 1), 9);
  expect(of("after.json", 1)).not.toBe(0);
});

test("quick runs nothing", () => {
  const { code, out } = run("--quick", "--lang", "ko", "--json", "quick.json");
  expect(code).toBe(0);
  expect(out).toContain("○ 열림");
  expect(out).not.toContain("더 돌립니다");
  expect(json("quick.json")).toMatchObject({ on: "2026-03-02", replications: 0, effects: [] });
});

test("a day that does not exist is one line and exit 2", () => {
  const { code, out, err } = run("--on", "2026-02-30", "--lang", "en");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^--on 2026-02-30 cannot be used\..*\n$/);
});
