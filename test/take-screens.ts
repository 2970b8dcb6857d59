/**
 * Takes a picture of every screen in both languages, both themes and two window sizes, and lays those of one screen on one sheet.
 *   node test/take-screens.ts [FOLDER]      writes FOLDER/<screen>-<width>-<language>-<theme>.png, docs/screens/sheet-<screen>.jpg with
 *                                           all looks of a screen, and docs/screens/<screen>.jpg of those that the README shows
 * For looking at, not for comparing by machine: software graphics draw differently from machine to machine.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openInChromium, say } from "./app-window.ts";

const DOCS = join(import.meta.dirname, "../docs/screens");
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;
const LOOKS = [
  { language: "ko", theme: "light" },
  { language: "ko", theme: "dark" },
  { language: "en", theme: "light" },
  { language: "en", theme: "dark" },
] as const;
/** Of a picture on a sheet. */
const SMALL_WIDTH_PX = 480;
/** As the README shows them. */
const SHOWN = { screens: ["stage", "compare", "result"], name: "1440-en-light" };
/** Software graphics draw the settled picture well within this. */
const DRAWN_MS = 2500;
/** Enough for intervals that mean something, quick enough to wait for. */
const PAIRS = 12;

type Screen = {
  readonly name: string;
  /** From the stage, or from the screen before where that one is not left. */
  readonly enter: (page: Page) => Promise<unknown>;
  readonly leave?: (page: Page) => Promise<unknown>;
};

const press =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

/** Through the palette, which knows both languages. */
const command = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.locator(".palette input").fill(words);
  await page.keyboard.press("Enter");
};

/** 3:20 after a call: the truck is on its way, seen from so far that its route is in the picture. */
const toTruck = async (page: Page): Promise<void> => {
  await page.keyboard.press("KeyW");
  await page.locator(".call-mark").nth(1).dispatchEvent("click");
  await press(...Array.from({ length: 20 }, () => "Shift+ArrowRight"), "Minus", "Minus", "Minus")(page);
};

/** Late in the morning, when minutes differ at many junctions. */
const late = async (page: Page): Promise<void> => {
  await press("KeyH", "KeyG")(page);
  await page.keyboard.type("8:48");
  await page.keyboard.press("Enter");
};

const BROKEN = { name: "broken.yaml", mimeType: "text/yaml", buffer: Buffer.from("formatVersion: 1\nscenario: {id: broken}\nsteps: 7\n") };

const SCREENS: readonly Screen[] = [
  { name: "start", enter: (page) => page.locator(".door").click(), leave: (page) => page.locator(".tabs button").first().click() },
  { name: "stage", enter: async () => undefined },
  { name: "compare", enter: press("KeyC") },
  { name: "compare-side", enter: press("Shift+KeyC") },
  {
    name: "compare-difference",
    enter: async (page) => {
      await page.keyboard.press("Shift+KeyC");
      await late(page);
    },
    leave: async (page) => {
      await press("Shift+KeyC", "KeyC")(page);
      await toTruck(page);
    },
  },
  { name: "branch", enter: press("KeyB"), leave: press("Escape") },
  { name: "table", enter: press("KeyT"), leave: press("KeyT") },
  {
    name: "palette",
    enter: async (page) => {
      await page.keyboard.press("Control+k");
      await page.locator(".palette input").fill("ㅅㅎ");
    },
    leave: press("Escape"),
  },
  { name: "keys", enter: press("Shift+Slash"), leave: press("Escape") },
  { name: "settings", enter: press("Control+Comma"), leave: press("Escape") },
  {
    name: "result",
    enter: (page) => page.locator(".tabs button").nth(1).click(),
    leave: (page) => page.locator(".tabs button").first().click(),
  },
  {
    name: "problems",
    enter: async (page) => {
      await page.locator('header input[type="file"]').setInputFiles(BROKEN);
      await page.locator(".problem").first().waitFor();
    },
    leave: (page) => page.locator(".middle .btn.pri").click(),
  },
];

const dress = async (page: Page, look: (typeof LOOKS)[number]): Promise<void> => {
  const { language, theme } = await page.evaluate(() => {
    const { lang, dataset } = document.documentElement;
    return { language: lang, theme: dataset["theme"] };
  });
  if (language !== look.language) await command(page, look.language === "ko" ? "한국어" : "English");
  if (theme !== look.theme) await command(page, look.theme === "dark" ? "Dark theme" : "Light theme");
};

const experiment = async (page: Page): Promise<void> => {
  await page.locator(".tabs button").nth(1).click();
  await page.locator(".experiment input[type=number]").first().fill(String(PAIRS));
  await page.locator(".experiment button.pri").click();
  await page.locator(".verdict-band, .verdict").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".experiment button.pri") !== null, undefined, { timeout: 600_000 });
  await page.locator(".tabs button").first().click();
};

/** All pictures of one screen under each other, by size; a page of its own lays them out. */
const sheet = async (page: Page, pictures: readonly (readonly string[])[], path: string): Promise<void> => {
  const rows = pictures.map((row) => `<div>${row.map((data) => `<img src="${data}" width="${SMALL_WIDTH_PX}">`).join("")}</div>`);
  await page.setViewportSize({ width: SMALL_WIDTH_PX * LOOKS.length, height: 800 });
  await page.setContent(`<body style="margin:0;background:#888">${rows.join("")}<style>div{display:flex}img{display:block}</style>`);
  await page.screenshot({ path, type: "jpeg", quality: 72, fullPage: true });
};

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), "rehearsal-screens-"));
mkdirSync(folder, { recursive: true });
const shown = await openInChromium({ patienceMs: 300_000 });
const { page } = shown;
await page.locator(".call-mark").first().waitFor();
await experiment(page);
const taken = new Map<string, string[][]>();
for (const size of SIZES) {
  await page.setViewportSize(size);
  for (const look of LOOKS) {
    await dress(page, look);
    await toTruck(page);
    for (const screen of SCREENS) {
      await screen.enter(page);
      await page.waitForTimeout(DRAWN_MS);
      const picture = await page.screenshot();
      const name = `${screen.name}-${size.width}-${look.language}-${look.theme}`;
      writeFileSync(join(folder, `${name}.png`), picture);
      if (SHOWN.screens.includes(screen.name) && name.endsWith(SHOWN.name))
        await page.screenshot({ path: join(DOCS, `${screen.name}.jpg`), type: "jpeg", quality: 80 });
      const rows = taken.get(screen.name) ?? SIZES.map(() => []);
      rows[SIZES.indexOf(size)]?.push(`data:image/png;base64,${picture.toString("base64")}`);
      taken.set(screen.name, rows);
      await screen.leave?.(page);
      say(name);
    }
  }
}
const desk = await page.context().newPage();
for (const [name, pictures] of taken) await sheet(desk, pictures, join(DOCS, `sheet-${name}.jpg`));
await shown.close();
say(`pictures in ${folder}`);
