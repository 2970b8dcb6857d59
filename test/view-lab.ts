/** The page renderer/view/view-lab.html in Chromium, for tests of the 3D city: a tiny city, and whatever it complained about. */
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { createServer } from "vite";

type Opened = { readonly page: Page; readonly trouble: string[] };

export type ViewLab = {
  readonly browser: Browser;
  /** Address of the folder of the page. */
  readonly base: string;
  /** `prepare` runs in the page before its own scripts. */
  open(query: string, size?: { readonly width: number; readonly height: number }, prepare?: () => void): Promise<Opened>;
  close(): Promise<void>;
};

export const openViewLab = async (executablePath: string): Promise<ViewLab> => {
  const server = await createServer({
    configFile: false,
    root: "renderer/view",
    logLevel: "error",
    cacheDir: "../../node_modules/.vite-view-lab",
    optimizeDeps: {
      include: [
        "three",
        "@deck.gl/core",
        "@deck.gl/layers",
        "@luma.gl/webgl",
        "@turf/bbox-clip",
        "@turf/center-of-mass",
        "camera-controls",
        "zod",
      ],
      noDiscovery: true,
    },
    server: { host: "127.0.0.1", port: 0, hmr: false, watch: null, fs: { strict: false } },
  });
  await server.listen();
  const base = server.resolvedUrls?.local[0] ?? "";
  const browser = await playwright.launch({
    executablePath,
    args: ["--no-sandbox", "--enable-unsafe-swiftshader", "--js-flags=--expose-gc", "--enable-precise-memory-info"],
  });
  return {
    browser,
    base,
    async open(query, size = { width: 640, height: 360 }, prepare) {
      const page = await browser.newPage({ viewport: size });
      if (prepare) await page.addInitScript(prepare);
      const trouble: string[] = [];
      page.on("console", (m) => {
        // software graphics remark on reading pixels back, which only the test does
        if ((m.type() === "error" || m.type() === "warning") && !m.text().includes("ReadPixels")) trouble.push(m.text());
      });
      page.on("pageerror", (e) => trouble.push(e.message));
      await page.goto(`${base}view-lab.html?${query}`);
      await page.waitForFunction("window.lab || window.seam", undefined, { timeout: 60_000 }).catch((error: unknown) => {
        throw new Error(`the page did not start: ${trouble.join("; ")}`, { cause: error });
      });
      return { page, trouble };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
};

/** Runs in the page; `lab` and `seam` are the page's own objects. */
export const inPage = <T>(page: Page, script: string): Promise<T> => page.evaluate(`(async () => { ${script} })()`) as Promise<T>;

/** The next picture has been drawn. */
export const drawn = "await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));";
