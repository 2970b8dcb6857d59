/** Keeps ARCHITECTURE.md true: every path in it exists, every source folder is in it, walls hold, nothing is left for later. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const map = readFileSync("ARCHITECTURE.md", "utf8");
const skipped = new Set(["node_modules", "dist", "pkg", "target", ".git"]);

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    if (skipped.has(name)) return [];
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });

const sources = ["main", "renderer", "sim-core", "test"].flatMap(filesBelow).filter((path) => /\.(ts|tsx|cts|mjs|rs)$/.test(path));
const importsOf = (path: string): string[] =>
  [...readFileSync(path, "utf8").matchAll(/(?:from|import\()\s*["']([^"']+)["']/g)].map((match) => match[1] ?? "");

/** Folder -> what it may import of ours. Tests may import anything. */
const walls: Record<string, readonly string[]> = {
  "sim-core/model": [],
  "sim-core/contract": ["sim-core/model"],
  "sim-core/engine": ["sim-core/model", "sim-core/contract"],
  "sim-core/import": ["sim-core/model"],
  "sim-core/scenario": ["sim-core/model", "sim-core/contract"],
  "sim-core/run": ["sim-core/model", "sim-core/contract", "sim-core/engine", "sim-core/scenario"],
  "sim-core/experiment": ["sim-core/model", "sim-core/contract", "sim-core/engine", "sim-core/scenario", "sim-core/run"],
  "sim-core/bench": ["sim-core/model", "sim-core/contract", "sim-core/engine", "sim-core/run"],
  "sim-core/verify": [
    "sim-core/model",
    "sim-core/contract",
    "sim-core/engine",
    "sim-core/import",
    "sim-core/scenario",
    "sim-core/run",
    "sim-core/experiment",
    "sim-core/bench",
  ],
  "renderer/view": ["sim-core/model", "sim-core/contract"],
  "renderer/platform": ["sim-core/model", "sim-core/contract"],
  "renderer/sim": ["sim-core"],
  "renderer/app": ["renderer", "sim-core/model", "sim-core/contract"],
  main: ["sim-core"],
};

describe("ARCHITECTURE.md", () => {
  it("names only paths that exist", () => {
    const paths = [...map.matchAll(/`((?:main|renderer|sim-core|scenarios|fixtures|docs|test)\/[\w./-]*)`/g)].map(
      (match) => match[1] ?? "",
    );
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it("names every source folder", () => {
    const folders = [...Object.keys(walls), "scenarios", "fixtures", "sim-core/engine/src"];
    expect(folders.filter((folder) => !map.includes(`\`${folder}/`))).toEqual([]);
  });

  it("fits on one page", () => {
    expect(map.split("\n").length).toBeLessThanOrEqual(90);
  });
});

describe("the walls", () => {
  it("hold: a folder imports only what it may", () => {
    const broken = sources
      .filter((path) => !/\.(test|e2e)\.tsx?$/.test(path) && !path.endsWith(".rs"))
      .flatMap((path) => {
        const home = Object.keys(walls).find((folder) => path.startsWith(`${folder}/`));
        if (home === undefined) return [];
        return importsOf(path)
          .filter((name) => name.startsWith("."))
          .map((name) => normalize(join(dirname(path), name.replace(/\?.*$/, ""))))
          .filter((target) => !target.startsWith(`${home}/`) && !(walls[home] ?? []).some((allowed) => target.startsWith(`${allowed}/`)))
          .map((target) => `${path} imports ${target}`);
      });
    expect(broken).toEqual([]);
  });

  it("let comlink, electron, three and React in only where they belong", () => {
    const homes: Record<string, RegExp> = {
      comlink: /^renderer\/sim\//,
      electron: /^main\/(main|preload)[\w.-]*\.c?ts$/,
      three: /^renderer\/view\//,
      "@deck.gl/core": /^renderer\/view\//,
      react: /^renderer\/app\//,
    };
    const strays = sources
      .filter((path) => !/\.(test|e2e)\.tsx?$/.test(path))
      .flatMap((path) => importsOf(path).flatMap((name) => (name in homes && !homes[name]?.test(path) ? [`${path} imports ${name}`] : [])));
    expect(strays).toEqual([]);
  });

  it("leave nothing marked for later, and no file beyond 600 lines", () => {
    const marks = sources.filter((path) => path !== "architecture.test.ts" && /\b(TODO|FIXME|XXX|HACK)\b/.test(readFileSync(path, "utf8")));
    expect(marks).toEqual([]);
    expect(sources.filter((path) => readFileSync(path, "utf8").split("\n").length > 601)).toEqual([]);
  });

  it("keep the wall clock and chance out of the simulation core", () => {
    const forbidden = /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/;
    const guilty = sources.filter(
      (path) =>
        path.startsWith("sim-core/") &&
        /\.ts$/.test(path) &&
        !/\.test\.ts$|build-engine\.ts$/.test(path) &&
        forbidden.test(readFileSync(path, "utf8")),
    );
    expect(guilty).toEqual([]);
  });
});
