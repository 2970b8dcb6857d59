/**
 * The whole fire response in the window: the scenario is chosen from the list, a truck stands before a parked car, owners are called,
 * hospitals answer, a missing agreement blocks. One browser, one page; each part starts where the one before left the page.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppWindow, openInChromium, seriousFaults, simulatedMs, tellTrouble } from "./app-window.ts";
import { chromium, missing } from "./needs.ts";

/** Software drawing, two arms computed ahead: minutes on a busy machine. */
const LONG_MS = 240_000;

let shown: AppWindow | undefined;
let page: Page;

const isComputed = (): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector(".cnt.end.num") === null, undefined, { timeout: LONG_MS });

/** Seeks to a share of what the time line shows. */
const seekTo = async (share: number): Promise<void> => {
  const track = await page.locator('.track[role="slider"]').boundingBox();
  if (track === null) throw new Error("no timeline");
  await page.mouse.click(track.x + share * track.width, track.y + 12);
  await page.waitForTimeout(600);
};

/** Goes from incident to incident, by the marks of the whole run, until the time line at its right end shows `selector`. */
const findIncidentWith = async (selector: string): Promise<boolean> => {
  const whole = page.getByRole("button", { name: "Whole run" });
  await whole.click();
  const calls = await page.locator(".call-mark").count();
  for (let call = 0; call < calls; call++) {
    if (call > 0) await whole.click();
    await page.locator(".call-mark").nth(call).press("Enter"); // marks of calls at nearly the same time cover each other
    await page.getByRole("button", { name: "Whole run" }).waitFor();
    await seekTo(0.998);
    if ((await page.locator(selector).count()) > 0) return true;
  }
  return false;
};

const find = async (text: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Find or do" }).fill(text);
};

/** Not the moments at which a signal there gave way, which are called the same. */
const places = () => page.locator("[role=option]", { hasText: /place$/ });

const goToJunction = async (name: string): Promise<void> => {
  await find(name);
  await places().filter({ hasText: name }).first().click();
  await page.locator(".signal-now").waitFor();
};

/** Junctions one after the other, until a car stands in a street that waits for one: what the inspector says of it. */
const findStandingCar = async (): Promise<string | undefined> => {
  await find(" and "); // a junction is called by the streets that meet there
  await places().first().waitFor();
  const junctions = (await places().locator(".clip").allTextContents()).filter((name) => / and .+-(?:ro|gil)$/.test(name));
  await page.keyboard.press("Escape");
  const inside = page.locator(".side.right .chips button");
  for (const junction of junctions) {
    await goToJunction(junction);
    const count = await inside.count();
    for (let street = 0; street < count; street++) {
      if (street > 0) await goToJunction(junction);
      await inside.nth(street).click();
      await page.getByText("Vehicles now").waitFor();
      const cars = inside.filter({ hasText: "Vehicle" });
      if ((await cars.count()) === 0) continue;
      await cars.last().click();
      await page.locator(".why-said").waitFor();
      // One in a queue that moves off has no reason to stand any more.
      if ((await page.locator(".why-said.stands").count()) > 0) return (await page.locator(".why-said").textContent()) ?? undefined;
    }
  }
  return undefined;
};

describe.skipIf(missing(chromium()))("the chain in Chromium", () => {
  beforeAll(async () => {
    const opened = await openInChromium({ locale: "en-US", patienceMs: LONG_MS / 2 });
    shown = opened;
    page = opened.page;
  });
  afterAll(() => shown?.close());
  tellTrouble(() => shown);

  test(
    "opens the scenario from the list, with all its arms within reach of the keyboard",
    async () => {
      await page.getByLabel("Scenario", { exact: true }).selectOption("fire-response");
      await page.getByText("Fire response, linked").first().waitFor({ state: "attached", timeout: LONG_MS });
      await page.locator(".call-mark").first().waitFor({ timeout: LONG_MS });
      await isComputed();
      const arms = page.getByRole("radiogroup", { name: "Arms" });
      expect(await arms.getByRole("radio").count()).toBe(11);
      expect(await page.getByLabel("All arms").locator("option").count()).toBe(11);
      await arms.getByRole("radio", { checked: true }).focus();
      await page.keyboard.press("ArrowDown");
      expect(await arms.getByRole("radio", { checked: true }).textContent()).toBe("Without the police");
      await page.keyboard.press("ArrowUp");
      expect(await arms.getByRole("radio", { checked: true }).textContent()).toBe("All six cells");
      await isComputed();
    },
    LONG_MS * 2,
  );

  test(
    "shows a truck that a parked car stops: on the time line, on the map, and in the inspector",
    async () => {
      expect(await findIncidentWith(".over.obstruction")).toBe(true);
      await page.locator(".over.obstruction").first().click();
      await page.locator(".note.stops").waitFor();
      await page.locator(".city-tone-stops:visible").first().waitFor();
      expect(await page.locator(".city-tone-stops").first().textContent()).toMatch(/^Blocks the alley\d\.\d m left · /);
      await page.locator(".note.stops").click();
      await page.getByText("Leaves of the street").waitFor();
      const leaves = Number.parseFloat((await page.locator(".side.right .big").textContent()) ?? "");
      expect(leaves).toBeLessThan(2.5); // a fire engine needs 2.5 m: it would not stand there otherwise
      expect(await page.getByRole("button", { name: /stands before it$/ }).count()).toBeGreaterThan(0);
    },
    LONG_MS,
  );

  test(
    "shows how fast that truck drove, as a line and as a table that leads to its moments, and its whole way at once",
    async () => {
      await page
        .getByRole("button", { name: /stands before it$/ })
        .first()
        .click();
      const line = page.locator(".chart-plot").first();
      await line.waitFor();
      expect(await line.getAttribute("aria-label")).toMatch(/^Speed\. .*: highest \d+ km\/h at \+\d+:\d\d\./);
      expect((await page.locator(".chart-line path").first().getAttribute("d"))?.length).toBeGreaterThan(20);
      await page.getByRole("button", { name: "As a table: Speed" }).click();
      const rows = page.locator(".chart-table tbody button");
      const secondsOf = async (row: number): Promise<number> => {
        const [minutes = "", seconds = ""] = (await rows.nth(row).textContent())?.replace("+", "").split(":") ?? [];
        return Number(minutes) * 60 + Number(seconds);
      };
      const apartS = (await secondsOf(2)) - (await secondsOf(1));
      const went = async (row: number): Promise<number> => {
        const before = await simulatedMs(page);
        await rows.nth(row).click();
        await page.waitForFunction((was) => Number(document.querySelector(".playhead")?.getAttribute("data-at-ms")) !== was, before);
        return simulatedMs(page);
      };
      const [first, second] = [await went(1), await went(2)];
      expect(apartS).toBeGreaterThan(0);
      expect(second - first).toBe(apartS * 1000);
      await page.getByRole("button", { name: "As a table: Speed" }).click();
      const scale = await page.locator(".scale-bar").evaluate((bar) => bar.outerHTML);
      await page.getByRole("button", { name: "Route", exact: true }).click();
      await page.waitForFunction((was) => document.querySelector(".scale-bar")?.outerHTML !== was, scale);
    },
    LONG_MS,
  );

  test(
    "says why a car stands: from a junction to the streets that wait, to who stands there",
    async () => {
      const reason = await findStandingCar();
      expect(reason).toMatch(
        /Red light at|serves .+ first|Gives way|No room beyond|before it, \d+ m to the stop line|stop sign|at its destination|is closed|crosses the junction|No reason is known/,
      );
      expect(await seriousFaults(page, "why")).toEqual([]);
    },
    LONG_MS,
  );

  test("says every bar in words and lets the arrow keys walk along a lane", async () => {
    const names = await page
      .locator("button.ev:not(.other)")
      .evaluateAll((bars) => bars.map((bar) => bar.getAttribute("aria-label") ?? ""));
    const outcome = /, (done|blocked|refused|timed out|failed|running|cancelled|planned),/;
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !outcome.test(`${name},`))).toEqual([]);
    const first = page.locator(".lane button.ev[tabindex='0']").first();
    await first.focus();
    await page.keyboard.press("ArrowRight");
    const focused = await page.evaluate(() => {
      const lane = [...(document.activeElement?.closest(".track")?.querySelectorAll("button.ev:not(.other)") ?? [])];
      return document.activeElement === null ? -1 : lane.indexOf(document.activeElement);
    });
    expect(focused).toBe(1);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(500);
  });

  test(
    "shows which hospital was asked and said yes",
    async () => {
      expect(await findIncidentWith("button.ev.k-hospital.is-done:not(.moment)")).toBe(true);
      await page.locator("button.ev.k-hospital.is-done:not(.moment)").first().click();
      await page.getByText("Free emergency beds").waitFor();
      await page.getByText("Asked to take in").waitFor();
    },
    LONG_MS,
  );

  test("tells the course of an incident in words, and goes to the moment of a sentence", async () => {
    await page.locator(".call-mark.focus").press("Enter");
    await seekTo(0.998);
    await page.locator(".call-mark.focus").first().waitFor();
    const sentences = page.locator(".story button");
    await sentences.first().waitFor();
    expect(await sentences.count()).toBeGreaterThan(5);
    const before = await simulatedMs(page);
    await sentences.first().click();
    await page.waitForFunction((was) => Number(document.querySelector(".playhead")?.getAttribute("data-at-ms")) < was, before);
  });

  test("has no serious accessibility fault, in either language and theme", async () => {
    await seekTo(0.998);
    const english = await seriousFaults(page, "chain");
    await page.getByRole("button", { name: "한국어로 보기" }).click();
    await page.getByRole("button", { name: /어두운 화면|밝은 화면/ }).click();
    await page.waitForTimeout(1500);
    const korean = await seriousFaults(page, "chain");
    await page.getByRole("button", { name: "English로 보기" }).click();
    expect([...english, ...korean]).toEqual([]);
  });

  test(
    "shows in violet what a missing agreement blocks",
    async () => {
      await page.getByLabel("All arms").selectOption("without-city");
      await isComputed();
      expect(await findIncidentWith("button.ev.is-blocked")).toBe(true);
      const blocked = page.locator("button.ev.is-blocked").first();
      expect(await blocked.getAttribute("aria-label")).toContain("the giving agency takes no part");
      const [colour, violet] = await blocked.evaluate((bar) => {
        const style = getComputedStyle(bar);
        return [style.getPropertyValue("--c"), style.getPropertyValue("--blocked")];
      });
      expect(colour).toBe(violet);
    },
    LONG_MS,
  );

  test("had nothing to complain about on its console", () => {
    expect(shown?.complaints).toEqual([]);
  });
});
