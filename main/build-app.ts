/** Builds the page and Electron's two scripts when they are missing or older than what they are made of. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const PAGE_SOURCES = ["renderer", "sim-core", "vite.page.config.ts", "package-lock.json"];
const MAIN_SOURCES = ["main", "sim-core/contract", "vite.main.config.ts", "package-lock.json"];
const BUILT_FROM = /\.(?:ts|tsx|cts|css|html|svg|json|wasm|js)$/;
/** Rust sources reach the page only through pkg; tests never do. */
const LEFT_OUT = /(?:\.test\.tsx?|^target|^src)$/;

/** Time of the newest source file below `path`, 0 if there is none. */
const newestMs = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 0;
  if (!found.isDirectory()) return BUILT_FROM.test(path) ? found.mtimeMs : 0;
  const names = await readdir(path);
  const times = await Promise.all(names.filter((name) => !LEFT_OUT.test(name)).map((name) => newestMs(join(path, name))));
  return Math.max(0, ...times);
};

export const isStale = async (root: string, product: string, sources: readonly string[]): Promise<boolean> => {
  const built = await stat(join(root, product)).catch(() => undefined);
  if (built === undefined) return true;
  const times = await Promise.all(sources.map((source) => newestMs(join(root, source))));
  return Math.max(...times) > built.mtimeMs;
};

type Say = (sentence: string) => void;

type Product = { readonly file: string; readonly sources: readonly string[]; readonly config: string };

/** Vite keeps a NODE_ENV that is set: under a test runner the page would get the React that checks everything and draws twice. */
const buildForUse = async (configFile: string): Promise<void> => {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    const { build } = await import("vite");
    await build({ configFile, logLevel: "warn" });
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
};

const buildIfStale = async (root: string, { file, sources, config }: Product, sentence: string, ko: boolean, say: Say): Promise<void> => {
  if (!(await isStale(root, file, sources))) return;
  say(sentence);
  try {
    await buildForUse(join(root, config));
  } catch (error) {
    // In a folder that may not be written, or without the build tools, an earlier build still serves.
    if ((await stat(join(root, file)).catch(() => undefined)) === undefined) throw error;
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    say(
      ko ? `다시 빌드하지 못해 앞서 빌드한 것을 씁니다: ${reason}` : `It could not be built again, so the earlier build is used: ${reason}`,
    );
  }
};

export const buildPageIfStale = (root: string, ko: boolean, say: Say): Promise<void> =>
  buildIfStale(
    root,
    { file: "dist/page/index.html", sources: PAGE_SOURCES, config: "vite.page.config.ts" },
    ko ? "화면을 빌드합니다(처음 한 번, 수 초)." : "Building the page (once, some seconds).",
    ko,
    say,
  );

export const buildMainIfStale = (root: string, ko: boolean, say: Say): Promise<void> =>
  buildIfStale(
    root,
    { file: "dist/main/main.cjs", sources: MAIN_SOURCES, config: "vite.main.config.ts" },
    ko ? "Electron 쪽을 빌드합니다." : "Building the Electron side.",
    ko,
    say,
  );
