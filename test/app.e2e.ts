/**
 * The window in a real Chromium, served by the real server: opens, plays, seeks, switches arms and languages, runs an experiment.
 * One browser, one page, in this order: each part starts where the one before left the page.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppWindow, builtFiles, openInChromium, say, seriousFaults, simulatedMs, tellTrouble } from "./app-window.ts";
import { chromium, missing } from "./needs.ts";

const ROOT = join(import.meta.dirname, "..");

/** Software drawing takes a tenth of a second a picture: the full count where time does not matter. */
const PICTURES = process.env["REHEARSAL_NOTHING_SKIPPED"] === "1" ? 600 : 150;

let shown: AppWindow | undefined;
let page: Page;
const faults: string[] = [];

const notePolicyViolations = (): void => {
  const seen: string[] = [];
  Object.assign(globalThis, { policyViolations: seen });
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    seen.push(`${violatedDirective} ${blockedURI}`),
  );
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Into the clock. */
const type = async (words: string): Promise<void> => {
  await page.keyboard.press("KeyG");
  await page.locator("input.clock").fill(words);
  await page.keyboard.press("Enter");
};

describe.skipIf(missing(chromium()))("the window in Chromium", () => {
  beforeAll(async () => {
    const opened = await openInChromium({ prepare: notePolicyViolations });
    shown = opened;
    page = opened.page;
  });
  afterAll(() => shown?.close());
  tellTrouble(() => shown);

  test("opens the default district with the fire scenario, ready to play, isolated and without the token in its address", async () => {
    await page.locator(".transport").waitFor();
    await page.locator(".call-mark").first().waitFor();
    say(`opened in ${await page.evaluate(() => Math.round(performance.now()))} ms`);
    expect(
      await page.evaluate(() => ({ isolated: crossOriginIsolated, hash: location.hash, lang: document.documentElement.lang })),
    ).toEqual({
      isolated: true,
      hash: "",
      lang: "ko",
    });
  });

  test("shows a city, and a moving one: both times from the opening of the page on", async () => {
    const tookMs = (name: string): Promise<number> =>
      page
        .waitForFunction((entry) => performance.getEntriesByName(entry)[0]?.duration, name)
        .then((found) => found.evaluate((ms) => Math.round(ms ?? Number.NaN)));
    const drawnMs = await tookMs("rehearsal.first-picture");
    await page.keyboard.press("Space");
    const movingMs = await tookMs("rehearsal.moving");
    await page.keyboard.press("Space");
    const script = builtFiles().filter(({ path }) => path.endsWith(".js"));
    const sum = script.reduce((kb, { packedKb }) => kb + packedKb, 0);
    say(`first picture after ${drawnMs} ms, a moving city after ${movingMs} ms, drawn by software; ${sum.toFixed(0)} kB of packed scripts`);
    expect(movingMs).toBeGreaterThanOrEqual(drawnMs);
  });

  test("forbids eval and foreign hosts", async () => {
    const blocked = await page.evaluate(async () => {
      const foreign = await fetch("https://example.org/").then(
        () => "let through",
        () => "blocked",
      );
      const script = document.createElement("script");
      script.textContent = "globalThis.wasRun = true";
      document.head.append(script);
      return [foreign, "wasRun" in globalThis];
    });
    expect(blocked).toEqual(["blocked", false]);
    await page.waitForTimeout(200);
    shown?.complaints.splice(0); // the browser's words about the two refusals that were asked for
  });

  test("runs the whole ninety minutes ahead for both arms", async () => {
    const startedMs = Date.now();
    await page.waitForFunction(() => document.querySelector(".cnt.end.num") === null);
    say(`ninety minutes of both arms were computed after another ${Date.now() - startedMs} ms`);
  });

  test("plays at ten times real time", async () => {
    await page.keyboard.press("Digit4");
    await page.keyboard.press("Space");
    await page.waitForTimeout(1500);
    const [from, fromWall] = [await simulatedMs(page), Date.now()];
    await page.waitForTimeout(5000);
    const ratio = ((await simulatedMs(page)) - from) / (Date.now() - fromWall);
    await page.keyboard.press("Space");
    say(`played at ${ratio.toFixed(1)} x real time`);
    expect(ratio).toBeGreaterThan(4); // the clock waits where drawing or computing cannot keep up, and never jumps
    expect(ratio).toBeLessThan(13);
  });

  test("seeks anywhere in the run", async () => {
    await page.keyboard.press("KeyW");
    const track = await page.locator('.track[role="slider"]').boundingBox();
    if (track === null) throw new Error("no timeline");
    const shares = [0.93, 0.11, 0.52, 0.02, 0.77, 0.35, 0.99, 0.21, 0.64, 0.45];
    for (const [n, share] of shares.entries()) {
      await page.mouse.click(track.x + share * track.width, track.y + 12);
      await page.waitForFunction((wanted) => performance.getEntriesByName("rehearsal.seek-drawn").length >= wanted, n + 1);
    }
    const tookMs = (name: string): Promise<number[]> =>
      page.evaluate((entry) => performance.getEntriesByName(entry).map(({ duration }) => Math.round(duration)), name);
    const [there, drawn] = [await tookMs("rehearsal.seek"), await tookMs("rehearsal.seek-drawn")];
    say(`seek: median ${median(there)} ms, worst ${Math.max(...there)} ms of ${there.join(", ")} (aim 300 ms)`);
    say(`seek with its picture drawn by software: median ${median(drawn)} ms, worst ${Math.max(...drawn)} ms`);
    expect(Math.abs((await simulatedMs(page)) - 0.45 * 5_400_000)).toBeLessThan(30_000);
    expect(median(there)).toBeLessThan(1000);
    await page.keyboard.press("KeyW");
  });

  test("zooms the time line about the pointer down to a second and back, and says the moment under it", async () => {
    const track = await page.locator('.track[role="slider"]').boundingBox();
    if (track === null) throw new Error("no timeline");
    const length = page.locator(".zoom-length");
    const spanMs = async (): Promise<number> => Number(await length.getAttribute("data-span-ms"));
    const [home, share] = [await spanMs(), 0.4];
    await page.mouse.move(track.x + share * track.width, track.y + 60);
    // The window of an incident begins half a minute before its call.
    const wantedS = (share * home - 30_000) / 1000;
    const saidS = async (): Promise<number> => {
      const [, minutes, seconds] = /^\+(\d+):(\d+(?:\.\d)?)/.exec((await page.locator(".cursor-time b").textContent()) ?? "") ?? [];
      return Number(minutes) * 60 + Number(seconds);
    };
    await page.locator(".cursor-time").waitFor();
    expect(Math.abs((await saidS()) - wantedS)).toBeLessThan(2);
    await page.locator(".cursor-value").waitFor();
    await page.keyboard.down("Control");
    for (let notch = 0; notch < 30; notch++) await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await page.locator('.zoom-length[data-span-ms="1000"]').waitFor();
    expect(Math.abs((await saidS()) - wantedS)).toBeLessThan(2);
    faults.push(...(await seriousFaults(page, "zoomed timeline, Korean, light")));
    await length.click();
    await page.locator(`.zoom-length[data-span-ms="${home}"]`).waitFor();
    // Two fingers that go twice as far apart show half as much.
    const hands = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", apartPx: number): Promise<unknown> => {
      const [x, y] = [track.x + 0.5 * track.width, track.y + 40];
      const touchPoints = apartPx === 0 ? [] : [-1, 1].map((side, id) => ({ x: x + (side * apartPx) / 2, y, id }));
      return hands.send("Input.dispatchTouchEvent", { type, touchPoints });
    };
    await touch("touchStart", 100);
    for (const apartPx of [120, 150, 200]) await touch("touchMove", apartPx);
    await touch("touchEnd", 0);
    await page.waitForFunction(
      (ms) => Math.abs(Number(document.querySelector<HTMLElement>(".zoom-length")?.dataset["spanMs"]) - ms) < 5,
      home / 2,
    );
    await length.click();
    await page.locator(`.zoom-length[data-span-ms="${home}"]`).waitFor();
  });

  test("goes to a time that is typed, and says what it understands where it does not", async () => {
    await type("soon");
    await page.locator(".clock-says.is-fault").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("input.clock").waitFor({ state: "detached" });
    await type("8:30:10");
    await page.waitForFunction(() => document.querySelector<HTMLElement>(".playhead")?.dataset["atMs"] === "1810000");
    const wallS = async (): Promise<number> => {
      const words = (await page.locator("button.clock + span").textContent()) ?? "";
      return words.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
    };
    await type("+0:00");
    await page.locator("button.clock", { hasText: "+0:00" }).waitFor();
    const callS = await wallS();
    await type("+1:15");
    await page.locator("button.clock", { hasText: "+1:15" }).waitFor();
    expect((await wallS()) - callS).toBe(75);
  });

  test("the same moment is the same picture to the last pixel, wherever the clock was in between", async () => {
    const stage = page.locator(".stage .canvas");
    /** Of the stage with all that lies over it, once it stands still. */
    const pictureAt = async (time: string): Promise<string> => {
      const drawnBefore = await page.evaluate(() => performance.getEntriesByName("rehearsal.seek-drawn").length);
      await type(time);
      await page.waitForFunction((before) => performance.getEntriesByName("rehearsal.seek-drawn").length > before, drawnBefore);
      for (let last = ""; ; ) {
        const now = createHash("sha256")
          .update(await stage.screenshot())
          .digest("hex");
        if (now === last) return now;
        last = now;
        await page.waitForTimeout(700); // longer than the reduced picture takes to become sharp
      }
    };
    const first = await pictureAt("8:31:07");
    expect(await pictureAt("9:12:00")).not.toBe(first);
    expect(await pictureAt("8:31:07")).toBe(first);
    expect(await pictureAt("8:05:30")).not.toBe(first);
    expect(await pictureAt("8:31:07")).toBe(first);
  });

  test("keeps a view and comes back to it by key; the list goes there, forgets, and closes with Escape", async () => {
    const bar = page.locator(".scale-bar");
    const home = await bar.innerHTML();
    const isHome = (wanted: boolean) =>
      page.waitForFunction(([html, equal]) => (document.querySelector(".scale-bar")?.innerHTML === html) === equal, [
        home,
        wanted,
      ] as const);
    await page.keyboard.press("KeyS");
    for (let n = 0; n < 4; n++) await page.keyboard.press("Equal");
    await isHome(false);
    await page.keyboard.press("Shift+Digit1");
    await isHome(true);
    await page.keyboard.press("KeyP");
    await isHome(false);
    await page.keyboard.press("KeyP"); // back to where it stood
    await isHome(true);
    const tool = page.getByRole("button", { name: "남긴 보기" });
    await tool.click();
    const list = page.locator(".bookmark-list");
    await list.getByRole("textbox").fill("다리");
    await page.keyboard.press("Enter");
    expect(await list.locator("li .grow").allTextContents()).toEqual(["보기 1", "다리"]);
    faults.push(...(await seriousFaults(page, "kept views, Korean, light")));
    await list.getByRole("button", { name: "보기 1 지우기" }).click();
    expect(await list.locator("li .grow").allTextContents()).toEqual(["다리"]);
    await list.getByRole("button", { name: "다리 지우기" }).click();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    expect(await tool.evaluate((button) => button === document.activeElement)).toBe(true);
    await tool.blur(); // there the space key is the button's own
  });

  test("plays a short range again and again, each time from its first to its last moment", async () => {
    await type("+1:15");
    await page.locator("button.clock", { hasText: "+1:15" }).waitFor();
    for (let n = 0; n < 6; n++) await page.keyboard.press("KeyZ");
    const spanMs = Number(await page.locator(".zoom-length").getAttribute("data-span-ms"));
    expect(spanMs).toBeLessThan(30_000);
    await page.keyboard.press("KeyR");
    await page.locator(".loop-range").waitFor();
    await page.keyboard.press("Digit4");
    await page.keyboard.press("Space");
    const seen = await page.evaluate(
      () =>
        new Promise<{ readonly fromMs: number; readonly toMs: number }>((done) => {
          const [all, playhead] = [[] as number[], document.querySelector<HTMLElement>(".playhead")];
          let rounds = 0;
          const look = (): void => {
            const atMs = Number(playhead?.dataset["atMs"]);
            if (atMs < (all.at(-1) ?? 0)) rounds++;
            all.push(atMs);
            if (rounds === 2) done({ fromMs: Math.min(...all), toMs: Math.max(...all) });
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    await page.keyboard.press("Space");
    await page.keyboard.press("KeyR");
    await page.locator(".loop-range").waitFor({ state: "detached" });
    expect(seen.toMs - seen.fromMs).toBe(spanMs);
    await page.locator(".zoom-length").click();
  });

  test("shows another arm at the same second", async () => {
    const before = await simulatedMs(page);
    await page.locator(".top [role=radio]").first().click();
    await page.locator('.top [role=radio][aria-checked="true"] .arm-line.today').waitFor();
    expect(await simulatedMs(page)).toBe(before);
    await page.locator(".top [role=radio]").nth(1).click();
    expect(await simulatedMs(page)).toBe(before);
  });

  test("lays two arms side by side at one moment, moves the edge by keys and by hand, and shows today with one key", async () => {
    const before = await simulatedMs(page);
    const onStage = page.locator('.top [role=radio][aria-checked="true"] .arm-line');
    await page.keyboard.press("KeyC");
    const edge = page.locator(".split-edge");
    await page.locator(".side-name.left .arm-line.today").waitFor();
    await page.locator(".side-name.right .arm-line:not(.today)").waitFor();
    await edge.focus();
    await page.keyboard.press("Shift+ArrowLeft");
    expect(await edge.getAttribute("aria-valuenow")).toBe("40");
    const [line, stage] = [await edge.boundingBox(), await page.locator(".stage .canvas").boundingBox()];
    if (line === null || stage === null) throw new Error("no edge");
    await page.mouse.move(line.x + line.width / 2, line.y + line.height / 2);
    await page.mouse.down();
    await page.mouse.move(stage.x + 0.7 * stage.width, line.y + line.height / 2, { steps: 3 });
    await page.mouse.up();
    expect(await edge.getAttribute("aria-valuenow")).toBe("70");
    // One row for each, or every lane.
    await page.locator(".run-row.look-today").waitFor();
    await page.locator(".run-row.look-plan .run-phase").first().waitFor();
    faults.push(...(await seriousFaults(page, "two arms, Korean, light")));
    await page.keyboard.press("KeyV");
    await page.locator(".lanes .call-mark").first().waitFor();
    await page.keyboard.press("KeyV");
    // The one that stands beside it changes places with it.
    await page.keyboard.press("KeyD");
    await page.locator(".side-name.right .arm-line.today").waitFor();
    await page.keyboard.press("KeyC");
    await edge.waitFor({ state: "detached" });
    await page.keyboard.press("KeyD");
    expect(await onStage.getAttribute("class")).not.toContain("today");
    expect(await simulatedMs(page)).toBe(before);
  });

  test("compares in three ways by keys: both clocks agree at rest and in motion, either half answers a click, and the tables have both columns", async () => {
    const modes = page.locator(".mode-switch [role=radio]");
    const chosen = async (): Promise<number> => (await modes.evaluateAll((all) => all.map((one) => one.ariaChecked))).indexOf("true");
    const clocks = (): Promise<(string | undefined)[]> =>
      page.locator(".side-name").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["atMs"]));
    await page.keyboard.press("KeyC");
    await page.locator(".compare-band").getByText("한 번 돌려 본 것").waitFor();
    expect(await page.locator(".compare-kpis .once").first().textContent()).toBe("이 아침만의 값");
    expect(await page.locator(".dock").count()).toBe(0); // two runs have the width
    await page.keyboard.press("Shift+KeyC");
    await page.locator(".split.is-side").waitFor();
    expect([await chosen(), await page.locator(".split-edge").count()]).toEqual([1, 0]);
    // At rest after a seek, and while it plays.
    const [earlier] = await clocks();
    await page.keyboard.press("Shift+ArrowRight");
    await page.waitForFunction((before) => {
      const shown = Array.from(document.querySelectorAll<HTMLElement>(".side-name"), (one) => one.dataset["atMs"]);
      const clock = Number(document.querySelector<HTMLElement>(".playhead")?.dataset["atMs"]); // rounded, where pictures are cut to the millisecond
      return shown[0] !== before && shown[0] === shown[1] && Math.abs(Number(shown[0]) - clock) <= 1;
    }, earlier);
    const [sought] = await clocks();
    await page.keyboard.press("Space");
    for (let [pictures, last] = [0, sought]; pictures < 2; pictures++) {
      await page.waitForFunction((before) => document.querySelector<HTMLElement>(".side-name")?.dataset["atMs"] !== before, last);
      const [left, right] = await clocks();
      expect(left).toBe(right);
      last = left;
    }
    await page.keyboard.press("Space");
    // The same camera in both: what stands still is under the same point of either half.
    const stage = await page.locator(".stage .canvas").boundingBox();
    if (stage === null) throw new Error("no stage");
    const heads: (readonly [string | undefined, string | undefined])[] = [];
    for (const share of [0.3, 0.4, 0.5, 0.6]) {
      const headAt = async (half: number): Promise<string | undefined> => {
        await page.keyboard.press("Escape");
        const x = stage.x + (stage.width * (half + share)) / 2;
        await page.mouse.click(x, stage.y + stage.height * 0.55);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        // What says what was clicked never lies over it.
        const cards = await page
          .locator(".inspector-card .side")
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
        expect(cards.filter(({ left, right }) => left <= x && x <= right)).toEqual([]);
        return (await page.locator(".inspector-card h2").allTextContents())[0];
      };
      heads.push([await headAt(0), await headAt(1)]);
    }
    say(`under four points of either half: ${heads.map((pair) => pair.join(" = ")).join("; ")}`);
    // On bare ground there is nothing, and a car may have passed in one of them.
    expect(heads.filter(([left, right]) => left !== undefined && left === right).length).toBeGreaterThan(1);
    await page.keyboard.press("Escape");
    faults.push(...(await seriousFaults(page, "side by side, Korean, light")));
    await page.keyboard.press("Shift+KeyC");
    await page.locator(".ramp.difference").waitFor();
    expect([await chosen(), await page.locator(".split-middle").count()]).toEqual([2, 0]);
    await page.keyboard.press("KeyT");
    expect(await page.locator(".stage-table table").first().locator("thead .arm-line").count()).toBe(2);
    faults.push(...(await seriousFaults(page, "tables of two arms, Korean, light")));
    await page.keyboard.press("KeyT");
    // By the switch itself, like any group of choices.
    await modes.nth(2).focus();
    await page.keyboard.press("ArrowRight");
    await page.locator(".split-edge").waitFor();
    expect(await chosen()).toBe(0);
    await page.setViewportSize({ width: 1024, height: 700 });
    const inside = await page
      .locator(".compare-band, .side-name, .mode-switch, .compare-kpis, .map-tools, .transport, .status")
      .evaluateAll((all) => all.map((one) => ({ what: one.className, box: one.getBoundingClientRect() })));
    for (const { what, box } of inside) {
      expect([what, box.left >= 0 && box.right <= 1024 && box.top >= 0 && box.bottom <= 700]).toEqual([what, true]);
    }
    expect((await page.locator(".stage .canvas").boundingBox())?.height).toBeGreaterThan(200);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press("KeyC");
    await page.locator(".compare-band").waitFor({ state: "detached" });
    expect(await page.locator(".dock").count()).toBe(2); // and the panels are where they were
  });

  test("speaks the language it shows", async () => {
    await page.keyboard.press("KeyN");
    await page.locator(".side.right .big").waitFor();
    faults.push(...(await seriousFaults(page, "stage, Korean, light")));
    await page.getByRole("button", { name: "English로 보기" }).click();
    await page.getByText("Linkage steps").waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    await page.getByRole("button", { name: "Dark theme" }).click();
    faults.push(...(await seriousFaults(page, "stage, English, dark")));
  });

  test("computes the same result to the last byte as the command line", async () => {
    await page.getByRole("button", { name: "Experiment" }).click();
    await page.getByLabel("Pairs to run").fill("2");
    const startedMs = Date.now();
    await page.getByRole("button", { name: "Run 2 pairs" }).click();
    await page.getByText("pass queues is a fitted number").waitFor({ timeout: 120_000 });
    say(`2 pairs of all arms at three passing speeds in the page: ${Date.now() - startedMs} ms`);
    faults.push(...(await seriousFaults(page, "experiment, English, dark")));
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save result" }).click()]);
    const fromPage = readFileSync(await download.path(), "utf8");
    const { seed } = JSON.parse(fromPage) as { seed: string };
    const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
    const asked = ["--replications", "2", "--seed", seed, "--workers", "1", "--json", join(folder, "node.json")];
    spawnSync(process.execPath, [join(ROOT, "main/node-gate.mjs"), "rehearse", "run", join(ROOT, "scenarios/fire-preemption"), ...asked]);
    expect(fromPage).toBe(readFileSync(join(folder, "node.json"), "utf8"));
    rmSync(folder, { recursive: true });
    await page.getByRole("button", { name: "Stage" }).click();
    await page.locator(".kpi-strip").waitFor();
    // With a result at hand two runs are judged by it, and a measure leads to what it is made of.
    await page.keyboard.press("KeyC");
    await page.locator(".compare-band").getByText("2 pairs, same incidents and traffic").waitFor();
    expect(await page.locator(".compare-kpis .kpi").count()).toBe(4);
    faults.push(...(await seriousFaults(page, "two arms with a verdict, English, dark")));
    await page.locator(".compare-kpis .kpi-open").first().click();
    await page.locator(".experiment").waitFor();
    await page.getByRole("button", { name: "Stage" }).click();
    await page.keyboard.press("KeyC");
    await page.locator(".kpi-strip").waitFor();
  });

  test("stops an experiment when asked and keeps what was finished", async () => {
    await page.getByRole("button", { name: "Experiment" }).click();
    await page.getByLabel("Pairs to run").fill("200");
    await page.getByRole("button", { name: "Run 200 pairs" }).click();
    await page.getByText(/^[2-9] \/ 600/).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("stopped early").waitFor();
    await page.getByRole("button", { name: "Stage" }).click();
  });

  test("has no serious accessibility fault on any of its screens", () => {
    expect(faults).toEqual([]);
  });

  test("names what is wrong with a broken file and keeps the project", async () => {
    await page
      .locator(".top input[type=file]")
      .setInputFiles({ name: "city.json", mimeType: "application/json", buffer: Buffer.from('{"format":"city"}') });
    await page.locator(".problem").first().waitFor();
    expect(await page.locator(".problem .place").first().textContent()).toContain("city.json");
    await page.getByRole("button", { name: "Back to the project" }).click();
    await page.locator(".transport").waitFor();
  });

  test("draws hundreds of pictures without growing", async () => {
    await page.setViewportSize({ width: 640, height: 480 });
    const session = await page.context().newCDPSession(page);
    const heapMb = async (): Promise<number> => {
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      return usedSize / 2 ** 20;
    };
    const draw = (count: number): Promise<number> =>
      page.evaluate(
        (wanted) =>
          new Promise<number>((done) => {
            const startedMs = performance.now();
            let drawn = 0;
            const next = (): void => {
              drawn++;
              if (drawn === wanted) done((performance.now() - startedMs) / wanted);
              else requestAnimationFrame(next);
            };
            requestAnimationFrame(next);
          }),
        count,
      );
    await page.keyboard.press("Digit4");
    await page.keyboard.press("Space");
    await draw(60);
    const before = await heapMb();
    const meanMs = await draw(PICTURES);
    const after = await heapMb();
    await page.keyboard.press("Space");
    say(`${PICTURES} pictures at ${meanMs.toFixed(0)} ms each: heap ${before.toFixed(1)} -> ${after.toFixed(1)} MB`);
    expect(after - before).toBeLessThan(8);
  }, 400_000); // software drawing on a busy machine takes half a second a picture

  test("had nothing to complain about on its console, and its policy was never broken but on purpose", async () => {
    const violations = await page.evaluate(() => (globalThis as unknown as { policyViolations: string[] }).policyViolations);
    expect([shown?.complaints, violations]).toEqual([[], ["connect-src https://example.org/", "script-src-elem inline"]]);
  });
});
