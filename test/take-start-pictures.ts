/**
 * Takes the pictures of the start screen: the app's own stage in full detail, one for each shipped scenario and theme.
 *   node test/take-start-pictures.ts [scenario …]    writes renderer/app/start/pictures/*.jpg; run it again when the look of the city changes
 */
import { join } from "node:path";
import { chromium as driver, type Page } from "playwright-core";
import { serve } from "../main/serve.ts";
import { chromium } from "./needs.ts";

const FOLDER = join(import.meta.dirname, "../renderer/app/start/pictures");
/** Simulated time after the call: a unit is on its way, its route and the signals ahead are drawn. */
const SHOTS = [
  { scenario: "fire-preemption", incident: 1, afterS: 120, turns: 0 },
  { scenario: "fire-response", incident: 1, afterS: 190, turns: 0 },
  { scenario: "emergency-medical", incident: 0, afterS: 230, turns: 2 },
] as const;
/** Twice as large as it is shown. */
const PICTURE = { width: 760, height: 424 };
const WINDOW = { width: 1280, height: 700 };
const ONLY_THE_CITY =
  ".top,.status,.time,.rail,.dock,.folded,.splitter,.hud,.stage-note,.inspector-card,.toasts{display:none!important}.stage-column{position:fixed!important;inset:0;z-index:9}";
const DRAWN_MS = 6000;
/** Presses of the key that comes nearer: from an incident's surroundings to its streets. */
const NEARER = 2;

const pressTimes = async (page: Page, key: string, times: number): Promise<void> => {
  for (let n = 0; n < times; n++) await page.keyboard.press(key);
};

/** Through the palette: the buttons are hidden. */
const choose = async (page: Page, command: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.locator(".palette input").fill(command);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(DRAWN_MS);
};

const take = async (page: Page, url: string, shot: (typeof SHOTS)[number]): Promise<void> => {
  await page.setViewportSize(WINDOW);
  await page.goto("about:blank"); // the same address with another fragment would not load the page anew
  await page.goto(url);
  await page.locator(".call-mark").first().waitFor();
  await page.locator(".door").click();
  await page.locator(".example").nth(SHOTS.indexOf(shot)).locator("button").click();
  await page.locator(".scale-bar").waitFor();
  await page.locator(".call-mark").first().waitFor();
  for (const name of ["지명", "표지"]) await page.getByRole("switch", { name }).click();
  await page.addStyleTag({ content: ONLY_THE_CITY });
  await page.setViewportSize(PICTURE);
  await page.locator(".call-mark").nth(shot.incident).dispatchEvent("click");
  await pressTimes(page, "Equal", NEARER);
  await pressTimes(page, "Shift+ArrowRight", Math.round(shot.afterS / 10));
  await pressTimes(page, "KeyE", shot.turns);
  const picture = (theme: string): Promise<unknown> =>
    page.screenshot({ path: join(FOLDER, `${shot.scenario}-${theme}.jpg`), type: "jpeg", quality: 78 });
  await page.waitForTimeout(DRAWN_MS);
  await picture("light");
  await choose(page, "어두운 화면");
  await picture("dark");
  await choose(page, "밝은 화면");
};

const server = await serve({ port: 0, ko: false, say: (line) => void process.stdout.write(`${line}\n`) });
const browser = await driver.launch({ executablePath: chromium().found ?? "", args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: WINDOW, locale: "ko-KR", reducedMotion: "reduce" });
const page = await context.newPage();
page.setDefaultTimeout(120_000);
await page.addInitScript(() => {
  localStorage.setItem("rehearsal.quality", "full");
});
const wanted = process.argv.slice(2);
for (const shot of SHOTS) if (wanted.length === 0 || wanted.includes(shot.scenario)) await take(page, server.url, shot);
await browser.close();
await server.close();
