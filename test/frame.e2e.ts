/**
 * The frame of the window in a real Chromium: start screen, palette, keys, settings, layouts, problems, tour, and what remains when
 * a panel fails or storage is full. Axe looks at every screen in both languages and both themes.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtFiles, openInChromium, say, seriousFaults, tellTrouble } from "./app-window.ts";
import { chromium, missing } from "./needs.ts";

const TEST_MS = 300_000;

let shown: Awaited<ReturnType<typeof openInChromium>>;
let page: Page;

const LANGUAGE_BUTTON = ".top button[lang]";
const THEME_BUTTON = /어두운 화면|밝은 화면|Dark theme|Light theme/;

const setLook = async (language: string, theme: string): Promise<void> => {
  const now = await page.evaluate(() => ({ lang: document.documentElement.lang, theme: document.documentElement.dataset["theme"] }));
  if (now.lang !== language) await page.locator(LANGUAGE_BUTTON).click();
  if (now.theme !== theme) await page.getByRole("button", { name: THEME_BUTTON }).click();
  await page.waitForFunction(
    (wanted) => document.documentElement.lang === wanted.language && document.documentElement.dataset["theme"] === wanted.theme,
    { language, theme },
  );
};

/** Both languages and both themes; leaves Korean and light. `open` and `close` are for what lies over the buttons that change them. */
const lookAt = async (screen: string, open = async () => {}, close = async () => {}): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const [language, theme] of [
    ["en", "dark"],
    ["en", "light"],
    ["ko", "dark"],
    ["ko", "light"],
  ] as const) {
    await setLook(language, theme);
    await open();
    faults.push(...(await seriousFaults(page, `${screen}, ${language}, ${theme}`)));
    await close();
  }
  return faults;
};

const pressEscape = (): Promise<void> => page.keyboard.press("Escape");

const openStage = async (): Promise<void> => {
  await page.goto("about:blank"); // the same address with another fragment would not load the page anew
  await page.goto(shown.url);
  await page.locator(".call-mark").first().waitFor();
};

const find = async (words: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.locator(".palette input").fill(words);
};

/** What draws, simulates and experiments, as its parts are called in the built page. */
const ONLY_LATER: readonly string[] = [
  "city-view",
  "webgl",
  "parse-scenario",
  "sim.worker",
  "experiment-screen",
  "experiment.worker",
  "batch.worker",
];

describe.skipIf(missing(chromium()))("the frame of the window", { timeout: TEST_MS }, () => {
  beforeAll(async () => {
    shown = await openInChromium({ width: 1280, height: 800 });
    page = shown.page;
    await page.locator(".call-mark").first().waitFor();
  });
  afterAll(() => shown?.close());
  tellTrouble(() => shown);

  test("the logo leads to three examples, told by what their own files say", async () => {
    await page.locator(".door").click();
    await page.getByText("단계 16 · 협약 7").waitFor();
    expect(await page.locator(".example h2").allTextContents()).toEqual(["소방차 우선신호 연계", "화재 대응 연계", "응급환자 이송 연계"]);
    const pictures = page.locator(".example img");
    await expect
      .poll(() => pictures.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)))
      .toEqual([760, 760, 760]);
    expect(await lookAt("start")).toEqual([]);
    await page.locator(".tabs button").first().click();
  });

  test("the palette finds by initial consonants and goes there, by keyboard alone", async () => {
    await find("ㅁㄹㄷㄹ");
    await page
      .getByRole("option", { name: /미르대로/ })
      .first()
      .waitFor();
    await page.keyboard.press("ArrowDown");
    const active = await page.locator(".palette input").getAttribute("aria-activedescendant");
    expect(await page.locator(`#${active}`).getAttribute("aria-selected")).toBe("true");
    // An Enter that ends a syllable is the syllable's, not ours.
    await page.locator(".palette input").dispatchEvent("keydown", { key: "Enter", isComposing: true });
    expect(await page.locator(".palette input").count()).toBe(1);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.locator(".palette input").waitFor({ state: "detached" });
    await page.locator(".side.right h2").waitFor();
    await page.keyboard.press("Control+k");
    expect(await page.locator(".palette [role=option]").first().textContent()).toContain("미르대로");
    await pressEscape();
  });

  test("a typed time of day is a place to go", async () => {
    await find("8:30");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector<HTMLElement>(".playhead")?.dataset["atMs"] === "1800000");
  });

  test("palette, keys and settings have no serious fault, hold the focus and give it back", async () => {
    const faults: string[] = [];
    for (const [name, keys] of [
      ["palette", "Control+k"],
      ["keys", "Shift+Slash"],
      ["settings", "Control+Comma"],
    ] as const) {
      const open = async (): Promise<void> => {
        await page.keyboard.press(keys);
        await page.locator("dialog[open]").waitFor();
      };
      const close = async (): Promise<void> => {
        expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
        await pressEscape();
        await page.locator("dialog[open]").waitFor({ state: "detached" });
      };
      faults.push(...(await lookAt(name, open, close)));
    }
    expect(faults).toEqual([]);
  });

  test("single keys can be switched off and stay off after a reload", async () => {
    await page.keyboard.press("Control+Comma");
    await page.getByRole("radiogroup", { name: "한 글자 단축키" }).getByRole("radio", { name: "끄기" }).click();
    await pressEscape();
    await page.reload();
    await page.locator(".call-mark").first().waitFor();
    await page.keyboard.press("Shift+Slash");
    await page.keyboard.press("KeyT");
    expect([await page.locator("dialog[open]").count(), await page.locator(".stage-table").count()]).toEqual([0, 0]);
    await page.keyboard.press("Control+Comma");
    await page.getByRole("radiogroup", { name: "한 글자 단축키" }).getByRole("radio", { name: "쓰기" }).click();
    await pressEscape();
  });

  test("a full storage is said in a sentence that takes no focus, and the choice holds", async () => {
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    const theme = page.getByRole("button", { name: THEME_BUTTON });
    await theme.focus();
    await page.keyboard.press("Enter");
    await page.getByText("저장 공간이 차서").waitFor();
    expect(await page.evaluate(() => [document.documentElement.dataset["theme"], document.activeElement?.closest(".toasts")])).toEqual([
      "dark",
      null,
    ]);
    await page.keyboard.press("Enter");
  });

  test("on a full disk a project opens all the same, and a sentence says that it is not kept for another time", async () => {
    const session = await page.context().newCDPSession(page);
    const { origin } = new URL(shown.url);
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    await page.locator(".top input[type=file]").setInputFiles(join(import.meta.dirname, "../scenarios/fire-preemption/scenario.yaml"));
    await page.getByText("최근 목록에 남기지 못했습니다").waitFor();
    await page.locator(".call-mark").first().waitFor();
    await session.send("Storage.overrideQuotaForOrigin", { origin });
    expect(await page.locator("[role=alertdialog], .panel-fault").count()).toBe(0);
  });

  test("one panel fails alone, says so, and comes back when asked", async () => {
    await page.evaluate(() => {
      const real = Array.prototype.findLast;
      Object.assign(globalThis, { mend: () => Object.assign(Array.prototype, { findLast: real }) });
      // Only where nothing but steps is looked through: the list of steps in the left panel.
      Array.prototype.findLast = function findLast(this: unknown[], ...args: Parameters<typeof real>) {
        const isSteps = this.length > 0 && this.every((one) => (one as { kind?: string } | undefined)?.kind === "step");
        if (isSteps) throw new Error("planted by a test");
        return real.apply(this, args);
      } as typeof real;
    });
    await page.keyboard.press("KeyN");
    await page.keyboard.press("Shift+ArrowRight"); // the steps of the next incident are drawn once its call has come
    await page.getByText("planted by a test").waitFor();
    expect([await page.locator(".lanes").count(), await page.locator(".map-tools").count()]).toEqual([1, 1]);
    await page.evaluate(() => (globalThis as unknown as { mend(): void }).mend());
    await page.getByRole("button", { name: "다시 그리기" }).click();
    await page.getByText("연계 단계").waitFor();
    expect(await page.locator(".panel-fault").count()).toBe(0);
  });

  test("panels are resized, moved and folded by keyboard, and stand there after a reload", async () => {
    await openStage(); // storage works again
    const edge = page.getByRole("separator", { name: "자세히 칸 크기" });
    const before = Number(await edge.getAttribute("aria-valuenow"));
    await edge.press("ArrowLeft");
    expect(Number(await edge.getAttribute("aria-valuenow"))).toBe(before + 16);
    await page.getByRole("button", { name: "자세히 칸 옮기기" }).press("Enter");
    await page.getByRole("menuitem", { name: "무대 아래로" }).press("Enter");
    await page.locator(".dock.inspector.at-below").waitFor();
    await page.getByRole("separator", { name: "시간줄 높이" }).press("Enter");
    await page.getByRole("button", { name: "시간줄 펼치기" }).waitFor();
    await page.reload();
    await page.locator(".dock.inspector.at-below").waitFor();
    await page.getByRole("button", { name: "시간줄 펼치기" }).click();
    await find("기획 배치");
    await page.keyboard.press("Enter");
    await page.locator(".dock.inspector.at-right").waitFor();
  });

  test("every bad file of a drop is named with its place, and the good ones wait", async () => {
    const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
    await page
      .locator(".top input[type=file]")
      .setInputFiles([
        file("map.osm", "<osm/>"),
        file("mine.yaml", "schemaVersion: 1\nscenario:\n  id: mine\n  titel: { ko: 가, en: a }\n"),
        file("result.json", '{"schemaVersion":99,"arms":[{"physicalHash":"0"}]}'),
      ]);
    await page.getByText("받아 둔 것: mine.yaml").waitFor();
    expect(await page.locator(".problem .place").allTextContents()).toEqual(["map.osm", "result.json · schemaVersion"]);
    expect(await lookAt("problems")).toEqual([]);
    await page
      .locator(".top input[type=file]")
      .setInputFiles([file("again.yaml", "schemaVersion: 1\nscenario:\n  id: mine\n  titel: { ko: 가, en: a }\n")]);
    await page
      .getByText(/again\.yaml:4/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "그 자리 보기" }).first().click();
    await page.getByRole("button", { name: "전의 프로젝트로" }).click();
    await page.locator(".transport").waitFor();
  });

  test("stage, its table and the experiment have no serious fault, in a small window neither", async () => {
    const faults: string[] = [];
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.keyboard.press("KeyN");
      faults.push(...(await lookAt(`stage ${width}`)));
      await page.keyboard.press("KeyT");
      await page.locator(".stage-table").waitFor();
      faults.push(...(await lookAt(`table ${width}`)));
      await page.keyboard.press("KeyT");
      await page.locator(".tabs button").nth(1).click();
      faults.push(...(await lookAt(`experiment ${width}`)));
      await page.locator(".tabs button").first().click();
    }
    expect(faults).toEqual([]);
  });

  test("the tour goes from the call to the verdict over the real stage, and can be left at any time", async () => {
    await page.setViewportSize({ width: 1024, height: 700 });
    await find("둘러보기");
    await page.keyboard.press("Enter");
    await page.getByText("신고가 들어옵니다").waitFor({ timeout: 120_000 });
    const titles: string[] = [];
    const faults: string[] = [];
    for (;;) {
      titles.push((await page.locator(".tour h2").textContent()) ?? "");
      faults.push(...(await seriousFaults(page, `tour ${titles.length}`)));
      const next = page.getByRole("button", { name: "다음", exact: true });
      if ((await next.count()) === 0) break;
      await next.press("Enter");
    }
    expect(new Set(titles)).toEqual(
      new Set([
        "신고가 들어옵니다",
        "출동대가 나섭니다",
        "신호가 길을 엽니다",
        "골목의 차 한 대",
        "현장에 닿습니다",
        "같은 날, 연계가 없다면",
        "한 번은 증거가 아닙니다",
      ]),
    );
    expect(faults).toEqual([]);
    await pressEscape();
    expect(await page.locator(".tour").count()).toBe(0);
  });

  test("a window with nothing to open loads neither what draws nor what experiments, and says how large everything is", async () => {
    const asked: string[] = [];
    const bare = await openInChromium({
      before: async (other) => {
        other.on("request", (request) => asked.push(new URL(request.url()).pathname));
        await other.routeWebSocket(/\/service$/, (socket) =>
          socket.onMessage((message) => {
            const { id } = JSON.parse(String(message)) as { id: number };
            socket.send(JSON.stringify({ id, ok: true, value: { scenarios: [], cities: [] } }));
          }),
        );
      },
    });
    await bare.page.locator(".start .drop-zone").waitFor();
    await bare.page.waitForLoadState("networkidle");
    await bare.close();
    const isScript = (path: string): boolean => /\.(js|wasm)$/.test(path);
    for (const { path, packedKb } of builtFiles().filter((file) => isScript(file.path))) {
      say(`${asked.includes(path) ? "first screen" : "later       "} ${packedKb.toFixed(0).padStart(4)} kB packed  ${path}`);
    }
    const scripts = asked.filter(isScript);
    // What was looked at is what ships: the development build of React names its tools.
    const first = scripts.map((path) => readFileSync(join(import.meta.dirname, "../dist/page", path), "utf8")).join("");
    expect([first.length > 0, first.includes("React DevTools")]).toEqual([true, false]);
    const chunkOf = (path: string): string => path.replace(/^.*\//, "").replace(/-[\w-]{8}\.js$/, "");
    const built = builtFiles().map(({ path }) => chunkOf(path));
    expect(ONLY_LATER.filter((name) => !built.includes(name))).toEqual([]);
    expect(scripts.map(chunkOf).filter((name) => ONLY_LATER.includes(name))).toEqual([]);
    expect(scripts.length).toBeGreaterThan(0);
    expect(bare.complaints).toEqual([]);
  });

  test("without any storage the window opens and works", async () => {
    const bare = await openInChromium({
      locale: "en-US",
      width: 1024,
      height: 700,
      prepare: () => {
        const forbidden = {
          get: () => {
            throw new DOMException("forbidden", "SecurityError");
          },
        };
        Object.defineProperty(globalThis, "localStorage", forbidden);
        Object.defineProperty(globalThis, "indexedDB", forbidden);
      },
    });
    const other = bare.page;
    await other.locator(".call-mark").first().waitFor();
    await other.locator(".door").click();
    await other.getByText("Nothing yet.").waitFor();
    await other.getByRole("button", { name: THEME_BUTTON }).click();
    await other.getByText("forbids storage").waitFor();
    await bare.close();
  });
});
