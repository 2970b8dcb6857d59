/**
 * A small experiment in a real Chromium, from the first pair to the stage: it runs beside the picture, its verdict is read, the page
 * is checked in both languages and themes, and a KPI leads to the call that it is made of.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium as driver, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AppServer } from "../main/app-server.ts";
import { serve } from "../main/serve.ts";
import { chromium, missing } from "./needs.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const say = (line: string): void => void process.stdout.write(`${line}\n`);

let server: AppServer;
let browser: Browser;
let page: Page;

type Axe = { axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } };

const seriousFaults = async (): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as Axe).axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
};

describe.skipIf(missing(chromium()))("an experiment in the window", () => {
  beforeAll(async () => {
    server = await serve({ port: 0, ko: false, say });
    browser = await driver.launch({ executablePath: chromium().found ?? "", args: ["--no-sandbox"] });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US", reducedMotion: "reduce" });
    page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(server.url);
    await page.locator(".call-mark").first().waitFor();
  }, 400_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test("runs beside the page: what it shows narrows, and its longest pause of the page is printed", async () => {
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { longTasks: tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        entryTypes: ["longtask"],
      });
    });
    await page.getByRole("button", { name: "Experiment" }).click();
    await page.getByLabel("Pairs to run").fill("3");
    await page.getByRole("button", { name: "Run 3 pairs" }).click();
    await page.getByText("still computing").or(page.getByText("3 pairs · 95% confidence")).first().waitFor();
    await page.getByText("pass queues is a fitted number").waitFor();
    await page.getByRole("button", { name: "Run 3 pairs" }).waitFor();
    const tasks = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
    say(`long tasks of the page during an experiment of 3 pairs: ${tasks.length}, the longest ${Math.max(0, ...tasks).toFixed(0)} ms`);
    expect(await page.locator("h1").textContent()).toMatch(/Call received to arrival/);
  }, 400_000); // eighteen runs of ninety minutes beside software drawing

  test("has no serious accessibility fault in either language or theme", async () => {
    const faults: string[] = [...(await seriousFaults())];
    await page.getByRole("button", { name: "Dark theme" }).click();
    faults.push(...(await seriousFaults()));
    await page.getByRole("button", { name: "한국어" }).click();
    faults.push(...(await seriousFaults()));
    await page.getByRole("button", { name: "밝은" }).click();
    faults.push(...(await seriousFaults()));
    expect(faults).toEqual([]);
    await page.getByRole("button", { name: "English" }).click();
  }, 400_000);

  test("leads from a measure to its replications, to a call, and to that call on the stage", async () => {
    await page.getByRole("button", { name: "Call received to arrival" }).first().click();
    await page.getByRole("button", { name: "Replication 2", exact: true }).click();
    await page.getByRole("button", { name: /^Watch incident 2 of replication 2, The plan/ }).click();
    await page.getByText("Replication 2", { exact: true }).waitFor();
    await page.waitForFunction(() => Number(document.querySelector(".playhead")?.getAttribute("data-at-ms") ?? 0) > 900_000);
    expect(await page.locator(".side.right").textContent()).toMatch(/Fire \d/);
  }, 400_000);
});
