/**
 * Whole journeys through the window, the same in Chromium and in a real Electron: open, play, seek, follow, compare, ask why, run an
 * experiment, switch the language, lose the simulation and go on. Each part starts where the one before left the page.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppWindow, isElectronMissing, openInChromium, openInElectron, savedBy, say, simulatedMs, tellTrouble } from "./app-window.ts";
import { chromium, missing } from "./needs.ts";

const HOSTS = [
  { host: "Chromium", isMissing: missing(chromium()), open: () => openInChromium() },
  { host: "Electron", isMissing: isElectronMissing(), open: () => openInElectron() },
] as const;

/** Software drawing on a busy machine takes its time. */
const PATIENCE_MS = 60_000;

for (const { host, isMissing, open } of HOSTS) {
  describe.skipIf(isMissing)(`a journey in ${host}`, () => {
    let shown: AppWindow;
    let page: Page;

    beforeAll(async () => {
      shown = await open();
      page = shown.page;
    }, 240_000);
    afterAll(() => shown?.close());
    tellTrouble(() => shown);

    const atMs = (): Promise<number> => simulatedMs(page);
    /** Hash of everything that is simulated, once it is that of the moment the clock shows. */
    const stateHash = async (): Promise<string | null> => {
      let before: string | null = null;
      await expect
        .poll(
          async () => {
            const now = await page.locator("[data-state-hash]").getAttribute("data-state-hash");
            const isStill = now === before;
            before = now;
            return isStill;
          },
          { timeout: PATIENCE_MS, interval: 1500 },
        )
        .toBe(true);
      return before;
    };
    const seekTo = async (share: number): Promise<void> => {
      const track = await page.locator('.track[role="slider"]').boundingBox();
      if (track === null) throw new Error("no timeline");
      await page.mouse.click(track.x + share * track.width, track.y + 12);
    };

    test("opens the example, ready to play", async () => {
      await page.locator(".transport").waitFor();
      await page.locator(".call-mark").first().waitFor();
      await page.waitForFunction(() => document.querySelector(".cnt.end.num") === null); // computed to its end
      expect(await page.evaluate(() => document.documentElement.lang)).toBe("ko");
    });

    test("plays and pauses", async () => {
      const before = await atMs();
      await page.keyboard.press("Digit4");
      await page.keyboard.press("Space");
      await expect.poll(atMs, { timeout: PATIENCE_MS }).toBeGreaterThan(before + 5000);
      await page.keyboard.press("Space");
      const paused = await atMs();
      await page.waitForTimeout(700);
      expect(await atMs()).toBe(paused);
    });

    test("seeks anywhere; the same moment has the same state, whichever way the clock came", async () => {
      await page.keyboard.press("KeyW");
      await seekTo(0.5);
      await expect.poll(async () => Math.abs((await atMs()) - 2_700_000) < 60_000, { timeout: PATIENCE_MS }).toBe(true);
      const [moment, hash] = [await atMs(), await stateHash()];
      await seekTo(0.9);
      await expect.poll(stateHash, { timeout: PATIENCE_MS }).not.toBe(hash);
      await seekTo(0.5);
      await expect.poll(atMs, { timeout: PATIENCE_MS }).toBe(moment);
      await expect.poll(stateHash, { timeout: PATIENCE_MS }).toBe(hash);
      await page.keyboard.press("KeyW");
    });

    test("follows the truck that is on its way", async () => {
      await page.keyboard.press("Home");
      await page.keyboard.press("KeyN");
      await page.locator(".side.right .big").waitFor();
      // The table's twin of the map says when a unit is under way, and its inspector that it is followed.
      await page.keyboard.press("KeyT");
      const driving = page.locator(".stage-table tr", { hasText: "현장으로 주행" });
      for (let step = 0; step < 30 && (await driving.count()) === 0; step++) {
        await page.keyboard.press("Shift+ArrowRight");
        await page.waitForTimeout(300);
      }
      await page.keyboard.press("KeyF");
      await driving.first().getByRole("button").click();
      await page.getByRole("button", { name: "따라가기", pressed: true }).waitFor();
      await page.locator(".side.right").click(); // off the control, so that keys are the page's
      await page.keyboard.press("KeyF");
      await page.getByRole("button", { name: "따라가기", pressed: false }).waitFor();
      await page.keyboard.press("KeyT");
    });

    test("compares with today: the other arm at the same second, and back", async () => {
      const [moment, plan] = [await atMs(), await stateHash()];
      await page.locator(".top [role=radio]").first().click();
      await page.locator('.top [role=radio][aria-checked="true"] .arm-line.today').waitFor();
      expect(await atMs()).toBe(moment);
      await expect.poll(stateHash, { timeout: PATIENCE_MS }).not.toBe(plan);
      await page.locator(".top [role=radio]").nth(1).click();
      await expect.poll(stateHash, { timeout: PATIENCE_MS }).toBe(plan);
      // A group of choices keeps the arrows and Home and End for itself while it has the focus.
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      // Both at once, a picture each: what the truck does is told on either name, and the clock is one.
      await page.keyboard.press("KeyC");
      await page.keyboard.press("Shift+KeyC");
      await page.locator(".split.is-side").waitFor();
      for (const side of ["left", "right"])
        await expect.poll(() => page.locator(`.side-name.${side} > .num`).textContent(), { timeout: PATIENCE_MS }).toMatch(/[가-힣]/);
      expect(await page.locator(".side-name").evaluateAll((all) => new Set(all.map((one) => one.getAttribute("data-at-ms"))).size)).toBe(1);
      expect(await atMs()).toBe(moment);
      await page.keyboard.press("Shift+KeyC");
      await page.keyboard.press("Shift+KeyC"); // swiped, as at first
      await page.locator(".split.is-swipe").waitFor();
      await page.keyboard.press("KeyC");
      await page.locator(".split").waitFor({ state: "detached" });
      expect(await stateHash()).toBe(plan);
    });

    test("branches at a moment: its past to the byte, a future of its own, and gone when nobody wants it", async () => {
      await page.keyboard.press("KeyW");
      await seekTo(0.3);
      await expect.poll(async () => Math.abs((await atMs()) - 1_620_000) < 60_000, { timeout: PATIENCE_MS }).toBe(true);
      const [moment, past] = [await atMs(), await stateHash()];
      await page.keyboard.press("KeyB");
      await page.locator("dialog.sheet").waitFor();
      await page.keyboard.press("Enter"); // as today, which the question begins with
      await page.locator(".side-name.left .arm-line.alt1").waitFor();
      await page.locator(".side-name.right .arm-line.plan").waitFor();
      await page.keyboard.press("KeyC"); // one alone again; the branch stays in the list
      const branch = page.locator(".runs .arm", { has: page.locator(".branch-of") });
      await branch.waitFor();
      expect(await branch.textContent()).toMatch(/^갈래 1 · 08:\d\d:\d\d부터 오늘/);
      await branch.click();
      await page.locator('.top [role=radio][aria-checked="true"] .arm-line.alt1').waitFor();
      await expect.poll(stateHash, { timeout: PATIENCE_MS }).toBe(past);
      expect(await atMs()).toBe(moment);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await seekTo(0.8);
      await expect.poll(async () => Math.abs((await atMs()) - 4_320_000) < 60_000, { timeout: PATIENCE_MS }).toBe(true);
      await expect.poll(stateHash, { timeout: PATIENCE_MS }).not.toBe(past);
      const future = await stateHash();
      await page.locator(".runs .arm", { has: page.locator(".arm-line.plan") }).click();
      await expect.poll(stateHash, { timeout: PATIENCE_MS }).not.toBe(future);
      await page.locator(".run-verbs button").click();
      await branch.waitFor({ state: "detached" });
      await page.getByRole("button", { name: "되돌리기" }).click();
      await branch.waitFor();
      await page.locator(".run-verbs button").click();
      await branch.waitFor({ state: "detached" });
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press("KeyW");
      await page.keyboard.press("Home"); // every call is still to come for what follows
    });

    test("says why a truck came when it did, in sentences that lead to their moment", async () => {
      await page.keyboard.press("KeyN");
      await page.keyboard.press("End");
      await page.locator(".story li").nth(3).waitFor();
      await page.locator(".said").waitFor();
      const before = await atMs();
      await page.locator(".story li button").first().click();
      await expect.poll(atMs, { timeout: PATIENCE_MS }).toBeLessThan(before);
    });

    test("runs a small experiment and gives its verdict in one sentence", async () => {
      await page.getByRole("button", { name: "실험", exact: true }).click();
      await page.locator(".experiment input[type=number]").fill("2");
      await page.getByRole("button", { name: "2쌍 돌리기" }).click();
      await page.locator(".experiment table tbody tr").first().waitFor({ timeout: 240_000 });
      const verdict = (await page.locator(".experiment h1").textContent()) ?? "";
      say(`${host}: ${verdict}`);
      expect(verdict).toMatch(/[가-힣].*[.다]$/);
      const save = page.getByRole("button", { name: "결과 저장" });
      const { name, text } = await savedBy(shown, () => save.click());
      expect(name).toBe("fire-preemption-seed-20260302-2-pairs.json");
      expect(JSON.parse(text)).toMatchObject({ seed: "20260302", replications: 2, scenario: { id: "fire-preemption" } });
      await page.getByRole("button", { name: "무대", exact: true }).click();
    }, 300_000);

    test("switches the language, words and document alike", async () => {
      await page.getByRole("button", { name: "English로 보기" }).click();
      await page.getByText("Linkage steps").waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    });

    test("goes on at the same moment, in the same state, after its simulation was killed", async () => {
      await page.keyboard.press("KeyW");
      await seekTo(0.7);
      await expect.poll(async () => Math.abs((await atMs()) - 3_780_000) < 60_000, { timeout: PATIENCE_MS }).toBe(true);
      const [moment, hash] = [await atMs(), await stateHash()];
      const worker = page.workers().find((one) => one.url().includes("sim.worker"));
      // It ends without an event, as one does that runs out of memory.
      await worker?.evaluate(() => globalThis.close());
      const killedMs = Date.now();
      await page.getByRole("alertdialog").waitFor({ timeout: 10_000 });
      say(`${host}: heard of the dead worker after ${Date.now() - killedMs} ms`);
      await page.getByRole("button", { name: /^Resume at/ }).click();
      await page.getByRole("alertdialog").waitFor({ state: "hidden" });
      say(`${host}: on the stage again after ${Date.now() - killedMs} ms`);
      await expect.poll(stateHash, { timeout: PATIENCE_MS }).toBe(hash);
      expect(await atMs()).toBe(moment);
      await page.keyboard.press("Space");
      await expect.poll(atMs, { timeout: PATIENCE_MS }).toBeGreaterThan(moment + 2000);
      await page.keyboard.press("Space");
    });

    test("had nothing to complain about on its console", () => {
      expect(shown.complaints).toEqual([]);
    });
  });
}
