/**
 * What can go wrong with graphics, data, engine and workers: each time a sentence with a remedy, and whatever still works goes on. Never a
 * white window. (Storage, broken files and a panel that fails are in frame.e2e.ts, the simulation that dies is in journeys.e2e.ts.)
 */
import type { Page } from "playwright-core";
import { afterEach, describe, expect, test } from "vitest";
import { type AppWindow, openInChromium, simulatedMs, tellTrouble } from "./app-window.ts";
import { chromium, missing } from "./needs.ts";

let shown: AppWindow | undefined;

/** Opens the window with something taken away from it; `before` runs outside of the page, `prepare` inside, before its scripts. */
const open = async (prepare?: () => void, before?: (page: Page) => Promise<unknown>): Promise<Page> => {
  shown = await openInChromium({ ...(prepare === undefined ? {} : { prepare }), ...(before === undefined ? {} : { before }) });
  return shown.page;
};

/** Words and something to press: what a person needs to go on. */
const says = async (page: Page, selector: string): Promise<string> => (await page.locator(selector).first().innerText()).trim();

describe.skipIf(missing(chromium()))("when something goes wrong", () => {
  afterEach(async () => {
    await shown?.close();
    shown = undefined;
  });
  tellTrouble(() => shown);

  test("without WebGL2: a notice instead of the map, and the tables play, seek and select", async () => {
    const page = await open(() => {
      const own = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind === "webgl2" ? null : Reflect.apply(own, this, [kind, ...rest]);
      } as typeof own;
    });
    await page.locator(".stage-table .note").waitFor();
    expect(await says(page, ".stage-table .note")).toMatch(/[가-힣]/);
    await page.locator(".stage-table tbody tr").nth(3).waitFor();
    const before = await simulatedMs(page);
    await page.keyboard.press("Digit6");
    await page.keyboard.press("Space");
    await expect.poll(() => simulatedMs(page), { timeout: 30_000 }).toBeGreaterThan(before + 20_000);
    await page.keyboard.press("Space");
    await page.locator(".stage-table table").first().locator("tbody button").first().click(); // the first call of the run
    await page.locator(".side.right .big").waitFor();
    expect(shown?.complaints).toEqual([]);
  });

  test("a lost graphics context: a sentence at once, the picture again when it comes back", async () => {
    const page = await open();
    await page.locator(".call-mark").first().waitFor();
    await page.locator(".stage canvas").first().waitFor();
    await page.waitForTimeout(2000); // the first pictures, after which a slow machine changes its way of drawing
    await page.evaluate(() => {
      const lose = document.querySelector<HTMLCanvasElement>(".stage canvas")?.getContext("webgl2")?.getExtension("WEBGL_lose_context");
      Object.assign(globalThis, { lose });
      lose?.loseContext();
    });
    await page.getByText("그래픽 화면을 잃어").waitFor();
    const before = await simulatedMs(page);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => simulatedMs(page)).toBe(before + 1000);
    await page.evaluate(() => (globalThis as unknown as { lose: { restoreContext(): void } }).lose.restoreContext());
    await page.getByText("그래픽 화면을 잃어").waitFor({ state: "hidden" });
  });

  test("data that cannot be fetched: the file is named, and trying again works once it is there", async () => {
    const page = await open(undefined, (one) => one.route("**/city.json*", (route) => route.fulfill({ status: 404, body: "" })));
    await page.locator(".problem").waitFor();
    expect(await says(page, ".problem .place")).toContain("city.json");
    await page.unroute("**/city.json*");
    await page.locator(".middle button.pri").click();
    await page.locator(".transport").waitFor();
  });

  test("an engine that cannot be loaded: a sentence and a way to open again", async () => {
    const page = await open(undefined, (one) => one.context().route("**/*.wasm", (route) => route.abort()));
    await page.getByRole("alertdialog").waitFor();
    await page.context().unroute("**/*.wasm");
    await page.getByRole("alertdialog").getByRole("button").first().click();
    await page.locator(".call-mark").first().waitFor();
  });

  test("a worker of an experiment that dies without a word: the experiment says so and can be run again", async () => {
    const page = await open();
    await page.locator(".call-mark").first().waitFor();
    await page.getByRole("button", { name: "실험", exact: true }).click();
    await page.locator(".experiment input[type=number]").fill("200");
    await page.locator(".experiment button.pri").click();
    await expect.poll(() => page.workers().filter((one) => one.url().includes("batch.worker")).length).toBeGreaterThan(0);
    await page.waitForTimeout(1000);
    for (const one of page.workers().filter((worker) => worker.url().includes("batch.worker")))
      await one.evaluate(() => globalThis.close());
    await page.locator('.experiment [role="alert"]').waitFor({ timeout: 20_000 });
    await page.locator(".experiment button.pri").waitFor();
  });
});
