/**
 * A small experiment in a real Chromium, from the first pair to the stage: it runs beside the picture, its verdict is read, the page
 * is checked in both languages and themes, and a KPI leads to the call that it is made of.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppWindow, openInChromium, say, seriousFaults, tellTrouble } from "./app-window.ts";
import { chromium, missing } from "./needs.ts";

let shown: AppWindow | undefined;
let page: Page;

describe.skipIf(missing(chromium()))("an experiment in the window", () => {
  beforeAll(async () => {
    const opened = await openInChromium({ locale: "en-US", patienceMs: 120_000 });
    shown = opened;
    page = opened.page;
    await page.locator(".call-mark").first().waitFor();
  }, 400_000);
  afterAll(() => shown?.close());
  tellTrouble(() => shown);

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
    const faults: string[] = [...(await seriousFaults(page, "result"))];
    await page.getByRole("button", { name: "Dark theme" }).click();
    faults.push(...(await seriousFaults(page, "result")));
    await page.getByRole("button", { name: "한국어" }).click();
    faults.push(...(await seriousFaults(page, "result")));
    await page.getByRole("button", { name: "밝은" }).click();
    faults.push(...(await seriousFaults(page, "result")));
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
