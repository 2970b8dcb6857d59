/** The report in a real Chromium, opened from the disk: readable by everybody, on a phone and on A4, with nothing loaded. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium as driver, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessibilityFaults } from "./app-window.ts";
import { chromium, missing } from "./needs.ts";

const ROOT = resolve(import.meta.dirname, "..");

const rehearse = (folder: string, ...args: readonly string[]): void => {
  const done = spawnSync(process.execPath, [join(ROOT, "main/node-gate.mjs"), "rehearse", ...args], { cwd: folder, encoding: "utf8" });
  if (done.status === null || done.status > 1) throw new Error(done.stderr);
};

describe.skipIf(missing(chromium()))("a report of two replications", () => {
  let folder = "";
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "report-e2e-"));
    const scenario = readFileSync(join(ROOT, "scenarios/fire-preemption/scenario.yaml"), "utf8")
      .replace("durationMin: 90", "durationMin: 40")
      .replace("toMin: 60", "toMin: 30");
    writeFileSync(join(folder, "scenario.yaml"), scenario);
    const result = join(folder, "result.json");
    rehearse(folder, "run", folder, "--arms", "plan,signals-only", "--replications", "2", "--contributions", "--json", result);
    for (const lang of ["ko", "en"]) {
      rehearse(folder, "report", result, "--scenario", folder, "--out", join(folder, `${lang}.html`), "--lang", lang);
    }
    browser = await driver.launch({ executablePath: chromium().found ?? "", args: ["--no-sandbox"] });
    page = await browser.newPage();
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(["ko", "en"])("meets WCAG AA in %s, by axe, and loads nothing but itself", async (lang) => {
    requests.length = 0;
    const url = pathToFileURL(join(folder, `${lang}.html`)).href;
    await page.setViewportSize({ width: 900, height: 1200 });
    await page.goto(url);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(requests).toEqual([url]);
    expect(complaints).toEqual([]);
  });

  test("nothing sticks out, neither on a phone nor on a wide screen", async () => {
    for (const width of [390, 900, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect({ width, overhang }).toEqual({ width, overhang: 0 });
    }
  });

  test("prints on A4, the verdict on the first page", async () => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    expect(pages).toBeGreaterThanOrEqual(4);
    expect(pages).toBeLessThanOrEqual(20);
    const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/.exec(pdf);
    // 210 x 297 mm at 72 points an inch.
    expect(Math.abs(Number(box?.[1]) - 595.3)).toBeLessThan(1);
    expect(Math.abs(Number(box?.[2]) - 841.9)).toBeLessThan(1);
  });
});
