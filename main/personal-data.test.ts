/** Plates, phones and names that a city file holds never leave the program: not in results, logs, explanations, tables or messages. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const GATE = join(ROOT, "main/node-gate.mjs");
const DISTRICT = join(ROOT, "fixtures/cities/riverside-district");
const SCENARIO = join(ROOT, "scenarios/fire-response");

const OWNER = "홍길동";
const PHONE = "010-5555-0123";
const plateOf = (car: number): string => `${100 + (car % 900)}허${String(1000 + car).slice(-4)}`;
/** Any plate of the kind that is planted, whatever its number, and the owner's data. */
const PLANTED = [/\d{3}\s?허\s?\d{4}/u, /홍길동/u, /5555-0123|55550123/];

let folder = "";
let city = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rehearse-personal-"));
  const district = JSON.parse(readFileSync(join(DISTRICT, "city.json"), "utf8")) as { readonly parkedCars: readonly object[] };
  const parkedCars = district.parkedCars.map((car, index) => ({ ...car, plate: plateOf(index), ownerName: OWNER, ownerPhone: PHONE }));
  city = join(folder, "city.json");
  writeFileSync(city, JSON.stringify({ ...district, parkedCars }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Answer = { readonly code: number | null; readonly said: string };

/** Runs the real command and answers everything it said; whatever it wrote lies in the folder. */
const rehearse = (language: "ko" | "en", ...args: readonly string[]): Answer => {
  const done = spawnSync(process.execPath, [GATE, "rehearse", ...args, "--lang", language], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: done.status, said: `${done.stdout}\n${done.stderr}` };
};

/** Where something planted shows, in what was said and in every file that was written. */
const shownIn = (...said: readonly string[]): readonly string[] => {
  const files = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => path !== city && !path.endsWith("broken.json"));
  const texts = [...said, ...files.map((path) => readFileSync(path, "utf8"))];
  return texts.flatMap((text) => PLANTED.flatMap((pattern) => pattern.exec(text)?.[0] ?? []));
};

test("what is planted would be found", () => {
  expect(shownIn(readFileSync(city, "utf8")).length).toBe(PLANTED.length);
});

test("a whole rehearsal with look-ups of plates and owners shows none of it", () => {
  const demand = join(DISTRICT, "demand.json");
  const arms = ["--arms", "today,full", "--replications", "1", "--workers", "1", "--no-sensitivity"];
  const run = rehearse("en", "run", SCENARIO, "--city", city, "--demand", demand, ...arms, "--json", "result.json");
  expect(run.code, run.said).toBeLessThanOrEqual(1);
  const result = JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as {
    readonly assumptions: readonly { readonly code: string; readonly params: object }[];
  };
  // Told, so that nobody thinks the cars had no plates.
  expect(result.assumptions.find(({ code }) => code === "city.personal-data")?.params).toMatchObject({ plates: 3400, ownerFields: 6800 });
  const explained = rehearse("ko", "explain", "result.json", "--scenario", SCENARIO, "--city", city, "--demand", demand);
  expect([explained.code, explained.said.length > 500], explained.said).toEqual([0, true]);
  const table = rehearse("en", "agreements", SCENARIO, "--city", city, "--demand", demand, "--quick");
  expect([table.code, table.said.length > 500], table.said).toEqual([0, true]);
  const inputs = ["result.json", "--scenario", SCENARIO, "--city", city, "--demand", demand];
  const reported = rehearse("ko", "report", ...inputs, "--out", "report.html", "--csv", "report.csv");
  const traced = rehearse("en", "trace", ...inputs, "--arm", "full", "--out", "log.ndjson");
  expect([reported.code, traced.code], `${reported.said}${traced.said}`).toEqual([0, 0]);
  // Somebody was looked up, by a pseudonym.
  expect(/"kind":"LookedUp".*"data":"plate".*"subject":"[a-z0-9-]+"/.test(readFileSync(join(folder, "log.ndjson"), "utf8"))).toBe(true);
  expect(shownIn(run.said, explained.said, table.said, reported.said, traced.said)).toEqual([]);
});

test("a damaged file is refused without showing any of it", () => {
  const text = readFileSync(city, "utf8");
  const damaged = [
    ["en", text.replace(`"side":"right"`, `"side":"${plateOf(1)}"`)],
    ["ko", text.replaceAll(`"offsetMm":`, `"memo":"${OWNER} ${PHONE}","offsetMm":`)],
  ] as const;
  for (const [language, broken] of damaged) {
    expect(broken, "the damage has to apply").not.toBe(text);
    writeFileSync(join(folder, "broken.json"), broken);
    const { code, said } = rehearse(language, "run", SCENARIO, "--city", "broken.json");
    expect(code, said).toBe(2);
    expect(shownIn(said)).toEqual([]);
  }
});
