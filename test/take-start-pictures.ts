/**
 * Takes the pictures of the start screen: the app's own stage in full detail, one for each shipped scenario and theme.
 *   node test/take-start-pictures.ts        writes renderer/app/start/pictures/*.jpg; run it again when the look of the city changes
 */
import { join } from "node:path";
import { chromium as driver, type Page } from "playwright-core";
import { serve } from "../main/serve.ts";
import { chromium } from "./needs.ts";

const FOLDER = join(import.meta.dirname, "../renderer/app/start/pictures");
/** Simulated time after the call: a unit is on its way, its route and the signals ahead are drawn. */
const SHOTS = [
  { scenario: "fire-preemption", afterS: 140, turns: 0 },
  { scenario: "fire-response", afterS: 190, turns: 2 },
  { scenario: "emergency-medical", afterS: 230, turns: 4 },
] as const;
/** Twice as large as it is shown. */
const VIEWPORT = { width: 760, height: 424 };
const ONLY_THE_CITY =
  ".top,.status,.time,.rail,.dock,.folded,.splitter,.hud,.stage-note,.inspector-card,.toasts{display:none!important}.stage-column{position:fixed!important;inset:0;z-index:9}";
const DRAWN_MS = 6000;

const pressTimes = async (page: Page, key: string, times: number): Promise<void> => {
  for (let n = 0; n < times; n++) await page.keyboard.press(key);
};

const take = async (page: Page, url: string, shot: (typeof SHOTS)[number], theme: string): Promise<void> => {
  await page.goto(url);
  await page.locator(".door").click();
  await page.locator(".example").nth(SHOTS.indexOf(shot)).locator("button").click();
  await page.locator(".call-mark").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".cnt.end.num") === null, undefined, { timeout: 240_000 });
  for (const name of ["지명", "표지"]) await page.getByRole("switch", { name }).click();
  await page.addStyleTag({ content: ONLY_THE_CITY });
  await page.keyboard.press("KeyN");
  await pressTimes(page, "Shift+ArrowRight", Math.round(shot.afterS / 10));
  await pressTimes(page, "KeyE", shot.turns);
  await page.waitForTimeout(DRAWN_MS);
  await page.screenshot({ path: join(FOLDER, `${shot.scenario}-${theme}.jpg`), type: "jpeg", quality: 78 });
};

const server = await serve({ port: 0, ko: false, say: (line) => void process.stdout.write(`${line}\n`) });
const browser = await driver.launch({ executablePath: chromium().found ?? "", args: ["--no-sandbox"] });
for (const theme of ["light", "dark"]) {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: "ko-KR", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.addInitScript((look) => {
    localStorage.setItem("rehearsal.quality", "full");
    localStorage.setItem("rehearsal.theme", look);
  }, theme);
  for (const shot of SHOTS) await take(page, server.url, shot, theme);
  await context.close();
}
await browser.close();
await server.close();
